"""Pictures of a film that notes stand on, made once and kept beside the store."""

import tempfile
from pathlib import Path
from typing import Final

from pipeline.errors import NotFound, WorkFailed
from pipeline.media.stills import take_still
from pipeline.records.values import FileOf
from pipeline.timing import FrameRate
from web.parts import parts

FOLDER: Final = "stills"


def still_of(film: FileOf, frame: int, rate: FrameRate) -> Path:
    """Return the JPEG of a frame of a film. Raise NotFound where the film has no such frame."""
    folder = parts().settings.home / FOLDER
    kept = folder / f"{film.digest}-{frame}.jpg"
    if kept.is_file():
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
    return kept
