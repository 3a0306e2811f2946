"""Uploads: recordings on their way, and those that lie on the table of a group."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlalchemy.orm import Session

from pipeline.documents.json import from_json, to_json
from pipeline.documents.report import Finding
from pipeline.errors import NotFound
from pipeline.files.incoming import Held
from pipeline.records.book import now
from pipeline.records.tables import PersonRow, UploadRow
from pipeline.records.values import UploadView


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUpload:
    """A recording that somebody is about to send."""

    key: str
    project_id: int
    stage: str
    name: str
    original_name: str
    length: int | None
    mark: str = ""
    made_by: int | None


def begin(session: Session, new: NewUpload, *, lasts: timedelta) -> UploadView:
    """Write a new upload; its name gets a number where another on the table has it already."""
    moment = now(session)
    row = UploadRow(
        key=new.key,
        project_id=new.project_id,
        stage=new.stage,
        name=_free_name(session, new),
        original_name=new.original_name,
        length=new.length,
        mark=new.mark,
        made_by=new.made_by,
        begun_at=moment,
        expires_at=moment + lasts,
        parts={},
    )
    session.add(row)
    session.flush()
    return with_id(session, row.id)


def _free_name(session: Session, new: NewUpload) -> str:
    taken = {
        name.casefold()
        for name in session.scalars(
            select(UploadRow.name).where(*_on(new.project_id, new.stage), _STAYS)
        )
    }
    name, path, number = new.name, PurePosixPath(new.name), 2
    while name.casefold() in taken:
        name, number = f"{path.stem} ({number}){path.suffix}", number + 1
    return name


_STAYS: ColumnElement[bool] = UploadRow.removed_at.is_(None)


def _on(project_id: int, stage: str) -> tuple[ColumnElement[bool], ...]:
    return (UploadRow.project_id == project_id, UploadRow.stage == stage)


def with_key(session: Session, key: str) -> UploadView:
    """Return an upload by the name in its address. Raise NotFound."""
    return _one(session, UploadRow.key == key)


def with_id(session: Session, upload_id: int) -> UploadView:
    """Return an upload. Raise NotFound."""
    return _one(session, UploadRow.id == upload_id)


def on_their_way(session: Session, project_id: int, stage: str) -> tuple[UploadView, ...]:
    """Return the unfinished uploads of a table, the oldest first."""
    return _views(
        session.execute(
            _select_views()
            .where(*_on(project_id, stage), _STAYS, UploadRow.finished_at.is_(None))
            .order_by(UploadRow.id)
        )
    )


def on_table(session: Session, project_id: int, stage: str) -> tuple[UploadView, ...]:
    """Return what has arrived and was not taken away, the oldest first."""
    return _views(
        session.execute(
            _select_views()
            .where(*_on(project_id, stage), _STAYS, UploadRow.finished_at.is_not(None))
            .order_by(UploadRow.id)
        )
    )


def uncounted(session: Session) -> tuple[UploadView, ...]:
    """Return what has arrived somewhere and has no digest yet, the oldest first."""
    found = _select_views().where(UploadRow.finished_at.is_not(None), UploadRow.digest == "")
    return _views(session.execute(found.order_by(UploadRow.id)))


def uncopied(session: Session, *, most: int = 100) -> tuple[UploadView, ...]:
    """Return what is in one place only, the oldest first."""
    found = _select_views().where(
        UploadRow.digest != "", UploadRow.copied_at.is_(None), UploadRow.same_as.is_(None), _STAYS
    )
    return _views(session.execute(found.order_by(UploadRow.id).limit(most)))


def expiring(session: Session, *, within: timedelta = timedelta()) -> tuple[UploadView, ...]:
    """Return the unfinished uploads that nobody may go on with any more, now or within a time."""
    found = _select_views().where(
        UploadRow.finished_at.is_(None), UploadRow.expires_at < now(session) + within
    )
    return _views(session.execute(found))


def is_expired(session: Session, upload: UploadView) -> bool:
    """Return whether nobody may go on with an upload any more."""
    return upload.finished_at is None and upload.expires_at < now(session)


def settled(session: Session, keys: Collection[str]) -> frozenset[str]:
    """Return which of these keys nobody needs any more: counted, or of no upload at all."""
    needed = session.scalars(
        select(UploadRow.key).where(UploadRow.key.in_(keys), UploadRow.digest == "")
    )
    return frozenset(keys) - frozenset(needed)


def taken_bytes(session: Session, project_id: int) -> int:
    """Return how many bytes a film's recordings have, and those on their way will have."""
    size = func.coalesce(func.nullif(UploadRow.bytes, 0), UploadRow.length, 0)
    mine = UploadRow.project_id == project_id
    return session.scalar(select(func.coalesce(func.sum(size), 0)).where(mine, _STAYS)) or 0


