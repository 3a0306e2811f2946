"""The runner with the real ffmpeg: progress, cancel, limits, feed, and death with the parent."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.errors import Cancelled, MissingProgram, WorkFailed
from pipeline.media.ffmpeg import Limits, ffmpeg_program, run_ffmpeg, run_python

pytestmark = pytest.mark.ffmpeg

ENDLESS = ["-f", "lavfi", "-i", "testsrc2=s=64x64:r=25", "-f", "null", "-"]
TWO_SECONDS = ["-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=2"]
REPOSITORY = Path(__file__).resolve().parents[3]


class Watching:
    """Keeps what it was told; asks for a stop after some calls."""

    def __init__(self, *, stop_after_s: float = 1e9) -> None:
        self.fractions: list[float] = []
        self.ending = time.monotonic() + stop_after_s

    def progress(self, fraction: float, doing: str) -> None:
        self.fractions.append(fraction)

    def cancelled(self) -> bool:
        return time.monotonic() > self.ending


def test_a_run_writes_its_file_and_tells_progress_up_to_the_end(tmp_path: Path) -> None:
    watch = Watching()
    film = tmp_path / "film.mp4"
    run_ffmpeg([*TWO_SECONDS, str(film)], seconds=Fraction(2), watch=watch)
    assert film.stat().st_size > 1000
    assert watch.fractions == sorted(watch.fractions)
    assert watch.fractions[-1] > 0.95


def test_the_last_lines_are_returned_when_asked_for(tmp_path: Path) -> None:
    arguments = ["-loglevel", "info", "-f", "lavfi", "-i", "sine=d=1"]
    said = run_ffmpeg([*arguments, "-af", "ebur128", "-f", "null", "-"])
    assert "Integrated loudness" in said


def test_a_cancelled_run_stops_within_a_second() -> None:
    began = time.monotonic()
    with pytest.raises(Cancelled):
        run_ffmpeg(ENDLESS, watch=Watching(stop_after_s=0.3))
    assert time.monotonic() - began < 1.5


def test_a_run_over_the_clock_is_killed_with_a_sentence() -> None:
    with pytest.raises(WorkFailed, match="took longer than") as failed:
        run_ffmpeg(ENDLESS, limits=Limits(wall_s=0.5))
    assert failed.value.can_retry


def test_a_run_over_its_computing_time_is_stopped_with_a_sentence() -> None:
    with pytest.raises(WorkFailed, match="computing time"):
        run_ffmpeg(ENDLESS, limits=Limits(cpu_s=1, wall_s=30))


def test_a_run_over_its_file_size_is_stopped_with_a_sentence(tmp_path: Path) -> None:
    sound = str(tmp_path / "long.wav")
    with pytest.raises(WorkFailed, match="larger than is allowed"):
        run_ffmpeg(["-f", "lavfi", "-i", "sine", sound], limits=Limits(file_bytes=2_000_000))
    assert (tmp_path / "long.wav").stat().st_size <= 2_000_000


def test_a_run_over_its_memory_fails_and_we_live_on() -> None:
    huge = ["-f", "lavfi", "-i", "color=s=8000x8000:r=25", "-frames:v", "20"]
    with pytest.raises(WorkFailed):
        run_ffmpeg([*huge, "-f", "null", "-"], limits=Limits(memory_bytes=200_000_000, wall_s=20))


def test_the_detail_of_a_failure_holds_what_ffmpeg_said(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed) as failed:
        run_ffmpeg(["-i", str(tmp_path / "nothing.mp4"), "-f", "null", "-"])
    assert "No such file" in failed.value.detail
    assert "nothing.mp4" not in str(failed.value)


def test_what_is_fed_is_what_it_reads(tmp_path: Path) -> None:
    picture = bytes(64 * 64 * 3)
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "64x64", "-r", "25", "-i", "pipe:0"]
    out = tmp_path / "fed.rgb"
    run_ffmpeg([*raw, "-f", "rawvideo", str(out)], feed=(picture for _ in range(40)))
    assert out.stat().st_size == 40 * len(picture)


def test_a_program_that_wants_no_more_food_is_not_a_failure(tmp_path: Path) -> None:
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "64x64", "-r", "25", "-i", "pipe:0"]
    food = (bytes(64 * 64 * 3) for _ in range(2000))
    run_ffmpeg([*raw, "-frames:v", "3", "-f", "null", "-"], feed=food)


def test_a_feed_that_fails_leaves_nothing_running() -> None:
    def broken() -> Iterator[bytes]:
        yield bytes(10)
        raise ValueError("no picture")

    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "64x64", "-i", "pipe:0", "-f", "null", "-"]
    with pytest.raises(ValueError, match="no picture"):
        run_ffmpeg(raw, feed=broken())


def test_the_program_sees_no_environment_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    script = tmp_path / "environment.py"
    script.write_text("import os; print(sorted(os.environ))")
    status, said = run_python(script, cwd=tmp_path, limits=Limits(wall_s=20), feed=())
    assert (status, said.strip()) == (0, "['AV_LOG_FORCE_NOCOLOR', 'LC_ALL', 'MALLOC_ARENA_MAX']")


def test_a_script_that_falls_over_has_a_status_and_raises_nothing(tmp_path: Path) -> None:
    script = tmp_path / "fall.py"
    script.write_text("import os; print('so far', flush=True); os.kill(os.getpid(), 11)")
    status, said = run_python(script, cwd=tmp_path, limits=Limits(wall_s=20), feed=())
    assert (status, said) == (-signal.SIGSEGV, "so far\n")


def test_what_was_started_dies_when_the_worker_is_killed(tmp_path: Path) -> None:
    sleeper = tmp_path / "sleep.py"
    sleeper.write_text("import time; time.sleep(60)")  # writes nothing: no broken pipe ends it
    code = (
        "from pathlib import Path\nfrom pipeline.media.ffmpeg import USUAL, run_python\n"
        f"run_python(Path({str(sleeper)!r}), cwd=Path('/'), limits=USUAL, feed=())"
    )
    worker = subprocess.Popen([sys.executable, "-c", code], cwd=REPOSITORY)
    assert _wait_for(lambda: bool(_running(str(sleeper), but=worker.pid)))
    worker.kill()
    worker.wait()
    assert _wait_for(lambda: not _running(str(sleeper), but=worker.pid))


def test_a_path_without_a_program_is_a_missing_program() -> None:
    with pytest.raises(MissingProgram, match="/nowhere/ffmpeg"):
        ffmpeg_program("/nowhere/ffmpeg")
    assert os.access(ffmpeg_program(), os.X_OK)


def _running(mark: str, *, but: int) -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark in entry.read_text(errors="replace") and entry.parent.name != str(but):
                found.append(entry.parent.name)
        except OSError:
            continue
    return found


def _wait_for(condition: Callable[[], bool], seconds: float = 8) -> bool:
    ending = time.monotonic() + seconds
    while not condition() and time.monotonic() < ending:
        time.sleep(0.05)
    return condition()
