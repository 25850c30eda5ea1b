"""Writing to a shopper first, before they have to ask."""
