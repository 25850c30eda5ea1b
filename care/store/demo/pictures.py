"""Draws the pictures of the demo store's products."""

from __future__ import annotations

from pathlib import Path

PICTURES = Path(__file__).with_name("pictures")
"""The folder of the drawings, `<product id>.svg`; the shop shows them under /media/products/."""
