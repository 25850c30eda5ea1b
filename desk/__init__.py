"""The only door of the product: shoppers' sockets, transcripts, and who answers."""
