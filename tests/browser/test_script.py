"""One script, small enough, joined from modules; what cannot be joined is named."""

from __future__ import annotations

import gzip
from pathlib import Path

import aiohttp
import pytest

from desk.static import ENTRY
from desk.static.bundle import CannotJoin, join
from tests.browser.conftest import IN_ONE_LOOP, Counter

MOST_BYTES = 20 * 1024


def test_all_of_the_widget_weighs_at_most_20_kb():
    assert len(gzip.compress(join(ENTRY).encode(), 9)) <= MOST_BYTES


@IN_ONE_LOOP
async def test_any_shops_page_may_load_it_and_pays_once(counter: Counter):
    async with aiohttp.ClientSession(auto_decompress=False) as http:
        async with http.get(f"{counter.url}/widget.js", headers={"Accept-Encoding": "gzip"}) as first:
            assert first.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
            assert first.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(await first.read()).decode() == join(ENTRY)
        known = {"If-None-Match": first.headers["ETag"]}
        async with http.get(f"{counter.url}/widget.js", headers=known) as again:
            assert (again.status, await again.read()) == (304, b"")


def test_each_module_runs_once_before_those_that_need_it_and_keeps_its_names(tmp_path: Path):
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nimport { c } from "./c.js";\nuse(b, c);\n')
    (tmp_path / "b.js").write_text(
        'import { c } from "./c.js";\nconst own = 1; // ours\nexport const b = c;\n'
    )
    (tmp_path / "c.js").write_text('/** Why. */\nexport const c = "http://x // y";\n')
    script = join(tmp_path / "a.js")
    assert script.count('"http://x // y"') == 1
    assert script.index("return { c }") < script.index("return { b }") < script.index("use(b,c)")
    assert (script.count("const{c}=$0;"), script.count("const{b}=$1;")) == (2, 1)
    assert "Why" not in script
    assert "ours" not in script


def test_what_stands_in_texts_patterns_and_sizes_stays_as_it_is(tmp_path: Path):
    (tmp_path / "a.css").write_text('p::before {\n  content: "- ";\n  width: calc(100% + 0.5px);\n}\n')
    (tmp_path / "a.js").write_text(
        'import css from "./a.css" with { type: "css" };\n'
        'const told = { a: 1, b: `x, ${css} y`, c: " : " };\n'
        "const two = [\n  1,\n  told ? 2 : - -1,\n];\n"
        "const found = / , {2}/;\n"
    )
    script = join(tmp_path / "a.js")
    assert 'p::before{content:\\"- \\";width:calc(100% + .5px)}' in script
    assert 'const told={a:1,b:`x, ${css} y`,c:" : "};' in script
    assert "const two=[1,told?2:- -1];" in script
    assert "const found = / , {2}/;" in script


@pytest.mark.parametrize(
    "line",
    ["export default 1;", 'import * as all from "./b.js";', 'import("./b.js");', "use(import.meta.url);"],
)
def test_what_cannot_be_joined_is_named_with_its_file(tmp_path: Path, line: str):
    (tmp_path / "a.js").write_text(f"{line}\n")
    with pytest.raises(CannotJoin, match=r"a\.js: cannot join"):
        join(tmp_path / "a.js")


def test_modules_that_import_each_other_are_named(tmp_path: Path):
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nexport const a = 1;\n')
    (tmp_path / "b.js").write_text('import { a } from "./a.js";\nexport const b = 1;\n')
    with pytest.raises(CannotJoin, match=r"a\.js -> b\.js -> a\.js"):
        join(tmp_path / "a.js")
