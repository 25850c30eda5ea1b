"""The desk for staff: accounts, cases, promises, ratings; and seals on the audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


REQUEST_RULES = {
    "state": "state IN ('waiting', 'taken', 'message', 'done')",
    "done": "(state = 'done') = (done_at IS NOT NULL)",
    "taken": "state <> 'taken' OR staff_id IS NOT NULL",
}


def upgrade() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("skills", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("totp_secret", sa.String(), nullable=True),
        sa.Column("totp_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('agent', 'supervisor', 'owner')", name=op.f("ck_staff_role")),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_staff_capacity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
    )
    op.create_table(
        "canned_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shortcut", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("texts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["staff.id"], name=op.f("fk_canned_replies_updated_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_replies")),
        sa.UniqueConstraint("shortcut", name=op.f("uq_canned_replies_shortcut")),
    )
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_staff", sa.String(), nullable=False),
        sa.Column("to_staff", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("cases", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("promises", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("read_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_back_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["from_staff"], ["staff.id"], name=op.f("fk_handovers_from_staff_staff")),
        sa.ForeignKeyConstraint(["read_back_by"], ["staff.id"], name=op.f("fk_handovers_read_back_by_staff")),
        sa.ForeignKeyConstraint(["to_staff"], ["staff.id"], name=op.f("fk_handovers_to_staff_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handovers_from_staff"), ["from_staff"], unique=False)
        batch_op.create_index(batch_op.f("ix_handovers_to_staff"), ["to_staff"], unique=False)

    op.create_table(
        "presences",
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("takes_new", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_presences_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_presences")),
    )
    with op.batch_alter_table("presences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presences_until"), ["until"], unique=False)

    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("csrf", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_sessions_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_sessions")),
    )
    with op.batch_alter_table("staff_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_sessions_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("mentions", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_notes_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_notes_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index("ix_notes_conversation_id_at", ["conversation_id", "at"], unique=False)

    op.create_table(
        "tags",
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_tags_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "name", name=op.f("pk_tags")),
    )
    op.create_table(
        "promises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'kept', 'broken', 'withdrawn')", name=op.f("ck_promises_state")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_promises_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_promises_owner_id_staff")),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["person_requests.id"],
            name=op.f("fk_promises_request_id_person_requests"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
    )
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promises_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promises_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promises_request_id"), ["request_id"], unique=False)
        batch_op.create_index("ix_promises_state_due_at", ["state", "due_at"], unique=False)

    op.create_table(
        "ratings",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("effort", sa.Integer(), nullable=True),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("effort BETWEEN 1 AND 5", name=op.f("ck_ratings_effort")),
        sa.CheckConstraint("satisfaction BETWEEN 1 AND 5", name=op.f("ck_ratings_satisfaction")),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["person_requests.id"],
            name=op.f("fk_ratings_request_id_person_requests"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_ratings")),
    )
    op.add_column("audit", sa.Column("seal", sa.String(), nullable=True))
    _widen_requests()


def _widen_requests() -> None:
    """What was asked for before waits on, since it was asked; what ended stays ended."""
    with op.batch_alter_table("person_requests") as table:
        for name in ("order_number", "staff_id", "outcome", "transferred"):
            table.add_column(sa.Column(name, sa.String(), nullable=True))
        for name in ("waiting_since", "taken_at", "answered_at", "solve_by"):
            table.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        for name, default in (("language", "en"), ("skill", "general"), ("state", "waiting")):
            table.add_column(sa.Column(name, sa.String(), server_default=default, nullable=False))
        table.add_column(sa.Column("importance", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("brief", sa.JSON(), server_default="{}", nullable=False))
        table.add_column(sa.Column("reopens", sa.Integer(), nullable=True))
    op.execute("UPDATE person_requests SET waiting_since = asked_at")
    op.execute("UPDATE person_requests SET state = 'done' WHERE done_at IS NOT NULL")
    with op.batch_alter_table("person_requests") as table:
        table.alter_column("waiting_since", existing_type=sa.DateTime(timezone=True), nullable=False)
        for name in ("language", "skill", "state"):
            table.alter_column(name, existing_type=sa.String(), server_default=None)
        table.alter_column("importance", existing_type=sa.Integer(), server_default=None)
        table.alter_column("brief", existing_type=sa.JSON(), server_default=None)
        table.create_foreign_key(
            op.f("fk_person_requests_reopens_person_requests"), "person_requests", ["reopens"], ["id"]
        )
        table.create_foreign_key(op.f("fk_person_requests_staff_id_staff"), "staff", ["staff_id"], ["id"])
        for name, rule in REQUEST_RULES.items():
            table.create_check_constraint(op.f(f"ck_person_requests_{name}"), rule)
        table.create_index("ix_person_requests_staff_id_state", ["staff_id", "state"])
        table.create_index("ix_person_requests_state_waiting_since", ["state", "waiting_since"])


def downgrade() -> None:
    with op.batch_alter_table("person_requests", schema=None) as batch_op:
        for name in REQUEST_RULES:
            batch_op.drop_constraint(op.f(f"ck_person_requests_{name}"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_person_requests_staff_id_staff"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_person_requests_reopens_person_requests"), type_="foreignkey")
        batch_op.drop_index("ix_person_requests_state_waiting_since")
        batch_op.drop_index("ix_person_requests_staff_id_state")
        batch_op.drop_column("reopens")
        batch_op.drop_column("transferred")
        batch_op.drop_column("outcome")
        batch_op.drop_column("solve_by")
        batch_op.drop_column("answered_at")
        batch_op.drop_column("taken_at")
        batch_op.drop_column("waiting_since")
        batch_op.drop_column("staff_id")
        batch_op.drop_column("state")
        batch_op.drop_column("brief")
        batch_op.drop_column("importance")
        batch_op.drop_column("skill")
        batch_op.drop_column("language")
        batch_op.drop_column("order_number")

    op.drop_column("audit", "seal")

    op.drop_table("ratings")
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.drop_index("ix_promises_state_due_at")
        batch_op.drop_index(batch_op.f("ix_promises_request_id"))
        batch_op.drop_index(batch_op.f("ix_promises_owner_id"))
        batch_op.drop_index(batch_op.f("ix_promises_conversation_id"))

    op.drop_table("promises")
    op.drop_table("tags")
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.drop_index("ix_notes_conversation_id_at")

    op.drop_table("notes")
    with op.batch_alter_table("staff_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_sessions_staff_id"))

    op.drop_table("staff_sessions")
    with op.batch_alter_table("presences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_presences_until"))

    op.drop_table("presences")
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handovers_to_staff"))
        batch_op.drop_index(batch_op.f("ix_handovers_from_staff"))

    op.drop_table("handovers")
    op.drop_table("canned_replies")
    op.drop_table("staff")
