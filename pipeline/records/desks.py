"""What lies on the desks of the groups: files they are working on, version by version."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from pipeline.records.book import now
from pipeline.records.tables import DeskVersionRow, PersonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a file lies: the desk of a stage of a film, and its name there."""

    project_id: int
    stage: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskVersion:
    """One version of a file on a desk."""

    name: str
    number: int
    """Counted from 1 for each name."""
    digest: str
    bytes: int
    by: str
    """Display name; empty when it came from Claquette or from what was sent."""
    at: datetime
    aside: bool
    """Kept beside the desk, because it clashed with what somebody else had written."""


def lay(
    session: Session,
    place: Place,
    *,
    digest: str,
    size: int,
    by: int | None,
    aside: bool = False,
) -> int:
    """Write a new version and return its number."""
    last = session.scalar(select(func.max(DeskVersionRow.number)).where(*_at(place)))
    number = (last or 0) + 1
    session.add(
        DeskVersionRow(
            project_id=place.project_id,
            stage=place.stage,
            name=place.name,
            number=number,
            digest=digest,
            bytes=size,
            made_by=by,
            made_at=now(session),
            aside=aside,
        )
    )
    session.flush()
    return number


def version(session: Session, place: Place, number: int | None = None) -> DeskVersion | None:
    """Return a version, or with None the one that lies there now; None if there is none."""
    wanted = DeskVersionRow.aside.is_(False) if number is None else DeskVersionRow.number == number
    found = session.execute(
        _with_names().where(*_at(place), wanted).order_by(DeskVersionRow.number.desc()).limit(1)
    ).one_or_none()
    return _view(found[0], found[1]) if found else None


def others_wrote(session: Session, place: Place, person_id: int, *, since: int) -> bool:
    """Return whether somebody else has laid something there since a version.

    What a page began with, which was laid down as version 1 by nobody, does not count.
    """
    start = (DeskVersionRow.number == 1) & DeskVersionRow.made_by.is_(None)
    theirs = DeskVersionRow.made_by.is_distinct_from(person_id)
    found = select(DeskVersionRow.id).where(
        *_at(place), DeskVersionRow.number > since, DeskVersionRow.aside.is_(False), theirs, ~start
    )
    return session.scalar(found.limit(1)) is not None


def versions(session: Session, place: Place, *, most: int = 200) -> tuple[DeskVersion, ...]:
    """Return the versions of a file, those aside with them, the newest first."""
    found = session.execute(
        _with_names().where(*_at(place)).order_by(DeskVersionRow.number.desc()).limit(most)
    )
    return tuple(_view(row, name) for row, name in found)


def lying(session: Session, project_id: int, stage: str) -> tuple[DeskVersion, ...]:
    """Return what lies on a desk now: the newest version of each name, by name."""
    newest = (
        select(func.max(DeskVersionRow.id))
        .where(
            DeskVersionRow.project_id == project_id,
            DeskVersionRow.stage == stage,
            DeskVersionRow.aside.is_(False),
        )
        .group_by(DeskVersionRow.name)
    )
    found = session.execute(
        _with_names().where(DeskVersionRow.id.in_(newest)).order_by(DeskVersionRow.name)
    )
    return tuple(_view(row, name) for row, name in found)


def _with_names() -> Select[DeskVersionRow, str]:
    return select(DeskVersionRow, PersonRow.name).outerjoin(
        PersonRow, PersonRow.id == DeskVersionRow.made_by
    )


def _at(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (
        DeskVersionRow.project_id == place.project_id,
        DeskVersionRow.stage == place.stage,
        DeskVersionRow.name == place.name,
    )


def _view(row: DeskVersionRow, by: str | None) -> DeskVersion:
    return DeskVersion(
        name=row.name,
        number=row.number,
        digest=row.digest,
        bytes=row.bytes,
        by=by or "",
        at=row.made_at,
        aside=row.aside,
    )
