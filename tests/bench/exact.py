"""How many of the shared timelines everybody gets exactly right: picture, sound and length."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pipeline.errors import PipelineError
from tests.bench.material import SHARED, Material
from tests.bench.peers import OURS, PEERS, CannotWrite, NotHere, Task
from tests.bench.tree import CannotRun, take

PUBLIC: Final = SHARED / "public"
PATIENCE_S: Final = 120
"""Some never end on a timeline that they do not understand."""


def print_exact(tell: Callable[[str], None]) -> None:
    """Print the figures."""
    timelines = sorted(PUBLIC.glob("*.otio"))
    if not (timelines and shutil.which("ffmpeg") and shutil.which("ffprobe")):
        tell("How many timelines are exact is left out: they, or ffmpeg and ffprobe, are not here")
        return
    media = _coded_media()
    for name in PEERS:
        try:
            exact = [timeline.stem for timeline in timelines if _is_exact(name, timeline, media)]
        except NotHere as missing:
            tell(f"Exact timelines of {name}: left out, {missing}")
            continue
        tell(f"Exact timelines of {name}: {len(exact)} of {len(timelines)}")


def _coded_media() -> Path:
    """Return the media in which every frame and sound has its number; made once a machine."""
    folder = Path(tempfile.gettempdir()) / "claquette-coded-media"
    if not (folder / "sources.json").exists():
        maker = [sys.executable, str(SHARED / "make_media.py"), str(folder)]
        subprocess.run(maker, check=True, stdout=subprocess.DEVNULL)
    return folder


def _is_exact(name: str, timeline: Path, media: Path) -> bool:
    """Return whether a film is exact; what cannot be rendered is not."""
    checker = SHARED / "check.py"
    material = Material(media=media, whole=timeline, changed=timeline, checker=checker)
    with tempfile.TemporaryDirectory() as folder:
        task = Task(timeline=timeline, material=material, preset="veryfast", folder=Path(folder))
        try:
            take(PEERS[name](task), cwd=task.folder, limit_s=PATIENCE_S)
        except CannotRun:
            # A film with something missing is rendered, and the command says that it is blocked.
            if name != OURS:
                return False
        except (CannotWrite, PipelineError, KeyError, ValueError):
            return False
        judged = material.right_frames(timeline, task.film) if task.film.exists() else None
        return judged is not None and judged[1]
