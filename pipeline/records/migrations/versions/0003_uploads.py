"""Uploads: recordings on their way and after they have arrived; runs for them; notes on a take."""

import sqlalchemy as sa
from alembic import op

from pipeline.records.tables import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    _add_uploads()
    _widen_runs()
    with op.batch_alter_table("note") as note:
        note.add_column(sa.Column("take", sa.String(length=40), nullable=False, server_default=""))
    if op.get_context().dialect.name != "sqlite":
        op.alter_column("note", "take", server_default=None)


def _add_uploads() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("original_name", sa.String(length=400), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=True),
        sa.Column("mark", sa.String(length=80), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("finished_at", Moment(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("copied_at", Moment(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.Column("same_as", sa.Integer(), nullable=True),
        sa.Column("removed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_upload_project_id_project")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_upload_made_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("key", name=op.f("uq_upload_key")),
    )
    op.create_index("ix_upload_project_id_stage", "upload", ["project_id", "stage"])
    op.create_index(op.f("ix_upload_digest"), "upload", ["digest"])
    op.create_table(
        "upload_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_upload_file_upload_id_upload")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_file")),
        sa.UniqueConstraint("upload_id", "name", name=op.f("uq_upload_file_upload_id_name")),
    )
    op.create_index(op.f("ix_upload_file_digest"), "upload_file", ["digest"])


def _widen_runs() -> None:
    with op.batch_alter_table("run") as run:
        run.add_column(sa.Column("project_id", sa.Integer(), nullable=True))
        run.add_column(sa.Column("stage", sa.String(length=24), nullable=True))
        run.add_column(sa.Column("upload_id", sa.Integer(), nullable=True))
    for name in ("project_id", "stage"):
        op.execute(
            f"UPDATE run SET {name} = "  # noqa: S608  (two names of ours)
            f"(SELECT {name} FROM revision WHERE revision.id = run.revision_id)"
        )
    with op.batch_alter_table("run") as run:
        run.alter_column("project_id", existing_type=sa.Integer(), nullable=False)
        run.alter_column("stage", existing_type=sa.String(length=24), nullable=False)
        run.alter_column("revision_id", existing_type=sa.Integer(), nullable=True)
        run.create_foreign_key(op.f("fk_run_project_id_project"), "project", ["project_id"], ["id"])
        run.create_foreign_key(op.f("fk_run_upload_id_upload"), "upload", ["upload_id"], ["id"])
        run.create_index(op.f("ix_run_upload_id"), ["upload_id"])


def downgrade() -> None:
    """Go one step down; runs and rows of uploads go."""
    op.execute("DELETE FROM run WHERE revision_id IS NULL")
    with op.batch_alter_table("run") as run:
        run.drop_index(op.f("ix_run_upload_id"))
        run.drop_constraint(op.f("fk_run_upload_id_upload"), type_="foreignkey")
        run.drop_constraint(op.f("fk_run_project_id_project"), type_="foreignkey")
        run.alter_column("revision_id", existing_type=sa.Integer(), nullable=False)
        run.drop_column("upload_id")
        run.drop_column("stage")
        run.drop_column("project_id")
    with op.batch_alter_table("note") as note:
        note.drop_column("take")
    op.drop_table("upload_file")
    op.drop_table("upload")
