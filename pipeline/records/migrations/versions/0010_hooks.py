"""Addresses of other programs that are told what happens."""

import sqlalchemy as sa
from alembic import op

from pipeline.records.tables import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "hook",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workshop_id", sa.Integer(), sa.ForeignKey("workshop.id"), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("told_event", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("next_at", Moment(), nullable=False),
        sa.Column("made_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("removed_at", Moment()),
    )


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("hook")