def with_same_bytes(session: Session, upload: UploadView, digest: str) -> UploadView | None:
    """Return the first other upload on the same table with this digest."""
    found = session.execute(
        _select_views()
        .where(
            *_on(upload.project_id, upload.stage),
            _STAYS,
            UploadRow.digest == digest,
            UploadRow.id != upload.id,
            UploadRow.same_as.is_(None),
        )
        .order_by(UploadRow.id)
        .limit(1)
    ).one_or_none()
    return _view(*found) if found else None


def held(session: Session, key: str) -> Held:
    """Return where the bytes of an upload are. Raise NotFound."""
    found = all_held(session, [key])
    if not found:
        raise NotFound("There is no such upload.")
    return found[key]


def all_held(session: Session, keys: Collection[str]) -> dict[str, Held]:
    """Return where the bytes of several uploads are, by key."""
    rows = session.execute(
        select(UploadRow.key, UploadRow.length, UploadRow.holder, UploadRow.parts).where(
            UploadRow.key.in_(keys)
        )
    )
    return {
        row.key: Held(key=row.key, length=row.length, holder=row.holder, parts=row.parts)
        for row in rows
    }


def take_over(session: Session, key: str, token: str, *, lasts: timedelta) -> bool:
    """Let the request with this token write from now on, and no other."""
    values = {"holder": token, "expires_at": now(session) + lasts}
    return _change(session, UploadRow.key == key, UploadRow.finished_at.is_(None), **values)


def keep_parts(session: Session, key: str, token: str, parts: dict[str, Any]) -> bool:
    """Remember what the file store says, if the request still is the one that may write."""
    return _change(session, UploadRow.key == key, UploadRow.holder == token, parts=parts)


def has_come(session: Session, key: str, size: int) -> bool:
    """Remember how much has come of an upload whose length nobody knows: it uses up space."""
    open_end = (UploadRow.length.is_(None), UploadRow.finished_at.is_(None))
    return _change(session, UploadRow.key == key, *open_end, bytes=size)


def set_length(session: Session, key: str, length: int) -> bool:
    """Set how long an upload will be, once; False if that is known already."""
    which = (UploadRow.key == key, UploadRow.length.is_(None))
    return _change(session, *which, length=length, bytes=0)


def finish(session: Session, upload: UploadView) -> bool:
    """Say that all bytes are durable; False if that was said before."""
    return _change(
        session,
        UploadRow.id == upload.id,
        UploadRow.finished_at.is_(None),
        finished_at=now(session),
        bytes=upload.length or 0,
    )


def count(
    session: Session, upload: UploadView, *, digest: str, size: int, same_as: int | None
) -> None:
    """Write the digest of what has arrived, and which upload brought these bytes before."""
    values = {"digest": digest, "bytes": size, "same_as": same_as}
    _change(session, UploadRow.id == upload.id, **values)


def copied(session: Session, upload: UploadView) -> None:
    """Say that the bytes are safe in a second place."""
    same = (UploadRow.id == upload.id) | (UploadRow.same_as == upload.id)
    _change(session, same, copied_at=now(session))


def refuse(session: Session, upload: UploadView, why: Finding) -> None:
    """Say why it cannot be used."""
    _change(session, UploadRow.id == upload.id, refusal=to_json(why))


def remove(session: Session, upload: UploadView) -> None:
    """Take it from the table; the bytes stay where a version holds them."""
    _change(session, UploadRow.id == upload.id, removed_at=now(session))


def forget(session: Session, upload: UploadView) -> bool:
    """Forget an upload that has never arrived; False if it has, or is forgotten already."""
    which = (UploadRow.id == upload.id, UploadRow.finished_at.is_(None))
    return bool(session.scalars(delete(UploadRow).where(*which).returning(UploadRow.id)).all())


def _change(session: Session, *which: ColumnElement[bool], **values: Any) -> bool:
    changed = session.scalars(
        update(UploadRow).where(*which).values(**values).returning(UploadRow.id)
    ).all()
    return bool(changed)


def _select_views() -> Select[UploadRow, str | None]:
    return select(UploadRow, PersonRow.name).outerjoin(PersonRow, PersonRow.id == UploadRow.made_by)


def _one(session: Session, which: ColumnElement[bool]) -> UploadView:
    found = session.execute(_select_views().where(which)).one_or_none()
    if found is None:
        raise NotFound("There is no such upload.")
    return _view(*found)


def _views(found: Iterable[Any]) -> tuple[UploadView, ...]:
    return tuple(_view(row, by) for row, by in found)


def _view(row: UploadRow, by: str | None) -> UploadView:
    return UploadView(
        id=row.id,
        key=row.key,
        project_id=row.project_id,
        stage=row.stage,
        name=row.name,
        original_name=row.original_name,
        length=row.length,
        mark=row.mark,
        made_by=by or "",
        made_by_id=row.made_by,
        begun_at=row.begun_at,
        expires_at=row.expires_at,
        finished_at=row.finished_at,
        digest=row.digest,
        bytes=row.bytes,
        copied_at=row.copied_at,
        refusal=from_json(row.refusal, Finding) if row.refusal else None,
        same_as=row.same_as,
        removed_at=row.removed_at,
    )
