"""A letter says in the reader's language what it is for, and what to do if it is unexpected."""

from __future__ import annotations

import pytest

from care.mail import letters, rules


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["10 minutes", "did not ask"]), ("zh", ["10 分钟", "不是您本人"]), ("fr", ["did not"])],
)
def test_the_letter_with_the_code(language: str, words: list[str]):
    subject, text = letters.one_time_code(language, code="012345", minutes=10, shop_name="Shopbell Home")
    assert "012345" in subject
    assert "Shopbell Home" in subject
    for needed in (*words, "012345", "Shopbell Home"):
        assert needed in text
    assert subject == rules.one_line(subject)


def test_a_subject_is_one_line():
    assert rules.one_line("a\r\nb\tc\x00\u2028d  e") == "a b c d e"


def test_waits_grow_and_end():
    waits = [rules.wait_after(tries) for tries in range(1, 6)]
    assert [wait and wait.total_seconds() / 60 for wait in waits] == [1, 5, 30, 120, None]
