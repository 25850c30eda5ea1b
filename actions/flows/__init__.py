"""The flows, one file a subject: importing them enters their funnels."""

from actions.flows import cancel, changing, sending_back, swapping

__all__ = ["cancel", "changing", "sending_back", "swapping"]
