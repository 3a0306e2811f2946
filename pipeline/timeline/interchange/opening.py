"""A timeline in any format becomes OpenTimelineIO, in today's schema, in plain values.

What somebody sent is parsed in a process with limits, and ends there in a clear sentence.
"""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import gettempdir
from typing import Any, Final

from pipeline.errors import CannotRead, PipelineError
from pipeline.media.ffmpeg import GIB, Limits, run_python
from pipeline.timeline.interchange.formats import AAF, HEAD_BYTES, OTIO, OTIOZ, Format, format_of
from pipeline.timeline.plain import not_a_timeline, refuse_constant
from pipeline.timeline.reading import upgraded
from pipeline.timeline.scan import MOST_BYTES, scan

CHILD: Final = Path(__file__).with_name("child.py")
LIMITS: Final = Limits(wall_s=60, cpu_s=30, memory_bytes=2 * GIB, file_bytes=1)
WRITING: Final = Limits(wall_s=60, cpu_s=60, memory_bytes=2 * GIB, file_bytes=GIB)
USUAL_RATE: Final = Fraction(25)
MOST_PRINTED: Final = 200 * 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A timeline, and how it came."""

    plain: dict[str, Any]
    format: Format


def opened(path: Path, *, name: str, rate: Fraction | None) -> Opened:
    """Return the timeline in a file. `rate` is the film's, for formats that say none.

    Raise CannotRead with what to do about it.
    """
    with path.open("rb") as file:
        found = format_of(file.read(HEAD_BYTES), name)
    rate = rate or USUAL_RATE
    if found is OTIOZ:
        return _unpacked(path, name, rate)
    if found is AAF:
        wish = {"verb": "aaf", "path": str(path.absolute())}
        aaf = asked(wish, b"", LIMITS)
        return Opened(plain=_otio(aaf), format=AAF)
    return _opened(_bytes(path), found, rate)


def _opened(content: bytes, found: Format, rate: Fraction) -> Opened:
    if found is OTIO:
        return Opened(plain=upgraded(content), format=OTIO)
    wish = {"verb": "read", "suffix": found.suffix, "rate": str(rate)}
    return Opened(plain=_otio(asked(wish, content, LIMITS)), format=found)


def _unpacked(path: Path, name: str, rate: Fraction) -> Opened:
    content = asked({"verb": "unpack", "path": str(path.absolute())}, b"", LIMITS).encode()
    inside = format_of(content[:HEAD_BYTES], name)
    if inside in (OTIOZ, AAF):
        raise not_a_timeline("a package in a package")
    there = _opened(content, inside, rate)
    return Opened(plain=there.plain, format=OTIOZ if inside is OTIO else inside)


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise CannotRead(
            "The timeline is larger than %(most)s MB. Export only the timeline, without media.",
            most=MOST_BYTES // 1024**2,
        )
    return content


def _otio(printed: str) -> dict[str, Any]:
    scan(printed.encode())
    try:
        plain: dict[str, Any] = json.loads(printed, parse_constant=refuse_constant)
    except ValueError as fault:
        raise not_a_timeline(str(fault)) from fault
    return plain


def asked(wish: dict[str, str], content: bytes, limits: Limits) -> str:
    """Return what a process with limits makes of a file. Raise CannotRead."""
    feed = (json.dumps(wish).encode() + b"\n", content)
    status, printed = run_python(CHILD, cwd=Path(gettempdir()), limits=limits, feed=feed)
    if status != 0 or not printed:
        raise not_a_timeline(f"exit status {status}: {printed[:200]}")
    if printed.startswith("!"):
        raise _told(printed[1:])
    return printed


def _told(said: str) -> PipelineError:
    told = json.loads(said)
    if not told["template"]:
        return not_a_timeline(told["detail"])
    return CannotRead(told["template"], detail=told["detail"], **told["values"])
