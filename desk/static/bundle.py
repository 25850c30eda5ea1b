"""Joins the widget's modules and style sheets into the one script that a shop adds to its pages.

The modules stay what they are in the editor: plain ES modules, one part a file. Served one by one they would
cost a shopper thirty requests, and a deployment in between could mix old with new. Joined when the desk
starts, they are one request under one version, and nobody needs a build step or Node.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

IMPORT = re.compile(
    r'^import (?P<names>\{[^}]*\}|\w+) from "\./(?P<file>[\w.-]+)"(?: with \{ type: "css" \})?;$', re.M
)
EXPORT = re.compile(r"^export (?=(?:async )?(?:class|function|const) (?P<name>\w+))", re.M)
ANY_MODULE_SYNTAX = re.compile(r"^(?:import|export)\b.*$|\bimport[.(]", re.M)

# Comments are for us. Only those that cannot be part of a string are taken out: blocks that begin with two
# stars, lines of their own, and what follows the end of a statement after a space.
BLOCK = re.compile(r"[ ]?/\*\*.*?\*/", re.S)
OWN_LINE = re.compile(r"^\s*//.*$", re.M)
AT_THE_END = re.compile(r"(?<=[;{},]) // .*$", re.M)
# A line that ends where a bracket opens, a list goes on or a statement ends, and one that begins with a
# closing bracket.
BETWEEN_BRACKETS = re.compile(r"(?<=[{(\[,;])\n|,?\n(?=[})\]])")
TEXT = re.compile(r"""("(?:[^"\\]|\\.)*"|`[^`]*`)""")
TEXT_OR_PATTERN = re.compile("[\"'`/]")
AROUND_SIGNS = re.compile(r" ?(=>|[=!]==|[<>]=?|=|&&|\|\||\?\?=?|[?:,;{}()*]) ?")
STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.S)


class CannotJoin(Exception):
    """A module uses what this does not understand; the text names the file and what stands there."""


def join(entry: Path) -> str:
    """One classic script that does what loading `entry` as a module would do.

    Each module becomes a function that runs once and returns what it exports. Understood are imports of names
    from files beside it, of style sheets as a whole, and `export` before class, function or const.
    Raises `CannotJoin` for anything else, and for modules that import each other.
    """
    joined: dict[str, str] = {}
    _join(entry, joined, ())
    return '(() => {\n"use strict";\n' + "\n".join(joined.values()) + "\n})();\n"


def _join(file: Path, joined: dict[str, str], importing: tuple[str, ...]) -> None:
    if file.name in importing:
        raise CannotJoin(f"{' -> '.join((*importing, file.name))}: these import each other")
    if file.name in joined:
        return
    text = BLOCK.sub("", file.read_text("utf-8")) if file.suffix == ".js" else ""
    for needed in IMPORT.finditer(text):
        _join(file.parent / needed["file"], joined, (*importing, file.name))
    # Each has a short name by its place; those it needs stand before it.
    names = {known: f"${place}" for place, known in enumerate([*joined, file.name])}
    joined[file.name] = (
        _module(file.name, text, names) if file.suffix == ".js" else _style(file, names[file.name])
    )


def _module(name: str, text: str, names: dict[str, str]) -> str:
    exported = [export["name"] for export in EXPORT.finditer(text)]
    text = EXPORT.sub("", IMPORT.sub(lambda found: f"const {found['names']} = {names[found['file']]};", text))
    if strange := ANY_MODULE_SYNTAX.search(text):
        raise CannotJoin(f"{name}: cannot join {strange[0]!r}")
    lines = filter(None, map(str.strip, AT_THE_END.sub("", OWN_LINE.sub("", text)).splitlines()))
    body = BETWEEN_BRACKETS.sub("", "\n".join(map(_tight, lines)))
    return f"const {names[name]} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();"


def _tight(line: str) -> str:
    """The line without spaces that only readers need; as it is where a pattern or a longer text may begin."""
    parts = TEXT.split(line)  # every second one is a text, which stays
    if line.count("`") > 2 or any(TEXT_OR_PATTERN.search(code) for code in parts[::2]):
        return line
    parts[::2] = [AROUND_SIGNS.sub(r"\1", code) for code in parts[::2]]
    return "".join(parts)


def _style(file: Path, name: str) -> str:
    rules = " ".join(STYLE_COMMENT.sub("", file.read_text("utf-8")).split())
    rules = re.sub(r" ?([{};,>]) ?", r"\1", rules).replace(";}", "}")
    rules = re.sub(r"\b0(?=\.\d)", "", rules)
    rules = re.sub(r"(?<=[\w)-]): ", ":", rules)
    return f"const {name} = new CSSStyleSheet();\n{name}.replaceSync({json.dumps(rules)});"
