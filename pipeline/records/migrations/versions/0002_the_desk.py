"""The desk, where a group works between two versions; notes pinned to a line."""

import sqlalchemy as sa
from alembic import op

from pipeline.records.tables import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "desk_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("aside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_desk_version_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_desk_version_made_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_version")),
        sa.UniqueConstraint(
            "project_id",
            "stage",
            "name",
            "number",
            name=op.f("uq_desk_version_project_id_stage_name_number"),
        ),
    )
    op.create_index(op.f("ix_desk_version_digest"), "desk_version", ["digest"])
    op.add_column("note", sa.Column("at_line", sa.Integer(), nullable=True))
    op.add_column("note", sa.Column("quote", sa.Text(), nullable=False, server_default=""))
    if op.get_context().dialect.name != "sqlite":  # SQLite cannot change a column, and need not
        op.alter_column("note", "quote", server_default=None)


def downgrade() -> None:
    """Go one step down."""
    op.drop_column("note", "quote")
    op.drop_column("note", "at_line")
    op.drop_table("desk_version")
