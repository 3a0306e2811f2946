"""Subtitles: SRT and WebVTT to plain lines with times and back, and what makes them readable. Pure.

Only text comes through: tags, positions, styles and notes are dropped, as a subtitle is shown in a
browser and burnt into pictures.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from pipeline.documents.report import Finding, warning
from pipeline.errors import CannotRead
from pipeline.timing import FrameRate, frames_to_seconds

MOST_CHARACTERS: Final = 1_000_000
MOST_SUBTITLES: Final = 5_000
LONGEST_TEXT: Final = 400

SHORTEST_MS: Final = 833
"""Five sixths of a second."""
LONGEST_MS: Final = 7_000
MOST_LINES: Final = 2
GAP_FRAMES: Final = 2

_CLOCK: Final = r"(?:(\d{1,2}):)?([0-5]\d):([0-5]\d)[,.](\d{3})"
_TIMES: Final = re.compile(rf"\s*{_CLOCK}\s+-->\s+{_CLOCK}(?:\s.*)?", re.ASCII)
_TAG: Final = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,200}\}")
_NOT_SUBTITLES: Final = ("NOTE", "STYLE", "REGION", "X-TIMESTAMP-MAP")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """What people can read in a language."""

    characters: int
    """In one line; a full-width character counts as one."""
    per_second: float


LIMITS: Final[Mapping[str, ReadingLimits]] = {
    "en": ReadingLimits(characters=42, per_second=17),
    "fr": ReadingLimits(characters=42, per_second=17),
    "ar": ReadingLimits(characters=42, per_second=17),
    "ja": ReadingLimits(characters=13, per_second=4),
}
"""Of broadcasters' style guides; another language is read like English."""


def read_subtitles(text: str) -> tuple[Subtitle, ...]:
    """Return the subtitles of an SRT or WebVTT file, in the order of their beginnings.

    Raise CannotRead naming the line that cannot be understood.
    """
    if len(text) > MOST_CHARACTERS:
        raise CannotRead("The subtitles are too large. Send only the lines of this film.")
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = tuple(_subtitle(number, block) for number, block in _blocks(plain))
    if len(found) > MOST_SUBTITLES:
        raise CannotRead("There are more than %(most)s subtitles.", most=MOST_SUBTITLES)
    return tuple(sorted(found, key=lambda one: (one.start_ms, one.end_ms)))


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of the first line and the lines of each block that is a subtitle."""
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            is_header = number == len(block) + 1 and block[0].startswith("WEBVTT")
            if not is_header and not block[0].startswith(_NOT_SUBTITLES):
                yield number - len(block), block
            block = []


def _subtitle(number: int, block: list[str]) -> Subtitle:
    at = 0 if "-->" in block[0] else 1
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
    lines = tuple(line for line in map(_words_only, block[at + 1 :]) if line)
    if sum(map(len, lines)) > LONGEST_TEXT:
        raise CannotRead(
            "The subtitle at line %(line)s is too long. Cut it into several.", line=number
        )
    return Subtitle(start_ms=start, end_ms=end, lines=lines)


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _words_only(line: str) -> str:
    """Return a line without tags, entities and signs that cannot be seen."""
    text = _TAG.sub("", html.unescape(_TAG.sub("", line)))
    seen = (sign for sign in text if sign == "\t" or unicodedata.category(sign)[0] != "C")
    return " ".join("".join(seen).split())


def shifted(subtitles: Iterable[Subtitle], milliseconds: int) -> tuple[Subtitle, ...]:
    """Return the subtitles so much later."""
    return tuple(
        replace(one, start_ms=one.start_ms + milliseconds, end_ms=one.end_ms + milliseconds)
        for one in subtitles
    )


def write_srt(subtitles: Iterable[Subtitle]) -> str:
    """Return an SRT file (UTF-8, no byte order mark)."""
    return "\n".join(
        f"{number}\n{_clock(one.start_ms, ',')} --> {_clock(one.end_ms, ',')}\n"
        + "".join(f"{line}\n" for line in one.lines)
        for number, one in enumerate(subtitles, start=1)
    )


def write_vtt(subtitles: Iterable[Subtitle]) -> str:
    """Return a WebVTT file."""
    return "WEBVTT\n" + "".join(
        f"\n{_clock(one.start_ms, '.')} --> {_clock(one.end_ms, '.')}\n"
        + "".join(f"{html.escape(line, quote=False)}\n" for line in one.lines)
        for one in subtitles
    )


def _clock(milliseconds: int, mark: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{mark}{rest:03d}"


def reading_findings(
    subtitles: tuple[Subtitle, ...], *, language: str, rate: FrameRate
) -> Iterator[Finding]:
    """Yield what makes subtitles hard to read (C51), by the limits of the language."""
    limits = LIMITS.get(language[:2].lower(), LIMITS["en"])
    for one in subtitles:
        yield from _findings_of(one, limits)
    gap_ms = int(frames_to_seconds(GAP_FRAMES, rate) * 1000)
    for before, after in pairwise(subtitles):
        between = after.start_ms - before.end_ms
        if between < 0:
            yield _at(after, "Two subtitles are on screen at once. End the one before earlier.")
        elif 0 < between < gap_ms:
            yield _at(
                after,
                "This subtitle comes so soon after the one before that it seems to flicker."
                " Let them touch, or leave %(frames)s frames between them.",
                frames=GAP_FRAMES,
            )


def _findings_of(one: Subtitle, limits: ReadingLimits) -> Iterator[Finding]:
    long_ms = one.end_ms - one.start_ms
    widest = max(map(_width, one.lines), default=0.0)
    speed = sum(map(_width, one.lines)) * 1000 / long_ms
    if not one.lines:
        yield _at(one, "This subtitle has no words. Write some, or take it out.")
    if len(one.lines) > MOST_LINES:
        yield _at(one, "This subtitle has %(count)s lines. Two fit.", count=len(one.lines))
    if widest > limits.characters:
        yield _at(
            one,
            "A line has %(width)s characters. At most %(most)s fit: cut it in two.",
            width=round(widest),
            most=limits.characters,
        )
    if speed > limits.per_second:
        yield _at(
            one,
            "Nobody can read this so fast: %(speed)s characters a second, at most %(most)s."
            " Use fewer words, or leave it longer.",
            speed=round(speed, 1),
            most=limits.per_second,
        )
    if not SHORTEST_MS <= long_ms <= LONGEST_MS:
        yield _at(
            one,
            "This subtitle is on screen for %(seconds)s seconds. Between 0.8 and 7 is good.",
            seconds=round(long_ms / 1000, 2),
        )


def _width(line: str) -> float:
    """Return the characters of a line; narrow ones among full-width ones count half."""
    if any(unicodedata.east_asian_width(sign) in "WF" for sign in line):
        return sum(1.0 if unicodedata.east_asian_width(s) in "WFA" else 0.5 for s in line)
    return float(len(line))


def _at(one: Subtitle, template: str, **values: str | int | float) -> Finding:
    return warning("C51", _clock(one.start_ms, "."), template, **values)
