"""The second place of every recording: on another disk, read back before it counts.

A camera's card may be erased only when there are two copies that were both verified (the rule of
archives: three copies, two of them on different media, before the first is given up).
"""

import threading
from typing import Final

from pipeline import arrivals
from pipeline.errors import PipelineError
from pipeline.files import Store, digest_of_file
from pipeline.records import Book, uploads
from pipeline.records.values import UploadView

EVERY_S: Final = 2.0
AFTER_FAULT_S: Final = 30.0
"""How long to wait when the second place does not answer or is full."""


def keep_copied(book: Book, store: Store, second: Store, *, stop: threading.Event) -> None:
    """Copy what is in one place only, until told to stop; what fails is tried again."""
    pause = EVERY_S
    while not stop.wait(pause):
        try:
            copy_all(book, store, second, stop=stop)
            pause = EVERY_S
        except (PipelineError, OSError):
            pause = AFTER_FAULT_S


def copy_all(book: Book, store: Store, second: Store, *, stop: threading.Event) -> int:
    """Copy everything that is in one place only, and return how many there were."""
    with book.reading() as session:
        waiting = uploads.uncopied(session)
    for upload in waiting:
        if stop.is_set():
            break
        if _copy(upload, store, second):
            arrivals.copied(book, upload)
    return len(waiting)


def _copy(upload: UploadView, store: Store, second: Store) -> bool:
    """Bring one recording to the second place and read it back from there."""
    stored = second.put(store.path(upload.digest))
    return stored.digest == upload.digest == digest_of_file(second.path(upload.digest)).digest
