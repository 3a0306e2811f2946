"""What people can read in a language, and what of a film's subtitles they cannot (C51). Pure.

The limits are those of timed-text style guides (reference S71, S71b, S72): Latin and Arabic scripts
42 characters a line and 17 a second, Japanese 13 full-width characters a line and 4 a second, two
lines, five sixths of a second to seven seconds, two frames between two subtitles.
"""

import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.documents.report import Finding, warning
from pipeline.documents.subtitles import Subtitle, clock, is_rtl
from pipeline.timing import FrameRate, frames_to_seconds

GAP_FRAMES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRules:
    """What people can read in a language."""

    characters: int
    """In one line; a full-width character counts as one."""
    per_second: float
    lines: int = 2
    shortest_ms: int = 833
    """Five sixths of a second."""
    longest_ms: int = 7_000
    has_words: bool = True
    """Whether there are spaces between words, so that words can be counted."""
    is_rtl: bool = False


RULES: Final[Mapping[str, ReadingRules]] = {
    "en": ReadingRules(characters=42, per_second=17),
    "fr": ReadingRules(characters=42, per_second=17),
    "ar": ReadingRules(characters=42, per_second=17, is_rtl=True),
    "ja": ReadingRules(characters=13, per_second=4, has_words=False),
}
LANGUAGES: Final = tuple(RULES)
_WRONG_END: Final = (".", "!", "?", "؟", "،", "؛")
_JOINED_ALREADY: Final = ((0xFB50, 0xFDCF), (0xFE70, 0xFEFC))
"""Arabic letters in the shape of one place of a word: programs of long ago wrote them so, from
left to right."""


def rules_of(language: str) -> ReadingRules:
    """Return the rules of a language; one without its own is read like English."""
    return RULES.get(language[:2].lower(), RULES["en"])


def width_of(line: str) -> float:
    """Return the characters of a line; narrow ones among full-width ones count half."""
    if any(unicodedata.east_asian_width(sign) in "WF" for sign in line):
        return sum(1.0 if unicodedata.east_asian_width(s) in "WFA" else 0.5 for s in line)
    return float(len(line))


def reading_ms(lines: tuple[str, ...], rules: ReadingRules) -> int:
    """Return how long it takes to read some lines."""
    return math.ceil(sum(map(width_of, lines)) * 1000 / rules.per_second)


def too_many(one: Subtitle, rules: ReadingRules) -> int:
    """Return how many words (where there are none: characters) nobody can read in the time."""
    over = sum(map(width_of, one.lines)) - rules.per_second * (one.end_ms - one.start_ms) / 1000
    if over <= 1e-9:
        return 0
    if not rules.has_words:
        return math.ceil(over)
    count, gone = 0, 0.0
    for word in reversed(one.text.split()):
        if gone >= over:
            break
        count, gone = count + 1, gone + width_of(word) + 1
    return count


def reading_findings(
    subtitles: tuple[Subtitle, ...], *, language: str, rate: FrameRate
) -> Iterator[Finding]:
    """Yield what makes subtitles hard to read (C51), by the rules of the language."""
    rules = rules_of(language)
    for one in subtitles:
        yield from findings_of(one, rules)
    for before, after in pairwise(subtitles):
        yield from between(before, after, rate=rate)


def between(before: Subtitle, after: Subtitle, *, rate: FrameRate) -> Iterator[Finding]:
    """Yield what is wrong from one subtitle to the next."""
    gap_ms = int(frames_to_seconds(GAP_FRAMES, rate) * 1000)
    space = after.start_ms - before.end_ms
    if space < 0:
        yield _at(after, "Two subtitles are on screen at once. End the one before earlier.")
    elif 0 < space < gap_ms:
        yield _at(
            after,
            "This subtitle comes so soon after the one before that it seems to flicker."
            " Let them touch, or leave %(frames)s frames between them.",
            frames=GAP_FRAMES,
        )


def findings_of(one: Subtitle, rules: ReadingRules) -> Iterator[Finding]:
    """Yield what is wrong with one subtitle."""
    if not one.lines:
        yield _at(one, "This subtitle has no words. Write some, or take it out.")
    yield from _size(one, rules)
    yield from _time(one, rules)
    yield from _direction(one, rules)


