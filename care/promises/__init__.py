"""What a shopper was promised, by whom it is kept and by when."""
