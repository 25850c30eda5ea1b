"""What shoppers say of a case that ended."""
