"""What a worker does with a run: claim it, do the stage's work in a folder of its own, publish.

A run may be delivered twice and a worker may die at any line: only the claim in the database
decides who works, nothing is published before it is safe in the store, and the token of the claim
refuses the late result of a worker that was replaced.
"""

import shutil
import traceback
from pathlib import Path
from typing import Any, Final

from pipeline import running
from pipeline.bench import Bench, Files, Inputs, Part
from pipeline.documents.report import Report, blocker, report_from
from pipeline.errors import CannotRead, MovedOn, PipelineError, WorkFailed
from pipeline.rushes.arriving import looked_into
from pipeline.stages import stage_named
from pipeline.stages.stage import Stage
from pipeline.workflow import UNREADABLE
from workers import office
from workers.follow_up import make_what_follows
from workers.hands import FarmHands
from workers.ingest import take_in
from workers.office import Office
from workers.progress import Heartbeat
from workers.results import bench_at, publish, stage_files

_DRAFT_SHARE: Final = 0.3
"""How much of a draft run is the draft itself; the rest is reading, checking and making."""


def perform(run_id: int) -> None:
    """Do a run, if it is still there to be done. The one function the queue may name."""
    with office.opened() as here:
        perform_in(here, run_id)


def perform_in(here: Office, run_id: int) -> None:
    """Do a run with an open book and store. Raise nothing: every end is written in the run."""
    started = running.start_run(here.book, run_id=run_id, lease_s=here.settings.lease_s)
    if started is None:
        return
    folder = _folder_of(here, started)
    try:
        with Heartbeat(here.book, started, lease_s=here.settings.lease_s) as heartbeat:
            if isinstance(started, running.StartedIngest):
                take_in(here, started, folder, heartbeat)
                return
            if isinstance(started, running.StartedFollowUp):
                make_what_follows(here, started, folder, heartbeat)
                return
            outcome = _work(here, started, folder, heartbeat)
        running.finish_run(here.book, started, outcome)
    except MovedOn:
        return
    except PipelineError as fault:
        running.fail_run(here.book, started, fault)
    except Exception as fault:  # the outermost edge: the run must end, whatever happened
        unexpected = WorkFailed(
            "Something went wrong that we did not expect. Your files are safe. Try again, and "
            "tell the coordinator if it happens twice.",
            detail=f"{fault!r}\n{traceback.format_exc(limit=-6)}",
        )
        running.fail_run(here.book, started, unexpected)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder_of(here: Office, started: running.Claim) -> Path:
    """A folder for this claim alone; what a dead worker has left of an earlier one goes."""
    work = here.settings.home / "work"
    for left in work.glob(f"run-{started.id}-*"):
        shutil.rmtree(left, ignore_errors=True)
    return work / f"run-{started.id}-{started.token[:12]}"


def _work(
    here: Office, started: running.StartedRun, folder: Path, heartbeat: Heartbeat
) -> running.Outcome:
    stage = stage_named(started.stage)
    inputs = Inputs(
        project=started.project,
        before={name: stage_files(here.store, files) for name, files in started.before.items()},
        signed=stage_files(here.store, started.signed),
        clips={
            recording: stage_files(here.store, files.values())
            for recording, files in started.clips.items()
        },
        places=started.places,
        names=started.names,
        company=started.company,
    )
    begin, hands = 0.0, FarmHands(here, started)
    sent = started.sent
    if started.is_draft:
        begin = _DRAFT_SHARE
        bench = bench_at(here, folder / "draft", Part(whole=heartbeat, start=0.0, end=begin))
        stage.draft(inputs, bench)
        sent = publish(here.store, bench.into)
    whole = Part(whole=heartbeat, start=begin, end=1.0)
    bench = bench_at(here, folder / "made", whole, hands)
    report = read_check_make(stage, stage_files(here.store, sent), inputs, bench)
    made = publish(here.store, bench.into)
    return running.Outcome(report=report, made=made, drafted=sent if started.is_draft else ())


def read_check_make(stage: Stage[Any], files: Files, inputs: Inputs, bench: Bench) -> Report:
    """Return the report of a revision, with its products in bench.into.

    What cannot be read is a blocker, not a failed run: the machine has done its work, and the
    group reads what to do.
    """
    with looked_into(stage.name, files, inputs, bench) as (known, here):
        try:
            document = stage.read(files, known)
        except CannotRead as fault:
            values = {key: str(value) for key, value in fault.values.items()}
            return report_from([blocker(UNREADABLE, "", fault.template, **values)])
        return stage.check(document, known).joined(stage.make(document, files, known, here))
