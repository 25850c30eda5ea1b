"""What the console shows: cases, a customer's panel, orders in trouble, figures. All of it only reads."""
