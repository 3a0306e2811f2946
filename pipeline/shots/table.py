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
from pipeline.shots.rows import Cells, Form, read_rows
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
    """Return the shot list of a table whose first line names the columns. Raise CannotRead.

    A table without rows is a list that is only begun.
    """
    form = Form(
        name=reading.name, key_of=key_of, needed=("scene", "shot"), example=", ".join(KEYS[:7])
    )
    return ShotList(shots=read_rows(lines, form, lambda cells: _named(_shot(cells, reading))))


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


def _named(shot: Shot) -> tuple[str, Shot]:
    return f"scene {shot.scene}, shot {shot.shot}", shot


def _shot(cells: Cells, reading: Reading) -> Shot:
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


def _words(cells: Cells, language: str) -> Wording:
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
