"""Real segment workers on machines of their own: what dies costs one segment, and no frame."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from pipeline import farming, running
from pipeline.documents.json import to_json
from pipeline.errors import WorkFailed
from pipeline.files import LocalStore, open_incoming
from pipeline.records import Book, open_book, runs
from pipeline.run_state import RunState
from pipeline.running import StartedRun
from pipeline.settings import settings_from
from tests.cast import Cast, write_cast
from tests.farm_days import Farm, film_of, media_in, running_run
from tests.pipeline.render.grey_films import Bench
from workers.office import Office
from workers.progress import Heartbeat
from workers.supervise import Supervisor

pytestmark = [pytest.mark.redis, pytest.mark.ffmpeg, pytest.mark.slow]

LOOK: dict[str, Any] = {"preset": "slower", "width": 960, "height": 540}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def environment(
    request: pytest.FixtureRequest, tmp_path: Path, redis_address: str
) -> dict[str, str]:
    """What all machines have in common: a database, a Redis, a store; not their homes."""
    database = f"sqlite:///{tmp_path / 'book.sqlite3'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        name = f"farm_{abs(hash(tmp_path))}"
        _run_sql(server, f"CREATE DATABASE {name}")
        database = server.replace("@/postgres", f"@/{name}")
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "CLAQUETTE_LEASE_S": "3",
        "DATABASE_URL": database,
        "STORE_URL": str(tmp_path / "store"),
        "REDIS_URL": redis_address,
    }


def _run_sql(address: str, command: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(command)


@pytest.fixture
def book(environment: dict[str, str]) -> Iterator[Book]:
    opened = open_book(environment["DATABASE_URL"])
    yield opened
    opened.close()


@pytest.fixture
def cast(book: Book) -> Cast:
    return write_cast(book)


@pytest.fixture
def office(book: Book, environment: dict[str, str], tmp_path: Path) -> Office:
    store = LocalStore(tmp_path / "store")
    settings = settings_from({**environment, "CLAQUETTE_HOME": str(tmp_path / "home")})
    return Office(book=book, store=store, incoming=open_incoming(store), settings=settings)


@pytest.fixture
def farm(office: Office, cast: Cast, redis: Redis, tmp_path: Path) -> Farm:
    run = running_run(office.book, cast)
    return Farm(office=office, run=run, media=media_in(office, tmp_path / "media"))


@contextmanager
def machine(environment: dict[str, str], home: Path) -> Iterator[Supervisor]:
    """A machine with one segment worker and a home of its own."""
    supervisor = Supervisor({**environment, "CLAQUETTE_HOME": str(home)}, lambda _: None)
    keeping = threading.Thread(target=supervisor.watch)
    keeping.start()
    supervisor.add("segments", "workers", "segments")
    try:
        yield supervisor
    finally:
        supervisor.stopping.set()
        keeping.join()


@pytest.fixture
def machines(
    environment: dict[str, str], book: Book, redis: Redis, tmp_path: Path
) -> Iterator[list[Supervisor]]:
    """Two machines that are ready."""
    with ExitStack() as stack:
        found = [
            stack.enter_context(machine(environment, tmp_path / name)) for name in ("anna", "otto")
        ]
        until(lambda: len(farming.workers(book)) == 2)
        yield found


def until(condition: Callable[[], bool], seconds: float = 90.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail("it did not happen in time")
        time.sleep(0.02)


def descendants_of(process_id: int) -> list[int]:
    below: list[int] = []
    for children in Path(f"/proc/{process_id}/task").glob("*/children"):
        with suppress(OSError):
            below += [int(one) for one in children.read_text(encoding="ascii").split()]
    return below + [far for near in below for far in descendants_of(near)]


def kill_all(process_id: int, number: int = signal.SIGKILL) -> None:
    for one in [process_id, *descendants_of(process_id)]:
        with suppress(ProcessLookupError):
            os.kill(one, number)


def stands_still_outside_a_transaction(book: Book, process_id: int) -> bool:
    """Freeze a process, unless it is writing: SQLite's one lock would then freeze everybody."""
    kill_all(process_id, signal.SIGSTOP)
    try:
        with book.writing():
            return True
    except WorkFailed:
        kill_all(process_id, signal.SIGCONT)
        return False


def at_work(farm: Farm, supervisor: Supervisor) -> Callable[[], bool]:
    """Whether the worker of a machine encodes a segment of this film."""

    def is_so() -> bool:
        own = f":{supervisor.process_id('segments')}"
        found = farming.wanted(farm.office.book, farm.run.id)
        return any(one.state is RunState.RUNNING and one.worker.endswith(own) for one in found)

    return is_so


def rendered_while(farm: Farm, into: Path, disturb: Callable[[], None]) -> bytes:
    """Render in a thread while something happens; return the film."""
    films: list[bytes] = []

    def render() -> None:
        with Heartbeat(farm.office.book, farm.run, lease_s=60) as heartbeat:
            film, _ = farm.render(film_of(24), into, watch=heartbeat, **LOOK)
        films.append(film.read_bytes())

    rendering = threading.Thread(target=render)
    rendering.start()
    disturb()
    rendering.join(timeout=180)
    assert films, "the film was not finished"
    return films[0]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Farm], bytes]:
    """The film as one process makes it; made once, as the bytes are the same everywhere."""
    made: list[bytes] = []

    def make(farm: Farm) -> bytes:
        if not made:
            bench = Bench(folder=tmp_path_factory.mktemp("alone"), workers=2)
            made.append(bench.render(film_of(24), farm.media, **{**LOOK, "crf": 8})[0].read_bytes())
        return made[0]

    return make


