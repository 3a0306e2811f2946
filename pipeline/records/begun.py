"""Which stages have been begun in the films of a workshop: something of them lies somewhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from pipeline.records import holding
from pipeline.records.gate_tables import HelpCallRow
from pipeline.records.tables import DeskVersionRow, GroupRow, ProjectRow, RevisionRow, UploadRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmInWorkshop:
    """A film with what has been begun of it."""

    project_id: int
    group: str
    settings: str
    """A documents.project.Project as JSON."""
    begun: frozenset[str]
    """Stages with a version, a recording, a text on the desk, or a call for help."""


def films_of(
    session: Session, workshop_id: int, *, held: bool = False
) -> tuple[FilmInWorkshop, ...]:
    """Return the films of a workshop in the order of its groups.

    Held, nobody begins anything in them meanwhile, and no film is added.
    """
    if held:
        holding.workshop(session, workshop_id)
    query = (
        select(ProjectRow.id, GroupRow.name, ProjectRow.settings)
        .join(GroupRow, GroupRow.id == ProjectRow.group_id)
        .where(GroupRow.workshop_id == workshop_id)
        .order_by(GroupRow.id)
    )
    if held:
        query = query.with_for_update(of=ProjectRow, key_share=True)
    found = session.execute(query).all()
    begun = _begun(session, [row.id for row in found])
    return tuple(
        FilmInWorkshop(
            project_id=row.id,
            group=row.name,
            settings=row.settings,
            begun=begun.get(row.id, frozenset()),
        )
        for row in found
    )


def _begun(session: Session, project_ids: list[int]) -> Mapping[int, frozenset[str]]:
    traces = (RevisionRow, UploadRow, DeskVersionRow, HelpCallRow)
    asked = (
        select(one.project_id, one.stage).where(one.project_id.in_(project_ids)) for one in traces
    )
    found: dict[int, frozenset[str]] = {}
    for project_id, stage in session.execute(union(*asked)):
        found[project_id] = found.get(project_id, frozenset()) | {stage}
    return found
