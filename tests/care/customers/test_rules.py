"""Customers are called as people write their names."""

from __future__ import annotations

import pytest

from care.customers.rules import full_name


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Alice", "Smith", "Alice Smith"),
        ("静怡", "林", "林静怡"),
        ("Jingyi", "林", "Jingyi 林"),
        ("Alice", "", "Alice"),
        ("", "", ""),
    ],
)
def test_a_name_in_full(first, last, name):
    assert full_name(first, last) == name
