"""The verbs of the workers: a run is started, told of, and ended; what fell silent starts again.

Redis is a hint, the database is the truth: a run waits in its row until a worker claims it, and a
sweeper tells the queue again. The token of a claim fences off a worker that was replaced while it
slept: whatever it brings afterwards is refused.
"""

import secrets
from dataclasses import dataclass
from functools import partial
from typing import Any

from pipeline import desk, follow_up, guards, lineage
from pipeline.claims import Claim as Claim
from pipeline.claims import StartedFollowUp as StartedFollowUp
from pipeline.claims import StartedIngest as StartedIngest
from pipeline.claims import StartedRun as StartedRun
from pipeline.claims import all_files, fields_of, files_before
from pipeline.documents.json import digest_of, to_json
from pipeline.documents.report import Report
from pipeline.errors import Cancelled, MovedOn, PipelineError, Refused
from pipeline.records import (
    Book,
    Session,
    clips,
    credit_names,
    decisions,
    desks,
    revisions,
    runs,
    uploads,
    waiting,
)
from pipeline.records.desks import Place
from pipeline.records.values import FileOf, FileSide, RevisionView, RunView
from pipeline.run_state import MOST_ATTEMPTS, RunAction, RunState, RunTask, state_after_loss


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run has made; all of it is safe in the store already."""

    report: Report
    made: tuple[FileOf, ...]
    drafted: tuple[FileOf, ...] = ()
    """The files of a draft, which count as sent."""


def start_run(
    book: Book, *, run_id: int, lease_s: int
) -> StartedRun | StartedIngest | StartedFollowUp | None:
    """Claim a queued run; None if it is not there to be claimed (any more)."""
    token = secrets.token_hex(16)
    with book.writing() as session:
        if not runs.claim(session, run_id=run_id, token=token, lease_s=lease_s):
            return None
        run = runs.with_id(session, run_id)
        decisions.tell(session, project_id=run.project_id, stage=run.stage, kind="run")
        claim = Claim(
            id=run_id,
            token=token,
            project_id=run.project_id,
            stage=run.stage,
            project=revisions.project_settings(session, run.project_id),
        )
        if run.upload_id is not None:
            upload = uploads.with_id(session, run.upload_id)
            return StartedIngest(**fields_of(claim), upload=upload)
        if run.task is RunTask.LOCK:
            return follow_up.claimed(session, claim, run)
        return _for_revision(session, claim, run)


def _for_revision(session: Session, claim: Claim, run: RunView) -> StartedRun:
    revision = revisions.with_id(session, run.revision_id or 0)
    sent = revisions.files_of(session, revision.id, FileSide.SENT)
    signed = revisions.signed_before(session, revision)
    recordings = [one.digest for one in sent]
    return StartedRun(
        **fields_of(claim),
        revision_id=revision.id,
        is_draft=revision.made_by_id is None,
        inputs=revision.inputs,
        sent=sent,
        before=files_before(session, revision),
        signed=all_files(session, signed.id) if signed else (),
        signed_digest=signed.digest if signed else "",
        clips=clips.of_film(session, run.project_id, recordings),
        places=clips.places_of(session, run.project_id, recordings),
        names=clips.names_of(session, run.project_id, recordings),
        company=credit_names.company_of(session, run.project_id),
    )


def beat(book: Book, started: Claim, *, lease_s: int, **shown: Any) -> None:
    """Say that the worker lives and how far it is: progress, doing, and maybe seconds_left.

    Raise Cancelled or MovedOn if it shall stop.
    """
    with book.writing() as session:
        asked = runs.beat(session, run_id=started.id, token=started.token, lease_s=lease_s, **shown)
        if asked is not None:
            decisions.tell(
                session, project_id=started.project_id, stage=started.stage, kind="progress"
            )
    if asked is None:
        raise MovedOn("Another worker has taken over this run.")
    if asked:
        raise Cancelled("Somebody has stopped this run.")
    if isinstance(started, StartedFollowUp):
        follow_up.give_way(book, started)


def shall_stop(book: Book, started: Claim) -> bool:
    """Return whether the worker shall stop; nothing is written, so it may be asked often."""
    with book.reading() as session:
        return runs.is_asked_to_stop(session, run_id=started.id, token=started.token)


def finish_run(book: Book, started: StartedRun, outcome: Outcome) -> None:
    """Write what the run has made. Raise MovedOn if another worker has taken over meanwhile."""
    with book.writing() as session:
        end_claim(session, started)
        sent = outcome.drafted if started.is_draft else started.sent
        if started.is_draft:
            revisions.put_files(session, started.revision_id, FileSide.SENT, sent)
        revisions.made(
            session,
            revision_id=started.revision_id,
            digest=lineage.revision_digest(
                stage=started.stage,
                files={one.name: one.digest for one in sent},
                inputs=started.inputs,
                project=digest_of(started.project),
                signed=started.signed_digest,
            ),
            files=outcome.made,
            report=to_json(outcome.report),
        )
        _follow_on_desk(session, started, revisions.with_id(session, started.revision_id), outcome)
        decisions.tell(session, project_id=started.project_id, stage=started.stage, kind="run")


def end_claim(session: Session, started: Claim) -> None:
    """End a run as done. Raise MovedOn if another worker has taken over meanwhile."""
    if not runs.end(session, run_id=started.id, token=started.token, action=RunAction.FINISH):
        raise MovedOn("Another worker has taken over this run.")


def _follow_on_desk(
    session: Session, started: StartedRun, revision: RevisionView, outcome: Outcome
) -> None:
    """Lay our own text of a draft or of a file that was sent on the desk, to go on from there.

    Ours, since what was sent may be in any alphabet. What came from the desk lies there already,
    and what somebody has written meanwhile stays, or before a draft was there. Of subtitles and of
    the sheets of the sound, what was sent lies there.
    """
    place_of = partial(Place, project_id=revision.project_id, stage=revision.stage)
    given = outcome.drafted if started.is_draft else started.sent
    sent = {one.digest for one in given}
    for one in outcome.made:
        if not desk.is_made_for_desk(revision.stage, one.name):
            continue
        lying = desks.version(session, place_of(name=one.name))
        if lying is None or not (lying.digest in sent or lying.at > revision.made_at):
            desk.follow(session, place_of(name=one.name), one)
    for one in given:
        if desk.is_text_as_sent(revision.stage, one.name):
            place = place_of(name=one.name)
            lying = desks.version(session, place)
            is_newer = lying and (started.is_draft or lying.at > revision.made_at)
            known = {version.digest for version in desks.versions(session, place)}
            if one.digest not in known and not is_newer:
                desk.follow(session, place, one)


def fail_run(book: Book, started: Claim, fault: PipelineError) -> None:
    """Write why a run ended without a result; what can be tried again is queued again."""
    with book.writing() as session:
        run = runs.with_id(session, started.id)
        if isinstance(fault, Cancelled):
            action = RunAction.CANCEL
        elif fault.can_retry and run.attempt < MOST_ATTEMPTS:
            action = RunAction.RETRY
        else:
            action = RunAction.FAIL
        if action is RunAction.RETRY:
            runs.queue_lost(session, started.id, started.token)
        else:
            runs.end(
                session,
                run_id=started.id,
                token=started.token,
                action=action,
                message=str(fault),
                detail=fault.detail,
            )
        decisions.tell(session, project_id=started.project_id, stage=started.stage, kind="run")


def cancel_run(book: Book, *, run_id: int, by: int) -> None:
    """Stop a run, at once if it waits, within seconds if it works."""
    with book.writing() as session:
        run = runs.with_id(session, run_id)
        guards.who_belongs(session, run.project_id, by)
        if not runs.ask_to_cancel(session, run_id):
            raise MovedOn("This run has ended already. Load the page again.")
        decisions.tell(session, project_id=run.project_id, stage=run.stage, kind="run")


def retry_run(book: Book, *, run_id: int, by: int) -> None:
    """Queue a run again that has failed, was lost or stopped."""
    with book.writing() as session:
        run = runs.with_id(session, run_id)
        person = guards.who_belongs(session, run.project_id, by)
        if run.task is RunTask.LOCK:
            follow_up.must_be_allowed(session, run.revision_id or 0, person)
        elif run.revision_id is not None:
            guards.must_be_newest(session, revisions.with_id(session, run.revision_id))
        if not runs.queue_again(session, run_id):
            raise Refused("This run is done or on its way already; nothing was changed.")
        decisions.tell(session, project_id=run.project_id, stage=run.stage, kind="run")


def sweep(book: Book) -> int:
    """Queue the runs again whose worker has fallen silent; set those aside that did so thrice.

    Return how many were found. Raise nothing: what is found twice is found again.
    """
    with book.writing() as session:
        found = runs.silent(session)
        for run_id, attempt, token in found:
            run = runs.with_id(session, run_id)
            if run.cancel_asked:
                runs.end(session, run_id=run_id, token=token, action=RunAction.CANCEL)
            elif state_after_loss(attempt) is RunState.QUEUED:
                runs.queue_lost(session, run_id, token)
            else:
                runs.end(
                    session,
                    run_id=run_id,
                    token=token,
                    action=RunAction.LOSE,
                    message="The worker stopped three times on this work, so it was set aside.",
                )
            decisions.tell(session, project_id=run.project_id, stage=run.stage, kind="run")
    return len(found)


def waiting_to_be_announced(
    book: Book, *, older_than_s: float = 60.0
) -> tuple[tuple[int, str], ...]:
    """Return id and queue of the runs that the queue's server has to be told of."""
    with book.reading() as session:
        return waiting.unannounced(session, older_than_s=older_than_s)


def announced(book: Book, run_id: int) -> None:
    """Remember that the queue's server was told."""
    with book.writing() as session:
        waiting.mark_announced(session, run_id)
