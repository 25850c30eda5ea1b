"""Places in a list, and the words for them in both languages."""

from __future__ import annotations

Place = tuple[str, int, int]
"""A number as text, "last", "both" or "all" ("-2" after it: not the second); begin and end of the words."""

RANK = {
    "first": "1", "1st": "1", "former": "1", "top": "1",
    "second": "2", "2nd": "2", "third": "3", "3rd": "3", "fourth": "4", "4th": "4",
    "fifth": "5", "5th": "5", "sixth": "6", "6th": "6", "seventh": "7", "7th": "7",
    "eighth": "8", "8th": "8", "ninth": "9", "9th": "9", "tenth": "10", "10th": "10",
    "last": "last", "latter": "last", "bottom": "last",
}  # fmt: skip
COUNT = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
HAN_COUNT = {
    "一": "1", "二": "2", "两": "2", "兩": "2", "三": "3", "四": "4", "五": "5", "六": "6",
    "七": "7", "八": "8", "九": "9", "十": "10",
}  # fmt: skip
HAN = "".join(HAN_COUNT)
COUNTER = "(?:个|個|件|单|單|条|條|款|双|雙|只|隻|项|項|样|樣)"


def counted(said: str) -> str:
    """The place that a word or digits stand for."""
    said = said.lower()
    if said.startswith("最"):
        return "last"
    return RANK.get(said) or COUNT.get(said) or HAN_COUNT.get(said) or said
