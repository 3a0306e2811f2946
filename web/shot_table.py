"""What the page of the table needs: scenes with their rows and minutes, words, choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.documents.screenplay import Scene
from pipeline.shots.columns import KEYS
from web.shot_pages import Sheet, frame_of, name_of
from web.shot_rows import CHECKED, CHOICES, FIRST, FOLDED, LONG, WORDS, Row

SHORT: Final = frozenset({"seconds", "setup_minutes", "shot", "scene"})
"""Columns of figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotRow:
    """One row with the picture of its shot."""

    row: Row
    name: str
    """S01_P02; empty while it has no number."""
    frame: str
    """The storyboard frame on the desk, or empty."""
    version: int
    """Of the frame."""

    @property
    def keys(self) -> tuple[str, str, str, str]:
        """What the pictogram is drawn from; "-" for what is not said."""
        said = ("size", "framing", "angle", "move")
        found = [self.row.cells[key] if self.row.cells[key] in _KEYS[key] else "-" for key in said]
        return found[0], found[1], found[2], found[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneRows:
    """One scene and its shots."""

    number: str
    scene: Scene | None
    """None for a scene that the script does not have."""
    shots: tuple[ShotRow, ...]

    @property
    def planned_seconds(self) -> int:
        """The planned length of all its shots that were not dropped."""
        wanted = (one.row for one in self.shots if one.row.cells["status"] != "dropped")
        return round(sum(row.seconds for row in wanted))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """The columns and choices in the language of the page."""

    first: tuple[str, ...]
    folded: tuple[str, ...]
    kept: tuple[str, ...]
    """Columns that have no field of their own and travel along."""
    headings: Mapping[str, str]
    choices: Mapping[str, Sequence[tuple[str, str]]]
    keys: tuple[str, ...] = KEYS
    long: frozenset[str] = LONG
    figures: frozenset[str] = SHORT
    checked: frozenset[str] = CHECKED


_KEYS: Final = {column: {term.key for term in terms} for column, terms in CHOICES.items()}


def scenes_of(sheet: Sheet) -> tuple[SceneRows, ...]:
    """Return every scene of the script with its rows, then the rows of other scenes."""
    known = {scene.number: scene for scene in sheet.scenes}
    return tuple(
        SceneRows(
            number=number,
            scene=known.get(number),
            shots=tuple(shot_row(row, sheet) for row in rows),
        )
        for number, rows in sheet.by_scene().items()
    )


def shot_row(row: Row, sheet: Sheet) -> ShotRow:
    """Return a row with its frame."""
    frame = frame_of(row, sheet)
    return ShotRow(row=row, name=name_of(row), frame=frame, version=sheet.boards.get(frame, 0))


def blank_row() -> ShotRow:
    """Return the row that a script copies for a new shot."""
    row = Row(id="0", cells=dict.fromkeys(KEYS, ""), faults={})
    return ShotRow(row=row, name="", frame="", version=0)


def known_words(sheet: Sheet) -> Mapping[str, Sequence[str]]:
    """Return what a field may propose: words of the script and of the other rows."""
    scenes = sheet.scenes
    from_script = {
        "props": [prop for scene in scenes for prop in scene.props],
        "location": [scene.place for scene in scenes],
    }
    return {
        key: tuple(
            dict.fromkeys((*known, *(row.cells[key] for row in sheet.rows if row.cells[key])))
        )
        for key, known in from_script.items()
    }


def words_in(language: str) -> TableWords:
    """Return headings and choices in a language."""
    return TableWords(
        first=FIRST,
        folded=FOLDED,
        kept=tuple(key for key in KEYS if key not in (*FIRST, *FOLDED)),
        headings={key: column.word(language) for key, column in WORDS.items()},
        choices={
            column: tuple((term.key, term.word(language)) for term in terms)
            for column, terms in CHOICES.items()
        },
    )
