"""`python -m bot.evaluate FILE.tsv [--flows TABLE.tsv]`: how well the model understands rows it has not seen.

A row is a `text` and the intents that would be right for it: `acceptable_intents` (or `intent`), separated by
`|`, or a `flow` that the table translates. The last line printed is one JSON object with the figures, shares
from 0 to 1.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import project, without_tensorflow
from bot.components.language import detect
from bot.components.normalise import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FALLBACK = "nlu_fallback"
_MOST_CONFUSIONS = 20
_ANSWERS = ("acceptable_intents", "intent")


class UnusableFile(Exception):
    """The file cannot be evaluated; the text names file, line and what it should be."""


@dataclass(frozen=True)
class Row:
    """One message of a shopper and the intents that are right for it."""

    text: str
    right: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    """How a row was read: `taken` is the intent acted upon, `readings` all considered, likeliest first."""

    row: Row
    taken: str
    readings: tuple[str, ...]

    @property
    def asked_back(self) -> bool:
        return self.taken == FALLBACK

    @property
    def first_is_right(self) -> bool:
        return (self.readings[0] if self.asked_back and self.readings else self.taken) in self.row.right

    @property
    def among_three(self) -> bool:
        return self.first_is_right or bool(self.row.right.intersection(self.readings[:3]))


def main(arguments: list[str] | None = None) -> int:
    """Print the figures. Returns 2, with one clear line, for a file or a model that cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m bot.evaluate", description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="rows: text, and acceptable_intents, intent or flow")
    parser.add_argument("--flows", type=Path, help="table: flow, acceptable_intents")
    given = parser.parse_args(arguments)
    given.data, given.flows = given.data.resolve(), given.flows and given.flows.resolve()
    os.chdir(project.ROOT)
    project.prepare_environment()
    project.hush_warnings()
    try:
        rows = read_rows(given.data, read_flows(given.flows) if given.flows else None)
        if not project.MODEL.exists():
            raise UnusableFile(
                f"{project.MODEL}: there is no trained model yet, run `python -m bot.train` first"
            )
    except UnusableFile as error:
        print(error, file=sys.stderr)
        return 2
    without_tensorflow.leave_out(project.CONFIG)
    outcomes = read_all(rows, load_reader(project.MODEL), _show_progress)
    print_report(outcomes)
    return 0


def read_flows(path: Path) -> dict[str, frozenset[str]]:
    """flow -> its right intents. Raises UnusableFile."""
    table = _table(path)
    _require(path, table, "flow")
    _require(path, table, "acceptable_intents")
    return {line["flow"]: _intents(line["acceptable_intents"]) for line in table}


def read_rows(path: Path, flows: dict[str, frozenset[str]] | None = None) -> list[Row]:
    """The rows of a file. Raises UnusableFile, naming the line."""
    table = _table(path)
    _require(path, table, "text")
    answers = next((name for name in _ANSWERS if name in table[0]), None)
    if answers is None and "flow" not in table[0]:
        raise UnusableFile(f"{path}: a column acceptable_intents, intent or flow is needed beside text")
    if answers is None and flows is None:
        raise UnusableFile(
            f"{path}: its rows have flows, so a table of them is needed (FLOWS=file, or --flows)"
        )
    rows = []
    for number, line in enumerate(table, start=2):
        right = _intents(line[answers]) if answers else (flows or {}).get(line["flow"])
        if right is None:
            raise UnusableFile(
                f"{path}, line {number}: the flow {line['flow']!r} is not in the table of flows"
            )
        if not right or not line["text"].strip():
            raise UnusableFile(
                f"{path}, line {number}: {'no right intent is' if not right else 'text is not'} given"
            )
        rows.append(Row(line["text"], right))
    return rows


