"""Wishes, answers, labels and Rasa's own files fit together."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from actions import dialogue
from actions.choices import choice, read_payload
from actions.topics import TOPICS
from care.words.texts import has_words

ROOT = Path(__file__).parents[2]
DOMAIN = YAML(typ="safe").load(ROOT / "domain.yml")
RULES = [
    rule
    for file in (ROOT / "data" / "stories").glob("*.yml")
    for rule in YAML(typ="safe").load(file)["rules"]
]


def intents_of(rule) -> list[str]:
    first = rule["steps"][0]
    return [each["intent"] for each in first.get("or", [first])]


def test_every_wish_can_be_shown_as_a_choice():
    missing = [intent for intent in TOPICS if not has_words(f"topic-{intent.replace('_', '-')}")]
    assert missing == []


def test_every_intent_has_a_rule_and_an_answer():
    ruled = {intent for rule in RULES for intent in intents_of(rule)}
    assert ruled == set(DOMAIN["intents"])
    answered = TOPICS.keys() | dialogue.TALK.keys() | {"session_open", "nlu_fallback"}
    assert answered == set(DOMAIN["intents"])


def test_every_action_of_a_rule_is_in_the_domain():
    known = {*DOMAIN["actions"], *DOMAIN["responses"]}
    used = {step["action"] for rule in RULES for step in rule["steps"] if "action" in step}
    assert used <= known


def test_static_words_are_in_both_languages_with_one_default():
    for name, variants in DOMAIN["responses"].items():
        conditions = [variant.get("condition") for variant in variants]
        assert conditions.count(None) == 1, name
        assert [{"type": "slot", "name": "language", "value": "zh"}] in conditions, name


def test_choices_of_static_words_mean_something():
    for name, variants in DOMAIN["responses"].items():
        for variant in variants:
            for button in variant.get("buttons", []):
                assert button["payload"].removeprefix("/") in DOMAIN["intents"], name


@pytest.mark.parametrize("value", ["#W1000001", "蓝色 “大”", 'a "quoted" {brace}'])
def test_a_payload_says_what_was_put_into_it(value):
    payload = choice("label", "order_status", order_number=value, product="")["payload"]
    assert read_payload(payload) == ("order_status", {"order_number": value})
    assert read_payload("/send_code") == ("send_code", {})
