"""When the program of a token last asked."""

import sqlalchemy as sa
from alembic import op

from pipeline.records.tables import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.add_column("api_token", sa.Column("used_at", Moment()))


def downgrade() -> None:
    """Go one step down."""
    op.drop_column("api_token", "used_at")
