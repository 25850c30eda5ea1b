"""The words of the counter: the same in both languages, complete, and filled in without leftovers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from care.words import LANGUAGES, MissingWords, language_of, say
from care.words.texts import FOLDER

ROOT = Path(__file__).parents[3]
SAID = re.compile(
    r"""(?:\bsay|hand_over|_too_late|_hand_over)\(\s*(?:turn,\s*)?(?:state,\s*)?(?:language,\s*)?["']([a-z0-9-]+)["']"""
)


class Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def messages(file: Path) -> dict[str, set[str]]:
    """Each message of a file with the facts it names."""
    parsed = FluentParser().parse(file.read_text("utf-8"))
    junk = [entry for entry in parsed.body if isinstance(entry, ast.Junk)]
    assert not junk, f"{file}: {junk[0].annotations[0].message} at {junk[0].content!r}"
    found: dict[str, set[str]] = {}
    for entry in parsed.body:
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, f"{file}: {entry.id.name} twice"
            variables = Variables()
            variables.visit(entry)
            found[entry.id.name] = variables.names
    return found


FILES = sorted(file.name for file in (FOLDER / "en").glob("*.ftl"))


def test_both_languages_have_the_same_files():
    assert sorted(file.name for file in (FOLDER / "zh").glob("*.ftl")) == FILES


@pytest.mark.parametrize("name", FILES)
def test_both_languages_say_the_same_things_with_the_same_facts(name):
    english, chinese = (messages(FOLDER / language / name) for language in LANGUAGES)
    assert english == chinese


def test_no_message_stands_in_two_files():
    seen = [key for name in FILES for key in messages(FOLDER / "en" / name)]
    assert len(seen) == len(set(seen))


def test_every_text_the_code_asks_for_is_there():
    known = {key for name in FILES for key in messages(FOLDER / "en" / name)}
    asked = {
        key
        for folder in ("actions", "care", "desk")
        for file in (ROOT / folder).rglob("*.py")
        for key in SAID.findall(file.read_text("utf-8"))
        if "-" in key
    }
    assert len(asked) > 50
    assert asked <= known, asked - known


def test_chinese_texts_are_chinese():
    for name in FILES:
        for key in messages(FOLDER / "zh" / name):
            pattern = next(
                entry
                for entry in FluentParser().parse((FOLDER / "zh" / name).read_text("utf-8")).body
                if isinstance(entry, ast.Message) and entry.id.name == key
            ).value
            assert pattern is not None
            words = "".join(part.value for part in pattern.elements if isinstance(part, ast.TextElement))
            latin = re.sub(r"PayPal|Apple Pay|Google Pay|Shopbell", "", words)
            assert not re.search(r"[A-Za-z]{3,}", latin), f"{key}: {words}"
            assert not re.search(r"[\u4e00-\u9fff][,.?!;:]", words), f"{key} has English punctuation: {words}"


def test_a_missing_fact_is_an_error_and_never_shown_to_a_shopper():
    with pytest.raises(MissingWords):
        say("orders-late", "en", number="W1")


def test_a_missing_text_is_an_error():
    with pytest.raises(MissingWords):
        say("no-such-text", "zh")


def test_a_number_in_a_sentence_can_be_copied_as_it_is():
    assert "#W1000001" in say("identity-ask-email", "en", number="#W1000001")
    assert "\u2068" not in say("identity-ask-email", "zh", number="#W1000001")


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [("zh-TW", "zh"), ("zh_CN", "zh"), ("en-GB", "en"), ("de", "en"), (None, "en"), ("", "en")],
)
def test_other_languages_are_answered_in_english(wanted, spoken):
    assert language_of(wanted) == spoken
