"""What tells a coordinator who is stuck: the last movement, blockers that are left, whom to ask."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.documents.json import from_json
from pipeline.documents.report import Report
from pipeline.records.door_tables import GroupMentorRow
from pipeline.records.review_tables import NoteRow
from pipeline.records.tables import (
    EventRow,
    GroupRow,
    PersonRow,
    RevisionRow,
    WaiverRow,
)
from pipeline.timetable import Soon


def last_moves(session: Session, workshop_id: int) -> dict[int, datetime]:
    """Return when something happened last to each film of a workshop that has begun.

    That a gate comes nearer is nothing that somebody has done.
    """
    found = session.execute(
        select(EventRow.project_id, func.max(EventRow.at))
        .where(EventRow.workshop_id == workshop_id, EventRow.kind.not_in(list(Soon)))
        .group_by(EventRow.project_id)
    )
    return {project_id: at for project_id, at in found}


def open_blockers(session: Session, revision_ids: Sequence[int]) -> dict[int, int]:
    """Return how many blockers of each of these versions are neither mended nor let pass."""
    reports = session.execute(
        select(RevisionRow.id, RevisionRow.report).where(
            RevisionRow.id.in_(revision_ids), RevisionRow.report != ""
        )
    )
    waived = {
        (row.revision_id, row.code, row.place)
        for row in session.scalars(select(WaiverRow).where(WaiverRow.revision_id.in_(revision_ids)))
    }
    found = {}
    for revision_id, text in reports:
        blockers = from_json(text, Report).blockers
        left = [one for one in blockers if (revision_id, one.code, one.place) not in waived]
        if left:
            found[revision_id] = len(left)
    return found


def mentors_by_group(session: Session, workshop_id: int) -> dict[int, tuple[str, ...]]:
    """Return the names of the mentors who accompany each group, by name."""
    rows = session.execute(
        select(GroupMentorRow.group_id, PersonRow.name)
        .join(PersonRow, PersonRow.id == GroupMentorRow.person_id)
        .join(GroupRow, GroupRow.id == GroupMentorRow.group_id)
        .where(GroupRow.workshop_id == workshop_id)
        .order_by(PersonRow.name)
    )
    found: dict[int, tuple[str, ...]] = {}
    for group_id, name in rows:
        found[group_id] = (*found.get(group_id, ()), name)
    return found


def todos_of(session: Session, project_id: int) -> tuple[str, ...]:
    """Return what a film still has to do, the oldest first; empty for what was drawn or spoken.

    The to-dos of an approval are notes, too, so that the group can tick them.
    """
    noted = session.scalars(
        select(NoteRow.text)
        .join(RevisionRow, RevisionRow.id == NoteRow.revision_id)
        .where(
            RevisionRow.project_id == project_id,
            NoteRow.is_todo.is_(True),
            NoteRow.done_at.is_(None),
        )
        .order_by(NoteRow.id)
    )
    return tuple(noted)
