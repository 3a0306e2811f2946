"""The shared coded media: found, or made once for this machine; and how their frames are read."""

import importlib
import json
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.errors import CannotRead
from pipeline.media.probe import head_of
from pipeline.media.safety import sniff
from pipeline.render.sources import RenderMedium
from tests.conftest import SHARED

FOLDER = SHARED / "timelines"
MEDIA = Path(tempfile.gettempdir()) / "claquette-coded-media"
WIDTH, HEIGHT = 640, 360
Levels = NDArray[np.float64]


@cache
def found_media() -> dict[str, RenderMedium]:
    """Return the coded media by name; making them takes about two minutes."""
    if not (FOLDER / "make_media.py").exists():
        pytest.skip("the shared timelines are not here")
    if not (shutil.which("ffmpeg") and shutil.which("ffprobe")):
        pytest.skip("ffmpeg and ffprobe of the system are not here")
    if not (MEDIA / "sources.json").exists():
        subprocess.run([sys.executable, FOLDER / "make_media.py", MEDIA], check=True)
    found = {}
    for path in sorted(MEDIA.rglob("*")):
        if path.is_file() and path.suffix != ".json":
            try:
                kind = sniff(head_of(path), name=path.name)
            except CannotRead:
                continue
            digest = sha256(path.read_bytes()).hexdigest()
            found[path.name] = RenderMedium(path=path.resolve(), digest=digest, kind=kind)
    return found


@cache
def numbers() -> dict[str, int]:
    """Return the number of each coded medium by its name."""
    sources = json.loads((MEDIA / "sources.json").read_text())
    return {source["name"]: int(number) for number, source in sources.items()}


@cache
def fcode() -> Any:
    """Return the shared module that draws and reads the codes."""
    sys.path.insert(0, str(FOLDER))
    return importlib.import_module("fcode")


def levels_of(grey: NDArray[np.uint8]) -> Levels:
    """Return how bright each cell of the code is in a frame that a wide picture fills."""
    cells, _ = fcode().cells_px(WIDTH, HEIGHT)
    found = []
    for left, top, right, bottom in cells:
        x, y = (right - left) * 0.25, (bottom - top) * 0.25
        inner = grey[round(top + y) : round(bottom - y), round(left + x) : round(right - x)]
        found.append(float(inner.mean()))
    return np.array(found)


def levels_of_source(name: str, frame: int) -> Levels:
    """Return how bright the cells of a source's frame are."""
    bits = fcode().bits(numbers()[name], frame)
    return np.where(bits > 0, 210.0, 40.0)
