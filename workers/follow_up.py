"""What a worker does when a version was signed off: a locked edit, or a finished film."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from pipeline import follow_up
from pipeline.bench import Bench, Inputs, Watch
from pipeline.delivery.handing_out import make_deliveries
from pipeline.documents.turnover import LockedVersion
from pipeline.editing.locking import make_locked
from pipeline.running import StartedFollowUp
from workers.hands import FarmHands
from workers.office import Office
from workers.results import bench_at, publish, stage_files


def make_what_follows(here: Office, started: StartedFollowUp, folder: Path, watch: Watch) -> None:
    """Make it and keep it. Raise MovedOn when another worker took over, or WorkFailed, Cancelled.

    A worker that gives way to people stops here in the middle; what it has encoded is kept, and the
    next one goes on from there.
    """
    inputs = Inputs(
        project=started.project,
        before={name: stage_files(here.store, files) for name, files in started.before.items()},
        company=started.company,
    )
    bench = bench_at(here, folder / "made", watch, FarmHands(here, started))
    _MAKERS[started.stage](here, started, inputs, bench)
    follow_up.finish(here.book, started, publish(here.store, bench.into))


def _of_a_lock(here: Office, started: StartedFollowUp, inputs: Inputs, bench: Bench) -> None:
    version = LockedVersion(
        number=started.number,
        digest=started.digest,
        locked_by=started.signed_by,
        locked_at=started.signed_at,
        start=here.settings.turnover_start,
        handle_s=here.settings.turnover_handle_s,
    )
    make_locked(inputs, version, bench)


def _of_a_film(here: Office, started: StartedFollowUp, inputs: Inputs, bench: Bench) -> None:
    del started
    make_deliveries(inputs, here.settings.deliveries, bench)


_MAKERS: Final[dict[str, Callable[[Office, StartedFollowUp, Inputs, Bench], None]]] = {
    "edit": _of_a_lock,
    "final_cut": _of_a_film,
}
