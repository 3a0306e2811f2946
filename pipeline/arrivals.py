"""The verbs of the table: recordings arrive on it, are taken from it, and become a version.

The table is where the recordings of a group lie between two versions, each safe on its own from
the moment its last byte is durable. A worker then counts its digest, brings it to a second place
and looks into it, one run for each, so that a take can be seen while the next is still on its way.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from pipeline import guards
from pipeline.documents.report import Finding
from pipeline.errors import NotFound, TooLarge, TooMany
from pipeline.files import StoredFile
from pipeline.media.safety import display_name
from pipeline.records import Book, Session, clips, decisions, runs, uploads
from pipeline.records.uploads import NewUpload
from pipeline.records.values import FileOf, UploadView
from pipeline.running import StartedIngest, end_claim
from pipeline.stage_facts import facts_of

STAGE: Final = "rushes"
LASTS: Final = timedelta(days=7)
"""How long an unfinished upload waits for its next byte."""
MOST_OPEN: Final = 400
"""Unfinished uploads of one film; a whole card is sent at once."""
TABLE: Final = ".csv"
LONGEST_PATH: Final = 400
EVENT: Final = "upload"
"""Kind of the event that tells the pages of a recording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What a sender says of a recording before its first byte."""

    project_id: int
    by: int | None
    """None: a card that was put into the server by an adult."""
    name: str
    """As the sender says it; what is kept of it is safe to show."""
    original_name: str = ""
    length: int | None
    mark: str = ""


def begin(book: Book, announced: Announced, *, quota_bytes: int) -> UploadView:
    """Write down that a recording is coming, and reserve its bytes.

    Any name will do: what a file is, its bytes decide when they have arrived. Raise NotFound or
    Refused for somebody of another group, Refused for a stage that is not open, TooMany for too
    many at once, TooLarge when the space of the group is used up.
    """
    with book.writing() as session:
        guards.must_hold(session, announced.project_id, STAGE)
        _must_be_open(session, announced)
        _must_fit(session, announced, quota_bytes)
        upload = uploads.begin(session, _new(announced), lasts=LASTS)
        decisions.tell(session, project_id=upload.project_id, stage=STAGE, kind=EVENT)
    return upload


def is_table(name: str) -> bool:
    """Return whether a file of the rushes is a table, such as takes.csv, and no recording."""
    return name.lower().endswith(TABLE)


def looks_like_recording(name: str) -> bool:
    """Return whether cameras, phones and recorders write files of such a name."""
    return name.lower().endswith(facts_of(STAGE).accepts) and not is_table(name)


def _must_be_open(session: Session, announced: Announced) -> None:
    if announced.by is not None:
        guards.must_be_maker(session, announced.project_id, announced.by)
    guards.must_be_begun(session, announced.project_id, STAGE)
    if len(uploads.on_their_way(session, announced.project_id, STAGE)) >= MOST_OPEN:
        raise TooMany("Too many files are on their way at once. Wait until some have arrived.")


def _must_fit(session: Session, announced: Announced, quota_bytes: int) -> None:
    left = room_left(session, announced.project_id, quota_bytes)
    if left is not None and (announced.length or 1) > left:
        raise used_up()


def room_left(session: Session, project_id: int, quota_bytes: int) -> int | None:
    """Return how many bytes of its space a group has left; None when nobody counts."""
    if not quota_bytes:
        return None
    return max(0, quota_bytes - uploads.taken_bytes(session, project_id))


def used_up() -> TooLarge:
    """Return what is raised when a group has used up its space."""
    return TooLarge(
        "Your group has used up its space on the server. Take away recordings that you do not "
        "need, or ask the coordinator for more."
    )


def shown_path(raw: str) -> str:
    """Return a path of the sender that is safe to show and never opened."""
    parts = (display_name(part) for part in raw.replace("\\", "/").split("/") if part)
    return "/".join(parts)[-LONGEST_PATH:]


def _new(announced: Announced) -> NewUpload:
    name = display_name(announced.name)
    if is_table(name):
        name += ".mov"  # no recording may stand where a table of the group stands
    return NewUpload(
        key=secrets.token_urlsafe(24),
        project_id=announced.project_id,
        stage=STAGE,
        name=name,
        original_name=shown_path(announced.original_name) or name,
        length=announced.length,
        mark=announced.mark,
        made_by=announced.by,
    )


def arrived(book: Book, key: str) -> UploadView:
    """Say that all bytes of an upload are durable, once; a worker is wanted from then on."""
    with book.writing() as session:
        upload = uploads.with_key(session, key)
        if uploads.finish(session, upload):
            runs.add_for_upload(session, upload, queue=facts_of(STAGE).queue)
            decisions.tell(session, project_id=upload.project_id, stage=STAGE, kind=EVENT)
        return uploads.with_key(session, key)


def lay_whole(
    book: Book, announced: Announced, stored: StoredFile, *, quota_bytes: int
) -> UploadView:
    """Lay a recording on the table whose bytes are in the store already (a form, a card)."""
    upload = begin(book, announced, quota_bytes=quota_bytes)
    with book.writing() as session:
        _count(session, upload, stored)
    return arrived(book, upload.key)


def lay_sent(session: Session, *, project_id: int, by: int | None, files: Iterable[FileOf]) -> None:
    """Lay recordings on the table that came with a version, those that do not lie there yet."""
    known = {one.digest for one in uploads.on_table(session, project_id, STAGE)}
    for one in files:
        if one.digest in known or is_table(one.name):
            continue
        announced = Announced(project_id=project_id, by=by, name=one.name, length=one.bytes)
        upload = uploads.begin(session, _new(announced), lasts=LASTS)
        uploads.finish(session, upload)
        uploads.count(session, upload, digest=one.digest, size=one.bytes, same_as=None)
        runs.add_for_upload(session, upload, queue=facts_of(STAGE).queue)


def count(book: Book, upload: UploadView, stored: StoredFile) -> UploadView:
    """Write down the digest of what has arrived; the same bytes before are found by it."""
    with book.writing() as session:
        return _count(session, upload, stored)


def _count(session: Session, upload: UploadView, stored: StoredFile) -> UploadView:
    same = uploads.with_same_bytes(session, upload, stored.digest)
    uploads.count(
        session,
        upload,
        digest=stored.digest,
        size=stored.bytes,
        same_as=same.id if same else None,
    )
    if same and same.copied_at:
        uploads.copied(session, upload)
    return uploads.with_id(session, upload.id)


def copied(book: Book, upload: UploadView) -> None:
    """Write down that a recording is safe in a second place."""
    with book.writing() as session:
        uploads.copied(session, upload)
        decisions.tell(session, project_id=upload.project_id, stage=STAGE, kind=EVENT)


def finish_ingest(
    book: Book, started: StartedIngest, made: tuple[FileOf, ...], refusal: Finding | None = None
) -> None:
    """Write what was made of a recording, or why it cannot be used. Raise MovedOn."""
    with book.writing() as session:
        end_claim(session, started)
        clips.put_files(session, started.upload.id, made)
        if refusal:
            uploads.refuse(session, started.upload, refusal)
        decisions.tell(session, project_id=started.project_id, stage=STAGE, kind=EVENT)


def remove(book: Book, *, upload_id: int, by: int) -> None:
    """Take a recording from the table; a version that holds it still does."""
    with book.writing() as session:
        upload = uploads.with_id(session, upload_id)
        guards.must_be_maker(session, upload.project_id, by)
        if upload.finished_at is None:
            raise NotFound("This file has not arrived yet. Stop sending it instead.")
        uploads.remove(session, upload)
        decisions.tell(session, project_id=upload.project_id, stage=STAGE, kind=EVENT)
