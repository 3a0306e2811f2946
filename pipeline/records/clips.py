"""What was made of recordings when they arrived: their clips, by upload and by digest."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pipeline.records.tables import UploadFileRow, UploadRow
from pipeline.records.values import FileOf


def put_files(session: Session, upload_id: int, files: Iterable[FileOf]) -> None:
    """Write what was made of a recording, in place of what was made before."""
    session.execute(delete(UploadFileRow).where(UploadFileRow.upload_id == upload_id))
    for one in files:
        session.add(
            UploadFileRow(upload_id=upload_id, name=one.name, digest=one.digest, bytes=one.bytes)
        )


def files_of(session: Session, upload_ids: Iterable[int]) -> dict[int, dict[str, FileOf]]:
    """Return what was made of these recordings, by id and name."""
    found: dict[int, dict[str, FileOf]] = {}
    rows = session.scalars(
        select(UploadFileRow).where(UploadFileRow.upload_id.in_(list(upload_ids)))
    )
    for row in rows:
        file = FileOf(name=row.name, digest=row.digest, bytes=row.bytes)
        found.setdefault(row.upload_id, {})[row.name] = file
    return found


def of_film(
    session: Session, project_id: int, digests: Iterable[str]
) -> dict[str, dict[str, FileOf]]:
    """Return what was made of recordings of this film, by the digest of the recording."""
    rows = session.execute(
        select(UploadRow.digest, UploadRow.id).where(
            UploadRow.project_id == project_id, UploadRow.digest.in_(list(digests))
        )
    ).all()
    files = files_of(session, [row.id for row in rows])
    return {row.digest: files[row.id] for row in rows if row.id in files}


def places_of(session: Session, project_id: int, digests: Iterable[str]) -> dict[str, int]:
    """Return in how many places the bytes of recordings of this film are, by digest."""
    rows = session.execute(
        select(UploadRow.digest, UploadRow.copied_at).where(
            UploadRow.project_id == project_id, UploadRow.digest.in_(list(digests))
        )
    )
    places: dict[str, int] = {}
    for digest, copied_at in rows:
        places[digest] = max(places.get(digest, 1), 2 if copied_at else 1)
    return places


def names_of(
    session: Session, project_id: int, digests: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return what recordings of this film were called when they were sent, by digest.

    The camera's own name is the first. The same bytes may have come twice under two names: those
    of the recording that goes into a version come before the other's. One that was taken from the
    table since counts last.
    """
    rows = session.execute(
        select(UploadRow.digest, UploadRow.original_name, UploadRow.name)
        .where(UploadRow.project_id == project_id, UploadRow.digest.in_(list(digests)))
        .order_by(UploadRow.removed_at.is_not(None), UploadRow.same_as.is_not(None), UploadRow.id)
    ).all()
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        found.setdefault(row.digest, {}).update({row.original_name: None, row.name: None})
    return {digest: tuple(name for name in names if name) for digest, names in found.items()}
