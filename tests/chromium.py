"""A real Chromium for the tests that need one, or how to get it."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, async_playwright, expect

NO_CHROMIUM = (
    "needs Chromium: `apt-get install chromium`, `uv run playwright install chromium`, or CHROMIUM=its path"
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

# A busy machine is slow, and no test asserts a time: this is how long one waits for what should come.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@asynccontextmanager
async def open_chromium() -> AsyncIterator[Browser]:
    """The browser; where there is none the test is skipped and says how to get one."""
    async with async_playwright() as playwright:
        chosen = os.environ.get("CHROMIUM")
        known = [chosen] if chosen else ["chromium", "chromium-browser", playwright.chromium.executable_path]
        program = next(filter(None, map(shutil.which, known)), None)
        if program is None:
            pytest.skip(NO_CHROMIUM)
        browser = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        await browser.close()
