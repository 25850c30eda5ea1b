"""Folders of the exchange format for the tests of import and export."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.care.store.corner_shop import FolderOfRows


@pytest.fixture
def folder(tmp_path: Path) -> FolderOfRows:
    """A small, valid store: Alice with one order that has everything, Charlie with next to nothing."""
    return FolderOfRows(tmp_path / "folder")
