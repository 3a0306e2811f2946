"""Subtitles: SRT and WebVTT to plain lines with times and back. Pure.

Only text comes through: tags, positions, styles and notes are dropped, as a subtitle is shown in a
browser and burnt into pictures. What can be understood is: missing numbers and hours, no empty line
between two subtitles, an empty line inside of one.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from pipeline.errors import CannotRead

MOST_CHARACTERS: Final = 1_000_000
MOST_SUBTITLES: Final = 5_000
LONGEST_TEXT: Final = 400

_CLOCK: Final = r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]?\d)(?:[,.](\d{1,3}))?"
_TIMES: Final = re.compile(rf"\s*{_CLOCK}\s*--?>\s*{_CLOCK}(?:\s.*)?", re.ASCII)
_TAG: Final = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,200}\}")
_READINGS: Final = re.compile(r"<rt>[^<>]{0,200}(?:</rt>|$)")
"""How a Japanese sign is said, small above it: beside it, it would be said twice."""
_NOT_SUBTITLES: Final = ("NOTE", "STYLE", "REGION", "X-TIMESTAMP-MAP")
_JOINERS: Final = "\u200c\u200d"
"""Signs without a shape that change how their neighbours are written."""
_RTL_MARK: Final = "\u200f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtitle:
    """Some words on screen; times in milliseconds from the first frame of the picture."""

    start_ms: int
    end_ms: int
    """When it goes."""
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(self.lines)


def read_subtitles(text: str) -> tuple[Subtitle, ...]:
    """Return the subtitles of an SRT or WebVTT file, in the order of their beginnings.

    Raise CannotRead naming the line that cannot be understood.
    """
    if len(text) > MOST_CHARACTERS:
        raise CannotRead("The subtitles are too large. Send only the lines of this film.")
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = tuple(_subtitle(number, block) for number, block in _joined(_blocks(plain)))
    if len(found) > MOST_SUBTITLES:
        raise CannotRead("There are more than %(most)s subtitles.", most=MOST_SUBTITLES)
    return tuple(sorted(found, key=lambda one: (one.start_ms, one.end_ms)))


_Block = tuple[int, list[str]]
"""The number of the first line, and the lines."""


def _blocks(text: str) -> Iterator[_Block]:
    """Yield what stands between empty lines; a line of times in its midst begins another."""
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            is_header = number == len(block) + 1 and block[0].startswith("WEBVTT")
            if not is_header and not block[0].startswith(_NOT_SUBTITLES):
                yield from _parted(number - len(block), block)
            block = []


def _parted(first: int, block: list[str]) -> Iterator[_Block]:
    at = 0
    for place in range(2, len(block)):
        if _TIMES.fullmatch(block[place]):
            end = place - 1 if block[place - 1].strip().isdecimal() else place
            yield first + at, block[at:end]
            at = end
    yield first + at, block[at:]


def _joined(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """Yield the subtitles; words alone go on with the one before: it had an empty line in it."""
    before: _Block | None = None
    for number, block in blocks:
        is_words = not any("->" in line for line in block[:2])
        if before is not None and is_words:
            before = before[0], [*before[1], *block]
            continue
        if before is not None:
            yield before
        before = number, block
    if before is not None:
        yield before


def _subtitle(number: int, block: list[str]) -> Subtitle:
    at = 0 if "->" in block[0] else 1
    times = _TIMES.fullmatch(block[at]) if at < len(block) else None
    if times is None:
        raise CannotRead(
            "Line %(line)s of the subtitles is not understood. Before the words there must be the"
            " times, like 00:00:01,000 --> 00:00:03,500.",
            line=number + min(at, len(block) - 1),
        )
    start, end = _milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:])
    if end <= start:
        raise CannotRead(
            "The subtitle at line %(line)s ends before it begins. Correct its times.", line=number
        )
    lines = tuple(line for line in map(words_only, block[at + 1 :]) if line)
    if sum(map(len, lines)) > LONGEST_TEXT:
        raise CannotRead(
            "The subtitle at line %(line)s is too long. Cut it into several.", line=number
        )
    return Subtitle(start_ms=start, end_ms=end, lines=lines)


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((parts[3] or "").ljust(3, "0"))


def words_only(line: str) -> str:
    """Return a line without tags, entities and signs that cannot be seen."""
    text = _TAG.sub("", html.unescape(_TAG.sub("", _READINGS.sub("", line))))
    seen = (
        sign
        for sign in text
        if sign == "\t" or sign in _JOINERS or unicodedata.category(sign)[0] != "C"
    )
    return " ".join("".join(seen).split())


def shifted(subtitles: Iterable[Subtitle], milliseconds: int) -> tuple[Subtitle, ...]:
    """Return the subtitles so much later."""
    return tuple(
        replace(one, start_ms=one.start_ms + milliseconds, end_ms=one.end_ms + milliseconds)
        for one in subtitles
    )


def is_rtl(text: str) -> bool:
    """Return whether a text is written mostly from right to left."""
    ways = [unicodedata.bidirectional(sign) for sign in text]
    return ways.count("AL") + ways.count("R") > ways.count("L")


def write_srt(subtitles: Iterable[Subtitle]) -> str:
    """Return an SRT file (UTF-8, no byte order mark).

    A line from right to left stands between two marks, so that its full stop stays at its end in
    players that take every line to run from left to right.
    """
    return "\n".join(
        f"{number}\n{clock(one.start_ms, ',')} --> {clock(one.end_ms, ',')}\n"
        + "".join(f"{_marked(line, _RTL_MARK, line)}\n" for line in one.lines)
        for number, one in enumerate(subtitles, start=1)
    )


def write_vtt(subtitles: Iterable[Subtitle]) -> str:
    """Return a WebVTT file; the marks of right to left are written so that they can be seen."""
    return "WEBVTT\n" + "".join(
        f"\n{clock(one.start_ms, '.')} --> {clock(one.end_ms, '.')}\n"
        + "".join(
            f"{_marked(line, '&rlm;', html.escape(line, quote=False))}\n" for line in one.lines
        )
        for one in subtitles
    )


def _marked(line: str, mark: str, written: str) -> str:
    return f"{mark}{written}{mark}" if is_rtl(line) else written


def clock(milliseconds: int, mark: str = ".") -> str:
    """Return 00:01:02.500."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{mark}{rest:03d}"
