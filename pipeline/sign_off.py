"""The review of a revision: states, actions, and the one table of rules. Pure.

Not in the table means refused. The buttons of the pages and the table in docs/stages.md are drawn
from RULES. People own this machine; workers own the other one (run_state.py); they never merge.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pipeline.errors import Refused


class Role(StrEnum):
    """Who somebody is in a workshop."""

    STUDENT = "student"
    MENTOR = "mentor"
    LEAD_MENTOR = "lead_mentor"
    COORDINATOR = "coordinator"
    TECHNICIAN = "technician"
    GUEST = "guest"


SIGNERS: Final = frozenset({Role.MENTOR, Role.LEAD_MENTOR})
"""Who signs."""


def acts_as(role: Role) -> Role:
    """Return the role of the rules: a lead mentor does all that a mentor does."""
    return Role.MENTOR if role in SIGNERS else role


class ReviewState(StrEnum):
    """Where people are with a revision."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    NOT_YET = "not_yet"
    APPROVED = "approved"
    APPROVED_WITH_TODOS = "approved_with_todos"


class Action(StrEnum):
    """What somebody can do with a revision."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    APPROVE_WITH_TODOS = "approve_with_todos"
    NOT_YET = "not_yet"
    REOPEN = "reopen"
    WATCH = "watch"
    """To say that one has watched the finished file whole; nothing moves by it (watching.py)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the table."""

    to: ReviewState
    by: Role
    needs_reason: bool = False
    needs_no_blockers: bool = False
    """Every blocker is mended or waived."""


RULES: Final = {
    (ReviewState.DRAFT, Action.SUBMIT): Rule(to=ReviewState.IN_REVIEW, by=Role.STUDENT),
    (ReviewState.IN_REVIEW, Action.WITHDRAW): Rule(to=ReviewState.DRAFT, by=Role.STUDENT),
    (ReviewState.IN_REVIEW, Action.APPROVE): Rule(
        to=ReviewState.APPROVED, by=Role.MENTOR, needs_no_blockers=True
    ),
    (ReviewState.IN_REVIEW, Action.APPROVE_WITH_TODOS): Rule(
        to=ReviewState.APPROVED_WITH_TODOS, by=Role.MENTOR, needs_no_blockers=True
    ),
    (ReviewState.IN_REVIEW, Action.NOT_YET): Rule(
        to=ReviewState.NOT_YET, by=Role.MENTOR, needs_reason=True
    ),
    (ReviewState.APPROVED, Action.REOPEN): Rule(
        to=ReviewState.NOT_YET, by=Role.MENTOR, needs_reason=True
    ),
    (ReviewState.APPROVED_WITH_TODOS, Action.REOPEN): Rule(
        to=ReviewState.NOT_YET, by=Role.MENTOR, needs_reason=True
    ),
}

APPROVED_STATES: Final = frozenset({ReviewState.APPROVED, ReviewState.APPROVED_WITH_TODOS})
"""The states that let the next stage begin."""


def rule_for(state: ReviewState, action: Action, role: Role) -> Rule:
    """Return the rule of an action. Raise Refused if the table has no such row for this role."""
    rule = RULES.get((state, action))
    if rule is None:
        raise Refused(
            "That is not possible any more: this version is “%(state)s”. Load the page again.",
            state=state.value.replace("_", " "),
        )
    if rule.by is not acts_as(role):
        raise Refused(
            "Only a %(by)s can do that, and you are here as %(role)s.",
            by=rule.by.value,
            role=role.value,
        )
    return rule


def next_state(state: ReviewState, action: Action, role: Role) -> ReviewState:
    """Return the state after the action. Raise Refused."""
    return rule_for(state, action, role).to


def actions_for(state: ReviewState, role: Role) -> tuple[Action, ...]:
    """Return what this role can do now, in the table's order."""
    return tuple(
        action for (at, action), rule in RULES.items() if at is state and rule.by is acts_as(role)
    )
