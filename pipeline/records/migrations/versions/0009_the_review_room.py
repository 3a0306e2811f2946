"""Notes of a range, of a kind, drawn, spoken, answered and ticked; checklists of a school."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from pipeline.records.tables import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _new() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("to_frame", sa.Integer()),
        sa.Column("kind", sa.String(length=16), nullable=False, server_default=""),
        sa.Column("answers", sa.Integer()),
        sa.Column("is_todo", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("done_by", sa.Integer()),
        sa.Column("done_at", Moment()),
        sa.Column("drawing", sa.Text(), nullable=False, server_default=""),
        sa.Column("voice", sa.String(length=64), nullable=False, server_default=""),
    )


def _of_sign_off() -> sa.Column[Any]:
    return sa.Column("checklist_version", sa.Integer(), nullable=False, server_default="0")


def _add(table: str, column: sa.Column[Any]) -> None:
    op.add_column(table, column)
    if column.server_default is not None and op.get_context().dialect.name != "sqlite":
        op.alter_column(table, column.name, server_default=None)


def upgrade() -> None:
    """Go one step up."""
    for column in _new():
        _add("note", column)
    _add("sign_off", _of_sign_off())
    op.create_table(
        "checklist",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workshop_id", sa.Integer(), sa.ForeignKey("workshop.id"), nullable=False),
        sa.Column("stage", sa.String(length=24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.UniqueConstraint(
            "workshop_id", "stage", "version", name=op.f("uq_checklist_workshop_id_stage_version")
        ),
    )


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("checklist")
    op.drop_column("sign_off", "checklist_version")
    for column in reversed(_new()):
        op.drop_column("note", column.name)
