import pytest

from pipeline.run_state import RunState
from pipeline.sign_off import ReviewState
from pipeline.standing import WAITING_FOR, CellState, Situation, WaitingFor, cell_state


def situation(
    review: ReviewState | None = None,
    run: RunState | None = RunState.DONE,
    *,
    is_open: bool = True,
    out_of_date: bool = False,
) -> Situation:
    return Situation(is_open=is_open, review=review, run=run, out_of_date=out_of_date)


@pytest.mark.parametrize(
    ("known", "word"),
    [
        (situation(is_open=False), CellState.CLOSED),
        (situation(), CellState.OPEN),
        (situation(ReviewState.DRAFT), CellState.DRAFT),
        (situation(ReviewState.DRAFT, RunState.RUNNING), CellState.WORKING),
        (situation(ReviewState.DRAFT, RunState.FAILED), CellState.FAILED),
        (situation(ReviewState.DRAFT, None), CellState.DRAFT),
        (situation(ReviewState.IN_REVIEW), CellState.IN_REVIEW),
        (situation(ReviewState.NOT_YET), CellState.NOT_YET),
        (situation(ReviewState.APPROVED), CellState.APPROVED),
        (situation(ReviewState.APPROVED_WITH_TODOS), CellState.APPROVED_WITH_TODOS),
        (situation(ReviewState.APPROVED, out_of_date=True), CellState.OUT_OF_DATE),
    ],
)
def test_a_situation_has_one_word(known: Situation, word: CellState) -> None:
    assert cell_state(known) is word


def test_every_word_says_who_must_act() -> None:
    assert set(WAITING_FOR) == set(CellState)
    assert WAITING_FOR[CellState.IN_REVIEW] is WaitingFor.MENTOR
