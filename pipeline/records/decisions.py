"""Sign-offs, waivers, the ledger, and the events that tell the pages."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from pipeline import ledger
from pipeline.records.book import now
from pipeline.records.people import group_of_project
from pipeline.records.tables import (
    EventRow,
    LedgerRow,
    PersonRow,
    RevisionRow,
    SignOffRow,
    WaiverRow,
)
from pipeline.records.values import Event, SignOffView, WaiverView
from pipeline.sign_off import Action

_EVENT_LOCK = 0x636C6171
"""PostgreSQL: events get their numbers in the order in which they become visible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about a revision."""

    revision_id: int
    digest: str
    action: Action
    by: int
    note: str = ""
    todos: tuple[str, ...] = ()
    checklist: Mapping[str, bool] = field(default_factory=dict)
    checklist_version: int = 0


def add_sign_off(session: Session, decision: Decision) -> None:
    """Write a decision."""
    session.add(
        SignOffRow(
            revision_id=decision.revision_id,
            person_id=decision.by,
            action=decision.action.value,
            digest=decision.digest,
            note=decision.note,
            todos=list(decision.todos),
            checklist=dict(decision.checklist),
            checklist_version=decision.checklist_version,
            at=now(session),
        )
    )


def sign_offs_of(session: Session, project_id: int, stage: str) -> tuple[SignOffView, ...]:
    """Return all decisions on a stage, the oldest first."""
    found = session.execute(
        select(SignOffRow, PersonRow, RevisionRow.number)
        .join(PersonRow, PersonRow.id == SignOffRow.person_id)
        .join(RevisionRow, RevisionRow.id == SignOffRow.revision_id)
        .where(RevisionRow.project_id == project_id, RevisionRow.stage == stage)
        .order_by(SignOffRow.id)
    )
    return tuple(
        SignOffView(
            revision_number=number,
            person_id=person.id,
            person=person.name,
            role=person.role,
            action=Action(row.action),
            digest=row.digest,
            note=row.note,
            todos=tuple(row.todos),
            checklist={str(item): bool(ticked) for item, ticked in row.checklist.items()},
            checklist_version=row.checklist_version,
            at=row.at,
        )
        for row, person, number in found
    )


def add_waiver(
    session: Session, *, revision_id: int, code: str, place: str, reason: str, by: int
) -> None:
    """Let a blocker pass; a second waiver of the same one changes nothing."""
    known = select(WaiverRow.id).where(
        WaiverRow.revision_id == revision_id, WaiverRow.code == code, WaiverRow.place == place
    )
    if session.scalar(known) is None:
        session.add(
            WaiverRow(
                revision_id=revision_id,
                person_id=by,
                code=code,
                place=place,
                reason=reason,
                at=now(session),
            )
        )
        session.flush()


def waivers_of(session: Session, revision_id: int) -> tuple[WaiverView, ...]:
    """Return the blockers that were let pass."""
    found = session.execute(
        select(WaiverRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == WaiverRow.person_id)
        .where(WaiverRow.revision_id == revision_id)
        .order_by(WaiverRow.id)
    )
    return tuple(
        WaiverView(code=row.code, place=row.place, reason=row.reason, person=name, at=row.at)
        for row, name in found
    )


def _entry(row: LedgerRow) -> ledger.Entry:
    return ledger.Entry(number=row.number, previous=row.previous, body=row.body, digest=row.digest)


def chain(session: Session, project_id: int) -> tuple[ledger.Entry, ...]:
    """Return the whole ledger of a project."""
    rows = session.scalars(
        select(LedgerRow).where(LedgerRow.project_id == project_id).order_by(LedgerRow.number)
    )
    return tuple(map(_entry, rows))


def write_ledger(session: Session, project_id: int, body: Mapping[str, object]) -> ledger.Entry:
    """Append an entry; the time of the database is added to it."""
    last = session.scalar(
        select(LedgerRow)
        .where(LedgerRow.project_id == project_id)
        .order_by(LedgerRow.number.desc())
        .limit(1)
    )
    entry = ledger.append(_entry(last) if last else None, {**body, "at": now(session).isoformat()})
    session.add(
        LedgerRow(
            project_id=project_id,
            number=entry.number,
            previous=entry.previous,
            body=entry.body,
            digest=entry.digest,
        )
    )
    session.flush()
    return entry


def tell(session: Session, *, project_id: int, stage: str, kind: str) -> None:
    """Write that something the pages show has changed."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _EVENT_LOCK})
    session.add(
        EventRow(
            workshop_id=group_of_project(session, project_id).workshop_id,
            project_id=project_id,
            stage=stage,
            kind=kind,
            at=now(session),
        )
    )


def events_after(
    session: Session, workshop_id: int | None, event_id: int, *, most: int = 200
) -> tuple[Event, ...]:
    """Return what has changed since an event, the oldest first; of all workshops with None."""
    query = select(EventRow).where(EventRow.id > event_id).order_by(EventRow.id).limit(most)
    if workshop_id is not None:
        query = query.where(EventRow.workshop_id == workshop_id)
    return tuple(
        Event(id=row.id, project_id=row.project_id, stage=row.stage, kind=row.kind, at=row.at)
        for row in session.scalars(query)
    )


def last_told(
    session: Session, kinds: Collection[str], *, since: datetime
) -> dict[tuple[int, str, str], datetime]:
    """Return when each film's stage was last told of with each of these kinds, since a moment."""
    found = session.execute(
        select(EventRow.project_id, EventRow.stage, EventRow.kind, func.max(EventRow.at))
        .where(EventRow.kind.in_(kinds), EventRow.at >= since)
        .group_by(EventRow.project_id, EventRow.stage, EventRow.kind)
    )
    return {(film, stage, kind): at for film, stage, kind, at in found}


def last_event_id(session: Session) -> int:
    """Return the number of the newest event, 0 before the first."""
    return session.scalar(select(EventRow.id).order_by(EventRow.id.desc()).limit(1)) or 0
