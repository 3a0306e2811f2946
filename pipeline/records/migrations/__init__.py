"""How the tables grew, one file a step (Alembic)."""
