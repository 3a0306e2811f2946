"""Who has watched the finished file from the first to the last picture, and said so by name.

A film is not signed off before somebody of each of these roles has: one of the group, a mentor and
the coordinator (domain: "watched the rendered file in full, nothing skipped, three signatures").
What they say holds for the bytes they have seen: a new version is watched again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipeline import guards
from pipeline.errors import MovedOn, Refused
from pipeline.ledger import Entry
from pipeline.records import Book, decisions, revisions
from pipeline.records.decisions import Decision
from pipeline.records.values import RevisionView, SignOffView
from pipeline.sign_off import Action, ReviewState, Role, acts_as
from pipeline.stage_facts import facts_of
from pipeline.workflow import record


class Where(StrEnum):
    """Where a film was watched."""

    HALL = "hall"
    """On a big screen, or on another device."""
    PAGE = "page"
    """In the player of its page, which has counted the pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One line: a role, and who has watched for it."""

    role: Role
    by: SignOffView | None


def say_watched(book: Book, *, revision_id: int, digest: str, by: int, where: Where) -> Entry:
    """Write down that somebody has watched all of a version.

    Raise NotFound, Refused when this is not theirs to say, MovedOn when the work has changed.
    """
    with book.writing() as session:
        seen = revisions.with_id(session, revision_id)
        person = guards.who_sees(session, seen.project_id, by)
        if person.role is Role.STUDENT:
            guards.must_be_maker(session, seen.project_id, by)
        guards.must_be_newest(session, seen)
        if seen.digest != digest:
            raise MovedOn("This work has changed since you opened the page. Look at it again.")
        if acts_as(person.role) not in facts_of(seen.stage).watched_by:
            raise Refused("Nobody needs to sign here that they have watched it.")
        if seen.state not in (ReviewState.DRAFT, ReviewState.IN_REVIEW):
            raise Refused("There is nothing to watch now. Load the page again.")
        signed = decisions.sign_offs_of(session, seen.project_id, seen.stage)
        if any(one.person_id == by for one in guards.watching_of(seen, signed)):
            raise Refused("You have said so already.")
        decision = Decision(
            revision_id=seen.id, digest=digest, action=Action.WATCH, by=by, note=where.value
        )
        decisions.add_sign_off(session, decision)
        return record(session, seen, by, Action.WATCH.value, {"where": where.value})


def watched(seen: RevisionView, sign_offs: Iterable[SignOffView]) -> tuple[Watched, ...]:
    """Return the lines of a version, in the order of its stage; none where nobody need watch."""
    said = guards.watching_of(seen, sign_offs)
    return tuple(
        Watched(role=role, by=next((one for one in said if acts_as(one.role) is role), None))
        for role in facts_of(seen.stage).watched_by
    )
