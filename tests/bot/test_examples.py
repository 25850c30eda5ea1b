"""The training examples: enough of them, in both languages, and none that says two things."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache

import pytest
from ruamel.yaml import YAML

from bot import project

CHOSEN_ONLY = {"session_open", "send_code", "without_code", "no_number", "pick", "confirm", "nlu_fallback"}
_ENTITY = re.compile(r"\[([^\]]+)\](?:\([^)]+\)|\{[^}]+\})")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@lru_cache(maxsize=1)
def examples() -> dict[str, list[str]]:
    """intent -> its examples, without the marks of entities."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted((project.DATA / "nlu").glob("*.yml")):
        for block in YAML(typ="safe").load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = [line.strip() for line in block.get("examples", "").splitlines()]
            found[block.get("intent", "")] += [
                _ENTITY.sub(r"\1", line[2:]) for line in lines if line.startswith("- ")
            ]
    found.pop("", None)
    return found


def typed_intents() -> list[str]:
    domain = YAML(typ="safe").load(project.DOMAIN.read_text(encoding="utf-8"))
    return [intent for intent in domain["intents"] if intent not in CHOSEN_ONLY]


@pytest.mark.parametrize("intent", typed_intents())
def test_an_intent_has_forty_examples_or_more_about_half_of_them_chinese(intent: str) -> None:
    said = examples()[intent]
    chinese = sum(bool(_HAN.search(example)) for example in said)
    assert len(said) >= 40
    assert 0.35 <= chinese / len(said) <= 0.65


def test_every_example_belongs_to_an_intent_of_the_domain() -> None:
    assert set(examples()) == set(typed_intents())


def test_no_example_is_given_twice_or_for_two_intents() -> None:
    said = Counter(example.casefold() for lines in examples().values() for example in lines)
    assert [example for example, count in said.items() if count > 1] == []
