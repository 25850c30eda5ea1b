"""Letters of the shop: written in the transaction that causes them, sent by a loop afterwards."""
