"""A photo reaches the actions as a fact, under a name that only the desk gives."""

from __future__ import annotations

from bot.components.channel import read_message

NAME = "0123456789abcdef" * 2
TURN = {"conversation": "c1", "turn": 4, "language": "zh", "text": "[图片]"}


def test_a_photo_is_told_as_a_fact_with_its_name() -> None:
    message = read_message({**TURN, "photo": NAME})
    assert message.metadata["photo"] == NAME
    assert message.parse_data["intent"] == {"name": "inform", "confidence": 1.0}
    told = {entity["entity"]: entity["value"] for entity in message.parse_data["entities"]}
    assert told == {"language": "zh", "photo": NAME}


def test_words_that_look_like_a_photo_are_words() -> None:
    assert read_message(TURN).parse_data is None


def test_what_is_no_name_of_a_photo_is_left_out() -> None:
    for photo in ("../../x", NAME.upper(), NAME + "0", 7, None):
        message = read_message({**TURN, "photo": photo})
        assert "photo" not in message.metadata
        assert message.parse_data is None
