"""What kept parts of films are called: digests of all that shapes them."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.media.ffmpeg import ffmpeg_program, run_ffmpeg


def digest_of(plain: Any) -> str:
    """Return the digest of plain values: equal for equal values, in every process."""
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def ffmpeg_name() -> str:
    """Return what tells the ffmpeg in use from another: its libraries' versions and its size."""
    program = ffmpeg_program()
    return _ffmpeg_name(program, Path(program).stat().st_size)


@cache
def _ffmpeg_name(program: str, size: int) -> str:
    with TemporaryDirectory() as folder:
        listed = Path(folder) / "frame"
        frame = ("-f", "lavfi", "-i", "color=s=16x16:r=1", "-frames:v", "1", "-f", "framecrc")
        run_ffmpeg(("-y", *frame, f"file:{listed}"))
        software = [line for line in listed.read_text().splitlines() if "#software" in line]
    return f"{' '.join(software)} {size}"
