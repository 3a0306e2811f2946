"""The verbs of the people: everybody who changes a film's state calls one of these.

Each verb is one transaction: the change, its entry in the ledger and its event for the pages come
together or not at all. The loser of a race is told who was faster (MovedOn). What the workers do
is in running.py; a verb only writes down that a run is wanted: the queue hears of it afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline import arrivals, follow_up, guards, lineage, picture_lock, review, versions
from pipeline.documents.json import digest_of
from pipeline.errors import CannotRead, MovedOn, Refused
from pipeline.files import StoredFile
from pipeline.ledger import Entry
from pipeline.records import Book, Session, decisions, desks, holding, people, revisions, runs
from pipeline.records.values import Person, RevisionView
from pipeline.run_state import RunState
from pipeline.sign_off import APPROVED_STATES, Action, Rule, rule_for
from pipeline.versions import Sending as Sending

UNREADABLE: Final = "UNREADABLE"
"""The code of the blocker that no mentor can let pass: there is no document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A mentor's answer about the bytes that he or she has seen."""

    revision_id: int
    digest: str
    action: Action
    """approve, approve_with_todos or not_yet."""
    by: int
    note: str = ""
    todos: tuple[str, ...] = ()
    more_because: str = ""
    """Why there must be more to-dos than anybody does."""
    checklist: Mapping[str, bool] = field(default_factory=dict)
    checklist_version: int = 0
    """Which list of the school was ticked; 0: the one that Claquette brings."""


def open_stage(book: Book, *, project_id: int, stage: str, by: int | None = None) -> RevisionView:
    """Begin a stage with a draft that the worker proposes. Raise Refused if it is not open yet."""
    with book.writing() as session:
        if by is not None:
            guards.must_be_maker(session, project_id, by)
        guards.must_hold(session, project_id, stage)
        guards.must_be_changeable(session, project_id, stage)
        return versions.begin_draft(session, project_id, stage)


def add_revision(book: Book, sending: Sending) -> RevisionView:
    """Write a new revision from files that are safe in the store, and ask for its run."""
    with book.writing() as session:
        guards.must_be_maker(session, sending.project_id, sending.by)
        guards.must_hold(session, sending.project_id, sending.stage)
        last = guards.must_be_changeable(session, sending.project_id, sending.stage)
        files = versions.files_of(session, sending, last)
        if not files:
            raise CannotRead("There was no file in what you sent. Choose a file and send again.")
        inputs = versions.inputs_of(session, sending.project_id, sending.stage)
        if last:
            versions.stop_run_of(session, last)
        signed = revisions.newest_signed(session, sending.project_id, sending.stage)
        digest = lineage.revision_digest(
            stage=sending.stage,
            files={one.name: one.digest for one in files},
            inputs=inputs,
            project=digest_of(revisions.project_settings(session, sending.project_id)),
            signed=signed.digest if signed else "",
        )
        new = revisions.NewRevision(
            project_id=sending.project_id,
            stage=sending.stage,
            digest=digest,
            inputs=inputs,
            files=files,
            made_by=sending.by,
            note=sending.note,
        )
        view = versions.write_with_run(session, new)
        if sending.stage == arrivals.STAGE:
            arrivals.lay_sent(session, project_id=sending.project_id, by=sending.by, files=files)
        return view


def send_desk(book: Book, *, project_id: int, stage: str, by: int, note: str = "") -> RevisionView:
    """Make a version of what lies on the desk. Raise CannotRead when nothing lies there."""
    with book.reading() as session:
        guards.must_be_maker(session, project_id, by)
        lying = desks.lying(session, project_id, stage)
    sending = Sending(
        project_id=project_id,
        stage=stage,
        by=by,
        files={
            one.name: StoredFile(digest=one.digest, bytes=one.bytes) for one in lying if one.bytes
        },
        leave_out=frozenset(one.name for one in lying if not one.bytes),
        note=note,
    )
    if not sending.files:
        raise CannotRead("Nothing lies on your desk yet. Write something first, then keep it.")
    return add_revision(book, sending)


def submit(book: Book, *, revision_id: int, digest: str, by: int) -> None:
    """The group says: we are ready. Raise Refused while the machines still work on it."""
    with book.writing() as session:
        seen = revisions.with_id(session, revision_id)
        person = guards.must_be_maker(session, seen.project_id, by)
        guards.must_be_newest(session, seen)
        if runs.last_state(session, revision_id) is not RunState.DONE:
            raise Refused(
                "The checks of this version are not finished. Wait for them, or send it again."
            )
        _decide(session, seen, _verdict(seen, digest, Action.SUBMIT, person))


def withdraw(book: Book, *, revision_id: int, digest: str, by: int) -> None:
    """The group takes its work back before the mentor has decided."""
    with book.writing() as session:
        seen = revisions.with_id(session, revision_id)
        person = guards.must_be_maker(session, seen.project_id, by)
        _decide(session, seen, _verdict(seen, digest, Action.WITHDRAW, person))


