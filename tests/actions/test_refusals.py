"""Nobody hears a bare no: each reason has its words, and each wish the words to offer and to do it."""

from __future__ import annotations

import pytest

from care.aftersales.reasons import REASONS
from care.aftersales.records import KINDS
from care.words import LANGUAGES, has_words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_told(language: str) -> None:
    missing = [reason for reason in REASONS if not has_words(f"refused-{reason.replace('_', '-')}", language)]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wish_can_be_offered_and_told_as_done(language: str) -> None:
    keys = [f"{kind.replace('_', '-')}-{part}" for kind in KINDS for part in ("title", "quote", "done")]
    assert [key for key in keys if not has_words(key, language)] == []
