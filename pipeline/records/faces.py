"""What one sees of a film from afar: the picture of a version, and the newest film there is."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from pipeline.records.tables import RevisionFileRow, RevisionRow
from pipeline.records.values import FileOf, FileSide
from pipeline.records.views import Playable
from pipeline.stage_facts import STAGE_NAMES

_PICTURES = (".jpg", ".png", ".webp")
_FILMS = ("film.mp4", "preview.mp4", "animatic.mp4")
_REELS = "dailies/%.mp4"


def pictures_of(session: Session, revision_ids: Sequence[int]) -> dict[int, FileOf]:
    """Return the first picture of each of these versions by name.

    The database looks for it: a version of the rushes may hold hundreds of pictures.
    """
    first = (
        select(
            RevisionFileRow.revision_id.label("revision_id"),
            func.min(RevisionFileRow.name).label("name"),
        )
        .where(
            RevisionFileRow.revision_id.in_(revision_ids),
            RevisionFileRow.side == FileSide.MADE,
            or_(*(RevisionFileRow.name.endswith(suffix) for suffix in _PICTURES)),
        )
        .group_by(RevisionFileRow.revision_id)
        .subquery()
    )
    rows = session.scalars(
        select(RevisionFileRow)
        .join(
            first,
            (RevisionFileRow.revision_id == first.c.revision_id)
            & (RevisionFileRow.name == first.c.name),
        )
        .where(RevisionFileRow.side == FileSide.MADE)
    )
    return {
        row.revision_id: FileOf(name=row.name, digest=row.digest, bytes=row.bytes) for row in rows
    }


def films_of(session: Session, project_ids: Sequence[int]) -> dict[int, tuple[Playable, ...]]:
    """Return all that can be played of each of these films, the furthest stage last.

    Of all versions, not only of the newest: while a new one is being made, the one before plays.
    """
    rows = session.execute(
        select(
            RevisionRow.project_id,
            RevisionRow.stage,
            RevisionRow.id,
            RevisionRow.number,
            RevisionFileRow.name,
            RevisionFileRow.digest,
            RevisionFileRow.bytes,
        )
        .join(RevisionFileRow, RevisionFileRow.revision_id == RevisionRow.id)
        .where(
            RevisionRow.project_id.in_(project_ids),
            RevisionFileRow.side == FileSide.MADE,
            or_(RevisionFileRow.name.in_(_FILMS), RevisionFileRow.name.like(_REELS)),
        )
    )
    found: dict[int, list[Playable]] = {one: [] for one in project_ids}
    for project_id, stage, revision_id, number, name, digest, size in rows:
        file = FileOf(name=name, digest=digest, bytes=size)
        found[project_id].append(
            Playable(stage=stage, revision_id=revision_id, number=number, file=file)
        )
    return {project_id: _in_order(films) for project_id, films in found.items()}


def _in_order(films: Iterable[Playable]) -> tuple[Playable, ...]:
    def place(one: Playable) -> tuple[int, int, str]:
        return STAGE_NAMES.index(one.stage), one.number, one.file.name

    return tuple(sorted(films, key=place))
