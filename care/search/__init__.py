"""Finds anything by what people say of it: a number, a name, an address, words of a conversation."""
