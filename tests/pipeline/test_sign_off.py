from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Refused
from pipeline.sign_off import RULES, Action, ReviewState, Role, actions_for, acts_as, next_state


@pytest.mark.parametrize(("state", "action", "role"), [*product(ReviewState, Action, Role)])
def test_what_is_not_in_the_table_is_refused(
    state: ReviewState, action: Action, role: Role
) -> None:
    rule = RULES.get((state, action))
    if rule and rule.by is acts_as(role):
        assert next_state(state, action, role) is rule.to
    else:
        with pytest.raises(Refused):
            next_state(state, action, role)


def test_no_role_can_both_hand_in_and_approve() -> None:
    handing_in = {rule.by for (_, action), rule in RULES.items() if action is Action.SUBMIT}
    approving = {rule.by for rule in RULES.values() if rule.needs_no_blockers}
    assert not handing_in & approving


def test_only_a_mentor_decides() -> None:
    deciding = {Action.APPROVE, Action.APPROVE_WITH_TODOS, Action.NOT_YET, Action.REOPEN}
    assert {rule.by for (_, action), rule in RULES.items() if action in deciding} == {Role.MENTOR}


def test_saying_no_needs_a_reason() -> None:
    saying_no = [rule for rule in RULES.values() if rule.to is ReviewState.NOT_YET]
    assert saying_no
    assert all(rule.needs_reason for rule in saying_no)


def test_the_buttons_of_a_mentor_are_the_three_answers() -> None:
    assert actions_for(ReviewState.IN_REVIEW, Role.MENTOR) == (
        Action.APPROVE,
        Action.APPROVE_WITH_TODOS,
        Action.NOT_YET,
    )


def test_a_coordinator_has_no_buttons() -> None:
    assert all(not actions_for(state, Role.COORDINATOR) for state in ReviewState)


@given(st.lists(st.tuples(st.sampled_from(Action), st.sampled_from(Role))))
def test_no_sequence_of_actions_leaves_the_table(steps: list[tuple[Action, Role]]) -> None:
    state = ReviewState.DRAFT
    for action, role in steps:
        try:
            state = next_state(state, action, role)
        except Refused:
            continue
    assert state in ReviewState
