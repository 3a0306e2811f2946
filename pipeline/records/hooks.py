"""The addresses that are told what happens, and how far each has been told."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.errors import NotFound
from pipeline.records.book import now
from pipeline.records.hook_tables import HookRow
from pipeline.records.values import Hook


def _hook(row: HookRow) -> Hook:
    return Hook(
        id=row.id,
        workshop_id=row.workshop_id,
        address=row.address,
        secret=row.secret,
        told_event=row.told_event,
        failures=row.failures,
        trouble=row.trouble,
        next_at=row.next_at,
        made_at=row.made_at,
    )


def add(
    session: Session, *, workshop_id: int, address: str, secret: str, told_event: int, by: int
) -> int:
    """Add an address that is told what happens after an event; return its id."""
    row = HookRow(
        workshop_id=workshop_id,
        address=address,
        secret=secret,
        told_event=told_event,
        next_at=now(session),
        made_by=by,
        made_at=now(session),
    )
    session.add(row)
    session.flush()
    return row.id


def of_workshop(session: Session, workshop_id: int) -> tuple[Hook, ...]:
    """Return the addresses of a workshop, the oldest first."""
    rows = session.scalars(
        select(HookRow)
        .where(HookRow.workshop_id == workshop_id, HookRow.removed_at.is_(None))
        .order_by(HookRow.id)
    )
    return tuple(map(_hook, rows))


def due(session: Session) -> tuple[Hook, ...]:
    """Return the addresses that may be told something now."""
    rows = session.scalars(
        select(HookRow)
        .where(HookRow.removed_at.is_(None), HookRow.next_at <= now(session))
        .order_by(HookRow.id)
    )
    return tuple(map(_hook, rows))


def remove(session: Session, workshop_id: int, hook_id: int) -> None:
    """Tell an address nothing more. Raise NotFound."""
    row = session.get(HookRow, hook_id)
    if row is None or row.workshop_id != workshop_id or row.removed_at:
        raise NotFound("There is no such address.")
    row.removed_at = now(session)


def told(session: Session, hook_id: int, event_id: int) -> None:
    """Write down that an address has taken everything up to an event."""
    row = session.get(HookRow, hook_id)
    if row:
        row.told_event, row.failures, row.trouble = event_id, 0, ""
        row.next_at = now(session)


def failed(session: Session, hook_id: int, *, trouble: str, wait: timedelta) -> None:
    """Write down that an address did not take it, and when it is tried again."""
    row = session.get(HookRow, hook_id)
    if row:
        row.failures, row.trouble = row.failures + 1, trouble[:300]
        row.next_at = now(session) + wait
