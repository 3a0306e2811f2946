"""By what one sees that a board is not what it was, without reading all of it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.records import decisions
from pipeline.records.gate_tables import GateRow
from pipeline.records.tables import GroupRow, ProjectRow, WorkshopRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is compared; four questions, however many groups."""

    last_event: int
    workshop: tuple[Any, ...]
    films: tuple[tuple[Any, ...], ...]
    gates: tuple[Any, ...]


def mark_of(session: Session, workshop_id: int) -> Mark:
    """Return the mark of a workshop's board; the events are asked for first."""
    last_event = decisions.last_event_id(session)
    workshop = session.execute(
        select(
            WorkshopRow.name, WorkshopRow.place, WorkshopRow.starts_at, WorkshopRow.ends_at
        ).where(WorkshopRow.id == workshop_id)
    ).all()
    films = session.execute(
        select(ProjectRow.id, ProjectRow.settings, GroupRow.name, GroupRow.colour)
        .join(GroupRow, GroupRow.id == ProjectRow.group_id)
        .where(GroupRow.workshop_id == workshop_id)
        .order_by(GroupRow.id)
    ).all()
    gates = session.execute(
        select(func.count(GateRow.id), func.max(GateRow.id))
        .join(ProjectRow, ProjectRow.id == GateRow.project_id)
        .join(GroupRow, GroupRow.id == ProjectRow.group_id)
        .where(GroupRow.workshop_id == workshop_id)
    ).one()
    return Mark(
        last_event=last_event,
        workshop=tuple(tuple(row) for row in workshop),
        films=tuple(tuple(row) for row in films),
        gates=tuple(gates),
    )
