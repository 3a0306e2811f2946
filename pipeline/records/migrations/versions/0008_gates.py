"""When a stage is to be signed and by whom; who calls for help."""

import sqlalchemy as sa
from alembic import op

from pipeline.records.tables import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "gate",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False),
        sa.Column("stage", sa.String(length=24), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("signer_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.UniqueConstraint("project_id", "stage", name=op.f("uq_gate_project_id_stage")),
    )
    op.create_table(
        "help_call",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("project_id", sa.Integer(), sa.ForeignKey("project.id"), nullable=False),
        sa.Column("stage", sa.String(length=24), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("answered_by", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("answered_at", Moment()),
    )
    op.create_index("ix_help_call_project_id", "help_call", ["project_id"])


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("help_call")
    op.drop_table("gate")