def _table(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UnusableFile(f"{path}: there is no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableFile(f"{path}: should be a readable text file in UTF-8 ({error})") from None
    lines = [line for line in text.splitlines() if line.strip()]
    reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(reader, [])
    table = []
    for number, cells in enumerate(reader, start=2):
        if len(cells) != len(header):
            raise UnusableFile(
                f"{path}, line {number}: {len(cells)} columns where the header has {len(header)}"
            )
        table.append(dict(zip((name.strip() for name in header), cells, strict=True)))
    if not table:
        raise UnusableFile(f"{path}: a header line and at least one row are needed, separated by tabs")
    return table


def _require(path: Path, table: list[dict[str, str]], column: str) -> None:
    if column not in table[0]:
        raise UnusableFile(f"{path}: there is no column {column!r}, only {', '.join(map(repr, table[0]))}")


def _intents(cell: str) -> frozenset[str]:
    return frozenset(name.strip() for name in cell.split("|") if name.strip())


def load_reader(model: Path) -> Callable[[str], dict[str, Any]]:
    """A function from words to Rasa's parse data, run in this process."""
    import asyncio
    import logging

    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    from bot import speed

    logging.disable(logging.WARNING)
    configure_structlog(logging.ERROR)
    speed.apply()
    agent = Agent.load(str(model))
    loop = asyncio.new_event_loop()
    return lambda text: loop.run_until_complete(agent.parse_message(text))


def read_all(
    rows: Sequence[Row], read: Callable[[str], dict[str, Any]], progress: Callable[[int, int], None]
) -> list[Outcome]:
    """How each row was read, in order."""
    outcomes = []
    for done, row in enumerate(rows, start=1):
        # Rasa takes text that begins with a slash for a command; the desk's channel never lets it through.
        parsed = read(row.text.strip().lstrip("/") or " ")
        ranking = tuple(reading["name"] for reading in parsed.get("intent_ranking") or [])
        outcomes.append(Outcome(row, parsed["intent"]["name"], ranking))
        progress(done, len(rows))
    return outcomes


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The shares, 0 to 1, of all rows given. `accuracy`: acted upon at once, and rightly."""
    count = len(outcomes)

    def share(which: Callable[[Outcome], bool]) -> float:
        return round(sum(map(which, outcomes)) / count, 4) if count else 0.0

    return {
        "rows": count,
        "accuracy": share(lambda outcome: outcome.taken in outcome.row.right),
        "top1": share(lambda outcome: outcome.first_is_right),
        "top3": share(lambda outcome: outcome.among_three),
        "wrong_confident": share(
            lambda outcome: not outcome.asked_back and outcome.taken not in outcome.row.right
        ),
        "asked_back": share(lambda outcome: outcome.asked_back),
    }


def print_report(outcomes: Sequence[Outcome]) -> None:
    """Tables for people, then one line of JSON for machines."""
    by_language: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        code = detect(tidy(outcome.row.text)).code or "undecided"
        by_language.setdefault(code, []).append(outcome)
    overall = figures(outcomes)
    languages = {code: figures(found) for code, found in sorted(by_language.items())}
    _print_shares({"all": overall, **languages})
    _print_confusions(outcomes)
    print(json.dumps({**overall, "languages": languages}))


def _print_shares(groups: dict[str, dict[str, Any]]) -> None:
    print(
        f"\n{'':12}{'rows':>7}{'accuracy':>11}{'top 1':>9}{'top 3':>9}{'wrong, sure':>13}{'asked back':>12}"
    )
    for name, shares in groups.items():
        cells = [shares[key] for key in ("accuracy", "top1", "top3", "wrong_confident", "asked_back")]
        widths = (11, 9, 9, 13, 12)
        line = "".join(f"{cell:>{width}.1%}" for cell, width in zip(cells, widths, strict=True))
        print(f"{name:12}{shares['rows']:>7}{line}")


def _print_confusions(outcomes: Sequence[Outcome]) -> None:
    wrong = [outcome for outcome in outcomes if not outcome.first_is_right]
    pairs = Counter(
        (outcome.readings[0] if outcome.asked_back and outcome.readings else outcome.taken, outcome.row.right)
        for outcome in wrong
    )
    if not pairs:
        return
    print("\nRead as … where right would have been …")
    for (taken, right), count in pairs.most_common(_MOST_CONFUSIONS):
        names = sorted(right)
        shown = " | ".join(names[:3]) + (f" | … {len(names) - 3} more" if len(names) > 3 else "")
        print(f"{count:6}  {taken:32} {shown}")
    print()


def _show_progress(done: int, of: int) -> None:
    """A bar on a terminal, one line a tenth elsewhere."""
    if sys.stderr.isatty():
        filled = done * 40 // of
        end = "\n" if done == of else ""
        print(f"\r[{'#' * filled}{'.' * (40 - filled)}] {done} of {of}", end=end, file=sys.stderr, flush=True)
    elif done == of or done % max(1, of // 10) == 0:
        print(f"{done} of {of} rows read", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
