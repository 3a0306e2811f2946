import time

import pytest

from pipeline import running, workflow
from pipeline.records import Book, runs
from tests.cast import Cast
from workers.progress import Heartbeat


@pytest.fixture
def started(book: Book, cast: Cast) -> running.StartedRun:
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    ((run_id, _),) = running.waiting_to_be_announced(book)
    begun = running.start_run(book, run_id=run_id, lease_s=60)
    assert isinstance(begun, running.StartedRun)
    return begun


def until(condition: object, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if callable(condition) and condition():
            return True
        time.sleep(0.05)
    return False


def test_the_pages_see_how_far_the_work_is(book: Book, started: running.StartedRun) -> None:
    def seen() -> bool:
        with book.reading() as session:
            view = runs.with_id(session, started.id)
        return (view.progress, view.doing) == (0.5, "paging")

    with Heartbeat(book, started, lease_s=60) as heartbeat:
        heartbeat.progress(0.5, "paging")
        heartbeat.progress(0.3, "")
        assert until(seen)


def test_a_stop_is_heard_within_seconds(
    book: Book, cast: Cast, started: running.StartedRun
) -> None:
    with Heartbeat(book, started, lease_s=2) as heartbeat:
        assert not heartbeat.cancelled()
        running.cancel_run(book, run_id=started.id, by=cast.aya)
        assert until(heartbeat.cancelled)


def test_a_replaced_worker_hears_that_it_is_replaced(
    book: Book, started: running.StartedRun
) -> None:
    running.beat(book, started, lease_s=-5, progress=0.0, doing="")
    running.sweep(book)
    with Heartbeat(book, started, lease_s=2) as heartbeat:
        assert until(heartbeat.cancelled)
