"""Birthdays as people write them."""

from __future__ import annotations

import pytest

from actions.flows.profile import birthday_in


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("my birthday is February 28, 1990", "1990-02-28"),
        ("28 Feb 1990", "1990-02-28"),
        ("1990/2/28", "1990-02-28"),
        ("the 3rd of march", "--03-03"),
        ("我的生日是2月28号", "--02-28"),
        ("1990年2月28日", "1990-02-28"),
        ("soon", ""),
    ],
)
def test_birthdays_are_read(words: str, day: str) -> None:
    assert birthday_in(words) == day
