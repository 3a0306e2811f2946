"""What must be done again and again: find lost runs, tell the queue, clear away what was left."""

import shutil
import threading
import time
from pathlib import Path
from typing import Final

from redis import Redis

from pipeline import running
from pipeline.errors import WorkFailed
from pipeline.records import Book
from workers.queue import announce

EVERY_S: Final = 2.0
_OLD_S: Final = 24 * 3600
"""A folder of a run that nobody has touched for a day belongs to nobody."""


def tidy(book: Book, connection: Redis, work: Path) -> None:
    """Do it once."""
    running.sweep(book)
    announce(book, connection)
    _clear(work, older_than=time.time() - _OLD_S)


def _clear(work: Path, *, older_than: float) -> None:
    for folder in work.glob("run-*") if work.is_dir() else ():
        if folder.stat().st_mtime < older_than:
            shutil.rmtree(folder, ignore_errors=True)


def keep_tidy(book: Book, connection: Redis, work: Path, *, stop: threading.Event) -> None:
    """Do it every two seconds until told to stop; a busy database is tried again."""
    while not stop.wait(EVERY_S):
        try:
            tidy(book, connection, work)
        except WorkFailed:
            continue
