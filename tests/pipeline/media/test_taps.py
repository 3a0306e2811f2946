"""Raw pictures and sound through named pipes, while ffmpeg works."""

import threading
from pathlib import Path
from typing import BinaryIO

import pytest

from pipeline.errors import WorkFailed
from pipeline.media.ffmpeg import Limits, run_ffmpeg
from pipeline.media.taps import Taps

pytestmark = pytest.mark.ffmpeg

FRAMES = ["-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=4", "-f", "rawvideo", "-pix_fmt", "gray"]
SHORT = Limits(wall_s=20)


def count(pipe: BinaryIO) -> int:
    total = 0
    while chunk := pipe.read(5000):
        total += len(chunk)
    return total


def test_all_that_is_written_is_read_and_no_file_is_left_but_the_pipe(tmp_path: Path) -> None:
    place = tmp_path / "pictures"
    with Taps() as taps:
        counted = taps.open(place, count)
        run_ffmpeg([*FRAMES, "-y", f"file:{place}"], limits=SHORT)
    assert counted.result() == 100 * 64 * 64
    assert place.stat().st_size == 0


def test_a_reader_that_has_enough_holds_nobody_up(tmp_path: Path) -> None:
    place = tmp_path / "pictures"
    with Taps() as taps:
        first = taps.open(place, lambda pipe: pipe.read(10))
        run_ffmpeg([*FRAMES, "-y", f"file:{place}"], limits=SHORT)
    assert len(first.result()) == 10


def test_a_reader_that_fails_says_so_after_the_run(tmp_path: Path) -> None:
    def fail(pipe: BinaryIO) -> None:
        raise ValueError("no picture")

    place = tmp_path / "pictures"
    with Taps() as taps:
        failed = taps.open(place, fail)
        run_ffmpeg([*FRAMES, "-y", f"file:{place}"], limits=SHORT)
    with pytest.raises(ValueError, match="no picture"):
        failed.result()


def test_a_run_that_never_opens_its_pipe_leaves_no_thread_waiting(tmp_path: Path) -> None:
    before = threading.active_count()
    nothing = ["-i", str(tmp_path / "nothing.mp4"), "-f", "null", "-"]
    with Taps() as taps:
        counted = taps.open(tmp_path / "pictures", count)
        with pytest.raises(WorkFailed):
            run_ffmpeg(nothing, limits=SHORT)
    assert counted.result() == 0
    assert threading.active_count() == before
