"""Scripted shoppers over the public chat protocol, and nothing else: any client can do what they can."""
