"""What is wrong with a folder, each with its file, line and field, so that it can be found and put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from care.errors import CareError

MOST = 20  # more than these help nobody: they usually have one cause


@dataclass(frozen=True)
class Problem:
    file: str
    text: str
    line: int | None = None
    field: str = ""

    def __str__(self) -> str:
        place = f"{self.file} line {self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.field, self.text) if part)


class ImportRefused(CareError):
    """The folder has problems, and nothing of it was imported."""

    code = "import_refused"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        more = ["(there may be more)"] if len(self.problems) >= MOST else []
        super().__init__("\n".join([*map(str, self.problems), *more, "Nothing was imported."]))


class EnoughProblems(Exception):
    """Reading on would only lengthen the list."""


@dataclass
class Problems:
    """The problems found so far; adding one too many ends the reading."""

    found: list[Problem] = field(default_factory=list)

    @property
    def files(self) -> set[str]:
        return {problem.file for problem in self.found}

    def add(self, file: str, text: str, line: int | None = None, field: str = "") -> None:
        """Note one. Raises `EnoughProblems` when the list is full."""
        self.found.append(Problem(file, text, line, field))
        if len(self.found) >= MOST:
            raise EnoughProblems

    def add_invalid(self, file: str, line: int | None, error: ValidationError, row: type[BaseModel]) -> None:
        """Note all that pydantic found in one row."""
        for found in error.errors(include_url=False, include_context=False):
            place = ".".join(str(part) for part in found["loc"])
            self.add(file, _in_words(found, row), line, place)


def _in_words(found: ErrorDetails, row: type[BaseModel]) -> str:
    match found["type"]:
        case "missing":
            return "is missing"
        case "json_invalid":
            return (
                found["msg"]
                .replace("Invalid JSON:", "is not JSON:")
                .replace(" at line 1 column", " at column")
            )
        case "model_type":
            return "should be an object, in braces"
        case "extra_forbidden":
            return f"is not a field of the format{_did_you_mean(found['loc'], row)}"
    message = found["msg"].removeprefix("Value error, ")
    return f"{message[0].lower()}{message[1:]}".removeprefix("input ")


def _did_you_mean(place: tuple[str | int, ...], row: type[BaseModel]) -> str:
    """A hint for a field that was only misspelt."""
    known = row
    for part in place[:-1]:
        if isinstance(part, str):
            known = _model_of(known, part)
    close = get_close_matches(str(place[-1]), known.model_fields, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _model_of(row: type[BaseModel], name: str) -> type[BaseModel]:
    """The row type that the field holds, whether alone, optional or in a list."""
    parts = [row.model_fields[name].annotation]
    while parts:
        part = parts.pop()
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
        parts.extend(getattr(part, "__args__", ()))
    raise LookupError(name)
