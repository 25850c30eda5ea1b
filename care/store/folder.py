"""Reads a folder of the exchange format, row by row, whatever its size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from care.store.format import FILES, STORE, Row, StoreRow
from care.store.problems import Problems
from care.store.progress import Advance, unseen

LONGEST_LINE = 1024 * 1024  # bytes; a broken file must not fill the memory
CHUNK = 500
BOM = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")


type Chunk[R: Row] = list[tuple[int, R]]
"""Rows with the numbers of their lines."""


class Folder:
    """The files of one folder. What is wrong in them goes to `problems`; rows that are right come out."""

    def __init__(self, path: Path, problems: Problems) -> None:
        self.path = path
        self.problems = problems
        self.advance: Advance = unseen("", 0)  # told of each byte read

    @property
    def size(self) -> int:
        """Bytes to read, all files together."""
        return sum(file.stat().st_size for name in FILES if (file := self.path / name).is_file())

    def look(self) -> None:
        """Say at once what no reading could mend: no folder, nothing in it, a file under a wrong name."""
        if not self.path.is_dir():
            return self.problems.add(str(self.path), "is not a folder")
        names = sorted(entry.name for entry in self.path.iterdir() if not entry.name.startswith("."))
        for name in names:
            if name not in FILES and name.lower().endswith((".json", ".jsonl", ".ndjson")):
                self.problems.add(name, f"is not a file of the format; those are {', '.join(FILES)}")
        if not any(name in FILES for name in names):
            self.problems.add(str(self.path), f"has none of {', '.join(FILES)}")
        return None

    def store(self) -> StoreRow | None:
        """What `store.json` says; None where it is missing or wrong."""
        file = self.path / STORE
        if not file.is_file():
            return None
        text = file.read_bytes()[: LONGEST_LINE + 1]
        self.advance(len(text))
        return self._row(StoreRow, text.removeprefix(BOM), None, STORE)

    def chunks[R: Row](self, name: str, kind: type[R]) -> Iterator[Chunk[R]]:
        """The right rows of the file `name`, some hundred at a time; nothing where the file is missing."""
        for chunk in batched(self._rows(name, kind), CHUNK):
            yield list(chunk)

    def _rows[R: Row](self, name: str, kind: type[R]) -> Iterator[tuple[int, R]]:
        file = self.path / name
        if not file.is_file():
            return
        with file.open("rb") as stream:
            for number, line in self._lines(name, stream):
                if row := self._row(kind, line, number, name):
                    yield number, row

    def _lines(self, name: str, stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
        number = 0
        while line := stream.readline(LONGEST_LINE + 1):
            number += 1
            self.advance(len(line))
            if len(line) > LONGEST_LINE:
                self.problems.add(name, f"is longer than {LONGEST_LINE:,} bytes", number)
                return
            if number == 1:
                line = line.removeprefix(BOM)
                if line.startswith(UTF16):
                    self.problems.add(name, "is UTF-16; write it as UTF-8", number)
                    return
            if line := line.strip():
                yield number, line

    def _row[R: Row](self, kind: type[R], text: bytes, line: int | None, name: str) -> R | None:
        try:
            return kind.model_validate_json(text)
        except ValidationError as error:
            if not _is_utf8(text):
                self.problems.add(name, "is not UTF-8", line)
            elif not text.strip():
                self.problems.add(name, "is empty", line)
            else:
                self.problems.add_invalid(name, line, error, kind)
        return None


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
