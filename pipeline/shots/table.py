"""Rows of text to a shot list, all of them or none, and back. Pure.

The columns may stand in any order and in any of four languages; those we do not know are left
out. Each row that cannot be used is named with its number and the reason.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.documents.shot_list import Priority, Shot, ShotList
from pipeline.errors import CannotRead
from pipeline.shots.columns import KEYS, key_of
from pipeline.shots.vocabulary import ANGLES, FRAMINGS, MOVES, SIZES, word_of
from pipeline.shots.wording import Wording, folded, wording_of
from pipeline.timing import FrameRate, seconds_to_frames

MOST_COLUMNS: Final = 64
MOST_ROWS: Final = 1000
"""More than any short film has shots; each becomes a slate and a card."""
LONGEST_CELL: Final = 2000
SHORTEST_SECONDS: Final = Fraction(1, 10)
LONGEST_SECONDS: Final = 3600
MOST_SETUP_MINUTES: Final = 24 * 60
USUAL_SECONDS: Final = 4
"""Planned length of a shot that says none."""

_MOST_NAMED: Final = 10
_SCENE: Final = re.compile(r"(?:s|sc|scene|séq|seq)?[ ._#-]*0*(\d{1,3})([a-z]?)")
_SHOT: Final = re.compile(r"(?:p|shot|plan|c)?[ ._#-]*0*(\d{1,3})")
_NUMBER: Final = re.compile(r"\d{1,5}(?:[.,]\d{1,6})?")
_NICE: Final = frozenset(
    {"nice", "nice to have", "optional", "facultatif", "si possible", "できれば", "あれば"}
    | {"اختياري", "no", "2", "b"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is needed to understand a table."""

    name: str
    """The file's name, for messages."""
    frame_rate: FrameRate
    language: str = "en"


def shot_list_of(lines: Sequence[Sequence[str]], reading: Reading) -> ShotList:
    """Return the shot list of a table whose first line names the columns. Raise CannotRead."""
    header = _header(lines, reading)
    shots: list[Shot] = []
    faults: list[str] = []
    rows: dict[str, int] = {}
    for number, line in enumerate(lines[1:], start=2):
        cells = {key: _cell(line, place) for key, place in header.items()}
        if not any(cells.values()):
            continue
        try:
            shot = _shot(cells, reading)
            if shot.name in rows:
                raise CannotRead(
                    "scene %(scene)s, shot %(shot)s is already in row %(row)s",
                    scene=shot.scene,
                    shot=shot.shot,
                    row=rows[shot.name],
                )
        except CannotRead as fault:
            faults.append(f"Row {number}: {fault}.")
        else:
            rows[shot.name] = number
            shots.append(shot)
    _refuse(faults, shots, reading.name)
    return ShotList(shots=tuple(shots))


def lines_of(
    shot_list: ShotList, *, frame_rate: FrameRate, language: str = ""
) -> Iterator[list[str]]:
    """Return a row of text for each shot, in the order of COLUMNS.

    With a language, sizes and the like are words; without, they are the neutral keys.
    """
    for shot in shot_list.shots:
        seconds = f"{float(shot.planned_frames / frame_rate):.3f}".rstrip("0").rstrip(".")
        keys = ((SIZES, shot.size), (FRAMINGS, shot.framing), (ANGLES, shot.angle))
        yield [
            shot.scene,
            str(shot.shot),
            *(
                word_of(terms, key, language) if language else key
                for terms, key in (*keys, (MOVES, shot.move))
            ),
            shot.description,
            shot.dialogue,
            ", ".join(shot.characters),
            shot.sound,
            ", ".join(shot.props),
            seconds,
            str(shot.setup_minutes or ""),
            str(shot.priority),
            shot.note,
            shot.reason,
        ]


def _header(lines: Sequence[Sequence[str]], reading: Reading) -> dict[str, int]:
    if not lines or not any(cell.strip() for line in lines for cell in line):
        raise CannotRead("%(name)s is empty. Write at least one shot into it.", name=reading.name)
    if len(lines[0]) > MOST_COLUMNS or len(lines) > MOST_ROWS + 1:
        raise CannotRead(
            "%(name)s is too large: at most %(columns)s columns and %(rows)s rows.",
            name=reading.name,
            columns=MOST_COLUMNS,
            rows=MOST_ROWS,
        )
    header: dict[str, int] = {}
    for place, heading in enumerate(lines[0]):
        key = key_of(heading)
        if key in header:
            raise CannotRead(
                "%(name)s has two columns called “%(heading)s”. Rename or remove one of them.",
                name=reading.name,
                heading=heading.strip()[:40],
            )
        if key:
            header[key] = place
    if not {"scene", "shot"} <= header.keys():
        raise CannotRead(
            "The first row of %(name)s must name the columns, at least scene and shot, for example:"
            " %(example)s.",
            name=reading.name,
            example=", ".join(KEYS[:7]),
        )
    return header


