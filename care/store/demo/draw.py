"""Draws the pictures of the demo store's products: flat shapes in the colours of their category.

The drawings lie in `pictures/`; after a change here, `python -m care.store.demo.draw` draws them anew.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from care.store.demo.goods import CATALOGUE, PICTURES

DRAWINGS: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("drawings.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Palette:
    """The colours of a category, by the names the drawings call them."""

    ground: str
    shade: str
    main: str
    deep: str
    pale: str
    accent: str
    white: str = "#fffdf9"


PALETTES = {
    "kitchen": Palette("#fcebdf", "#f3d8c5", "#d96c47", "#8a3d2a", "#f4c3a6", "#3e6a73"),
    "table": Palette("#e6eef6", "#d1dfec", "#4f7cac", "#2b496c", "#b9d0e6", "#dfa053"),
    "living": Palette("#f6efdc", "#eaddba", "#c9973a", "#76571d", "#ead49c", "#5b7b7a"),
    "bed and bath": Palette("#e4f1ef", "#cde3df", "#58988f", "#2e5d58", "#b3d8d2", "#dfa98c"),
    "garden": Palette("#e9f3e0", "#d5e6c6", "#6b9a4b", "#3a5c2a", "#c0dba9", "#c8643c"),
    "outdoor": Palette("#e1ede8", "#cadfd7", "#3f7d6a", "#1f473c", "#a5cdbe", "#e9a23b"),
    "clothing": Palette("#f2e7f1", "#e3d0e1", "#96608f", "#593355", "#d7b8d3", "#dd9c43"),
}


def picture(product_id: str, category: str) -> str:
    """The drawing as SVG, 240 by 240."""
    palette = PALETTES[category]
    shapes = "".join(_shape(line.split("|"), palette) for line in _lines(DRAWINGS[product_id]))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240">'
        f'<rect width="240" height="240" rx="28" fill="{palette.ground}"/>'
        f'<ellipse cx="120" cy="200" rx="78" ry="10" fill="{palette.shade}"/>{shapes}</svg>\n'
    )


def _shape(parts: list[str], palette: Palette) -> str:
    """One line of a drawing, `what|colour|numbers`, as an element."""
    what, colour, numbers = parts
    fill = getattr(palette, colour)
    values = numbers.split()
    match what:
        case "box":
            x, y, width, height, corner = values
            return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{corner}" fill="{fill}"/>'
        case "dot":
            x, y, radius = values
            return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}"/>'
        case "oval":
            x, y, wide, high = values
            return f'<ellipse cx="{x}" cy="{y}" rx="{wide}" ry="{high}" fill="{fill}"/>'
        case "form":
            return f'<path d="{numbers}" fill="{fill}"/>'
        case "line":
            width, path = numbers.split(" ", 1)
            return (
                f'<path d="{path}" fill="none" stroke="{fill}" stroke-width="{width}"'
                ' stroke-linecap="round" stroke-linejoin="round"/>'
            )
    raise ValueError(f"no shape is called {what}")


def _lines(drawing: str) -> Iterator[str]:
    return (line.strip() for line in drawing.splitlines() if line.strip())


def draw(folder: Path = PICTURES) -> int:
    """Write every picture into the folder; gives their number."""
    folder.mkdir(exist_ok=True)
    products = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))["product"]
    for product in products:
        text = picture(product["id"], product["category"])
        (folder / f"{product['id']}.svg").write_text(text, encoding="utf-8")
    return len(products)


if __name__ == "__main__":
    sys.stdout.write(f"Drew {draw()} pictures.\n")
