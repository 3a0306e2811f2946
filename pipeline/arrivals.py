"""The verbs of the table: recordings arrive on it, are taken from it, and become a version.

The table is where the recordings of a group lie between two versions, each safe on its own from
the moment its last byte is durable. A worker then counts its digest, brings it to a second place
and looks into it, one run for each, so that a take can be seen while the next is still on its way.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from pipeline import guards, workflow
from pipeline.documents.report import Finding
from pipeline.errors import CannotRead, NotFound, TooLarge, TooMany
from pipeline.files import StoredFile
from pipeline.records import Book, Session, clips, decisions, desks, revisions, runs, uploads
from pipeline.records.uploads import NewUpload
from pipeline.records.values import FileOf, FileSide, RevisionView, UploadView
from pipeline.running import StartedIngest, end_claim
from pipeline.stage_facts import facts_of

STAGE: Final = "rushes"
LASTS: Final = timedelta(days=7)
"""How long an unfinished upload waits for its next byte."""
MOST_OPEN: Final = 400
"""Unfinished uploads of one film; a whole card is sent at once."""
EVENT: Final = "upload"
"""Kind of the event that tells the pages of a recording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What a sender says of a recording before its first byte."""

    project_id: int
    by: int | None
    """None: a card that was put into the server by an adult."""
    name: str
    """A plain name, safe to show."""
    original_name: str = ""
    length: int | None
    mark: str = ""


def begin(book: Book, announced: Announced, *, quota_bytes: int) -> UploadView:
    """Write down that a recording is coming, and reserve its bytes.

    Raise NotFound or Refused for somebody of another group, Refused for a stage that is not open,
    TooMany for too many at once, CannotRead for a file of another kind, TooLarge when the space
    of the group is used up.
    """
    facts = facts_of(STAGE)
    if not announced.name.lower().endswith(facts.accepts):
        raise CannotRead(
            "“%(name)s” does not belong here. This stage takes: %(kinds)s.",
            name=announced.name,
            kinds=" ".join(facts.accepts),
        )
    with book.writing() as session:
        _must_be_open(session, announced)
        _must_fit(session, announced, quota_bytes)
        upload = uploads.begin(session, _new(announced), lasts=LASTS)
        decisions.tell(session, project_id=upload.project_id, stage=STAGE, kind=EVENT)
    return upload


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


def _new(announced: Announced) -> NewUpload:
    return NewUpload(
        key=secrets.token_urlsafe(24),
        project_id=announced.project_id,
        stage=STAGE,
        name=announced.name,
        original_name=announced.original_name or announced.name,
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


def is_table(name: str) -> bool:
    """Return whether a file of the rushes is a table (takes.csv) and no recording."""
    return name.lower().endswith(".csv")


def gather(book: Book, *, project_id: int, by: int, note: str = "") -> RevisionView:
    """Make a version of everything that lies on the table and of the texts on the desk.

    Raise CannotRead when nothing has arrived, Refused as add_revision does.
    """
    with book.reading() as session:
        guards.must_be_maker(session, project_id, by)
        lying = [one for one in uploads.on_table(session, project_id, STAGE) if one.digest]
        texts = desks.lying(session, project_id, STAGE)
        newest = revisions.newest(session, project_id, STAGE)
        sent = revisions.files_of(session, newest.id, FileSide.SENT) if newest else ()
    files = {
        one.name: StoredFile(digest=one.digest, bytes=one.bytes)
        for one in lying
        if one.same_as is None and one.refusal is None
    }
    files |= {
        one.name: StoredFile(digest=one.digest, bytes=one.bytes) for one in texts if one.bytes
    }
    if not files:
        raise CannotRead("Nothing has arrived yet. Send at least one take first.")
    sending = workflow.Sending(
        project_id=project_id,
        stage=STAGE,
        by=by,
        files=files,
        leave_out=frozenset(
            one.name for one in sent if one.name not in files and not is_table(one.name)
        ),
        note=note,
    )
    return workflow.add_revision(book, sending)
