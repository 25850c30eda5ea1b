from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.components.intent_learning import learn
from bot.components.intent_model import IntentModel, pieces
from bot.components.vectors import careful, quick

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = {
    "order_status": [
        "where is my order", "track my parcel", "has it been sent",
        "我的订单到哪了", "查一下物流", "快递到哪里了",
    ],
    "refund_status": [
        "where is my refund", "when do i get my money back", "still no refund",
        "退款到哪了", "钱什么时候退回来", "退款还没到账",
    ],
    "greet": ["hello", "good morning", "hi there", "你好", "早上好", "在吗"],
}  # fmt: skip
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
INTENTS = [intent for intent, texts in EXAMPLES.items() for _ in texts]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> IntentModel:
    return learn(TEXTS, INTENTS, cache=tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("could you tell me where my package is", "order_status"),
        ("wheres my ordr", "order_status"),
        ("包裹现在到哪儿了", "order_status"),
        ("i want to know when the money comes back", "refund_status"),
        ("退款怎么还没收到", "refund_status"),
        ("good evening", "greet"),
    ],
)
def test_words_never_seen_are_understood_in_both_languages(
    model: IntentModel, text: str, intent: str
) -> None:
    assert model.rank(text)[0].intent == intent


def test_the_readings_are_all_there_likeliest_first_and_add_up_to_one(model: IntentModel) -> None:
    ranking = model.rank("where is my refund")
    assert {reading.intent for reading in ranking} == set(EXAMPLES)
    assert [reading.confidence for reading in ranking] == sorted(
        (r.confidence for r in ranking), reverse=True
    )
    assert sum(reading.confidence for reading in ranking) == pytest.approx(1)


def test_a_second_look_is_taken_only_in_doubt_and_only_at_short_words(
    model: IntentModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def look(text: str) -> np.ndarray:
        looked.append(text)
        return np.zeros(careful.width, dtype=np.float32)

    monkeypatch.setattr(careful, "encode", look)
    model.rank("where is my order", second_look_below=0.0)
    model.rank("where is my order " * 20, second_look_below=1.1)
    model.rank("我的订单到哪了" * 10, second_look_below=1.1)
    assert looked == []
    model.rank("where is my order", second_look_below=1.1)
    assert looked == ["where is my order"]


def test_a_model_says_the_same_after_it_was_put_away(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert IntentModel.load(tmp_path).rank("退款呢") == model.rank("退款呢")


def test_learning_twice_from_the_same_gives_the_same(model: IntentModel, tmp_path: Path) -> None:
    again = learn(TEXTS, INTENTS, cache=tmp_path)
    assert again.rank("where is it") == model.rank("where is it")


def test_two_intents_are_enough_and_one_is_not(tmp_path: Path) -> None:
    both = learn(TEXTS[:12], INTENTS[:12], cache=tmp_path)
    assert both.rank("where is my refund")[0].intent == "refund_status"
    with pytest.raises(ValueError, match="at least two intents"):
        learn(TEXTS[:6], INTENTS[:6], cache=tmp_path)


def test_words_without_any_known_piece_still_get_a_reading(model: IntentModel) -> None:
    assert sum(reading.confidence for reading in model.rank("ʘʘʘ")) == pytest.approx(1)


def test_pieces_hold_words_pairs_and_runs_of_characters() -> None:
    found = pieces("my order")
    assert {"w my", "w my order", " my ", "orde", "rd"} <= set(found)
    assert "w 到 哪" in pieces("到哪了")


def test_vectors_seen_before_come_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = quick.encode_all(["hello", "你好", "hello"], cache=tmp_path)
    assert first.shape == (3, quick.width)
    monkeypatch.setattr(quick, "_run", lambda texts: pytest.fail("encoded again"))
    np.testing.assert_array_equal(quick.encode_all(["hello", "你好", "hello"], cache=tmp_path), first)


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "vectors-use.npz").write_bytes(b"PK not a real archive")
    assert quick.encode_all(["hello"], cache=tmp_path).shape == (1, quick.width)
    assert quick.encode_all([], cache=tmp_path).shape == (0, quick.width)
