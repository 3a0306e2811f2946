"""The only place that starts a process: ffmpeg with limits, progress and a stop button.

A program gets a list of arguments (never a shell line), an almost empty environment, no terminal,
its own session, limits on time, memory and file size, and dies with the thread that started it:
the run is waited for in the calling thread, so that this is the thread which asked for the work.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from shutil import which
from subprocess import DEVNULL, PIPE, Popen
from typing import Final, Protocol

import imageio_ffmpeg

from pipeline.errors import Cancelled, MissingProgram, WorkFailed
from pipeline.media.talk import Talk, Talked

LAUNCHER: Final = Path(__file__).with_name("launch.py")
ENVIRONMENT: Final = {
    "LC_ALL": "C.UTF-8",
    "AV_LOG_FORCE_NOCOLOR": "1",
    # One heap for all threads of a program: several of them keep a tenth more memory for nothing.
    "MALLOC_ARENA_MAX": "1",
}
PROGRAM_FOLDERS: Final = "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin"
DETAIL_LINES: Final = 20
GIB: Final = 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one run may use; what goes over is killed."""

    wall_s: float = 3600
    """Seconds by the clock on the wall."""
    cpu_s: int = 7200
    """Seconds of all cores together."""
    memory_bytes: int = 4 * GIB
    """Address space, which is more than what is in use."""
    file_bytes: int = 40 * GIB
    """The size of each file it writes."""


USUAL: Final = Limits()


class Watch(Protocol):
    """How a run tells where it is, and hears that it shall stop."""

    def progress(self, fraction: float, doing: str) -> None:
        """Tell how much is done, 0 to 1."""

    def cancelled(self) -> bool:
        """Return whether somebody asked for a stop."""


@dataclass(slots=True)
class _Choice:
    program: str = ""


_CHOICE: Final = _Choice()

# What the last lines or the status tell, and the sentence for it. The first match counts.
TROUBLES: Final = (
    ("received signal 24", "It needed more computing time than is allowed. Send a shorter film."),
    ("file too large", "What it made became larger than is allowed. Send a shorter film."),
    ("no space left", "The disk is full. Ask the coordinator to make room, then try again."),
    ("cannot allocate memory", "It needed more memory than is allowed. Send a smaller film."),
    ("invalid data found", "A film or sound file in it is damaged. Send that file again."),
)
STATUS_TROUBLES: Final = {
    -24: TROUBLES[0][1],
    255: TROUBLES[0][1],  # ffmpeg ends so on a signal; only the limit sends one that it can hear
    -25: TROUBLES[1][1],
    -9: "The computer stopped it. Try once more.",
    -11: "A film or sound file in it makes the program fall over. Send another copy of that file.",
}
OTHER_TROUBLE: Final = "Try once more; if it stops again, show the details to a technician."


def use_ffmpeg(path: str) -> None:
    """Set the program for this process, once, at an entry point. "" means the bundled one.

    Raises MissingProgram when there is none at this path.
    """
    _CHOICE.program = ffmpeg_program(path) if path else ""


def ffmpeg_program(settings_path: str = "") -> str:
    """Return the absolute path of ffmpeg: the one given, else the one set, else the bundled one.

    A bare name is looked for in the usual program folders. Raises MissingProgram.
    """
    if not settings_path:
        return _CHOICE.program or _bundled()
    found = which(settings_path, path=PROGRAM_FOLDERS)
    if found is None:
        raise MissingProgram(
            "There is no ffmpeg at “%(path)s”. Correct the setting, or leave it empty.",
            path=settings_path,
        )
    return str(Path(found).absolute())


@cache
def _bundled() -> str:
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise MissingProgram(
            "The film program ffmpeg is missing. Install it, or install Claquette again.",
            detail=str(error),
        ) from error


