"""The record of every chat: what was said, in which order, and who may speak for the shop."""
