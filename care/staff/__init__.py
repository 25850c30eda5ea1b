"""Who works here, how they sign in, and what they may do."""
