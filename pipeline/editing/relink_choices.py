"""relink.csv: what the group has said about names that no machine can match.

One row a name that a timeline asks for. It lies on the desk of the edit, goes with every version,
and counts for every later timeline that asks for the same name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.bench import Files
from pipeline.documents.merge import Merge
from pipeline.documents.relink import Wanted
from pipeline.documents.rows import read_rows
from pipeline.editing.sent_table import table_text
from pipeline.shots.merge import Kind, Row, merge_rows
from pipeline.shots.spreadsheet import write_csv
from pipeline.shots.wording import folded

NAME: Final = "relink.csv"
COLUMNS: Final = ("name", "folder", "start", "medium", "digest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One row."""

    wanted: Wanted
    media: str
    """What it is, as the edit called it when somebody said so."""
    digest: str = ""
    """SHA-256 of that recording: it may be called otherwise by now."""


def read_choices(text: str) -> tuple[Choice, ...]:
    """Return the choices of a relink.csv; a row that chooses nothing is none. Raise CannotRead."""
    if not text.strip():
        return ()
    rows = read_rows(text, name=NAME, columns=COLUMNS, key="name")
    return tuple(
        Choice(
            wanted=Wanted(**{key: row.cells[key] for key in ("name", "folder", "start")}),
            media=row.cells["medium"],
            digest=row.cells["digest"].lower(),
        )
        for row in rows
        if row.cells["name"] and row.cells["medium"]
    )


def choices_of(files: Files) -> tuple[Choice, ...]:
    """Return the choices that come with a timeline. Raise CannotRead."""
    text = table_text(files, NAME)
    return read_choices(text) if text is not None else ()


def write_choices(choices: Iterable[Choice]) -> str:
    """Return a relink.csv."""
    rows = (
        (one.wanted.name, one.wanted.folder, one.wanted.start, one.media, one.digest)
        for one in choices
    )
    return write_csv([COLUMNS, *rows])


def choosing(text: str, choice: Choice) -> str:
    """Return the table with another choice for a name; one without a medium takes it back.

    Raise CannotRead for a broken table.
    """
    kept = [one for one in read_choices(text) if one.wanted != choice.wanted]
    return write_choices([*kept, choice] if choice.media else kept)


def chosen(
    wanted: Wanted, all_wanted: Sequence[Wanted], choices: Iterable[Choice]
) -> Choice | None:
    """Return what people have said about a name of a timeline that asks for all of these.

    The same name in the same folder or with the same timecode is meant. Another computer has other
    folders: where only one file of this name is asked for, and only one answer was given, it counts
    as well. Of two cards that both have IMG_0001 nobody can know which one was meant.
    """
    named = [one for one in choices if one.wanted.name == wanted.name]
    just = [one for one in named if one.wanted == wanted]
    near = [one for one in named if wanted.folder and one.wanted.folder == wanted.folder]
    is_alone = sum(one.name == wanted.name for one in all_wanted) == 1
    for found in (just, near, named if is_alone else []):
        if len({(one.media, one.digest) for one in found}) == 1:
            return found[-1]
    return None


def merge_choices(
    base: str, mine: str, theirs: str, keep_mine: frozenset[str] = frozenset()
) -> Merge:
    """Return both changes of relink.csv; two who chose differently for one name clash."""
    return merge_rows((base, mine, theirs), _CHOICES, keep_mine)


def _key(heading: str) -> str:
    key = folded(heading)
    return key if key in COLUMNS else ""


def _name_of(row: Row) -> tuple[str, str]:
    return row.get("name", ""), f"{row.get('folder', '')} {row.get('start', '')}".strip()


_CHOICES: Final = Kind(
    whole=NAME,
    columns=COLUMNS,
    name_of=_name_of,
    key_of=_key,
    place_of=lambda name, where: f"{name} ({where})" if where else name,
)
