"""How a verb is told of files, how it speaks (results on stdout, the rest on stderr) and ends."""

import json
import sys
import time
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

from pipeline.documents.report import Report
from pipeline.errors import CannotRead

FINE: Final = 0
BLOCKED: Final = 1
UNREADABLE: Final = 2
MISSING: Final = 3

QUIET_S: Final = 1.0
"""Seconds between two lines about the same work."""


def tell(message: str) -> None:
    """Say something to the person who waits."""
    sys.stderr.write(message + "\n")


def show(text: str) -> None:
    """Print a result."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def show_json(document: object) -> None:
    """Print one JSON document."""
    show(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1))


def write_json(path: Path, document: object) -> None:
    """Write one JSON document."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)
    write_bytes(path, (text + "\n").encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a result where it was asked for. Raise CannotRead when that place cannot be used."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as fault:
        raise CannotRead(
            "“%(path)s” cannot be written. Choose another place.", path=str(path), detail=str(fault)
        ) from fault


def read_bytes(path: Path) -> bytes:
    """Return a file that was named on the command line. Raise CannotRead when it is not there."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise CannotRead(
            "“%(path)s” cannot be opened. Is the name right?", path=str(path), detail=str(fault)
        ) from fault


def named_files(paths: Sequence[Path]) -> dict[str, Path]:
    """Return files by their names. Raise CannotRead when one is missing or two are called alike."""
    for path in paths:
        if not path.is_file():
            raise CannotRead("“%(path)s” cannot be opened. Is the name right?", path=str(path))
    files = {path.name: path for path in paths}
    if len(files) < len(paths):
        raise CannotRead("Two of these files have the same name. Rename one of them.")
    return files


def put(content: bytes, out: Path | None) -> None:
    """Write a result to a file, or to stdout when no file was named."""
    if out:
        write_bytes(out, content)
        tell(f"written: {out}")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def tell_report(report: Report) -> None:
    """Say each finding on a line of its own."""
    for finding in report.blockers:
        tell(f"  blocker  {finding.code}  {finding.place}: {finding.message}")
    for finding in report.warnings:
        tell(f"  warning  {finding.code}  {finding.place}: {finding.message}")


def status_of(*reports: Report) -> int:
    """Return the exit status of reports: BLOCKED when one of them has a blocker."""
    return BLOCKED if any(report.blockers for report in reports) else FINE


def ended(arguments: Namespace, report: Report, plain: Mapping[str, Any], **written: object) -> int:
    """Tell what came of a verb that makes a file of an edit, and return its exit status.

    The report goes where it was asked for, with what is written beside it; what was made is named,
    or the report is printed.
    """
    if arguments.report:
        write_json(arguments.report, {**plain, **written})
    tell_report(report)
    show_json(plain) if arguments.json else show(str(arguments.out))
    return status_of(report)


@dataclass(slots=True)
class LineWatch:
    """Tells progress as lines, at most one a second, and is never cancelled but by Ctrl-C."""

    label: str
    stream: TextIO
    told: str = ""
    told_at: float = 0.0
    doing: str = ""
    ends_at: float | None = None

    def progress(self, fraction: float, doing: str) -> None:
        """Write a line when the last one is old enough, and always for the end."""
        self.doing = doing or self.doing
        now = time.monotonic()
        line = f"{self.label:<10} {fraction:4.0%}  {self.doing}{self._rest(now)}"
        if line != self.told and (fraction >= 1 or now - self.told_at >= QUIET_S):
            self.told, self.told_at = line, now
            self.stream.write(line.rstrip() + "\n")
            self.stream.flush()

    def rest(self, seconds: float, whole: float) -> None:
        """Remember how long the rest takes, for the next line."""
        self.ends_at = time.monotonic() + seconds

    def _rest(self, now: float) -> str:
        if self.ends_at is None or self.ends_at <= now:
            return ""
        minutes, seconds = divmod(round(self.ends_at - now), 60)
        return f", about {minutes} min left" if minutes else f", about {seconds} s left"

    def cancelled(self) -> bool:
        """Never."""
        return False


def line_watch(label: str) -> LineWatch:
    """Return a watch that tells on stderr."""
    return LineWatch(label, sys.stderr)
