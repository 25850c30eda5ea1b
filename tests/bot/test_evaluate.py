from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot import evaluate, project
from bot.evaluate import Outcome, Row, UnusableFile, figures, read_flows, read_rows

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str, name: str = "rows.tsv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_rows_name_their_right_intents(tmp_path: Path) -> None:
    file = written(
        tmp_path, 'text\tacceptable_intents\nwhere "is it\torder_status | delivery_eta\n\n在吗\tgreet\n'
    )
    assert read_rows(file) == [
        Row('where "is it', frozenset({"order_status", "delivery_eta"})),
        Row("在吗", frozenset({"greet"})),
    ]


def test_a_single_intent_is_right_as_well(tmp_path: Path) -> None:
    file = written(tmp_path, "id\tintent\ttext\n1\tgreet\thello\n")
    assert read_rows(file) == [Row("hello", frozenset({"greet"}))]


def test_flows_are_translated_by_their_table(tmp_path: Path) -> None:
    flows = read_flows(
        written(tmp_path, "flow\tacceptable_intents\nship\torder_status|delivery_eta\n", "flows.tsv")
    )
    rows = read_rows(written(tmp_path, "text\tflow\nwhere is it\tship\n"), flows)
    assert rows == [Row("where is it", frozenset({"order_status", "delivery_eta"}))]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "a header line and at least one row"),
        ("text\tintent\n", "a header line and at least one row"),
        ("words\tintent\nhello\tgreet\n", "there is no column 'text'"),
        ("text\tlabel\nhello\tgreet\n", "a column acceptable_intents, intent or flow is needed"),
        ("text\tflow\nhello\tship\n", "a table of them is needed"),
        ("text\tintent\nhello\tgreet\nhi\n", "line 3: 1 columns where the header has 2"),
        ("text\tintent\nhello\t|\n", "line 2: no right intent is given"),
        ("text\tintent\n \tgreet\n", "line 2: text is not given"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, text: str, complaint: str
) -> None:
    file = written(tmp_path, text)
    with pytest.raises(UnusableFile) as refused:
        read_rows(file)
    assert str(file) in str(refused.value)
    assert complaint in str(refused.value)


def test_a_flow_that_the_table_lacks_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, "text\tflow\nhello\tgone\n")
    with pytest.raises(UnusableFile, match="line 2: the flow 'gone' is not in the table"):
        read_rows(file, {"ship": frozenset({"order_status"})})


def test_bytes_that_are_no_text_and_files_that_are_not_there(tmp_path: Path) -> None:
    binary = tmp_path / "rows.tsv"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnusableFile, match="UTF-8"):
        read_rows(binary)
    with pytest.raises(UnusableFile, match="no such file"):
        read_rows(tmp_path / "gone.tsv")


def test_the_shares_count_what_a_shopper_would_feel() -> None:
    row = Row("where is it", frozenset({"order_status"}))
    outcomes = [
        Outcome(row, "order_status", ("order_status", "greet")),  # right at once
        Outcome(row, "greet", ("greet", "order_status")),  # wrong, and sure of it
        Outcome(row, "nlu_fallback", ("order_status", "greet")),  # asked back, likeliest reading right
        Outcome(row, "nlu_fallback", ("a", "b", "c", "order_status")),  # asked back, and not on offer
    ]
    assert figures(outcomes) == {
        "rows": 4,
        "accuracy": 0.25,
        "top1": 0.5,
        "top3": 0.75,
        "wrong_confident": 0.25,
        "asked_back": 0.5,
    }


def test_an_answer_read_from_facts_counts_though_no_classifier_ranked_it() -> None:
    outcome = Outcome(Row("W1234567", frozenset({"inform"})), "inform", ("order_status", "greet", "deny"))
    assert outcome.first_is_right
    assert outcome.among_three


def test_the_report_ends_with_one_line_of_json(
    tmp_path: Path, small_model: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "MODEL", small_model)
    rows = "where is my order\torder_status\n我的订单到哪了\torder_status\n"
    rows += "/restart\tnlu_fallback\nW1234567\tinform\n"
    assert evaluate.main([str(written(tmp_path, f"text\tintent\n{rows}"))]) == 0
    last: dict[str, Any] = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["rows"] == 4
    assert last["top1"] >= 0.75
    assert set(last["languages"]) == {"en", "zh", "undecided"}


def test_a_missing_file_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["nowhere.tsv"]) == 2
    assert "there is no such file" in capsys.readouterr().err
