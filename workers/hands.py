"""A run that has its film encoded by every worker there is, and works with them.

It wants the segments in the database, tells the queue, and takes the longest one that waits itself,
so that it needs nobody: with no other worker it does them all. What others have done is taken from
the cache or the shelf by its key. A segment that was done and is not there (the cache was too
small, the shelf was damaged) is encoded here.
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from redis import Redis

from pipeline import farming
from pipeline.documents.json import to_json
from pipeline.errors import Cancelled, MissingProgram, MovedOn, WorkFailed
from pipeline.files import digest_of_file
from pipeline.records.segments import ClaimedSegment, Order
from pipeline.records.values import SegmentView
from pipeline.render.hands import LocalHands, Teller, Work
from pipeline.render.pieces import Piece, encode_piece
from pipeline.render.remaining import Stretch
from pipeline.render.sources import Source
from pipeline.render.task import task_of
from pipeline.run_state import RunState
from pipeline.running import Claim
from workers.office import Office, own_hand
from workers.queue import announce_segments, connect, take_back

LOOK_S: Final = 0.1
BEAT_S: Final = 1.0


class FarmHands:
    """The hands of one run: threads of this process, and all segment workers."""

    def __init__(self, here: Office, run: Claim) -> None:
        """Keep what is needed; nothing happens before there is work."""
        self._here = here
        self._run = run

    def encode(self, work: Work) -> None:
        """Bring every piece to its path and keep it. Raise WorkFailed or Cancelled."""
        if len(work.pieces) < 2:
            LocalHands(workers=self._here.settings.render_processes).encode(work)
            return
        orders = orders_of(work, self._here)
        farming.want(self._here.book, self._run.id, orders)
        field = _Field(self._here, self._run, work)
        try:
            field.harvest()
        finally:
            with suppress(WorkFailed):
                farming.clear(self._here.book, self._run.id, self._run.token)


def orders_of(work: Work, here: Office) -> list[Order]:
    """Return the segments of a work as documents that any machine can encode."""
    files_of = _files_of(work, here)
    program = own_hand(here.settings).program
    return [
        Order(
            key=piece.key,
            number=number,
            total=work.segments,
            frames=piece.segment.frames,
            program=program,
            task=to_json(task_of(piece, work.studio, files_of)),
        )
        for piece, number in zip(work.pieces, work.numbers, strict=True)
    ]


def _files_of(work: Work, here: Office) -> Callable[[Source], tuple[str, ...]]:
    """Return what tells where others find a source: media in the store; what was drawn for this
    film alone (a slate, a card) goes into the cache by its digest.
    """
    known: dict[str, tuple[str, ...]] = {}

    def files_of(source: Source) -> tuple[str, ...]:
        if source.digest not in known:
            known[source.digest] = source.pictures or (found(source),)
        return known[source.digest]

    def found(source: Source) -> str:
        if here.store.has(source.digest):
            return source.digest
        drawn = digest_of_file(source.path).digest
        work.cache.keep(drawn, source.path)
        return drawn

    return files_of


class _Sheaf:
    """The pieces of a work: which are at their paths, and which must be encoded here after all."""

    def __init__(self, work: Work) -> None:
        self._cache = work.cache
        self._pieces = {piece.key: piece for piece in work.pieces}
        self._landed: set[str] = set()
        self._missed: dict[str, bool] = {}
        self._lock = threading.Lock()

    @property
    def is_complete(self) -> bool:
        return len(self._landed) == len(self._pieces)

    def piece(self, key: str) -> Piece:
        return self._pieces[key]

    def has(self, key: str) -> bool:
        return key in self._landed

    def take_done(self, key: str) -> None:
        """Take what another worker has done; what is not there is encoded here."""
        with self._lock:
            if key in self._landed or key in self._missed:
                return
            if self._cache.take(key, self._pieces[key].path):
                self._landed.add(key)
            else:
                self._missed[key] = False

    def next_missed(self) -> Piece | None:
        """Return a piece that was done elsewhere and is not there; each once."""
        with self._lock:
            key = next((key for key, is_begun in self._missed.items() if not is_begun), None)
            if key is None:
                return None
            self._missed[key] = True
            return self._pieces[key]

    def put(self, key: str, made: Path) -> None:
        """Keep what was encoded here, and bring it to its path."""
        self._cache.keep(key, made)
        with self._lock:
            made.replace(self._pieces[key].path)
            self._landed.add(key)


class _Field:
    """One work while it is under way."""

    def __init__(self, here: Office, run: Claim, work: Work) -> None:
        self._here = here
        self._run = run
        self._work = work
        self._hand = own_hand(here.settings)
        self._redis = redis_of(here)
        self._sheaf = _Sheaf(work)
        self._held: dict[int, tuple[ClaimedSegment, float]] = {}
        self._lost: frozenset[int] = frozenset()
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._teller = Teller(work.watch)
        self._beat_at = 0.0

    def harvest(self) -> None:
        """Work, and take what others have done, until every piece is at its path."""
        threads = max(1, self._here.settings.render_processes)
        with ThreadPoolExecutor(max_workers=threads) as pool:
            working = [pool.submit(self._lend_hands) for _ in range(threads)]
            try:
                while not self._sheaf.is_complete:
                    _raise_what_was_raised(working)
                    if self._work.is_stopped:
                        raise Cancelled("The work was stopped. Start it again when you are ready.")
                    self._look()
                    self._stop.wait(LOOK_S)
            finally:
                self._stop.set()

    def _look(self) -> None:
        """See what others have done, and say that we live. A busy database is asked again."""
        try:
            if time.monotonic() - self._beat_at >= BEAT_S:
                self._beat_at = time.monotonic()
                self._beat()
            found = farming.wanted(self._here.book, self._run.id)
        except WorkFailed:
            return
        for one in found:
            if one.state is RunState.FAILED:
                raise WorkFailed(one.message, detail=one.detail)
            if one.state is RunState.DONE:
                self._sheaf.take_done(one.key)
        busy = sum(one.state is RunState.RUNNING for one in found)
        self._teller.tell([*map(self._stretch, found)], workers=busy)

    def _beat(self) -> None:
        with self._lock:
            held = list(self._held.values())
        if held:
            self._lost |= farming.beat(self._here.book, held, self._hand)
        farming.sweep(self._here.book)
        if self._redis is not None:
            announce_segments(self._here.book, self._redis)

    def _stretch(self, one: SegmentView) -> Stretch:
        _, done = self._held.get(one.id, (None, one.done))
        frames = float(one.frames) if self._sheaf.has(one.key) else done
        return Stretch(frames=one.frames, done=frames, worked_s=one.worked_s)

    def _lend_hands(self) -> None:
        """Encode what waits, one after the other, until all is there."""
        while not self._stop.is_set():
            missed = self._sheaf.next_missed()
            held = None if missed else self._next()
            if missed is not None:
                self._encode(missed, None)
            elif held is not None:
                self._encode_held(held)
            else:
                self._stop.wait(LOOK_S)

    def _next(self) -> ClaimedSegment | None:
        try:
            held = farming.take_longest(self._here.book, self._run.id, self._hand)
        except WorkFailed:
            return None
        if held is not None and self._redis is not None:
            take_back(self._redis, held, self._hand.program)
        return held

    def _encode_held(self, held: ClaimedSegment) -> None:
        self.tell(held, 0.0)
        try:
            if self._encode(self._sheaf.piece(held.key), held):
                farming.finish(self._here.book, held)
        except MovedOn:
            return
        except WorkFailed as fault:
            farming.fail(self._here.book, held, self._hand, fault)
        finally:
            with self._lock:
                del self._held[held.id]

    def _encode(self, piece: Piece, held: ClaimedSegment | None) -> bool:
        """Encode beside the piece's path, as somebody else's result may come meanwhile.

        Return whether it came to an end.
        """
        mark = held.token[:12] if held else "missed"
        own = replace(piece, path=piece.path.with_stem(f"{piece.path.stem}_{mark}"))
        try:
            encode_piece(own, self._work.studio, _OwnWatch(self, held))
        except Cancelled:
            return False
        self._sheaf.put(piece.key, own.path)
        return True

    def shall_stop(self, held: ClaimedSegment | None) -> bool:
        """Return whether a thread shall leave its segment."""
        is_lost = held is not None and (held.id in self._lost or self._sheaf.has(held.key))
        return is_lost or self._stop.is_set() or self._work.is_stopped

    def tell(self, held: ClaimedSegment | None, frames: float) -> None:
        """Remember how far a segment is that is encoded here."""
        if held is not None:
            with self._lock:
                self._held[held.id] = (held, frames)


class _OwnWatch:
    """The watch of a segment that is encoded by the run itself."""

    def __init__(self, field: _Field, held: ClaimedSegment | None) -> None:
        self._field = field
        self._held = held

    def progress(self, fraction: float, doing: str) -> None:
        self._field.tell(self._held, fraction * (self._held.frames if self._held else 0))

    def cancelled(self) -> bool:
        return self._field.shall_stop(self._held)


def _raise_what_was_raised(working: Sequence[Future[None]]) -> None:
    for one in working:
        if one.done():
            one.result()


def redis_of(here: Office) -> Redis | None:
    """Return a connection to Redis; None where none is set: the housekeeper tells the queue."""
    try:
        return connect(here.settings.redis_url)
    except MissingProgram:
        return None
