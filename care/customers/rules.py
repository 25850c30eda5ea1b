"""How customers are called."""

from __future__ import annotations

import re

HAN = re.compile("[\u3400-\u9fff]")


def full_name(first: str, last: str) -> str:
    """As people write it: in Chinese the family's name first and no space, else the given name first."""
    if HAN.search(first) and HAN.search(last):
        return f"{last}{first}"
    return f"{first} {last}".strip()
