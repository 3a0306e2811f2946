"""How each person wants to be named in the credits, as they have confirmed it."""

import sqlalchemy as sa
from alembic import op

from pipeline.records.tables import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "credit_name",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("confirmed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_credit_name_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_credit_name")),
    )


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("credit_name")
