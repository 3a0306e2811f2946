"""Run by Alembic: applies the steps on the connection that open_book gives."""

from alembic import context

from pipeline.records.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
