"""Pictures of a film that notes stand on, made once and kept beside the store.

They can be made again, so that only as many stay as fit; who makes one clears the others away.
"""

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from pipeline.errors import NotFound, WorkFailed
from pipeline.media.kept_within import keep_within
from pipeline.media.stills import take_still
from pipeline.records.values import FileOf
from pipeline.timing import FrameRate
from web.parts import parts

FOLDER: Final = "stills"
MOST_BYTES: Final = 512 << 20
"""So much of the disk they take: some ten thousand pictures."""
TIDIED_S: Final = 60.0
"""The folder is looked through once in so many seconds."""


def still_of(film: FileOf, frame: int, rate: FrameRate) -> Path:
    """Return the JPEG of a frame of a film. Raise NotFound where the film has no such frame."""
    folder = parts().settings.home / FOLDER
    kept = folder / f"{film.digest}-{frame}.jpg"
    with suppress(FileNotFoundError):
        os.utime(kept)  # it has been used, and stays for longer
        return kept
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as work:
        made = Path(work) / "still.jpg"
        try:
            take_still(parts().store.path(film.digest), frame, rate, made)
        except WorkFailed as fault:
            raise NotFound("The film has no such picture.") from fault
        if not made.is_file():
            raise NotFound("The film has no such picture.")
        made.replace(kept)
    _tidy(folder)
    return kept


def _tidy(folder: Path) -> None:
    """Remove the pictures that were not used for longest; a mark says when it was done."""
    mark = folder / ".tidied"
    with suppress(FileNotFoundError):
        if abs(time.time() - mark.stat().st_mtime) < TIDIED_S:
            return
    mark.touch()
    keep_within(folder.glob("*.jpg"), MOST_BYTES)
