"""The variables of a canned reply: which there are, and what becomes of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

VARIABLES = ("first_name", "order_number", "agent_name", "shop_name", "reply_by")
SHORTCUT = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
LONGEST = 2_000
LANGUAGES = ("en", "zh")
_NAMED = re.compile(r"\{([^{}]*)\}")


def faults(shortcut: str, texts: Mapping[str, str]) -> list[str]:
    """What is wrong with a reply, in words; nothing where it can be kept."""
    found = []
    if not SHORTCUT.fullmatch(shortcut):
        found.append("shortcut: lower-case letters, digits, - and _, at most 32")
    if not any(text.strip() for text in texts.values()):
        found.append("texts: at least one language")
    for language, text in texts.items():
        if language not in LANGUAGES:
            found.append(f"texts: no language {language}")
        if len(text) > LONGEST:
            found.append(f"texts.{language}: at most {LONGEST} characters")
        unknown = [name for name in _NAMED.findall(text) if name not in VARIABLES]
        if unknown:
            found.append(f"texts.{language}: no variable {unknown[0]}; there are {', '.join(VARIABLES)}")
    return found


def fill(text: str, facts: Mapping[str, str]) -> str:
    """The text with what is known put in; what is not known stays to be seen, and is not sent by accident."""
    return _NAMED.sub(lambda found: facts.get(found[1]) or found[0], text)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in this language, or in the other where there is none."""
    return texts.get(language) or next((text for text in texts.values() if text), "")
