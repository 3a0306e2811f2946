"""What people do with the subtitles of a film: move, write, add, take out, part, join, shift. Pure.

Each takes the subtitles as they were seen and gives new ones, in their order.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from pipeline.documents.subtitles import LONGEST_TEXT, MOST_SUBTITLES, Subtitle, words_only
from pipeline.editing.subtitle_times import to_frame, to_ms
from pipeline.errors import CannotRead
from pipeline.timing import FrameRate, seconds_to_frames, timecode_to_frames

Subtitles = tuple[Subtitle, ...]
_CLOCK: Final = re.compile(r"(?:(?:(\d{1,2}):)?(\d{1,2}):)?(\d{1,5})(?:[.,](\d{1,3}))?", re.ASCII)
LONGEST_HOURS: Final = 100


def frame_of(text: str, rate: FrameRate) -> int:
    """Return the frame of a timecode (00:00:01:12) or of seconds (1.5). Raise CannotRead."""
    if text.count(":") == 3 or ";" in text:
        return timecode_to_frames(text, rate)
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise CannotRead(
            "“%(text)s” is not a time. Write it like 00:00:01:12, or in seconds like 1.5.",
            text=text[:40],
        )
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[:3])
    rest = Fraction(int((found[4] or "0").ljust(3, "0")), 1000)
    return seconds_to_frames((hours * 60 + minutes) * 60 + seconds + rest, rate)


def written(text: str) -> tuple[str, ...]:
    """Return the lines of a text. Raise CannotRead when it is too long."""
    lines = tuple(line for line in map(words_only, text.splitlines()) if line)
    if sum(map(len, lines)) > LONGEST_TEXT:
        raise CannotRead("This subtitle is too long. Cut it into several.")
    return lines


def put(
    subtitles: Subtitles, at: int, span: tuple[int, int], lines: tuple[str, ...], rate: FrameRate
) -> Subtitles:
    """Write a subtitle anew; a time of the same frame stays to the millisecond."""
    was = _one(subtitles, at)
    now = [
        old if to_frame(old, rate) == frame else to_ms(frame, rate)
        for old, frame in zip((was.start_ms, was.end_ms), _ordered(span), strict=True)
    ]
    one = Subtitle(start_ms=now[0], end_ms=now[1], lines=lines)
    return in_order((*subtitles[:at], one, *subtitles[at + 1 :]))


def added(
    subtitles: Subtitles, span: tuple[int, int], lines: tuple[str, ...], rate: FrameRate
) -> Subtitles:
    """Add a subtitle at its place."""
    start, end = (to_ms(frame, rate) for frame in _ordered(span))
    return in_order((*subtitles, Subtitle(start_ms=start, end_ms=end, lines=lines)))


def without(subtitles: Subtitles, at: int) -> Subtitles:
    """Take a subtitle out."""
    _one(subtitles, at)
    return subtitles[:at] + subtitles[at + 1 :]


def parted(subtitles: Subtitles, at: int, rate: FrameRate) -> Subtitles:
    """Part a subtitle where its words are best parted; each gets the time of its words."""
    one = _one(subtitles, at)
    first, second = _halves(one.lines)
    start, end = to_frame(one.start_ms, rate), to_frame(one.end_ms, rate)
    letters = [len("".join(part)) or 1 for part in (first, second)]
    middle = start + round((end - start) * letters[0] / sum(letters))
    middle = max(start + 1, min(end - 1, middle))
    if middle >= end or not second:
        raise CannotRead("This subtitle is too short to be parted.")
    pieces = (
        replace(one, end_ms=to_ms(middle, rate), lines=first),
        replace(one, start_ms=to_ms(middle, rate), lines=second),
    )
    return (*subtitles[:at], *pieces, *subtitles[at + 1 :])


def joined(subtitles: Subtitles, at: int) -> Subtitles:
    """Join a subtitle with the one after it. Raise CannotRead for the last."""
    if at + 1 >= len(subtitles):
        raise CannotRead("There is no subtitle after this one.")
    one, after = _one(subtitles, at), subtitles[at + 1]
    both = replace(one, end_ms=max(one.end_ms, after.end_ms), lines=one.lines + after.lines)
    return (*subtitles[:at], both, *subtitles[at + 2 :])


def shifted_by(subtitles: Subtitles, frames: int, rate: FrameRate) -> Subtitles:
    """Move all subtitles. Raise CannotRead if one would begin before the film."""
    later = [
        [to_ms(to_frame(ms, rate) + frames, rate) for ms in (one.start_ms, one.end_ms)]
        for one in subtitles
        if to_frame(one.start_ms, rate) + frames >= 0
    ]
    if len(later) < len(subtitles):
        raise CannotRead("The first subtitle would begin before the film. Move them less.")
    return tuple(
        replace(one, start_ms=start, end_ms=end)
        for one, (start, end) in zip(subtitles, later, strict=True)
    )


def in_order(subtitles: Sequence[Subtitle]) -> Subtitles:
    """Return the subtitles by their times. Raise CannotRead for too many."""
    if len(subtitles) > MOST_SUBTITLES:
        raise CannotRead("There are more than %(most)s subtitles.", most=MOST_SUBTITLES)
    return tuple(sorted(subtitles, key=lambda one: (one.start_ms, one.end_ms)))


def _one(subtitles: Subtitles, at: int) -> Subtitle:
    if not 0 <= at < len(subtitles):
        raise CannotRead("This subtitle is not there any more.")
    return subtitles[at]


def _ordered(span: tuple[int, int]) -> tuple[int, int]:
    if not 0 <= span[0] < span[1] < LONGEST_HOURS * 3600 * 240:
        raise CannotRead("A subtitle must end after it begins. Correct its times.")
    return span


def _halves(lines: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if len(lines) > 1:
        half = (len(lines) + 1) // 2
        return lines[:half], lines[half:]
    words = " ".join(lines).split(" ")
    if len(words) == 1:  # Japanese has no spaces
        text = words[0]
        return (text[: (len(text) + 1) // 2],), tuple(filter(None, (text[(len(text) + 1) // 2 :],)))
    text_of = " ".join
    at = min(
        range(1, len(words)),
        key=lambda one: abs(len(text_of(words[:one])) - len(text_of(words[one:]))),
    )
    return (text_of(words[:at]),), (text_of(words[at:]),)
