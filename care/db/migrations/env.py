"""Runs the migrations on the connection that `care.db.migrate` opened. Alembic loads this file by path."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

import care.db.models  # noqa: F401  every table must be known before models and database are compared
from care.db.base import Base


def _render_item(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write a column type of ours as the plain type beneath it: a migration must outlive later changes."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_item=_render_item,
    render_as_batch=True,  # SQLite changes a table by copying it
    transactional_ddl=True,  # both databases undo half a migration
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
