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
    assert script.index("const $c_js") < script.index("const $b_js") < script.index("const $a_js")
    assert "Why" not in script
    assert "ours" not in script


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