@dataclass(slots=True)
class _Progress:
    """Reads ffmpeg's "key=value" report and tells the watch; the fraction never falls."""

    seconds: Fraction | None
    watch: Watch | None
    done: float = 0.0
    rest: bytes = field(default=b"")

    def hear(self, chunk: bytes) -> None:
        *lines, self.rest = (self.rest + chunk).split(b"\n")
        for line in lines:
            key, _, value = line.strip().partition(b"=")
            if key == b"out_time_us" and value.isdigit() and self.seconds and self.watch:
                fraction = int(value) / 1_000_000 / float(self.seconds)
                self.done = max(self.done, min(1.0, fraction))
                self.watch.progress(self.done, "")


def run_ffmpeg(
    arguments: Sequence[str],
    *,
    cwd: Path | None = None,
    limits: Limits = USUAL,
    seconds: Fraction | None = None,
    watch: Watch | None = None,
    feed: Iterable[bytes] | None = None,
) -> str:
    """Run ffmpeg and return the last lines it wrote to stderr (64 kB at most).

    `seconds` is the expected length of the output, for the progress. `feed` is what it reads from
    "pipe:0". Its stdout is taken by the progress report: output goes to files, and "-y" is the
    caller's to give. `-loglevel` may be given again in the arguments.

    Raises WorkFailed with the last lines as detail, Cancelled, or MissingProgram.
    """
    own = ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "warning", "-progress", "pipe:1"]
    progress = _Progress(seconds, watch)
    talked = start(
        [ffmpeg_program(), *own, *arguments],
        cwd=cwd,
        limits=limits,
        talk=Talk(
            hear=progress.hear,
            feed=feed,
            stop=watch.cancelled if watch else None,
            wall_s=limits.wall_s,
        ),
    )
    _raise_if_failed(talked, limits)
    return talked.errors


def run_python(
    script: Path, *, cwd: Path, limits: Limits, feed: Iterable[bytes]
) -> tuple[int, str]:
    """Run one of our scripts in a process of its own; return its status and what it printed.

    For work on uploaded files inside this language, whose libraries may fall over or hang.
    A script that runs out of limits has a status other than 0; nothing is raised.
    """
    printed: list[bytes] = []
    talk = Talk(hear=printed.append, feed=feed, stop=None, wall_s=limits.wall_s)
    command = [sys.executable, "-I", "-B", str(script)]
    talked = start(command, cwd=cwd, limits=limits, talk=talk)
    return talked.status, b"".join(printed).decode(errors="replace")


def start(command: Sequence[str], *, cwd: Path | None, limits: Limits, talk: Talk) -> Talked:
    """Start a program under the launcher, talk with it to its end, and leave nothing running."""
    numbers = (os.getpid(), limits.cpu_s, limits.memory_bytes, limits.file_bytes)
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER), *map(str, numbers)]
    with Popen(
        [*launcher, *command],
        stdin=DEVNULL if talk.feed is None else PIPE,
        stdout=PIPE,
        stderr=PIPE,
        cwd=cwd,
        env=ENVIRONMENT,
        start_new_session=True,
        bufsize=0,
    ) as child:
        return talk.until_end(child)


def _raise_if_failed(talked: Talked, limits: Limits) -> None:
    # Indented is what stands inside a file: a title, a place, the name of a child.
    lines = [line for line in talked.errors.splitlines() if not line.startswith("  ")]
    detail = "\n".join(lines[-DETAIL_LINES:])
    if talked.stopped:
        raise Cancelled("The work was stopped. Start it again when you are ready.", detail=detail)
    if talked.overdue:
        raise WorkFailed(
            "The film program took longer than %(minutes)s minutes and was stopped. "
            "Send a shorter film, or try when the computers have less to do.",
            minutes=round(limits.wall_s / 60, 1),
            detail=detail,
            can_retry=True,
        )
    if talked.status != 0:
        raise WorkFailed(
            "The film program stopped. %(trouble)s",
            trouble=_trouble(talked.status, detail),
            detail=detail or f"exit status {talked.status}",
            can_retry=True,
        )


def _trouble(status: int, detail: str) -> str:
    said = detail.lower()
    spoken = (sentence for sign, sentence in TROUBLES if sign in said)
    return next(spoken, STATUS_TROUBLES.get(status, OTHER_TROUBLE))
