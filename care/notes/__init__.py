"""What staff write beside a conversation: notes to each other, and tags to find it again."""
