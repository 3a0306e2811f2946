"""Gates: when a stage of a film is to be signed, and by whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from pipeline.errors import NotFound
from pipeline.records.book import now
from pipeline.records.gate_tables import GateRow
from pipeline.records.tables import GroupRow, PersonRow, ProjectRow

_LONGEST: Final = timedelta(days=1)
"""No gate is open for longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One gate, as the pages show it."""

    id: int
    project_id: int
    stage: str
    starts_at: datetime
    minutes: int
    signer_id: int | None
    signer: str
    """Display name; empty while nobody is asked by name."""

    @property
    def ends_at(self) -> datetime:
        """When the next one may begin."""
        return self.starts_at + timedelta(minutes=self.minutes)


def add_gate(
    session: Session,
    *,
    project_id: int,
    stage: str,
    starts_at: datetime,
    minutes: int,
    signer_id: int | None,
) -> int:
    """Add a gate and return its id; a film has one gate a stage."""
    row = GateRow(
        project_id=project_id,
        stage=stage,
        starts_at=starts_at,
        minutes=minutes,
        signer_id=signer_id,
    )
    session.add(row)
    session.flush()
    return row.id


def gates_of(session: Session, workshop_id: int) -> tuple[Gate, ...]:
    """Return all gates of a workshop by time."""
    query = (
        select(GateRow, PersonRow.name)
        .join(ProjectRow, ProjectRow.id == GateRow.project_id)
        .join(GroupRow, GroupRow.id == ProjectRow.group_id)
        .outerjoin(PersonRow, PersonRow.id == GateRow.signer_id)
        .where(GroupRow.workshop_id == workshop_id)
        .order_by(GateRow.starts_at, GateRow.id)
    )
    return tuple(_gate(row, name) for row, name in session.execute(query))


def gates_of_films(session: Session, project_ids: Sequence[int]) -> dict[int, tuple[Gate, ...]]:
    """Return the gates of each of these films by time; one question for all of them."""
    query = (
        select(GateRow, PersonRow.name)
        .outerjoin(PersonRow, PersonRow.id == GateRow.signer_id)
        .where(GateRow.project_id.in_(project_ids))
        .order_by(GateRow.starts_at, GateRow.id)
    )
    found: dict[int, list[Gate]] = {one: [] for one in project_ids}
    for row, name in session.execute(query):
        found[row.project_id].append(_gate(row, name))
    return {project_id: tuple(gates) for project_id, gates in found.items()}


def near(session: Session, *, ahead: timedelta) -> tuple[tuple[Gate, ...], datetime]:
    """Return the gates of all workshops that are open or begin within a time, and now."""
    moment = now(session)
    query = (
        select(GateRow)
        .where(GateRow.starts_at <= moment + ahead, GateRow.starts_at > moment - _LONGEST)
        .order_by(GateRow.starts_at, GateRow.id)
    )
    found = (_gate(row, None) for row in session.scalars(query))
    return tuple(one for one in found if one.ends_at > moment), moment


def with_id(session: Session, gate_id: int) -> Gate:
    """Return a gate. Raise NotFound."""
    row = session.get(GateRow, gate_id)
    if row is None:
        raise NotFound("There is no such gate.")
    signer = session.get(PersonRow, row.signer_id) if row.signer_id else None
    return _gate(row, signer.name if signer else None)


def move(session: Session, seen: Gate, *, starts_at: datetime, signer_id: int | None) -> bool:
    """Give a gate another time or signer if it still is as it was seen. Return whether it was."""
    moved = session.scalar(
        update(GateRow)
        .where(
            GateRow.id == seen.id,
            GateRow.starts_at == seen.starts_at,
            GateRow.signer_id.is_not_distinct_from(seen.signer_id),
        )
        .values(starts_at=starts_at, signer_id=signer_id)
        .returning(GateRow.id)
    )
    return moved is not None


def remove(session: Session, project_id: int, stages: Collection[str]) -> None:
    """Take the gates of stages that a film does not have any more off the timetable."""
    session.execute(
        delete(GateRow).where(GateRow.project_id == project_id, GateRow.stage.in_(stages))
    )


def _gate(row: GateRow, signer: str | None) -> Gate:
    return Gate(
        id=row.id,
        project_id=row.project_id,
        stage=row.stage,
        starts_at=row.starts_at,
        minutes=row.minutes,
        signer_id=row.signer_id,
        signer=signer or "",
    )
