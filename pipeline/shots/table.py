"""Rows of text to a shot list, all of them or none, and back. Pure.

The columns may stand in any order and in any of four languages; those we do not know are left
out. Each row that cannot be used is named with its number and the reason.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.documents.shot_list import Priority, Shot, ShotList, ShotStatus
from pipeline.errors import CannotRead
from pipeline.shots.cells import (
    choice_of,
    minutes_of,
    names_of,
    quoted,
    scene_of,
    seconds_of,
    shot_of,
)
from pipeline.shots.columns import KEYS, key_of
from pipeline.shots.vocabulary import (
    ANGLES,
    FRAMINGS,
    MOVES,
    PRIORITIES,
    SIZES,
    STATUSES,
    word_of,
)
from pipeline.shots.wording import Wording, wording_of
from pipeline.timing import FrameRate, seconds_to_frames

MOST_COLUMNS: Final = 64
MOST_ROWS: Final = 5000
"""More than any film has shots."""
LONGEST_CELL: Final = 2000
_MOST_NAMED: Final = 10

TEXTS: Final = (
    *("setup", "description", "dialogue", "sound", "location", "lens", "camera", "kit", "light"),
    *("board", "reason"),
)
"""Columns whose text is kept as it is written."""

_WORDED: Final = (
    *(("size", SIZES), ("framing", FRAMINGS), ("angle", ANGLES), ("move", MOVES)),
    *(("priority", PRIORITIES), ("status", STATUSES)),
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
        keys = ((key, terms, str(getattr(shot, key))) for key, terms in _WORDED)
        words = {
            key: word_of(terms, one, language) if language else one for key, terms, one in keys
        }
        cells = {
            **{key: getattr(shot, key) for key in TEXTS},
            **words,
            "scene": shot.scene,
            "shot": str(shot.shot),
            "characters": ", ".join(shot.characters),
            "props": ", ".join(shot.props),
            "seconds": seconds,
            "setup_minutes": str(shot.setup_minutes or ""),
            "note": shot.note,
        }
        yield [cells[key] for key in KEYS]


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
        scene=scene_of(cells["scene"]),
        shot=shot_of(cells["shot"]),
        size=words.size,
        framing=words.framing,
        angle=words.angle,
        move=words.move,
        characters=names_of(cells.get("characters", "")),
        props=names_of(cells.get("props", "")),
        planned_frames=seconds_to_frames(seconds_of(cells.get("seconds", "")), reading.frame_rate),
        setup_minutes=minutes_of(cells.get("setup_minutes", "")),
        priority=Priority(choice_of(cells.get("priority", ""), PRIORITIES) or "must"),
        status=_status(cells.get("status", "")),
        note=note,
        **{key: cells.get(key, "") for key in TEXTS},
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


def _status(text: str) -> ShotStatus:
    key = choice_of(text, STATUSES)
    if not key:
        raise CannotRead(
            "the status must be planned, shot or dropped, not “%(text)s”", text=quoted(text)
        )
    return ShotStatus(key)
