"""Starts the product: what `make run`, `make setup` and `make bench` do."""
