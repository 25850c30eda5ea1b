"""What each wish changes, once it was agreed to: one function a kind, in the caller's transaction."""

from care.aftersales.effects import account, claims, favours, going_back, pending
from care.aftersales.effects.effect import effect

__all__ = ["account", "claims", "effect", "favours", "going_back", "pending"]
