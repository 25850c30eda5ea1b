"""The commands say how it went: on the screen, and by their exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from care.store import exporting, importing
from tests.care.store.corner_shop import FolderOfRows
from tests.care.store.facts import facts

type Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a database of its own, which nobody has migrated yet."""
    monkeypatch.setenv("SHOPBELL_DATABASE_URL", f"sqlite:///{tmp_path}/var/shop.db")

    def run(main: Callable[[], int], *arguments: str | Path) -> int:
        monkeypatch.setattr(sys, "argv", ["command", *map(str, arguments)])
        return main()

    return run


def test_a_store_goes_in_and_comes_out(run: Run, folder: FolderOfRows, tmp_path: Path, capsys):
    assert run(importing.main, folder.write()) == 0
    assert run(exporting.main, tmp_path / "out") == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines() == [
        "Imported 2 customers, 1 products, 1 orders.",
        f"Exported 4 rows to {tmp_path / 'out'}.",
    ]
    assert "Importing" in shown.err
    assert "100%" in shown.err
    assert facts(tmp_path / "out") == facts(folder.path)


def test_a_wrong_folder_is_told_line_by_line(run: Run, folder: FolderOfRows, capsys):
    folder.orders[0]["lines"][0]["price"] = "39.005"
    assert run(importing.main, folder.write()) == 1
    shown = capsys.readouterr()
    assert shown.err.splitlines()[-2:] == [
        "orders.jsonl line 1: lines.0.price: has more than two decimals",
        "Nothing was imported.",
    ]
    assert shown.out == ""


def test_there_is_nothing_to_export_yet(run: Run, tmp_path: Path, capsys):
    assert run(exporting.main, tmp_path / "out") == 1
    assert capsys.readouterr().err.strip() == "there is no store to export; import one first"


def test_a_database_out_of_reach_is_one_line(run: Run, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("SHOPBELL_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert run(exporting.main, tmp_path / "out") == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
