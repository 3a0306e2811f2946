"""Small films, sounds and pictures for the tests, made by the real ffmpeg."""

from collections.abc import Iterable
from hashlib import sha256
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.bench import Files, StageFile
from pipeline.media.ffmpeg import run_ffmpeg

Pictures = NDArray[np.uint8]

TONE = "sine=frequency=440:sample_rate=48000"


def film(
    path: Path,
    *options: str,
    seconds: float = 1,
    size: str = "320x180",
    rate: str = "25",
    sound: str = TONE,
) -> Path:
    """Make a film with a moving test picture; sound="" leaves the sound out."""
    picture = ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}:duration={seconds}"]
    heard = ["-f", "lavfi", "-i", f"{sound}:duration={seconds}"] if sound else []
    encoded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
    run_ffmpeg([*picture, *heard, *encoded, *options, "-y", str(path)])
    return path


def sound(path: Path, *options: str, source: str = TONE, seconds: float = 1) -> Path:
    """Make a sound."""
    run_ffmpeg(["-f", "lavfi", "-i", f"{source}:duration={seconds}", *options, "-y", str(path)])
    return path


def turned(path: Path, source: Path, degrees: int) -> Path:
    """Copy a film and say in its header that it must be turned, as phones do."""
    turn = ["-display_rotation", str(degrees), "-i", str(source)]
    run_ffmpeg([*turn, "-c", "copy", "-y", str(path)])
    return path


def uneven(path: Path, *, seconds: float = 2) -> Path:
    """Make a film whose pictures come at irregular times."""
    picture = f"testsrc2=size=320x180:rate=30:duration={seconds}"
    kept = "select='not(eq(mod(n,5),3))'"
    run_ffmpeg(["-f", "lavfi", "-i", picture, "-vf", kept, "-fps_mode", "vfr", "-y", str(path)])
    return path


def stage_files(*paths: Path) -> Files:
    """Return files as a stage gets them: stored under a name without a suffix."""
    found = {}
    for path in paths:
        content = path.read_bytes()
        digest = sha256(content).hexdigest()
        stored = path.parent / digest
        stored.write_bytes(content)
        size = len(content)
        found[path.name] = StageFile(name=path.name, path=stored, digest=digest, bytes=size)
    return found


def drawn(path: Path, pictures: Iterable[Pictures], *options: str, rate: str = "25") -> Path:
    """Make a film of grey pictures: arrays of (rows, columns)."""
    pictures = iter(pictures)
    first = next(pictures)
    size = f"{first.shape[1]}x{first.shape[0]}"
    raw = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", size, "-r", rate, "-i", "pipe:0"]
    encoded = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "16", "-pix_fmt", "yuv420p"]
    feed = (np.ascontiguousarray(one).tobytes() for one in chain([first], pictures))
    run_ffmpeg([*raw, *encoded, *options, "-y", str(path)], feed=feed)
    return path


def room(number: int, *, size: tuple[int, int] = (90, 160)) -> NDArray[np.float64]:
    """Return a picture of a room with somebody who moves and the grain of a camera."""
    rows, columns = np.mgrid[: size[0], : size[1]]
    still: NDArray[np.float64] = 110 + 40 * np.sin(rows / 7.0) + 30 * np.cos(columns / 11.0)
    place = size[1] * (0.5 + 0.3 * np.sin(number / 17.0))
    still[size[0] // 3 :, int(place) : int(place) + 12] = 60
    grain = np.random.default_rng(number).normal(0, 2, size)
    return still + grain


def as_picture(light: NDArray[np.float64]) -> Pictures:
    """Return light as the bytes of a grey picture."""
    return np.clip(light, 0, 255).astype(np.uint8)
