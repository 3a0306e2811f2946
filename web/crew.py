"""The workers that encode films, for the page of the machines: who does which segment, how fast."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.farming import SEGMENTS
from pipeline.records import Session, machines, segments
from pipeline.records.values import RunView, SegmentView, WorkerView


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """One worker and what it does."""

    name: str
    kind: str
    word: str
    """encoding, waiting or other (see words.HELPERS)."""
    segment: SegmentView | None = None
    run: RunView | None = None
    """Whose film it is; None if that is not for this person to see."""


def crew_of(
    session: Session, seen: Sequence[RunView]
) -> tuple[tuple[Helper, ...], dict[int, tuple[int, int]]]:
    """Return the workers that make films, those at work first; and of each run that somebody sees
    how many segments are left and how many workers are on them.
    """
    busy = segments.under_way(session)
    runs = {one.id: one for one in seen}
    alive = machines.alive(session)
    programs = {one.program for one in alive if one.kind != SEGMENTS}
    crew = [
        _helper(one, segment, runs, programs)
        for one in alive
        for segment in [held for held in busy if held.worker == one.name] or (None,)
    ]
    counts = segments.counts(session, list(runs))
    return tuple(sorted(crew, key=lambda one: (one.segment is None, one.name))), counts


def _helper(
    worker: WorkerView,
    segment: SegmentView | None,
    runs: dict[int, RunView],
    programs: set[str],
) -> Helper:
    fits = worker.kind != SEGMENTS or not programs or worker.program in programs
    idle = "waiting" if fits else "other"
    return Helper(
        name=worker.name,
        kind=worker.kind,
        word="encoding" if segment else idle,
        segment=segment,
        run=runs.get(segment.run_id) if segment else None,
    )
