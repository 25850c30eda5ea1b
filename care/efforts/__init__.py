"""The effort ledger: steps, taps and repeats of each wish, and how it ended."""
