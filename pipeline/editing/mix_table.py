"""Changes of mix.csv, one bus at a time, and two people's changes together. Pure.

A row whose bus is set as it was is left alone, however somebody has written it; columns that people
have added stay.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.documents.buses import Strip, strip_of
from pipeline.documents.merge import Merge
from pipeline.documents.mix import FILM, MIX_COLUMNS, cells_of, read_loudness, read_mix
from pipeline.documents.rows import write_rows
from pipeline.shots.merge import Kind, Row, merge_rows
from pipeline.shots.spreadsheet import lines_of_text
from pipeline.shots.wording import folded

NAME: Final = "mix.csv"


def strips_in(text: str) -> tuple[Strip, ...]:
    """Return the rows of the buses; none of an empty table. Raise CannotRead."""
    return read_mix(text) if text.strip() else ()


def loudness_in(text: str) -> str:
    """Return the profile that is asked for; "" for none. Raise CannotRead."""
    return read_loudness(text) if text.strip() else ""


def changed(text: str, strips: Iterable[Strip], loudness: str) -> str:
    """Return the table with other settings. Raise CannotRead for a broken one.

    The notes of the rows stay; loudness is a profile, or "" for that of the project.
    """
    before, was = strips_in(text), loudness_in(text)
    columns, rows = _read(text)
    for strip in strips:
        if strip_of(before, strip.bus) != strip:
            cells = cells_of(strip)
            cells.pop("note")
            _row_of(rows, strip.bus.value).update(cells)
    if loudness != was:
        _row_of(rows, FILM)["loudness"] = loudness
    kept = [row for row in rows if row.get("bus", "") != FILM or _says_more(row)]
    return write_rows(columns, ([row.get(key, "") for key in columns] for row in kept))


def merge_mix(base: str, mine: str, theirs: str, keep_mine: frozenset[str] = frozenset()) -> Merge:
    """Return both changes of mix.csv; two who set one thing on one bus otherwise clash."""
    return merge_rows((base, mine, theirs), _MIX, keep_mine)


def _says_more(row: Row) -> bool:
    return any(cell.strip() for key, cell in row.items() if key != "bus")


def _row_of(rows: list[dict[str, str]], bus: str) -> dict[str, str]:
    """Return the row of a bus; it is added where there is none."""
    found = next((row for row in rows if folded(row.get("bus", "")) == bus), None)
    if found is None:
        found = {"bus": bus}
        rows.append(found)
    return found


def _read(text: str) -> tuple[Sequence[str], list[dict[str, str]]]:
    """Return the columns, ours and those that people have added, and the rows."""
    plain = text.removeprefix("\ufeff")
    lines = lines_of_text(plain, name=NAME) if plain.strip() else []
    heads = [_key(cell) or cell.strip() for cell in lines[0]] if lines else []
    rows = [dict(zip(heads, line, strict=False)) for line in lines[1:]]
    return [*MIX_COLUMNS, *(key for key in heads if key and key not in MIX_COLUMNS)], rows


def _key(heading: str) -> str:
    key = folded(heading)
    return key if key in MIX_COLUMNS else ""


_MIX: Final = Kind(
    whole=NAME,
    columns=MIX_COLUMNS,
    name_of=lambda row: (folded(row.get("bus", "")), ""),
    key_of=_key,
    place_of=lambda bus, _: bus or "a row without a bus",
)
