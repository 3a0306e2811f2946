"""Carry a film through all stages with the same verbs as the pages: send, be ready, sign off."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline import workflow
from pipeline.documents.json import from_json
from pipeline.documents.report import Report
from pipeline.errors import WorkFailed
from pipeline.files import Store
from pipeline.film import given
from pipeline.records import Book, decisions, revisions, runs
from pipeline.records.values import RevisionView, RunView
from pipeline.run_state import ENDED, RunState
from pipeline.sign_off import Action, Role
from pipeline.stage_facts import STAGE_NAMES, facts_of
from pipeline.stages import stage_named
from pipeline.watching import Where, say_watched, watched

_LOOK_S: Final = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Whose film it is and who decides."""

    project_id: int
    student: int
    mentor: int
    coordinator: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """What carrying needs."""

    book: Book
    store: Store
    hands: Hands
    wake: Callable[[], object]
    """Called while waiting: tells the queue, or does the waiting work itself."""
    say: Callable[[str], None]


def carry(carrier: Carrier, folder: Path, *, until: str = STAGE_NAMES[-1]) -> RevisionView:
    """Bring the film of a project folder to the sign-off of a stage; return what was approved.

    A stage that is approved already is left alone, so that an interrupted carrying goes on.
    Raise WorkFailed if a run fails or the checks find a blocker.
    """
    with carrier.book.reading() as session:
        stages = revisions.project_settings(session, carrier.hands.project_id).stages
    for stage in stages[: stages.index(until) + 1]:
        if not _is_approved(carrier, stage):
            seen = bring(carrier, folder, stage)
            hand_in(carrier, seen)
            decide(carrier, seen, Action.APPROVE)
    return _newest(carrier, until)


def bring(carrier: Carrier, folder: Path, stage: str) -> RevisionView:
    """Wait for the draft, send what the folder has for the stage, and wait for the checks."""
    with carrier.book.reading() as session:
        last = revisions.newest(session, carrier.hands.project_id, stage)
    if last is None:
        hands = carrier.hands
        workflow.open_stage(
            carrier.book, project_id=hands.project_id, stage=stage, by=hands.student
        )
    drafted = wait(carrier, stage)
    found, _ = given(stage_named(stage), folder)
    if not found:
        return drafted
    carrier.say(f"{stage}: the group sends {len(found)} file(s)")
    workflow.add_revision(
        carrier.book,
        workflow.Sending(
            project_id=carrier.hands.project_id,
            stage=stage,
            by=carrier.hands.student,
            files={name: carrier.store.put(path) for name, path in found.items()},
        ),
    )
    return wait(carrier, stage)


def hand_in(carrier: Carrier, seen: RevisionView) -> None:
    """The group says that it is ready."""
    workflow.submit(carrier.book, revision_id=seen.id, digest=seen.digest, by=carrier.hands.student)


def decide(carrier: Carrier, seen: RevisionView, action: Action, note: str = "") -> None:
    """The mentor answers, with every point of the checklist looked at."""
    if action is not Action.NOT_YET:
        _watch(carrier, seen)
    todos = (note,) if action is Action.APPROVE_WITH_TODOS else ()
    verdict = workflow.Verdict(
        revision_id=seen.id,
        digest=seen.digest,
        action=action,
        by=carrier.hands.mentor,
        note=note,
        todos=todos,
        checklist=dict.fromkeys(facts_of(seen.stage).checklist, action is not Action.NOT_YET),
    )
    workflow.decide(carrier.book, verdict)
    carrier.say(f"{seen.stage}: {action.value.replace('_', ' ')} (version {seen.number})")


def _watch(carrier: Carrier, seen: RevisionView) -> None:
    """Everybody who has to watch the finished file says that they have, unless they did before."""
    hands = carrier.hands
    people = {
        Role.STUDENT: hands.student,
        Role.MENTOR: hands.mentor,
        Role.COORDINATOR: hands.coordinator,
    }
    with carrier.book.reading() as session:
        said = decisions.sign_offs_of(session, seen.project_id, seen.stage)
    for line in watched(seen, said):
        if line.by is None:
            say_watched(
                carrier.book,
                revision_id=seen.id,
                digest=seen.digest,
                by=people[line.role],
                where=Where.HALL,
            )


def wait(carrier: Carrier, stage: str) -> RevisionView:
    """Wait until the machines have done the newest version. Raise WorkFailed if they could not."""
    told = -1
    while (run := _run_of(carrier, stage)).state not in ENDED:
        carrier.wake()
        percent = int(run.progress * 100)
        if percent >= told + 20:
            told = percent
            carrier.say(f"{stage}: {percent} % {run.doing}".rstrip())
        time.sleep(_LOOK_S)
    if run.state is not RunState.DONE:
        raise WorkFailed("The work on %(stage)s failed.", stage=stage, detail=run.detail)
    seen = _newest(carrier, stage)
    with carrier.book.reading() as session:
        report = from_json(revisions.report_of(session, seen.id), Report)
    if report.blockers:
        first = report.blockers[0]
        carrier.say(f"{stage}: {len(report.blockers)} blocker(s), the first: {first.message}")
    return seen


def _newest(carrier: Carrier, stage: str) -> RevisionView:
    with carrier.book.reading() as session:
        found = revisions.newest(session, carrier.hands.project_id, stage)
    if found is None:
        raise WorkFailed("The stage %(stage)s has not begun.", stage=stage)
    return found


def _run_of(carrier: Carrier, stage: str) -> RunView:
    newest = _newest(carrier, stage)
    with carrier.book.reading() as session:
        return runs.newest_of(session, [newest.id])[newest.id]


def _is_approved(carrier: Carrier, stage: str) -> bool:
    with carrier.book.reading() as session:
        return stage in revisions.approved(session, carrier.hands.project_id)
