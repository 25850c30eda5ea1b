"""What staff say often, written once, in both languages."""
