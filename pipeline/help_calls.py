"""Calls for help: one tap of a group, and the answer of whoever comes. A film has one at a time."""

from typing import Final

from pipeline import guards
from pipeline.errors import MovedOn, Refused
from pipeline.records import Book, Session, decisions, help_calls
from pipeline.records.help_calls import HelpCall
from pipeline.sign_off import Role

LONGEST: Final = 300
"""Characters of the optional words; somebody comes and asks anyway."""
KIND: Final = "help"
"""Of the event that the pages hear."""


def call(book: Book, *, project_id: int, stage: str, by: int, text: str = "") -> int:
    """A group calls for help with a stage. Return the call's id; a second call is the first one."""
    with book.writing() as session:
        guards.must_be_maker(session, project_id, by)
        guards.must_hold(session, project_id, stage)
        known = help_calls.open_of_films(session, [project_id]).get(project_id)
        if known is not None:
            return known.id
        words = " ".join(text.split())[:LONGEST]
        added = help_calls.add(session, project_id=project_id, stage=stage, by=by, text=words)
        decisions.tell(session, project_id=project_id, stage=stage, kind=KIND)
        return added


def coming(book: Book, *, call_id: int, by: int) -> None:
    """An adult is on the way. Raise MovedOn when somebody else is, or it is solved."""
    with book.writing() as session:
        seen = _seen_by_adult(session, call_id, by)
        if not help_calls.set_coming(session, call_id, by):
            raise MovedOn("Somebody is on the way already, or it is solved. Load the page again.")
        decisions.tell(session, project_id=seen.project_id, stage=seen.stage, kind=KIND)


def solved(book: Book, *, call_id: int, by: int) -> None:
    """The group, or the adult who helped, says that it is solved. Raise MovedOn when it was."""
    with book.writing() as session:
        seen = help_calls.with_id(session, call_id)
        person = guards.who_sees(session, seen.project_id, by)
        _must_be_helper_or_maker(person.role)
        helper = None if person.role is Role.STUDENT else by
        if not help_calls.set_answered(session, call_id, helper):
            raise MovedOn("This is solved already. Load the page again.")
        decisions.tell(session, project_id=seen.project_id, stage=seen.stage, kind=KIND)


def _seen_by_adult(session: Session, call_id: int, by: int) -> HelpCall:
    seen = help_calls.with_id(session, call_id)
    person = guards.who_sees(session, seen.project_id, by)
    _must_be_helper_or_maker(person.role)
    if person.role is Role.STUDENT:
        raise Refused("Only an adult can answer a call for help.")
    return seen


def _must_be_helper_or_maker(role: Role) -> None:
    if role is Role.GUEST:
        raise Refused("Visitors only look. Tell a mentor that this group waits.")
