"""The verbs of a recording on its way: bytes come, one asks how far it is, somebody gives it up.

The row says who may write, the file store keeps the bytes; between the last durable byte and the
row that says so, a process may die. So everybody who asks finishes what is whole.
"""

import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from pipeline import arrivals
from pipeline.errors import CannotRead, NotFound
from pipeline.files.incoming import Held, Incoming, moved_on
from pipeline.records import Book, decisions, uploads
from pipeline.records.values import UploadView

QUIET: Final = timedelta(minutes=1)
"""An upload is swept when no request has begun to send to it for so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnItsWay:
    """An upload and how far it is."""

    upload: UploadView
    offset: int
    expired: bool = False
    """Nobody has gone on with it for too long; its bytes may be gone at any moment."""


def look(book: Book, incoming: Incoming, key: str) -> OnItsWay:
    """Return how far an upload is, and finish it if it is whole. Raise NotFound."""
    with book.reading() as session:
        upload = uploads.with_key(session, key)
        held = uploads.held(session, key)
        expired = uploads.is_expired(session, upload)
    if upload.removed_at:
        raise NotFound("This file was taken from the table.")
    if upload.finished_at:
        return OnItsWay(upload=upload, offset=upload.length or 0)
    offset = incoming.offset(held)
    return _finished_if_whole(book, OnItsWay(upload=upload, offset=offset, expired=expired))


def _finished_if_whole(book: Book, found: OnItsWay) -> OnItsWay:
    if found.offset != found.upload.length:
        return found
    return OnItsWay(upload=arrivals.arrived(book, found.upload.key), offset=found.offset)


def receive(
    book: Book, incoming: Incoming, found: OnItsWay, *, at: int, blocks: Iterable[bytes]
) -> OnItsWay:
    """Add bytes to an upload; those that came are kept even when the sender breaks off.

    Raise MovedOn when it is elsewhere by now, NoRoom when the disk is full.
    """
    if found.offset != at:
        raise moved_on()
    key, token = found.upload.key, secrets.token_hex(16)
    with book.writing() as session:
        if not uploads.take_over(session, key, token, lasts=arrivals.LASTS):
            raise moved_on()
        upload, held = uploads.with_key(session, key), uploads.held(session, key)

    def keep(parts: Mapping[str, Any]) -> bool:
        with book.writing() as session:
            return uploads.keep_parts(session, key, token, dict(parts))

    offset = incoming.append(held, at=at, blocks=blocks, keep=keep)
    if upload.length is None:
        with book.writing() as session:
            uploads.has_come(session, key, offset)
    return _finished_if_whole(book, OnItsWay(upload=upload, offset=offset))


def say_length(book: Book, found: OnItsWay, length: int, *, quota_bytes: int) -> OnItsWay:
    """Say how long an upload will be that began without. Raise CannotRead if that is known."""
    upload = found.upload
    if upload.length == length:
        return found
    with book.writing() as session:
        known = upload.length is not None or length < found.offset
        if known or not uploads.set_length(session, upload.key, length):
            raise CannotRead("The length of this file is known already, and it is another.")
        if quota_bytes and uploads.taken_bytes(session, upload.project_id) > quota_bytes:
            raise arrivals.used_up()
        said = uploads.with_key(session, upload.key)
    return _finished_if_whole(book, OnItsWay(upload=said, offset=found.offset))


def put_away(book: Book, incoming: Incoming, upload: UploadView) -> UploadView:
    """Move what has arrived into the store, if it is not there yet, and write down its digest.

    May be done twice, also at once. Raise NotFound when nothing is there.
    """
    if upload.digest:
        return upload
    with book.reading() as session:
        held = uploads.held(session, upload.key)
    counted = arrivals.count(book, upload, incoming.take_in(held))
    incoming.drop(held)
    return counted


def put_all_away(book: Book, incoming: Incoming) -> int:
    """Put everything away that has arrived, for a copy of the store that lacks nothing.

    Return how many recordings there were.
    """
    with book.reading() as session:
        waiting = uploads.uncounted(session)
    for upload in waiting:
        with suppress(NotFound):  # a worker was faster
            put_away(book, incoming, upload)
    return len(waiting)


def give_up(book: Book, incoming: Incoming, upload: UploadView) -> None:
    """Forget an upload that has not arrived. Raise NotFound when it has, or is not there."""
    with book.writing() as session:
        held = uploads.held(session, upload.key)
        if not uploads.forget(session, upload):
            raise NotFound("This file has arrived already. Take it from the table instead.")
        decisions.tell(
            session, project_id=upload.project_id, stage=upload.stage, kind=arrivals.EVENT
        )
    incoming.drop(held)


def sweep(book: Book, incoming: Incoming) -> int:
    """Finish what is whole, forget what has expired, drop what is safe in the store.

    Return how many were finished.
    """
    with book.reading() as session:
        quiet = uploads.expiring(session, within=arrivals.LASTS - QUIET)
        held = uploads.all_held(session, [one.key for one in quiet])
        expired = {one.key for one in uploads.expiring(session)}
    whole = 0
    for one in quiet:
        if one.length is not None and incoming.offset(held[one.key]) == one.length:
            arrivals.arrived(book, one.key)
            whole += 1
        elif one.key in expired:
            with suppress(NotFound):
                give_up(book, incoming, one)
    _drop_settled(book, incoming)
    return whole


def _drop_settled(book: Book, incoming: Incoming) -> None:
    keys = incoming.keys()
    with book.reading() as session:
        held = uploads.all_held(session, keys)
        settled = uploads.settled(session, keys)
    for key in settled:
        incoming.drop(held.get(key) or Held(key=key, length=None, holder="", parts={}))
