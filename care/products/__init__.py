"""What the shop sells: found by the words of a shopper, with price and stock of each variant."""
