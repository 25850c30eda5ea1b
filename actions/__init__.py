"""What the counter answers: slots in, one call into care, words out. Served by `python -m actions.server`."""
