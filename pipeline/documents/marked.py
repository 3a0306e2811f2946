"""What was said about a film as marks that other programs read: a list, an EDL, a table. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.timing import frames_to_timecode

RESOLVE: Final = {
    "story": "ResolveColorPurple",
    "picture": "ResolveColorCyan",
    "sound": "ResolveColorGreen",
    "praise": "ResolveColorYellow",
}
LOCATORS: Final = {
    "story": "MAGENTA",
    "picture": "CYAN",
    "sound": "GREEN",
    "praise": "YELLOW",
}
"""Colours that every program knows; a to-do is red."""
TODO: Final = ("ResolveColorRed", "RED")
PLAIN: Final = ("ResolveColorBlue", "BLUE")
COLUMNS: Final = (
    *("Marker Name", "Description", "In", "Out", "Duration", "Marker Type"),
    *("Colour", "Kind", "To-do", "Person", "Version"),
)
"""The first six are those that Premiere Pro writes when it exports markers."""
LONGEST_NAME: Final = 60
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One note at its place in the film."""

    frame: int
    """Counted from the first frame of the film."""
    frames: int = 1
    text: str
    """Answers below it, one a line."""
    person: str = ""
    kind: str = ""
    """story, picture, sound, praise; empty: not said."""
    is_todo: bool = False
    is_done: bool = False
    version: int = 0
    """Of the work it was said about."""

    @property
    def name(self) -> str:
        """What stands at the mark: who, and the beginning of what was said."""
        said = " ".join(self.text.split())
        short = said if len(said) <= LONGEST_NAME else said[: LONGEST_NAME - 1].rstrip() + "…"
        return f"{self.person}: {short}" if self.person else short

    @property
    def locator(self) -> str:
        """Its colour in an EDL."""
        return TODO[1] if self.is_todo else LOCATORS.get(self.kind, PLAIN[1])


def as_edl(marks: Iterable[Mark], *, title: str, rate: Fraction, start_frame: int = 0) -> bytes:
    """Return an EDL of one event a mark: locators for every program, and Resolve's own line."""
    lines = [f"TITLE: {_one_line(title) or 'Untitled'}", "FCM: NON-DROP FRAME", ""]
    for number, mark in enumerate(_in_order(marks), start=1):
        begin, end = (
            frames_to_timecode(start_frame + frame, rate)
            for frame in (mark.frame, mark.frame + mark.frames)
        )
        colour = TODO[0] if mark.is_todo else RESOLVE.get(mark.kind, PLAIN[0])
        said = _one_line(mark.name).replace("|", "/")
        lines += [
            f"{number:03d}  {'AX':<8} V     C        {begin} {end} {begin} {end}",
            f"* LOC: {begin} {mark.locator:<7} {said}",
            f" |C:{colour} |M:{said} |D:{mark.frames}",
            "",
        ]
    return "\r\n".join(lines).encode()


def as_csv(marks: Iterable[Mark], *, rate: Fraction, start_frame: int = 0) -> bytes:
    """Return a table, UTF-8 with its mark, that Premiere Pro's columns begin."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for mark in _in_order(marks):
        times = (mark.frame, mark.frame + mark.frames)
        table.writerow(
            [
                _cell(mark.name),
                _cell(mark.text),
                *(frames_to_timecode(start_frame + one, rate) for one in times),
                frames_to_timecode(mark.frames, rate),
                "Comment",
                mark.locator,
                mark.kind,
                ("done" if mark.is_done else "to do") if mark.is_todo else "",
                _cell(mark.person),
                mark.version or "",
            ]
        )
    return text.getvalue().encode("utf-8-sig")


def _in_order(marks: Iterable[Mark]) -> Sequence[Mark]:
    return sorted(marks, key=lambda one: one.frame)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    """Return a cell that no table program takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
