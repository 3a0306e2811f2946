"""A worker that dies in the middle of its work costs time and nothing else."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis

from pipeline import picture_lock, workflow
from pipeline.documents.json import to_json
from pipeline.documents.project import read_project_toml
from pipeline.records import Book, questions, revisions, runs
from pipeline.records.values import FileSide, RevisionView, RunView
from pipeline.run_state import RunState, RunTask
from sample_projects.carry import Carrier, bring, carry
from tests.carried import carrier_of
from tests.cast import Cast
from tests.small_film import write_film
from workers.housekeeping import tidy
from workers.office import Office
from workers.supervise import Supervisor

pytestmark = [pytest.mark.redis, pytest.mark.ffmpeg, pytest.mark.slow]


@pytest.fixture
def carrier(office: Office, cast: Cast) -> Carrier:
    return carrier_of(office, cast)


@pytest.fixture
def supervisor(office: Office, tmp_path: Path, redis_address: str) -> Iterator[Supervisor]:
    environment = {
        "PATH": os.environ["PATH"],
        "CLAQUETTE_HOME": str(office.settings.home),
        "CLAQUETTE_LEASE_S": "3",
        "DATABASE_URL": office.book.address,
        "STORE_URL": str(tmp_path / "store"),
        "REDIS_URL": redis_address,
    }
    supervisor = Supervisor(environment, lambda _: None)
    keeping = threading.Thread(target=supervisor.watch)
    keeping.start()
    yield supervisor
    supervisor.stopping.set()
    keeping.join()


def run_of(book: Book, revision: RevisionView) -> RunView:
    with book.reading() as session:
        return runs.newest_of(session, [revision.id])[revision.id]


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen in time")


def children_of(process_id: int) -> list[int]:
    children = Path(f"/proc/{process_id}/task/{process_id}/children")
    return [int(one) for one in children.read_text(encoding="ascii").split()]


def descendants_of(process_id: int) -> list[int]:
    below = children_of(process_id)
    return below + [far for near in below for far in descendants_of(near)]


def made_by(book: Book, revision: RevisionView) -> dict[str, str]:
    with book.reading() as session:
        made = revisions.files_of(session, revision.id, FileSide.MADE)
    return {one.name: one.digest for one in made}


def test_a_killed_render_is_picked_up_again_and_the_film_is_the_same(
    office: Office,
    cast: Cast,
    carrier: Carrier,
    supervisor: Supervisor,
    redis: Redis,
    tmp_path: Path,
) -> None:
    book, folder = office.book, write_film(tmp_path / "kite")
    with book.writing() as session:
        text = (folder / "project.toml").read_text(encoding="utf-8")
        revisions.set_project_settings(session, cast.blue_film, to_json(read_project_toml(text)))
    carry(carrier, folder, until="rushes")
    undisturbed = made_by(book, bring(carrier, folder, "edit"))

    again = workflow.add_revision(
        book, workflow.Sending(project_id=cast.blue_film, stage="edit", by=cast.aya)
    )
    tidy(book, redis, tmp_path / "work")
    supervisor.add("render", "workers", "render")
    until(lambda: run_of(book, again).state is RunState.RUNNING)
    worker = supervisor.process_id("render")
    for process_id in [worker, *descendants_of(worker)]:
        os.kill(process_id, signal.SIGKILL)
    assert run_of(book, again).state is RunState.RUNNING

    def finished() -> bool:
        tidy(book, redis, tmp_path / "work")
        return run_of(book, again).state is RunState.DONE

    until(finished)
    assert run_of(book, again).attempt == 2
    assert made_by(book, again) == undisturbed
    with book.reading() as session:
        view = questions.stage_view(session, cast.blue_film, "edit")
    assert [one.number for one in view.revisions].count(again.number) == 1
    assert not list((office.settings.home / "work").glob("*/made"))


def test_a_killed_lock_is_made_by_the_next_worker_once(
    office: Office,
    cast: Cast,
    carrier: Carrier,
    supervisor: Supervisor,
    redis: Redis,
    tmp_path: Path,
) -> None:
    book, folder = office.book, write_film(tmp_path / "kite")
    with book.writing() as session:
        text = (folder / "project.toml").read_text(encoding="utf-8")
        revisions.set_project_settings(session, cast.blue_film, to_json(read_project_toml(text)))
    carry(carrier, folder, until="rushes")
    bring(carrier, folder, "edit")
    locked = carry(carrier, folder, until="edit")

    def lock_run() -> RunView:
        with book.reading() as session:
            return runs.newest_of(session, [locked.id], task=RunTask.LOCK)[locked.id]

    def goes_on(wanted: Callable[[], bool]) -> Callable[[], bool]:
        def look() -> bool:
            tidy(book, redis, tmp_path / "work")
            return wanted()

        return look

    supervisor.add("render", "workers", "render")
    until(goes_on(lambda: lock_run().state is RunState.RUNNING and lock_run().progress > 0.1))
    worker = supervisor.process_id("render")
    for process_id in [worker, *descendants_of(worker)]:
        os.kill(process_id, signal.SIGKILL)
    assert lock_run().state is RunState.RUNNING
    until(goes_on(lambda: lock_run().state is RunState.DONE))
    assert lock_run().attempt == 2
    with book.reading() as session:
        view = picture_lock.view(session, cast.blue_film)
        assert view is not None
        assert view.made == revisions.files_of(session, locked.id, FileSide.LOCKED)
    assert [one.name for one in view.made].count("master/picture.mp4") == 1
    assert not list((office.settings.home / "work").glob("*/made"))
