"""What machines make of a version as soon as it is signed off: master and turnover, deliveries.

The sign-off asks, in its own transaction, for a run. That run has the lowest rank: it is not told
to the queue while people wait for something there, and gives way to them between two segments. What
it has made belongs to the signed version; whether that version still is the signed one is asked
each time and stored nowhere.
"""

from typing import Final

from pipeline import guards
from pipeline.claims import Claim, StartedFollowUp, all_files, fields_of, files_before
from pipeline.errors import MovedOn, Refused
from pipeline.records import Book, Session, credit_names, decisions, revisions, runs, waiting
from pipeline.records.values import FileOf, FileSide, Person, RevisionView, RunView, SignOffView
from pipeline.run_state import RunAction, RunState, RunTask
from pipeline.sign_off import APPROVED_STATES, Action, Role
from pipeline.stage_facts import facts_of

STAGES: Final = frozenset({"edit", "final_cut"})
PATIENCE_S: Final = 5.0
"""How long somebody may wait before this work gives way: another worker may be free."""
_ON_ITS_WAY: Final = frozenset({RunState.QUEUED, RunState.RUNNING, RunState.DONE})
_SIGNING: Final = frozenset({Action.APPROVE, Action.APPROVE_WITH_TODOS})


def after_sign_off(session: Session, seen: RevisionView) -> None:
    """Ask for what follows the sign-off of a version, if anything does."""
    if seen.stage in STAGES:
        _ask(session, seen)


def after_reopening(session: Session, seen: RevisionView) -> None:
    """Stop the making of what nobody needs any more."""
    run = run_of(session, seen.id)
    if run is not None:
        runs.ask_to_cancel(session, run.id)


def start_again(book: Book, *, revision_id: int, by: int) -> None:
    """A mentor or the coordinator asks for it once more. Raise Refused or NotFound."""
    with book.writing() as session:
        seen = revisions.with_id(session, revision_id)
        person = guards.who_sees(session, seen.project_id, by)
        must_be_allowed(session, revision_id, person)
        if not _ask(session, seen):
            raise Refused("This is made already or on its way; nothing was changed.")


def must_be_allowed(session: Session, revision_id: int, person: Person) -> None:
    """Raise Refused unless somebody may ask for what follows a version now."""
    if person.role in {Role.STUDENT, Role.GUEST}:
        raise Refused("A mentor or the coordinator starts this again. Tell one of them.")
    seen = revisions.with_id(session, revision_id)
    if seen.stage not in STAGES or seen.state not in APPROVED_STATES:
        raise Refused("This version is not signed off any more. Sign it off first.")


def claimed(session: Session, claim: Claim, run: RunView) -> StartedFollowUp:
    """Return what a worker needs to know. Raise MovedOn when what it rests on is gone."""
    seen = revisions.with_id(session, run.revision_id or 0)
    signed = signed_by(session, seen)
    return StartedFollowUp(
        **fields_of(claim),
        revision_id=seen.id,
        number=seen.number,
        digest=seen.digest,
        signed_by=signed.person if signed else "",
        signed_at=signed.at.isoformat() if signed else "",
        queue=run.queue,
        before={**files_before(session, seen), seen.stage: all_files(session, seen.id)},
        company=credit_names.company_of(session, seen.project_id),
    )


def give_way(book: Book, started: StartedFollowUp) -> None:
    """Raise MovedOn, with the run in the queue again, when people have waited for a while."""
    with book.writing() as session:
        if not waiting.somebody_waits(session, started.queue, longer_than_s=PATIENCE_S):
            return
        runs.step_aside(session, started.id, started.token)
        decisions.tell(session, project_id=started.project_id, stage=started.stage, kind="run")
    raise MovedOn("Somebody waits for a worker; this goes on when nobody does.")


def finish(book: Book, started: StartedFollowUp, made: tuple[FileOf, ...]) -> None:
    """Keep what was made. Raise MovedOn if another worker has taken over meanwhile."""
    with book.writing() as session:
        if not runs.end(session, run_id=started.id, token=started.token, action=RunAction.FINISH):
            raise MovedOn("Another worker has taken over this run.")
        revisions.put_files(session, started.revision_id, FileSide.LOCKED, made)
        decisions.tell(session, project_id=started.project_id, stage=started.stage, kind="run")


def run_of(session: Session, revision_id: int) -> RunView | None:
    """Return the newest run that follows a version."""
    return runs.newest_of(session, [revision_id], task=RunTask.LOCK).get(revision_id)


def signed_by(session: Session, seen: RevisionView) -> SignOffView | None:
    """Return by whom and when a version was signed off last."""
    signed = [
        one
        for one in decisions.sign_offs_of(session, seen.project_id, seen.stage)
        if one.revision_number == seen.number and one.action in _SIGNING
    ]
    return signed[-1] if signed else None


def _ask(session: Session, seen: RevisionView) -> bool:
    """Queue the run unless it is made or on its way. Return whether it was queued."""
    run = run_of(session, seen.id)
    if run is not None and run.state in _ON_ITS_WAY and not run.cancel_asked:
        return False
    if run is None or not runs.queue_again(session, run.id):
        runs.add(session, seen, queue=facts_of(seen.stage).queue, task=RunTask.LOCK)
    decisions.tell(session, project_id=seen.project_id, stage=seen.stage, kind="run")
    return True
