"""Runs that follow a picture lock: a run says what it is to do."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.add_column(
        "run", sa.Column("task", sa.String(length=24), nullable=False, server_default="make")
    )
    if op.get_context().dialect.name != "sqlite":  # SQLite cannot change a column, and need not
        op.alter_column("run", "task", server_default=None)


def downgrade() -> None:
    """Go one step down."""
    op.drop_column("run", "task")
