"""What a segment worker does: take one segment of somebody's film, encode it, and leave it for all.

The film belongs to a run of another worker, which waits for the segment under its key. Everything
that may go wrong here costs this one segment: the lease ends and somebody else takes it.
"""

import shutil
import time
from pathlib import Path

from pipeline import farming
from pipeline.documents.json import from_json
from pipeline.errors import Cancelled, MovedOn, NoRoom, NotFound, PipelineError, WorkFailed
from pipeline.farming import Hand
from pipeline.files import Store
from pipeline.records import Book
from pipeline.records.segments import ClaimedSegment
from pipeline.render.cache import SegmentCache
from pipeline.render.keys import ffmpeg_name
from pipeline.render.pieces import Piece, encode_piece
from pipeline.render.task import Fetch, SegmentTask, must_be_alike, studio_at
from workers import office
from workers.office import Office, own_hand
from workers.progress import Pulse

TELL_S = 1.0


def encode(segment_id: int) -> None:
    """Encode a segment, if it still waits. One of the functions the queue may name."""
    with office.opened() as here:
        encode_in(here, segment_id)


def encode_in(here: Office, segment_id: int) -> None:
    """Encode a segment with an open book and store; every end is written into its row."""
    hand = own_hand(here.settings)
    held = farming.take(here.book, segment_id, hand)
    if held is None:
        return
    try:
        _encode_held(here, held, hand)
    except (Cancelled, MovedOn):
        return
    except PipelineError as fault:
        farming.fail(here.book, held, hand, fault)
    except OSError as fault:
        full = NoRoom("The disk of a worker is full or broken.", detail=str(fault))
        farming.fail(here.book, held, hand, full)


def _encode_held(here: Office, held: ClaimedSegment, hand: Hand) -> None:
    folder = _folder_of(here, held, hand)
    folder.mkdir(parents=True, mode=0o700)
    try:
        with SegmentPulse(here.book, held, hand) as pulse:
            make_segment(held, here.store, here.segments, folder, pulse)
        farming.finish(here.book, held)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder_of(here: Office, held: ClaimedSegment, hand: Hand) -> Path:
    """A folder for this claim alone; a process does one at a time, so what it has left goes."""
    work, own = here.settings.home / "work", f"segment-{hand.name.replace(':', '-')}-"
    for left in work.glob(f"{own}*"):
        shutil.rmtree(left, ignore_errors=True)
    return work / f"{own}{held.token[:12]}"


def make_segment(
    held: ClaimedSegment, store: Store, cache: SegmentCache, folder: Path, pulse: "SegmentPulse"
) -> None:
    """Bring a segment into the cache. Raise WorkFailed, NotFound, CannotRead or Cancelled."""
    task = from_json(held.task, SegmentTask)
    path = folder / f"piece.{task.studio.settings.written.suffix}"
    if cache.take(held.key, path):
        return
    studio = studio_at(task, fetch_from(store, cache, folder), folder)
    must_be_alike(task, studio, ffmpeg_name())
    encode_piece(Piece(segment=task.segment, key=held.key, path=path), studio, pulse)
    if not cache.keep(held.key, path):
        raise WorkFailed(
            "A worker could not put a part of the film where the others find it. Is its disk, or "
            "the file store, full?",
            can_retry=True,
        )


def fetch_from(store: Store, cache: SegmentCache, folder: Path) -> Fetch:
    """Return what finds a file by its digest: media in the store, what was drawn in the cache."""

    def fetch(digest: str) -> Path:
        try:
            return store.path(digest)
        except NotFound:
            drawn = folder / f"drawn-{digest}"
            if not cache.take(digest, drawn):
                raise
            return drawn

    return fetch


class SegmentPulse(Pulse):
    """A watch that says how far a segment is, and hears that it shall stop."""

    def __init__(self, book: Book, held: ClaimedSegment, hand: Hand) -> None:
        """Keep what is needed; the thread starts with the block."""
        super().__init__()
        self._book = book
        self._held = held
        self._hand = hand
        self._done = 0.0
        self._told_at = time.monotonic()

    def progress(self, fraction: float, doing: str) -> None:
        """Remember how far it is."""
        self._done = fraction * self._held.frames

    def tick(self) -> None:
        """Tell once a second, listen in between. Raise MovedOn if nobody wants it any more."""
        if not farming.is_wanted(self._book, self._held):
            raise MovedOn("Nobody wants this part of the film any more.")
        if time.monotonic() - self._told_at >= TELL_S:
            self._told_at = time.monotonic()
            farming.beat(self._book, [(self._held, self._done)], self._hand)
