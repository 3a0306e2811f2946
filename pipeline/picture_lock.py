"""Picture lock: the sign-off of the edit, and what the machines make of it at once.

The lock asks, in its own transaction, for a run that makes the picture master and what the sound
people need, so that the last day of a workshop only swaps the sound. That run has the lowest rank:
it is not told to the queue while people wait for something there, and gives way to them between
two segments. What it has made belongs to the locked version; whether that version still is the
locked one is asked each time and stored nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final

from pipeline import guards
from pipeline.claims import Claim, StartedLock, all_files, fields_of, files_before
from pipeline.documents.json import from_json
from pipeline.documents.report import Report
from pipeline.errors import MovedOn, Refused
from pipeline.records import Book, Session, decisions, revisions, runs, waiting
from pipeline.records.values import (
    FileOf,
    FileSide,
    Person,
    RevisionView,
    RunView,
    SignOffView,
)
from pipeline.run_state import RunAction, RunState, RunTask
from pipeline.sign_off import APPROVED_STATES, Action, Role
from pipeline.stage_facts import facts_of

STAGE: Final = "edit"
TIMELINE: Final = "edit.otio"
PATIENCE_S: Final = 5.0
"""How long somebody may wait before a master gives way: another worker may be free."""
_ON_ITS_WAY: Final = frozenset({RunState.QUEUED, RunState.RUNNING, RunState.DONE})
_LOCKING: Final = frozenset({Action.APPROVE, Action.APPROVE_WITH_TODOS})


@dataclass(frozen=True, slots=True, kw_only=True)
class LockView:
    """A locked picture and how far its master is."""

    revision: RevisionView
    by: str
    at: datetime | None
    """Who locked it and when."""
    frames: int
    frame_rate: Fraction
    timeline: str
    """SHA-256 of the conformed timeline."""
    run: RunView | None
    made: tuple[FileOf, ...]


def after_sign_off(session: Session, seen: RevisionView) -> Mapping[str, object]:
    """Ask for the master of an edit that is being locked; return what the ledger keeps of it."""
    if seen.stage != STAGE:
        return {}
    _ask(session, seen)
    facts = lock_facts(session, seen)
    return {"lock": facts} if facts else {}


def after_reopening(session: Session, seen: RevisionView) -> None:
    """Stop the making of a master that nobody needs any more."""
    run = _run_of(session, seen.id)
    if run is not None:
        runs.ask_to_cancel(session, run.id)


def lock_facts(session: Session, seen: RevisionView) -> dict[str, object]:
    """Return frames, rate and the digest of the conformed timeline; nothing when not known."""
    text = revisions.report_of(session, seen.id)
    report = from_json(text, Report) if text else Report()
    made = {one.name: one for one in revisions.files_of(session, seen.id, FileSide.MADE)}
    if "frames" not in report.facts or TIMELINE not in made:
        return {}
    rate = revisions.project_settings(session, seen.project_id).frame_rate
    return {
        "frames": report.facts["frames"],
        "rate": str(rate),
        "timeline": made[TIMELINE].digest,
    }


def view(session: Session, project_id: int) -> LockView | None:
    """Return the locked picture of a film, None while the edit is open."""
    locked = revisions.approved(session, project_id).get(STAGE)
    if locked is None:
        return None
    facts = lock_facts(session, locked)
    signed = _signed(session, locked)
    return LockView(
        revision=locked,
        by=signed.person if signed else "",
        at=signed.at if signed else None,
        frames=int(str(facts.get("frames", 0))),
        frame_rate=revisions.project_settings(session, project_id).frame_rate,
        timeline=str(facts.get("timeline", "")),
        run=_run_of(session, locked.id),
        made=revisions.files_of(session, locked.id, FileSide.LOCKED),
    )


def start_again(book: Book, *, revision_id: int, by: int) -> None:
    """A mentor or the coordinator asks for the master once more. Raise Refused or NotFound."""
    with book.writing() as session:
        seen = revisions.with_id(session, revision_id)
        person = guards.who_sees(session, seen.project_id, by)
        must_be_allowed(session, revision_id, person)
        if not _ask(session, seen):
            raise Refused("The picture master is made or on its way; nothing was changed.")


def must_be_allowed(session: Session, revision_id: int, person: Person) -> None:
    """Raise Refused unless somebody may ask for the master of a version now."""
    if person.role is Role.STUDENT:
        raise Refused("A mentor or the coordinator starts this again. Tell one of them.")
    seen = revisions.with_id(session, revision_id)
    if seen.stage != STAGE or seen.state not in APPROVED_STATES:
        raise Refused("This picture is not locked any more. Lock it first.")


def claimed(session: Session, claim: Claim, run: RunView) -> StartedLock:
    """Return what a worker needs to know. Raise MovedOn when what it rests on is gone."""
    seen = revisions.with_id(session, run.revision_id or 0)
    signed = _signed(session, seen)
    return StartedLock(
        **fields_of(claim),
        revision_id=seen.id,
        number=seen.number,
        digest=seen.digest,
        locked_by=signed.person if signed else "",
        locked_at=signed.at.isoformat() if signed else "",
        queue=run.queue,
        before={**files_before(session, seen), STAGE: all_files(session, seen.id)},
    )


def give_way(book: Book, started: StartedLock) -> None:
    """Raise MovedOn, with the run in the queue again, when people have waited for a while."""
    with book.writing() as session:
        if not waiting.somebody_waits(session, started.queue, longer_than_s=PATIENCE_S):
            return
        runs.step_aside(session, started.id, started.token)
        decisions.tell(session, project_id=started.project_id, stage=STAGE, kind="run")
    raise MovedOn("Somebody waits for a worker; this goes on when nobody does.")


def finish(book: Book, started: StartedLock, made: tuple[FileOf, ...]) -> None:
    """Keep what was made of a lock. Raise MovedOn if another worker has taken over meanwhile."""
    with book.writing() as session:
        if not runs.end(session, run_id=started.id, token=started.token, action=RunAction.FINISH):
            raise MovedOn("Another worker has taken over this run.")
        revisions.put_files(session, started.revision_id, FileSide.LOCKED, made)
        decisions.tell(session, project_id=started.project_id, stage=STAGE, kind="run")


def _ask(session: Session, seen: RevisionView) -> bool:
    """Queue the run of a lock unless it is made or on its way. Return whether it was queued."""
    run = _run_of(session, seen.id)
    if run is not None and run.state in _ON_ITS_WAY and not run.cancel_asked:
        return False
    if run is None or not runs.queue_again(session, run.id):
        runs.add(session, seen, queue=facts_of(STAGE).queue, task=RunTask.LOCK)
    decisions.tell(session, project_id=seen.project_id, stage=STAGE, kind="run")
    return True


def _run_of(session: Session, revision_id: int) -> RunView | None:
    return runs.newest_of(session, [revision_id], task=RunTask.LOCK).get(revision_id)


def _signed(session: Session, seen: RevisionView) -> SignOffView | None:
    """Return by whom and when a version was locked last."""
    signed = [
        one
        for one in decisions.sign_offs_of(session, seen.project_id, STAGE)
        if one.revision_number == seen.number and one.action in _LOCKING
    ]
    return signed[-1] if signed else None
