"""The rows of the shot list as a form holds them: half-written ones too, cell by cell.

A row is a mapping of column keys to texts. What cannot be used stays where it was typed, with the
reason beside it; the shot list itself is read only when it is sent.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from flask_babel import gettext

from pipeline.errors import CannotRead
from pipeline.shots.cells import minutes_of, scene_of, seconds_of, shot_of
from pipeline.shots.columns import COLUMNS, KEYS, key_of
from pipeline.shots.rows import LONGEST_CELL, MOST_ROWS
from pipeline.shots.spreadsheet import read_csv, write_csv
from pipeline.shots.vocabulary import (
    ANGLES,
    FRAMINGS,
    MOVES,
    PRIORITIES,
    SIZES,
    STATUSES,
    Term,
)
from pipeline.shots.wording import wording_of

Cells = Mapping[str, str]

CHOICES: Final[Mapping[str, tuple[Term, ...]]] = {
    "size": SIZES,
    "framing": FRAMINGS,
    "angle": ANGLES,
    "move": MOVES,
    "priority": PRIORITIES,
    "status": STATUSES,
}
LONG: Final = frozenset({"description", "dialogue", "characters", "sound", "note", "light"})
"""Columns whose text needs several lines."""
FIRST: Final = (
    *("shot", "size", "framing", "angle", "move", "description", "dialogue"),
    *("characters", "sound", "seconds", "setup_minutes", "priority"),
)
"""What a group fills in first; the other columns are folded away below the row."""
FOLDED: Final = (
    *("scene", "props", "location", "setup", "lens", "camera", "kit", "light", "status", "note"),
)
WORDS: Final = {column.key: column for column in COLUMNS}

_READERS: Final = {
    "scene": scene_of,
    "shot": shot_of,
    "seconds": seconds_of,
    "setup_minutes": minutes_of,
}
CHECKED: Final = frozenset(_READERS)
"""Columns of which a page says at once when they cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row, and why it cannot be used yet."""

    id: str
    """Names its fields in the form."""
    cells: Cells
    faults: Mapping[str, str]
    """Column key to a sentence."""

    @property
    def scene(self) -> str:
        """The scene as it is compared with the script: "3A", or what was typed."""
        return _named(scene_of, self.cells["scene"])

    @property
    def shot(self) -> int:
        """The number of the shot, 0 for one that has none yet."""
        try:
            return shot_of(self.cells["shot"])
        except CannotRead:
            return 0

    @property
    def seconds(self) -> float:
        """The planned seconds, 0 for what is no number."""
        try:
            return float(seconds_of(self.cells["seconds"]))
        except CannotRead:
            return 0.0


def rows_of_text(content: bytes, *, language: str) -> tuple[Row, ...]:
    """Return the rows of a table whose columns may have any order and language.

    Raise CannotRead for what is no table.
    """
    lines = read_csv(content, name="shot_list.csv")
    keys = [key_of(heading) for heading in lines[0]] if lines else []
    found = (
        {key: cell for key, cell in zip(keys, line, strict=False) if key} for line in lines[1:]
    )
    return rows_of(_worded(cells, language) for cells in found if any(cells.values()))


def rows_of_form(form: Any) -> tuple[Row, ...]:
    """Return the rows of a form, in the order in which they stand in it."""
    ids = list(dict.fromkeys(form.getlist("row")))[:MOST_ROWS]
    return rows_of(
        {key: form.get(f"{one}.{key}", "").replace("\r\n", "\n").strip() for key in KEYS}
        for one in ids
    )


def rows_of(all_cells: Iterable[Cells]) -> tuple[Row, ...]:
    """Return rows with what is wrong with each; two of one name are told at the second."""
    seen: Counter[tuple[str, int]] = Counter()
    rows: list[Row] = []
    for number, cells in enumerate(all_cells):
        whole = {key: cells.get(key, "") for key in KEYS}
        row = Row(id=str(number), cells=whole, faults=_faults_of(whole))
        name = (row.scene, row.shot)
        if row.shot and seen[name]:
            twice = gettext(
                "scene %(scene)s, shot %(shot)s is there twice", scene=name[0], shot=name[1]
            )
            row = replace(row, faults={**row.faults, "shot": twice})
        seen[name] += 1
        rows.append(row)
    return tuple(rows)


def text_of(rows: Sequence[Row]) -> str:
    """Return the rows as our own CSV: neutral keys, every column."""
    return write_csv([KEYS, *([row.cells[key] for key in KEYS] for row in rows)])


def by_scene(rows: Sequence[Row], scenes: Sequence[str]) -> dict[str, list[Row]]:
    """Return the rows of every scene, in the order of the script; scenes it lacks come last."""
    found: dict[str, list[Row]] = {scene: [] for scene in scenes}
    for row in rows:
        found.setdefault(row.scene, []).append(row)
    return found


def _worded(cells: Cells, language: str) -> Cells:
    """Return a row with keys where people wrote words: "Gros plan" is cu."""
    found = dict(cells)
    for column, terms in CHOICES.items():
        text = found.get(column, "")
        if text and text not in {term.key for term in terms}:
            found[column] = _key_of(text, column, language) or text
    return found


def _key_of(text: str, column: str, language: str) -> str:
    if column in {"priority", "status"}:
        return next((t.key for t in CHOICES[column] if text.casefold() in _all_words(t)), "")
    return str(getattr(wording_of(text, language=language, first=column), column))


def _all_words(term: Term) -> set[str]:
    return {word.casefold() for word in (*term.words, *term.also)}


def _faults_of(cells: Cells) -> dict[str, str]:
    return dict(_each_fault(cells))


def _each_fault(cells: Cells) -> Iterator[tuple[str, str]]:
    for key, reader in _READERS.items():
        try:
            reader(cells[key])
        except CannotRead as fault:
            yield key, str(gettext(fault.template, **fault.values))
    for key, text in cells.items():
        if len(text) > LONGEST_CELL:
            yield key, str(gettext("the text under %(column)s is too long", column=key))


def _named(reader: Any, text: str) -> str:
    try:
        return str(reader(text))
    except CannotRead:
        return text.strip()[:12]
