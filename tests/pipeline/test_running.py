import pytest

from pipeline import running, workflow
from pipeline.documents.report import Report
from pipeline.errors import Cancelled, MovedOn, Refused, WorkFailed
from pipeline.records import Book, runs
from pipeline.run_state import MOST_ATTEMPTS, RunState
from tests.cast import Cast

OUTCOME = running.Outcome(report=Report(), made=())


@pytest.fixture
def run_id(book: Book, cast: Cast) -> int:
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    ((run_id, queue),) = running.waiting_to_be_announced(book)
    assert queue == "documents"
    return run_id


def start(book: Book, run_id: int, lease_s: int = 60) -> running.StartedRun:
    started = running.start_run(book, run_id=run_id, lease_s=lease_s)
    assert isinstance(started, running.StartedRun)
    return started


def state(book: Book, run_id: int) -> RunState:
    with book.reading() as session:
        return runs.with_id(session, run_id).state


def test_a_run_is_claimed_once_however_often_it_is_delivered(book: Book, run_id: int) -> None:
    start(book, run_id)
    assert running.start_run(book, run_id=run_id, lease_s=60) is None


def test_a_run_that_is_done_is_not_done_again(book: Book, run_id: int) -> None:
    running.finish_run(book, start(book, run_id), OUTCOME)
    assert running.start_run(book, run_id=run_id, lease_s=60) is None
    assert state(book, run_id) is RunState.DONE


def test_what_was_announced_is_announced_again_only_after_a_while(book: Book, run_id: int) -> None:
    running.announced(book, run_id)
    assert running.waiting_to_be_announced(book, older_than_s=60) == ()
    assert running.waiting_to_be_announced(book, older_than_s=-1) == ((run_id, "documents"),)


def test_a_run_whose_worker_falls_silent_waits_again(book: Book, run_id: int) -> None:
    start(book, run_id, lease_s=-1)
    assert running.sweep(book) == 1
    assert state(book, run_id) is RunState.QUEUED
    assert running.waiting_to_be_announced(book) == ((run_id, "documents"),)


def test_the_late_result_of_a_replaced_worker_is_refused(book: Book, run_id: int) -> None:
    late = start(book, run_id, lease_s=-1)
    running.sweep(book)
    fresh = start(book, run_id)
    with pytest.raises(MovedOn, match="taken over"):
        running.finish_run(book, late, OUTCOME)
    with pytest.raises(MovedOn, match="taken over"):
        running.beat(book, late, lease_s=60, progress=0.5, doing="")
    running.finish_run(book, fresh, OUTCOME)
    assert state(book, run_id) is RunState.DONE


def test_work_that_kills_its_worker_each_time_is_set_aside(book: Book, run_id: int) -> None:
    for _ in range(MOST_ATTEMPTS):
        start(book, run_id, lease_s=-1)
        running.sweep(book)
    assert state(book, run_id) is RunState.LOST
    with book.reading() as session:
        assert "set aside" in runs.with_id(session, run_id).message


def test_a_sign_of_life_keeps_the_lease(book: Book, run_id: int) -> None:
    started = start(book, run_id, lease_s=-1)
    running.beat(book, started, lease_s=60, progress=0.25, doing="reading")
    assert running.sweep(book) == 0
    with book.reading() as session:
        view = runs.with_id(session, run_id)
    assert (view.progress, view.doing) == (0.25, "reading")


def test_a_waiting_run_stops_at_once_and_a_working_one_hears_it(
    book: Book, cast: Cast, run_id: int
) -> None:
    started = start(book, run_id)
    running.cancel_run(book, run_id=run_id, by=cast.aya)
    with pytest.raises(Cancelled):
        running.beat(book, started, lease_s=60, progress=0.5, doing="")
    running.fail_run(book, started, Cancelled("Stopped."))
    assert state(book, run_id) is RunState.CANCELLED
    with pytest.raises(MovedOn):
        running.cancel_run(book, run_id=run_id, by=cast.aya)
    running.retry_run(book, run_id=run_id, by=cast.aya)
    running.cancel_run(book, run_id=run_id, by=cast.aya)
    assert state(book, run_id) is RunState.CANCELLED


def test_a_stopped_run_of_a_dead_worker_stays_stopped(book: Book, cast: Cast, run_id: int) -> None:
    start(book, run_id, lease_s=-1)
    running.cancel_run(book, run_id=run_id, by=cast.aya)
    running.sweep(book)
    assert state(book, run_id) is RunState.CANCELLED


def test_what_can_be_tried_again_is_tried_again_and_the_rest_fails(book: Book, run_id: int) -> None:
    for _ in range(MOST_ATTEMPTS - 1):
        running.fail_run(book, start(book, run_id), WorkFailed("Busy.", can_retry=True))
        assert state(book, run_id) is RunState.QUEUED
    running.fail_run(book, start(book, run_id), WorkFailed("Busy.", can_retry=True, detail="503"))
    assert state(book, run_id) is RunState.FAILED
    with book.reading() as session:
        view = runs.with_id(session, run_id)
    assert (view.message, view.detail) == ("Busy.", "503")


def test_a_run_that_is_done_cannot_be_tried_again(book: Book, cast: Cast, run_id: int) -> None:
    running.finish_run(book, start(book, run_id), OUTCOME)
    with pytest.raises(Refused, match="done or on its way"):
        running.retry_run(book, run_id=run_id, by=cast.aya)
