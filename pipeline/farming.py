"""The verbs of segments: wanted by a run, taken by any worker, ended once, taken again if lost.

The same rules as for runs (running.py): the database is the truth, a lease with a token tells whose
a segment is, and what is delivered twice is taken once. A late result does no harm: it has the same
bytes under the same key. A worker that failed at a segment leaves it to others; when it was tried
three times, the run ends with the sentence of the fault itself.
"""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Final

from pipeline.errors import MovedOn, PipelineError
from pipeline.records import Book, Session, machines, segments
from pipeline.records.segments import ClaimedSegment, Order
from pipeline.records.values import SegmentView, WorkerView
from pipeline.run_state import MOST_ATTEMPTS, RunAction, RunState, state_after_loss

SEGMENTS: Final = "segments"
"""The kind of worker that encodes segments of the runs of others."""
LOST: Final = (
    "The worker stopped three times on the same part of the film, so it was set aside. "
    "Try again; if it happens twice, tell the coordinator."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who takes segments."""

    name: str
    """Machine and process."""
    program: str
    """Digest of the name of its ffmpeg."""
    lease_s: int
    """After so many seconds of silence what it has taken is given to another one."""


def program_digest(name: str) -> str:
    """Return the digest of the name of an ffmpeg (render/segments.py)."""
    return sha256(name.encode()).hexdigest()


def want(book: Book, run_id: int, orders: Sequence[Order]) -> None:
    """Want segments for a run; what an earlier attempt has under way goes on."""
    with book.writing() as session:
        segments.lay_out(session, run_id, orders)


def take(book: Book, segment_id: int, hand: Hand) -> ClaimedSegment | None:
    """Claim a segment that waits; None if it is not for this worker (any more)."""
    with book.writing() as session:
        if not segments.may_be_tried(session, segment_id, worker=hand.name, program=hand.program):
            return None
        return _claimed(session, segment_id, hand)


def take_longest(book: Book, run_id: int, hand: Hand) -> ClaimedSegment | None:
    """Claim the longest segment of a run that waits, for the worker that has the run itself.

    It tries even what it has failed at: it may be the last one there is.
    """
    with book.reading() as session:
        if segments.longest_waiting(session, run_id) is None:
            return None
    with book.writing() as session:
        longest = segments.longest_waiting(session, run_id)
        return None if longest is None else _claimed(session, longest, hand)


def _claimed(session: Session, segment_id: int, hand: Hand) -> ClaimedSegment | None:
    token = secrets.token_hex(16)
    return segments.claim(session, segment_id, worker=hand.name, token=token, lease_s=hand.lease_s)


def beat(book: Book, held: Sequence[tuple[ClaimedSegment, float]], hand: Hand) -> frozenset[int]:
    """Say that a worker lives and how many frames it has; return what is not its own any more."""
    with book.writing() as session:
        return frozenset(
            one.id
            for one, done in held
            if not segments.beat(session, one.id, token=one.token, lease_s=hand.lease_s, done=done)
        )


def is_wanted(book: Book, held: ClaimedSegment) -> bool:
    """Return whether a worker shall go on with a segment."""
    with book.reading() as session:
        return segments.is_wanted(session, held.id, held.token)


def finish(book: Book, held: ClaimedSegment) -> None:
    """Note that a segment is in the cache. Raise MovedOn if another worker has it meanwhile."""
    with book.writing() as session:
        finishing = partial(segments.end, session, held.id, token=held.token)
        if not finishing(action=RunAction.FINISH, done=float(held.frames)):
            raise MovedOn("Another worker has taken over this part of the film.")


def fail(book: Book, held: ClaimedSegment, hand: Hand, fault: PipelineError) -> None:
    """Note why a worker could not do a segment; others try it, until it was tried three times."""
    with book.writing() as session:
        attempt, failed_at = segments.failures(session, held.id)
        is_over = attempt >= MOST_ATTEMPTS
        segments.end(
            session,
            held.id,
            token=held.token,
            action=RunAction.FAIL if is_over else RunAction.RETRY,
            done=0.0,
            failed_at=[*failed_at, hand.name],
            message=str(fault),
            detail=fault.detail,
        )


def sweep(book: Book) -> int:
    """Give the segments of silent workers to others; return how many there were."""
    with book.reading() as session:
        if not segments.silent(session):
            return 0
    with book.writing() as session:
        found = segments.silent(session)
        for segment_id, token in found:
            attempt, _ = segments.failures(session, segment_id)
            ending = partial(segments.end, session, segment_id, token=token, done=0.0)
            if state_after_loss(attempt) is RunState.QUEUED:
                ending(action=RunAction.RETRY)
            else:
                ending(action=RunAction.FAIL, message=LOST)
    return len(found)


def clear(book: Book, run_id: int, token: str) -> None:
    """Want nothing for a run any more, unless another worker has taken the run over."""
    with book.writing() as session:
        segments.clear(session, run_id, token)


def tidy(book: Book) -> None:
    """Sweep, and forget the segments of runs that have ended and workers that are silent."""
    sweep(book)
    with book.writing() as session:
        segments.clear_ended(session)
        machines.forget_silent(session)


def wanted(book: Book, run_id: int) -> tuple[SegmentView, ...]:
    """Return how far each segment of a run is."""
    with book.reading() as session:
        return segments.of_run(session, run_id)


def announce(book: Book, tell: Callable[[int, int, str], bool], *, older_than_s: float) -> int:
    """Tell the queue of segments that wait, as long as somebody could do them; return how many.

    `tell` gets id, attempt and program, and returns whether the queue has heard it.
    """
    with book.reading() as session:
        waiting = segments.unannounced(session, older_than_s=older_than_s)
        programs = {one.program for one in machines.alive(session) if one.kind == SEGMENTS}
    told: list[int] = []
    for segment_id, attempt, program in waiting:
        if program in programs:
            if not tell(segment_id, attempt, program):
                break
            told.append(segment_id)
    _note_announced(book, told)
    return len(told)


def _note_announced(book: Book, segment_ids: Collection[int]) -> None:
    if segment_ids:
        with book.writing() as session:
            segments.mark_announced(session, segment_ids)


def here_i_am(book: Book, hand: Hand, kind: str) -> None:
    """Note that a worker lives."""
    with book.writing() as session:
        machines.here_i_am(session, hand.name, kind=kind, program=hand.program)


def gone(book: Book, hand: Hand) -> None:
    """Note that a worker has ended."""
    with book.writing() as session:
        machines.gone(session, hand.name)


def workers(book: Book) -> tuple[WorkerView, ...]:
    """Return the workers there are."""
    with book.reading() as session:
        return machines.alive(session)
