"""What a worker does when a picture was locked: the master, and what the sound people need."""

from pathlib import Path

from pipeline import picture_lock
from pipeline.bench import Inputs, Watch
from pipeline.documents.turnover import LockedVersion
from pipeline.editing.locking import make_locked
from pipeline.running import StartedLock
from workers.hands import FarmHands
from workers.office import Office
from workers.results import bench_at, publish, stage_files


def make_of_lock(here: Office, started: StartedLock, folder: Path, watch: Watch) -> None:
    """Make it and keep it. Raise MovedOn when another worker took over, or WorkFailed, Cancelled.

    A worker that gives way to people stops here in the middle; what it has encoded is kept, and the
    next one goes on from there.
    """
    inputs = Inputs(
        project=started.project,
        before={name: stage_files(here.store, files) for name, files in started.before.items()},
    )
    version = LockedVersion(
        number=started.number,
        digest=started.digest,
        locked_by=started.locked_by,
        locked_at=started.locked_at,
        start=here.settings.turnover_start,
        handle_s=here.settings.turnover_handle_s,
    )
    bench = bench_at(here, folder / "made", watch, FarmHands(here, started))
    make_locked(inputs, version, bench)
    picture_lock.finish(here.book, started, publish(here.store, bench.into))
