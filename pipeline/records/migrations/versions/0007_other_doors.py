"""Whose mentor is who; links for visitors, passkeys, tokens; the timetable of a workshop."""

import sqlalchemy as sa
from alembic import op

from pipeline.records.tables import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.add_column(
        "workshop", sa.Column("template", sa.String(length=24), nullable=False, server_default="")
    )
    if op.get_context().dialect.name != "sqlite":  # SQLite cannot change a column, and need not
        op.alter_column("workshop", "template", server_default=None)
    op.add_column("film_group", sa.Column("code_digest", sa.String(length=64)))
    op.create_index(op.f("ix_film_group_code_digest"), "film_group", ["code_digest"])
    op.add_column("person", sa.Column("closed_at", Moment()))
    op.add_column("person_session", sa.Column("card_group_id", sa.Integer()))
    op.create_table(
        "group_mentor",
        sa.Column("group_id", sa.Integer(), sa.ForeignKey("film_group.id"), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True),
    )
    op.create_table(
        "guest_link",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workshop_id", sa.Integer(), sa.ForeignKey("workshop.id"), nullable=False),
        sa.Column("group_id", sa.Integer(), sa.ForeignKey("film_group.id")),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("may_write", sa.Boolean(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.Text()),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("made_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment()),
        sa.UniqueConstraint("token_digest", name=op.f("uq_guest_link_token_digest")),
    )
    op.create_table(
        "guest",
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("link_id", sa.Integer(), sa.ForeignKey("guest_link.id"), nullable=False),
        sa.Column("came_at", Moment(), nullable=False),
    )
    op.create_index(op.f("ix_guest_link_id"), "guest", ["link_id"])
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("credential", sa.String(length=512), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.UniqueConstraint("credential", name=op.f("uq_passkey_credential")),
    )
    op.create_index(op.f("ix_passkey_person_id"), "passkey", ["person_id"])
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("group_id", sa.Integer(), sa.ForeignKey("film_group.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment()),
        sa.UniqueConstraint("token_digest", name=op.f("uq_api_token_token_digest")),
    )


def downgrade() -> None:
    """Go one step down."""
    for table in ("api_token", "passkey", "guest", "guest_link", "group_mentor"):
        op.drop_table(table)
    op.drop_column("person_session", "card_group_id")
    op.drop_column("person", "closed_at")
    op.drop_index(op.f("ix_film_group_code_digest"), "film_group")
    op.drop_column("film_group", "code_digest")
    op.drop_column("workshop", "template")
