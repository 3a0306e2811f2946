"""Who holds a film or a workshop: one change at a time, and the others wait for it (PostgreSQL).

SQLite lets one write at a time anyway. A verb holds first and reads afterwards: what it read before
may be old. It holds a workshop before its films, and both before it tells the pages anything, so
that no two wait for each other.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.records.tables import ProjectRow, WorkshopRow


def film(session: Session, project_id: int) -> None:
    """Let nobody else begin something in a film, or change its settings, until this is written."""
    asked = select(ProjectRow).where(ProjectRow.id == project_id).with_for_update(key_share=True)
    session.execute(asked.execution_options(populate_existing=True))


def workshop(session: Session, workshop_id: int) -> None:
    """Let nobody else change what all films of a workshop share, until this is written."""
    asked = select(WorkshopRow.id).where(WorkshopRow.id == workshop_id)
    session.execute(asked.with_for_update(key_share=True))