def test_two_machines_help_and_the_film_is_the_same(
    farm: Farm,
    machines: list[Supervisor],
    undisturbed: Callable[[Farm], bytes],
    tmp_path: Path,
) -> None:
    def look() -> None:
        for one in machines:
            until(at_work(farm, one))

    assert rendered_while(farm, tmp_path / "into", look) == undisturbed(farm)
    for name in ("anna", "otto"):
        assert list((tmp_path / name / "cache" / "segments").glob("??/*"))
        until(lambda name=name: not list((tmp_path / name / "work").glob("*")))  # type: ignore[misc]


def test_a_machine_that_dies_costs_one_segment(
    farm: Farm,
    machines: list[Supervisor],
    undisturbed: Callable[[Farm], bytes],
    tmp_path: Path,
) -> None:
    def die() -> None:
        until(at_work(farm, machines[0]))
        kill_all(machines[0].process_id("segments"))

    assert rendered_while(farm, tmp_path / "into", die) == undisturbed(farm)


def test_a_machine_that_stands_still_costs_one_segment_and_does_no_harm_when_it_wakes(
    farm: Farm,
    machines: list[Supervisor],
    undisturbed: Callable[[Farm], bytes],
    tmp_path: Path,
) -> None:
    frozen: list[int] = []

    def freeze() -> None:
        until(at_work(farm, machines[0]))
        frozen.append(machines[0].process_id("segments"))
        until(lambda: stands_still_outside_a_transaction(farm.office.book, frozen[0]))

    try:
        assert rendered_while(farm, tmp_path / "into", freeze) == undisturbed(farm)
    finally:
        kill_all(frozen[0], signal.SIGCONT)
    until(lambda: not list((tmp_path / "anna" / "work").glob("*")))


def test_an_emptied_redis_costs_only_delay(
    farm: Farm,
    machines: list[Supervisor],
    undisturbed: Callable[[Farm], bytes],
    redis: Redis,
    tmp_path: Path,
) -> None:
    def empty() -> None:
        until(at_work(farm, machines[0]))
        redis.flushall()
        until(lambda: len(farming.workers(farm.office.book)) == 2)

    assert rendered_while(farm, tmp_path / "into", empty) == undisturbed(farm)


def test_a_stop_ends_every_ffmpeg_and_leaves_nothing_behind(
    farm: Farm, cast: Cast, machines: list[Supervisor], redis: Redis, tmp_path: Path
) -> None:
    book = farm.office.book

    def encoders() -> list[int]:
        return [
            one
            for supervisor in machines
            for one in descendants_of(supervisor.process_id("segments"))
            if b"ffmpeg" in _program_of(one)
        ]

    def render() -> None:
        with Heartbeat(book, farm.run, lease_s=60) as heartbeat, suppress(Exception):
            farm.render(film_of(24), tmp_path / "into", watch=heartbeat, **LOOK)

    rendering = threading.Thread(target=render)
    rendering.start()
    for one in machines:
        until(at_work(farm, one))
    running.cancel_run(book, run_id=farm.run.id, by=cast.aya)
    until(lambda: not encoders(), seconds=20)
    rendering.join(timeout=60)
    assert not rendering.is_alive()
    until(lambda: farming.wanted(book, farm.run.id) == ())
    for name in ("anna", "otto", "home"):
        until(lambda name=name: not list((tmp_path / name / "work").glob("*")))  # type: ignore[misc]


def _program_of(process_id: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{process_id}/cmdline").read_bytes().split(b"\0")[0]
    return b""


def test_a_run_that_is_killed_goes_on_where_it_was(
    farm: Farm,
    environment: dict[str, str],
    machines: list[Supervisor],
    undisturbed: Callable[[Farm], bytes],
    tmp_path: Path,
) -> None:
    book, run = farm.office.book, farm.run
    command = [sys.executable, "-m", "tests.faults.coordinator", str(run.id), run.token]
    media = [f"{name}={one.digest}" for name, one in farm.media.items()]
    with subprocess.Popen(
        [*command, to_json(run.project), str(tmp_path / "first"), *media],
        env={**environment, "CLAQUETTE_HOME": str(tmp_path / "home")},
        start_new_session=True,
    ) as coordinator:
        until(lambda: _done(farm) >= 2)
        kill_all(coordinator.pid)
    running.beat(book, run, lease_s=-5, progress=0.1, doing="")
    assert running.sweep(book) == 1
    second = running.start_run(book, run_id=run.id, lease_s=60)
    assert isinstance(second, StartedRun)
    with book.reading() as session:
        assert runs.with_id(session, run.id).attempt == 2
    film, report = replace(farm, run=second).render(film_of(24), tmp_path / "second", **LOOK)
    assert report.reused >= 2
    assert film.read_bytes() == undisturbed(farm)


def _done(farm: Farm) -> int:
    found = farming.wanted(farm.office.book, farm.run.id)
    return sum(one.state is RunState.DONE for one in found)


def test_a_damaged_shelf_is_made_again(
    farm: Farm,
    machines: list[Supervisor],
    undisturbed: Callable[[Farm], bytes],
    tmp_path: Path,
) -> None:
    spoiled: list[Path] = []

    def spoil() -> None:
        def some() -> bool:
            return len(list((tmp_path / "store" / "shelf").glob("??/*"))) >= 2

        until(some)
        for kept in (tmp_path / "store" / "shelf").glob("??/*"):
            with suppress(OSError):
                kept.write_bytes(kept.read_bytes()[:100])
                spoiled.append(kept)

    assert rendered_while(farm, tmp_path / "into", spoil) == undisturbed(farm)
    assert spoiled
