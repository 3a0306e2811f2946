"""What must hold before a verb may change anything; each guard says what to do when it does not."""

from collections.abc import Iterable, Mapping

from pipeline import access, lineage
from pipeline.documents.film_stages import must_have, stage_before
from pipeline.documents.json import from_json
from pipeline.documents.report import Finding, Report
from pipeline.errors import MovedOn, Refused
from pipeline.records import Session, decisions, guests, holding, people, revisions, tokens
from pipeline.records.values import Person, RevisionView, SignOffView
from pipeline.sign_off import Action, ReviewState, Role, Rule, acts_as
from pipeline.stage_facts import facts_of


def who_sees(session: Session, project_id: int, person_id: int) -> Person:
    """Return somebody who may open the film. Raise NotFound."""
    person = people.person_with_id(session, person_id)
    access.must_see(person, people.group_of_project(session, project_id))
    return person


def who_belongs(session: Session, project_id: int, person_id: int) -> Person:
    """Return somebody who may open the film and is no visitor. Raise NotFound or Refused."""
    person = who_sees(session, project_id, person_id)
    if person.role is Role.GUEST:
        raise Refused("Visitors look, and change nothing here.")
    return person


def who_may_note(session: Session, project_id: int, person_id: int) -> Person:
    """Return somebody who may write notes on a film. Raise NotFound or Refused."""
    person = who_sees(session, project_id, person_id)
    link = guests.link_of(session, person_id) if person.role is Role.GUEST else None
    if person.role is Role.TECHNICIAN or (
        person.role is Role.GUEST and not (link and link.is_open and link.may_write)
    ):
        raise Refused("You are here to look. Say it to the group instead: they are glad.")
    return person


def must_be_maker(session: Session, project_id: int, person_id: int) -> Person:
    """Return a student of the group whose film it is, or a program of the group.

    Raise NotFound or Refused.
    """
    person = people.person_with_id(session, person_id)
    group = people.group_of_project(session, project_id)
    if person.role is not Role.GUEST or not tokens.speaks_for(session, person.id, group.id):
        access.must_be_maker(person, group)
    return person


def must_be_newest(session: Session, seen: RevisionView) -> None:
    """Raise MovedOn if there is a newer version."""
    newest = revisions.newest(session, seen.project_id, seen.stage)
    if newest is None or newest.id != seen.id:
        raise MovedOn("There is a newer version of this work. Load the page again and look at it.")


def must_hold(session: Session, project_id: int, stage: str) -> None:
    """Hold a film, before anything else is asked, so that its stages stay as they are meanwhile.

    Raise LeftOut where the film has no such stage, NotFound where there is no such film.
    """
    holding.film(session, project_id)
    must_have(revisions.project_settings(session, project_id).stages, stage)


def must_be_begun(session: Session, project_id: int, stage: str) -> Mapping[str, RevisionView]:
    """Return what is approved of a film. Raise Refused where a stage is not open yet, LeftOut
    where the film has no such stage.
    """
    stages = revisions.project_settings(session, project_id).stages
    must_have(stages, stage)
    before = stage_before(stages, stage)
    approved = revisions.approved(session, project_id)
    if before and before not in approved:
        raise Refused("This stage opens when the stage before it is approved.")
    return approved


def must_be_changeable(session: Session, project_id: int, stage: str) -> RevisionView | None:
    """Return the newest revision of a stage that the group may change now, or raise Refused."""
    approved = must_be_begun(session, project_id, stage)
    last = revisions.newest(session, project_id, stage)
    if last is None or last.state in {ReviewState.DRAFT, ReviewState.NOT_YET}:
        return last
    if last.state is ReviewState.IN_REVIEW:
        raise Refused("This work is with your mentor now. Take it back first, then change it.")
    if lineage.changed_inputs(last.inputs, revisions.lineage_of(approved)):
        return last
    raise Refused("This stage is approved. Ask your mentor to open it again, and say why.")


def must_rest_on_approved(session: Session, seen: RevisionView) -> None:
    """Raise MovedOn if something the revision was made from has changed since."""
    approved = revisions.lineage_of(revisions.approved(session, seen.project_id))
    if changed := lineage.changed_inputs(seen.inputs, approved):
        raise MovedOn(
            "What this rests on has changed since: %(stages)s. Ask the group to send it again.",
            stages=", ".join(changed),
        )


def blockers(session: Session, seen: RevisionView) -> tuple[Finding, ...]:
    """Return the blockers of a revision's report."""
    report = revisions.report_of(session, seen.id)
    return from_json(report, Report).blockers if report else ()


def must_satisfy(session: Session, seen: RevisionView, rule: Rule, *, note: str) -> None:
    """Raise Refused if a rule asks for a reason, or for no blockers, and that does not hold."""
    if rule.needs_reason and not note.strip():
        raise Refused("Say why, in one sentence, and what to do next. The group will read it.")
    if not rule.needs_no_blockers:
        return
    waived = {(one.code, one.place) for one in decisions.waivers_of(session, seen.id)}
    left = [one for one in blockers(session, seen) if (one.code, one.place) not in waived]
    if left:
        raise Refused(
            "%(count)s blocker(s) are left. Let each pass with a reason, or answer “not yet”.",
            count=len(left),
        )


def watching_of(seen: RevisionView, sign_offs: Iterable[SignOffView]) -> tuple[SignOffView, ...]:
    """Return who has said of this very version that they have watched all of it."""
    return tuple(
        one
        for one in sign_offs
        if one.action is Action.WATCH
        and (one.revision_number, one.digest) == (seen.number, seen.digest)
    )


def must_be_watched(session: Session, seen: RevisionView) -> None:
    """Raise Refused while somebody who has to watch the finished file has not said so."""
    needed = facts_of(seen.stage).watched_by
    signed = decisions.sign_offs_of(session, seen.project_id, seen.stage) if needed else ()
    there = {acts_as(one.role) for one in watching_of(seen, signed)}
    left = [role.value for role in needed if role not in there]
    if left:
        raise Refused(
            "The finished file is not watched to its end by everybody yet: %(roles)s. Watch it"
            " together, and say so on this page.",
            roles=", ".join(left),
        )
