"""The flows, one file a subject: importing them enters their funnels."""

from actions.flows import (
    cancel,
    changing,
    claims,
    parcels,
    paying,
    profile,
    reminding,
    sending_back,
    swapping,
)

__all__ = [
    "cancel",
    "changing",
    "claims",
    "parcels",
    "paying",
    "profile",
    "reminding",
    "sending_back",
    "swapping",
]
