"""A locked picture as the pages show it: what was locked, how far its master is, what to fetch."""

from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from typing import Final

from pipeline import picture_lock
from pipeline.documents.json import from_json
from pipeline.documents.turnover import FACTS, GUIDE, PACK, README, Turnover
from pipeline.errors import PipelineError
from pipeline.picture_lock import LockView
from pipeline.records import Session
from pipeline.records.values import FileOf, RunView
from pipeline.records.views import StageView
from pipeline.run_state import RunState
from pipeline.timing import frames_to_timecode
from web.parts import parts

SURE_FROM: Final = 0.15
"""Before this share is done, the pace says nothing: what comes first is only looked at."""
LONGEST_SAID: Final = 600
"""Minutes. A run that would take longer at its pace has stood still: no figure helps."""
MOST_BYTES: Final = 8 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLock:
    """What a page shows of a lock."""

    lock: LockView
    state: str
    """none, queued, running, made, failed, lost or cancelled."""
    minutes_left: int | None

    @property
    def rate(self) -> str:
        """Frames a second, as people write it."""
        return f"{float(self.lock.frame_rate):.6g}"

    @property
    def length(self) -> str:
        """Length of the film as timecode."""
        return frames_to_timecode(self.lock.frames, self.lock.frame_rate)

    @property
    def fingerprint(self) -> str:
        """The first digits of the conformed timeline, else of the version."""
        return (self.lock.timeline or self.lock.revision.digest)[:8]

    def file(self, name: str) -> FileOf | None:
        """Return one of the things that were made."""
        return next((one for one in self.lock.made if one.name == name), None)

    @property
    def pack(self) -> FileOf | None:
        """The archive for the sound people."""
        return self.file(PACK)

    @property
    def guide(self) -> FileOf | None:
        """The guide film."""
        return self.file(GUIDE)

    @property
    def readme(self) -> FileOf | None:
        """The page that goes with it."""
        return self.file(README)


def shown_lock(session: Session, project_id: int) -> ShownLock | None:
    """Return the lock of a film; None while its edit is open."""
    lock = picture_lock.view(session, project_id)
    if lock is None:
        return None
    return ShownLock(
        lock=lock,
        state="made" if lock.made else lock.run.state.value if lock.run else "none",
        minutes_left=minutes_left(lock.run, datetime.now(tz=UTC)),
    )


def lock_of(view: StageView) -> ShownLock | None:
    """Return the lock for the page of the edit, if the version that is shown is the locked one."""
    if view.stage != picture_lock.STAGE or view.shown is None:
        return None
    with parts().book.reading() as session:
        lock = shown_lock(session, view.project_id)
    return lock if lock and lock.lock.revision.id == view.shown.revision.id else None


def turnover_of(lock: ShownLock) -> Turnover | None:
    """Return what is in the pack; None while it is not made."""
    file = lock.file(FACTS)
    if file is None or file.bytes > MOST_BYTES:
        return None
    try:
        return from_json(parts().store.path(file.digest).read_bytes(), Turnover)
    except PipelineError:
        return None


def minutes_left(run: RunView | None, now: datetime) -> int | None:
    """Return how long a run still takes; None when nobody can say.

    What its worker has measured counts for more than the pace so far. A pace that needs more than
    a night says that the worker stood still, not how long it takes.
    """
    if run is None or run.state is not RunState.RUNNING or run.started_at is None:
        return None
    if run.seconds_left is not None:
        return max(1, ceil(run.seconds_left / 60))
    if run.progress < SURE_FROM:
        return None
    worked = (now - run.started_at).total_seconds()
    minutes = max(1, ceil(worked * (1 - run.progress) / run.progress / 60))
    return minutes if minutes <= LONGEST_SAID else None