def _size(one: Subtitle, rules: ReadingRules) -> Iterator[Finding]:
    widest = max(map(width_of, one.lines), default=0.0)
    if len(one.lines) > rules.lines:
        yield _at(one, "This subtitle has %(count)s lines. Two fit.", count=len(one.lines))
    if widest > rules.characters:
        yield _at(
            one,
            "A line has %(width)s characters. At most %(most)s fit: cut it in two.",
            width=round(widest),
            most=rules.characters,
        )


def _time(one: Subtitle, rules: ReadingRules) -> Iterator[Finding]:
    long_ms, many = one.end_ms - one.start_ms, too_many(one, rules)
    if many:
        missing = math.ceil((reading_ms(one.lines, rules) - long_ms) / 100) / 10
        template = FAST_WORDS if rules.has_words else FAST_SIGNS
        if rules.has_words and many == 1:
            template = FAST_WORD
        yield _at(one, template, time=clock(one.start_ms), many=many, seconds=missing)
    if long_ms < rules.shortest_ms:
        yield _at(
            one,
            "This subtitle is gone after %(seconds)s seconds, before anybody has seen it. Leave it"
            " for %(least)s seconds at least.",
            seconds=round(long_ms / 1000, 2),
            least=round(rules.shortest_ms / 1000, 2),
        )
    if long_ms > rules.longest_ms:
        yield _at(
            one,
            "This subtitle stays for %(seconds)s seconds, so that people read it twice. Let it go"
            " after %(most)s seconds, or cut it into two.",
            seconds=round(long_ms / 1000, 2),
            most=round(rules.longest_ms / 1000, 2),
        )


FAST_WORD: Final = (
    "At %(time)s nobody can read so fast: there is one word too many. Take a word out, or leave it"
    " %(seconds)s seconds longer."
)
FAST_WORDS: Final = (
    "At %(time)s nobody can read so fast: there are %(many)s words too many. Use fewer words, or"
    " leave it %(seconds)s seconds longer."
)
FAST_SIGNS: Final = (
    "At %(time)s nobody can read so fast: there are %(many)s characters too many. Use fewer, or"
    " leave it %(seconds)s seconds longer."
)


def _direction(one: Subtitle, rules: ReadingRules) -> Iterator[Finding]:
    """Yield words of the other direction, and Arabic that was typed for the eye, not the reader."""
    if one.text and is_rtl(one.text) and not rules.is_rtl:
        yield _at(
            one,
            "These words run from right to left, but the subtitles are in another language. Put"
            " them into the file of their own language.",
        )
    if rules.is_rtl and any(_ends_first(line) for line in one.lines):
        yield _at(
            one,
            "The mark at the end of the sentence stands before its first word: this line was"
            " written in the wrong direction. Type it again from right to left.",
        )
    if any(low <= ord(sign) <= high for sign in one.text for low, high in _JOINED_ALREADY):
        yield _at(
            one,
            "The letters of this line are drawn one by one and run the wrong way. Type the line"
            " again instead of copying it.",
        )


def _ends_first(line: str) -> bool:
    """Return whether a line begins with the mark that ends it; dots may mean that it goes on."""
    return is_rtl(line) and line.startswith(_WRONG_END) and not line.startswith("..")


def state_of(one: Subtitle, before: Subtitle | None, rules: ReadingRules) -> str:
    """Return in a word how a subtitle stands: "good", or the first thing to mend."""
    long_ms = one.end_ms - one.start_ms
    faults = (
        ("empty", not one.lines),
        ("over", before is not None and one.start_ms < before.end_ms),
        ("direction", any(_direction(one, rules))),
        ("long", len(one.lines) > rules.lines or any(_size(one, rules))),
        ("fast", bool(too_many(one, rules))),
        ("short", long_ms < rules.shortest_ms),
        ("stays", long_ms > rules.longest_ms),
    )
    return next((word for word, is_so in faults if is_so), "good")


def _at(one: Subtitle, template: str, **values: str | int | float) -> Finding:
    return warning("C51", clock(one.start_ms), template, **values)
