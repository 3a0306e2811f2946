"""What must be done again and again: lost runs, the queue, gates that are near, what was left."""

import shutil
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from redis import Redis

from pipeline import farming, receiving, reminders, running
from pipeline.errors import PipelineError, WorkFailed
from pipeline.files import Incoming, shelf_of
from pipeline.files.shelf import tidy as tidy_shelf
from pipeline.records import Book
from workers.office import Office
from workers.queue import announce, announce_segments

EVERY_S: Final = 2.0
UPLOADS_EVERY_S: Final = 60.0
_OLD_S: Final = 24 * 3600
"""A folder of a run, or a file of a form, that nobody has touched for a day belongs to nobody."""


def tidy(book: Book, connection: Redis, work: Path) -> None:
    """Do it once."""
    running.sweep(book)
    farming.tidy(book)
    reminders.remind(book)
    announce(book, connection)
    announce_segments(book, connection)
    _clear(work, older_than=time.time() - _OLD_S)


def _clear(work: Path, *, older_than: float) -> None:
    left = [*work.glob("run-*"), *work.glob("segment-*")] if work.is_dir() else []
    for folder in left:
        with suppress(FileNotFoundError):  # who owns it may be clearing it away
            if folder.stat().st_mtime < older_than:
                shutil.rmtree(folder, ignore_errors=True)


def tidy_uploads(book: Book, incoming: Incoming, folder: Path) -> None:
    """Finish, forget and drop what has come of recordings, and what dead forms have left."""
    receiving.sweep(book, incoming)
    for left in folder.glob("in-*") if folder.is_dir() else ():
        if left.stat().st_mtime < time.time() - _OLD_S:
            left.unlink(missing_ok=True)


def tidy_shared(here: Office) -> None:
    """Keep the shelf within its limit; a store that does not answer is tidied later."""
    shelf = shelf_of(here.store) if here.settings.store_url else None
    if shelf is not None:
        with suppress(PipelineError):
            tidy_shelf(shelf, here.settings.cache_bytes)


def keep_tidy(here: Office, connection: Redis, *, stop: threading.Event) -> None:
    """Do it every two seconds until told to stop; a busy database is tried again."""
    home, uploads_at = here.settings.home, time.monotonic()
    while not stop.wait(EVERY_S):
        try:
            tidy(here.book, connection, home / "work")
            if time.monotonic() >= uploads_at:
                tidy_uploads(here.book, here.incoming, home / "incoming")
                tidy_shared(here)
                uploads_at = time.monotonic() + UPLOADS_EVERY_S
        except WorkFailed:
            continue
