"""Returns and exchanges that make a fault good.

Added and dropped as plain columns: copying the tables on SQLite would need their triggers made again (0002).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("returns", "exchanges")


def upgrade() -> None:
    for table in TABLES:
        claimed: sa.Column[bool] = sa.Column(
            "claimed", sa.Boolean(), server_default=sa.false(), nullable=False
        )
        op.add_column(table, claimed)


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "claimed")
