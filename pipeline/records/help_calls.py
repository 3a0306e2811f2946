"""Calls for help: a group asks, a mentor comes, somebody says that it is solved.

A call is open until answered_at is set; answered_by without it means that somebody is on the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session, aliased

from pipeline.errors import NotFound
from pipeline.records.book import now
from pipeline.records.gate_tables import HelpCallRow
from pipeline.records.tables import PersonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCall:
    """One call, as the pages show it."""

    id: int
    project_id: int
    stage: str
    person: str
    """Who pressed the button."""
    text: str
    at: datetime
    coming_id: int | None
    coming: str
    """Who is on the way, or has helped; empty while nobody is."""
    answered_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether the group still waits."""
        return self.answered_at is None


_HELPER = aliased(PersonRow)


def _calls() -> Select[HelpCallRow, str, str | None]:
    return (
        select(HelpCallRow, PersonRow.name, _HELPER.name)
        .join(PersonRow, PersonRow.id == HelpCallRow.person_id)
        .outerjoin(_HELPER, _HELPER.id == HelpCallRow.answered_by)
    )


def _call(row: HelpCallRow, person: str, helper: str | None) -> HelpCall:
    return HelpCall(
        id=row.id,
        project_id=row.project_id,
        stage=row.stage,
        person=person,
        text=row.text,
        at=row.at,
        coming_id=row.answered_by,
        coming=helper or "",
        answered_at=row.answered_at,
    )


def add(session: Session, *, project_id: int, stage: str, by: int, text: str) -> int:
    """Write a call down and return its id."""
    row = HelpCallRow(project_id=project_id, stage=stage, person_id=by, text=text, at=now(session))
    session.add(row)
    session.flush()
    return row.id


def open_of_films(session: Session, project_ids: Sequence[int]) -> dict[int, HelpCall]:
    """Return the open call of each of these films that has one."""
    found = session.execute(
        _calls()
        .where(HelpCallRow.project_id.in_(project_ids), HelpCallRow.answered_at.is_(None))
        .order_by(HelpCallRow.id)
    )
    return {row.project_id: _call(row, person, helper) for row, person, helper in found}


def with_id(session: Session, call_id: int) -> HelpCall:
    """Return a call. Raise NotFound."""
    found = session.execute(_calls().where(HelpCallRow.id == call_id)).one_or_none()
    if found is None:
        raise NotFound("There is no such call for help.")
    return _call(*found)


def set_coming(session: Session, call_id: int, by: int) -> bool:
    """Write down who is on the way; False if somebody else is already, or it is answered."""
    taken = session.scalar(
        update(HelpCallRow)
        .where(
            HelpCallRow.id == call_id,
            HelpCallRow.answered_by.is_(None),
            HelpCallRow.answered_at.is_(None),
        )
        .values(answered_by=by)
        .returning(HelpCallRow.id)
    )
    return taken is not None


def set_answered(session: Session, call_id: int, by: int | None) -> bool:
    """Close a call; by names a mentor who has helped. False if it is closed already."""
    values: dict[str, object] = {"answered_at": now(session)}
    if by is not None:
        values["answered_by"] = by
    closed = session.scalar(
        update(HelpCallRow)
        .where(HelpCallRow.id == call_id, HelpCallRow.answered_at.is_(None))
        .values(**values)
        .returning(HelpCallRow.id)
    )
    return closed is not None