def _cell(line: Sequence[str], place: int) -> str:
    return line[place].strip() if place < len(line) else ""


def _refuse(faults: Sequence[str], shots: Sequence[Shot], name: str) -> None:
    if faults:
        named = " ".join(faults[:_MOST_NAMED])
        raise CannotRead(
            "%(name)s was not taken; %(count)s of its rows cannot be used. %(faults)s",
            name=name,
            count=len(faults),
            faults=named if len(faults) <= _MOST_NAMED else f"{named} …",
            detail="\n".join(faults),
        )
    if not shots:
        raise CannotRead("%(name)s has no shots below the first row.", name=name)


def _shot(cells: dict[str, str], reading: Reading) -> Shot:
    for key, text in cells.items():
        if len(text) > LONGEST_CELL:
            raise CannotRead("the text under %(column)s is too long", column=key)
    words = _words(cells, reading.language)
    note = "; ".join(one for one in (cells.get("note", ""), words.left_over) if one)
    return Shot(
        scene=_scene(cells["scene"]),
        shot=_number(_SHOT, cells["shot"], "the shot", "a whole number, like 2"),
        size=words.size,
        framing=words.framing,
        angle=words.angle,
        move=words.move,
        description=cells.get("description", ""),
        dialogue=cells.get("dialogue", ""),
        characters=_names(cells.get("characters", "")),
        sound=cells.get("sound", ""),
        props=_names(cells.get("props", "")),
        planned_frames=seconds_to_frames(_seconds(cells.get("seconds", "")), reading.frame_rate),
        setup_minutes=_minutes(cells.get("setup_minutes", "")),
        priority=_priority(cells.get("priority", "")),
        note=note,
        reason=cells.get("reason", ""),
    )


def _words(cells: dict[str, str], language: str) -> Wording:
    """Read the four columns of keys; what they leave over is quoted as it was written."""
    found: dict[str, str] = {}
    left_over: list[str] = []
    for column in ("size", "framing", "angle", "move"):
        text = cells.get(column, "")
        wording = wording_of(text, language=language, first=column)
        for kind in ("size", "framing", "angle", "move"):
            if key := getattr(wording, kind):
                found.setdefault(kind, key)
        if wording.left_over:
            left_over.append(text)
    return Wording(**found, left_over="; ".join(left_over))


def _scene(text: str) -> str:
    found = _SCENE.fullmatch(_digits(text))
    if not found or not int(found[1]):
        raise CannotRead(
            "the scene must be a number like 3 or 3A, not “%(text)s”", text=_quoted(text)
        )
    return f"{int(found[1])}{found[2].upper()}"


def _number(pattern: re.Pattern[str], text: str, what: str, like: str) -> int:
    found = pattern.fullmatch(_digits(text))
    if not found or not int(found[1]):
        raise CannotRead(
            "%(what)s must be %(like)s, not “%(text)s”", what=what, like=like, text=_quoted(text)
        )
    return int(found[1])


def _seconds(text: str) -> Fraction:
    if not text:
        return Fraction(USUAL_SECONDS)
    digits = _digits(text).removesuffix("s").removesuffix("秒").strip()
    seconds = Fraction(digits.replace(",", ".")) if _NUMBER.fullmatch(digits) else Fraction(0)
    if not SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS:
        raise CannotRead(
            "the seconds must be a number like 4 or 4.5, not “%(text)s”", text=_quoted(text)
        )
    return seconds


def _minutes(text: str) -> int:
    digits = _digits(text).removesuffix("min").strip()
    if not digits:
        return 0
    if not _NUMBER.fullmatch(digits) or float(digits.replace(",", ".")) > MOST_SETUP_MINUTES:
        raise CannotRead(
            "the set-up minutes must be a number like 15, not “%(text)s”", text=_quoted(text)
        )
    return round(float(digits.replace(",", ".")))


def _priority(text: str) -> Priority:
    return Priority.NICE if folded(text) in _NICE else Priority.MUST


def _names(text: str) -> tuple[str, ...]:
    parts = re.split(r"[,;/、،\n]", text)
    return tuple(dict.fromkeys(name for part in parts if (name := " ".join(part.split()))))


def _digits(text: str) -> str:
    """Return the text folded, the figures of any script as 0 to 9."""
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in folded(text)
    ).replace("٫", ".")


def _quoted(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 30 else f"{shown[:29]}…"
