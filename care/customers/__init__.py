"""Customers: the ways they pay, and what their gift cards hold."""