def decide(book: Book, verdict: Verdict) -> Entry:
    """A mentor approves, approves with to-dos, or says not yet; then the next stage opens.

    Raise Refused for a rule that forbids it, MovedOn if the work is no longer what was seen.
    """
    with book.writing() as session:
        seen = revisions.with_id(session, verdict.revision_id)
        person = guards.who_sees(session, seen.project_id, verdict.by)
        guards.must_hold(session, seen.project_id, seen.stage)
        if seen.made_by_id == person.id:
            raise Refused("Nobody signs off their own work. Ask another mentor.")
        guards.must_be_newest(session, seen)
        rule = rule_for(seen.state, verdict.action, person.role)
        if rule.to in APPROVED_STATES:
            guards.must_rest_on_approved(session, seen)
        entry = _decide(session, seen, verdict, rule=rule)
        if rule.to in APPROVED_STATES:
            versions.begin_next(session, seen)
        return entry


def reopen(book: Book, *, revision_id: int, digest: str, by: int, reason: str) -> Entry:
    """A mentor takes an approval back, with a reason; what rests on it is out of date."""
    with book.writing() as session:
        seen = revisions.with_id(session, revision_id)
        person = guards.who_sees(session, seen.project_id, by)
        picture_lock.must_open(session, seen, person)
        follow_up.after_reopening(session, seen)
        return _decide(session, seen, _verdict(seen, digest, Action.REOPEN, person, note=reason))


def waive(book: Book, *, revision_id: int, code: str, place: str, reason: str, by: int) -> None:
    """A mentor lets a blocker pass, with a reason that is kept."""
    with book.writing() as session:
        seen = revisions.with_id(session, revision_id)
        person = guards.who_sees(session, seen.project_id, by)
        rule_for(seen.state, Action.NOT_YET, person.role)
        if code == UNREADABLE:
            raise Refused("A file that cannot be read cannot be let pass: nothing came out of it.")
        if not reason.strip():
            raise Refused("Write down why this may pass. The reason is kept with the film.")
        if not any(
            one.code == code and one.place == place for one in guards.blockers(session, seen)
        ):
            raise MovedOn("This blocker is not there any more. Load the page again.")
        decisions.add_waiver(
            session, revision_id=seen.id, code=code, place=place, reason=reason, by=person.id
        )
        record(session, seen, person.id, "waive", {"code": code, "place": place})


def _verdict(
    seen: RevisionView, digest: str, action: Action, person: Person, *, note: str = ""
) -> Verdict:
    return Verdict(revision_id=seen.id, digest=digest, action=action, by=person.id, note=note)


def _decide(
    session: Session, seen: RevisionView, verdict: Verdict, *, rule: Rule | None = None
) -> Entry:
    """Compare and swap, sign-off, ledger and event: together."""
    person = people.person_with_id(session, verdict.by)
    rule = rule or rule_for(seen.state, verdict.action, person.role)
    guards.must_satisfy(session, seen, rule, note=verdict.note)
    if rule.to in APPROVED_STATES:
        guards.must_be_watched(session, seen)
    if verdict.action is Action.APPROVE_WITH_TODOS and not verdict.todos:
        raise Refused("Write at least one to-do, or approve without to-dos.")
    moved = revisions.move(
        session, revision_id=seen.id, digest=verdict.digest, seen=seen.state, to=rule.to
    )
    if not moved:
        raise MovedOn("This work has changed since you opened the page. Look at it again.")
    decision = decisions.Decision(
        revision_id=seen.id,
        digest=verdict.digest,
        action=verdict.action,
        by=verdict.by,
        note=verdict.note,
        todos=verdict.todos,
        checklist=verdict.checklist,
        checklist_version=verdict.checklist_version,
    )
    decisions.add_sign_off(session, decision)
    because = verdict.more_because
    review.add_todos(session, seen, verdict.todos, by=verdict.by, more_because=because)
    body: dict[str, object] = {"note": digest_of(decision)}
    if rule.to in APPROVED_STATES:
        follow_up.after_sign_off(session, seen)
        body |= picture_lock.ledger_facts(session, seen)
    return record(session, seen, verdict.by, verdict.action.value, body)


def record(
    session: Session, seen: RevisionView, by: int, what: str, more: Mapping[str, object]
) -> Entry:
    """Write the ledger's entry of what somebody did with a version, and tell the pages."""
    holding.film(session, seen.project_id)
    body = {"what": what, "who": by, "stage": seen.stage, "revision": seen.digest, **more}
    entry = decisions.write_ledger(session, seen.project_id, body)
    decisions.tell(session, project_id=seen.project_id, stage=seen.stage, kind=what)
    return entry
