"""A version of the rushes from what lies on the table and on the desk."""

from collections.abc import Mapping

from pipeline import arrivals, guards, workflow
from pipeline.errors import CannotRead, Refused
from pipeline.files import StoredFile
from pipeline.records import Book, Session, desks, revisions, uploads
from pipeline.records.values import FileOf, FileSide, RevisionView, UploadView


def gather(
    book: Book,
    *,
    project_id: int,
    by: int,
    note: str = "",
    tables: Mapping[str, StoredFile] | None = None,
) -> RevisionView:
    """Make a version of everything that lies on the table and of the texts on the desk.

    `tables` came just now and count before those on the desk. Raise CannotRead when nothing has
    arrived or something is not counted yet, Refused as add_revision does.
    """
    with book.reading() as session:
        guards.must_be_maker(session, project_id, by)
        recordings = _usable(uploads.on_table(session, project_id, arrivals.STAGE))
        texts = [one for one in desks.lying(session, project_id, arrivals.STAGE) if one.bytes]
        sent = _sent_before(session, project_id)
    if not (recordings or tables):
        raise CannotRead("Nothing has arrived yet. Send at least one take first.")
    files = {
        **{one.name: StoredFile(digest=one.digest, bytes=one.bytes) for one in recordings},
        **{one.name: StoredFile(digest=one.digest, bytes=one.bytes) for one in texts},
        **(tables or {}),
    }
    gone = (one.name for one in sent if not arrivals.is_table(one.name) and one.name not in files)
    sending = workflow.Sending(
        project_id=project_id,
        stage=arrivals.STAGE,
        by=by,
        files=files,
        leave_out=frozenset(gone),
        note=note,
    )
    return workflow.add_revision(book, sending)


def may_gather(book: Book, *, project_id: int) -> bool:
    """Return whether the rushes may have a new version now: not while a mentor looks at them, nor
    after they were approved.
    """
    with book.reading() as session:
        try:
            guards.must_be_changeable(session, project_id, arrivals.STAGE)
        except Refused:
            return False
    return True


def _usable(lying: tuple[UploadView, ...]) -> list[UploadView]:
    """Return what goes into a version: each recording once, none that cannot be used."""
    waiting = [one for one in lying if not one.digest]
    if waiting:
        raise CannotRead(
            "%(count)s recording(s) are still being put away. Wait a moment, then try again.",
            count=len(waiting),
        )
    return [one for one in lying if one.same_as is None and one.refusal is None]


def _sent_before(session: Session, project_id: int) -> tuple[FileOf, ...]:
    newest = revisions.newest(session, project_id, arrivals.STAGE)
    return revisions.files_of(session, newest.id, FileSide.SENT) if newest else ()
