"""Requests, and the rule that no more money goes back than was paid.

A later migration that copies `transactions`, `returns` or `exchanges` on SQLite must drop the triggers of all
three before, and make them again after it: `_guard_sqlite`.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

GUARDED = ("transactions", "returns", "exchanges")
# How many hundredths a row takes from what was paid; a payment adds to it.
WEIGHTS = {
    "transactions": "CASE {row}.kind WHEN 'refund' THEN {row}.amount"
    " WHEN 'payment' THEN -{row}.amount ELSE 0 END",
    "returns": "CASE WHEN {row}.status IN {closed} THEN 0 ELSE {row}.amount END",
    "exchanges": "CASE WHEN {row}.status IN {closed} OR {row}.price_difference > 0 THEN 0"
    " ELSE -{row}.price_difference END",
}
CLOSED = "('refunded', 'completed', 'rejected', 'cancelled')"
REFUSAL = "more money would go back than was paid"


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_taken_at_id", "outbox", ["taken_at", "id"], unique=False)

    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=True),
        sa.Column("order_number", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("wish", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("quote", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_requests_conversation_id_conversations"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_requests_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["order_number"],
            ["orders.number"],
            name=op.f("fk_requests_order_number_orders"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("key", name=op.f("uq_requests_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_requests_customer_id_at", "requests", ["customer_id", "at"], unique=False)
    op.create_index(op.f("ix_requests_order_number"), "requests", ["order_number"], unique=False)
    op.create_index(op.f("ix_requests_conversation_id"), "requests", ["conversation_id"], unique=False)

    op.create_table(
        "line_credits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("line_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('fault', 'price_drop')", name=op.f("ck_line_credits_kind")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_line_credits_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["order_number"],
            ["orders.number"],
            name=op.f("fk_line_credits_order_number_orders"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["requests.id"],
            name=op.f("fk_line_credits_request_id_requests"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_credits")),
    )
    op.create_index("ix_line_credits_order_number", "line_credits", ["order_number"], unique=False)
    op.create_index(op.f("ix_line_credits_request_id"), "line_credits", ["request_id"], unique=False)
    op.create_index(
        "uq_line_credits_fault",
        "line_credits",
        ["order_number", "line_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'fault'"),
        postgresql_where=sa.text("kind = 'fault'"),
    )

    for table in GUARDED:
        told: sa.Column[bool] = sa.Column("imported", sa.Boolean(), server_default=sa.false(), nullable=False)
        op.add_column(table, told)
        # All that is there came from an import: nothing else could write yet.
        op.execute(sa.text(f"UPDATE {table} SET imported = true"))  # noqa: S608
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in GUARDED:
        for event in ("insert", "update"):
            where = "" if sqlite else f" ON {table}"
            op.execute(f"DROP TRIGGER {table}_{event}_keeps_to_what_was_paid{where}")
    for table in GUARDED:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("imported")
    if not sqlite:
        op.execute("DROP FUNCTION no_more_back_than_was_paid()")
    for table in ("line_credits", "requests", "outbox"):
        op.drop_table(table)


def _weight(table: str, row: str) -> str:
    return WEIGHTS[table].format(row=row, closed=CLOSED)


def _goes_back() -> str:
    """What has gone back and will, less what was paid: must not be more than nothing."""
    return " + ".join(
        f"COALESCE((SELECT SUM({_weight(table, table)}) FROM {table}"  # noqa: S608
        f" WHERE {table}.order_number = NEW.order_number), 0)"
        for table in GUARDED
    )


def _grows(table: str) -> str:
    return f"NEW.order_number <> OLD.order_number OR {_weight(table, 'NEW')} > {_weight(table, 'OLD')}"


def _guard_sqlite() -> None:
    for table in GUARDED:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}') WHERE {_goes_back()} > 0; END"
        fresh = f"NOT NEW.imported AND {_weight(table, 'NEW')} > 0"
        for event, when in (("insert", fresh), ("update", _grows(table))):
            op.execute(
                f"CREATE TRIGGER {table}_{event}_keeps_to_what_was_paid AFTER {event.upper()} ON {table} "
                f"WHEN {when} {refuse}"
            )


def _guard_postgresql() -> None:
    """The order's row is locked first, so that of two refunds at one moment the second sees the first."""
    op.execute(
        "CREATE FUNCTION no_more_back_than_was_paid() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "PERFORM 1 FROM orders WHERE number = NEW.order_number FOR NO KEY UPDATE; "
        f"IF {_goes_back()} > 0 THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END IF; "
        "RETURN NULL; END $$"
    )
    for table in GUARDED:
        fresh = f"NOT NEW.imported AND {_weight(table, 'NEW')} > 0"
        for event, when in (("insert", fresh), ("update", _grows(table))):
            op.execute(
                f"CREATE TRIGGER {table}_{event}_keeps_to_what_was_paid AFTER {event.upper()} ON {table} "
                f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION no_more_back_than_was_paid()"
            )
