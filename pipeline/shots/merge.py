"""Two people's work on one table put together: row by row, cell by cell, then the order. Pure.

A shot goes by its scene and number, a day by its date. Only a cell that both changed to different
things is a clash, or a row that one changed while the other took it out: then people decide.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.documents.merge import Clash, Merge
from pipeline.errors import CannotRead
from pipeline.shots import days
from pipeline.shots.columns import KEYS, key_of
from pipeline.shots.spreadsheet import lines_of_text, write_csv
from pipeline.shots.wording import folded

Name = tuple[str, str, int]
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What tells the rows of a table apart."""

    whole: str
    """Where two tables clash of which one cannot be read."""
    columns: tuple[str, ...]
    """All of ours, in their own order."""
    name_of: Callable[[Row], tuple[str, str]]
    """The two texts that name a row."""
    key_of: Callable[[str], str]
    place_of: Callable[[str, str], str]
    """How people call a row of such a name."""


def named_by(*columns: str) -> Callable[[Row], tuple[str, str]]:
    """Return what names a row by two of its columns, however they are written."""
    first, second = columns
    return lambda row: (folded(row.get(first, "")), folded(row.get(second, "")))


SHOTS: Final = Kind(
    whole="shot list",
    columns=KEYS,
    name_of=named_by("scene", "shot"),
    key_of=key_of,
    place_of=lambda scene, shot: f"S{scene.upper().zfill(2)}_P{shot.zfill(2)}",
)
DAYS: Final = Kind(
    whole="days",
    columns=days.KEYS,
    name_of=named_by("date", "unit"),
    key_of=days.key_of,
    place_of=lambda date, unit: f"day {date} {unit}".rstrip(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    columns: tuple[str, ...]
    rows: Mapping[Name, Row]
    """By the two parts of the name and how many of that name came before; in their order."""


def merge_tables(
    base: str, mine: str, theirs: str, keep_mine: frozenset[str] = frozenset()
) -> Merge:
    """Return both changes of a shot list in CSV; where they clash, theirs.

    keep_mine names the places of clashes that people have decided: there, mine counts.

    A table that is half written is merged too: rows without a name, or with the name of another,
    go by their place among their like.
    """
    return merge_rows((base, mine, theirs), SHOTS, keep_mine)


def merge_days(base: str, mine: str, theirs: str, keep_mine: frozenset[str] = frozenset()) -> Merge:
    """Return both changes of a table of shooting days in CSV, by the same rules."""
    return merge_rows((base, mine, theirs), DAYS, keep_mine)


def merge_rows(texts: tuple[str, str, str], kind: Kind, keep_mine: frozenset[str]) -> Merge:
    """Return both changes of a table: base, mine and theirs; where they clash, theirs."""
    base, mine, theirs = texts
    for text, same in ((theirs, mine == base), (mine, mine == theirs or theirs == base)):
        if same:
            return Merge(text=text)
    try:
        tables = [_table_of(text, kind) for text in texts]
    except CannotRead:
        if kind.whole in keep_mine:
            return Merge(text=mine)
        clash = Clash(place=kind.whole, base=base, mine=mine, theirs=theirs)
        return Merge(text=theirs, clashes=(clash,))
    return _merged(tables, kind, keep_mine)


def _table_of(text: str, kind: Kind) -> _Table:
    lines = lines_of_text(text, name=kind.whole)
    columns = (
        tuple(kind.key_of(heading) or heading.strip() for heading in lines[0]) if lines else ()
    )
    rows: dict[Name, Row] = {}
    alike: Counter[tuple[str, str]] = Counter()
    for line in lines[1:]:
        row = {key: cell for key, cell in zip(columns, line, strict=False) if cell}
        first, second = kind.name_of(row)
        rows[first, second, alike[first, second]] = row
        alike[first, second] += 1
    return _Table(columns=columns, rows=rows)


def _merged(tables: Sequence[_Table], kind: Kind, keep_mine: frozenset[str]) -> Merge:
    base, mine, theirs = tables
    kept: dict[Name, Row] = {}
    clashes: list[Clash] = []
    for name in dict.fromkeys((*base.rows, *theirs.rows, *mine.rows)):
        versions = [table.rows.get(name) for table in tables]
        place = _place(name, kind)
        row, clash = _row_of(*versions, place=place)
        if clash and place in keep_mine:
            row, clash = _row_of(versions[0], versions[2], versions[1], place=place)[0], None
        if row is not None:
            kept[name] = row
        clashes += [clash] if clash else []
    columns = _columns_of(kind, tables)
    lines = (
        [kept[name].get(key, "") for key in columns] for name in _order(base, mine, theirs, kept)
    )
    return Merge(text=write_csv([columns, *lines]), clashes=tuple(clashes))


def _row_of(
    base: Row | None, mine: Row | None, theirs: Row | None, *, place: str
) -> tuple[Row | None, Clash | None]:
    """Return the row, None for one that was taken out, and where the two versions clash."""
    if mine == base:
        return theirs, None
    if mine == theirs or theirs == base:
        return mine, None
    if mine is None or theirs is None:
        return theirs, _clash(place, base or {}, mine or {}, theirs or {})
    return _cells_of(base or {}, mine, theirs, place)


def _cells_of(base: Row, mine: Row, theirs: Row, place: str) -> tuple[Row, Clash | None]:
    row: dict[str, str] = {}
    clashing: list[str] = []
    for key in dict.fromkeys((*theirs, *mine, *base)):
        before, one, other = (version.get(key, "") for version in (base, mine, theirs))
        row[key] = one if other == before else other
        if one not in (before, other) and other != before:
            clashing.append(key)
    if not clashing:
        return row, None
    return row, _clash(
        place, *({key: one.get(key, "") for key in clashing} for one in (base, mine, theirs))
    )


def _clash(place: str, base: Row, mine: Row, theirs: Row) -> Clash:
    texts = (
        "\n".join(f"{key}: {cell}" for key, cell in row.items()) for row in (base, mine, theirs)
    )
    return Clash(place=place, **dict(zip(("base", "mine", "theirs"), texts, strict=True)))


def _place(name: Name, kind: Kind) -> str:
    first, second, before = name
    again = f" ({before + 1})" if before else ""
    return f"{kind.place_of(first, second)}{again}"


def _columns_of(kind: Kind, tables: Sequence[_Table]) -> list[str]:
    """Return all columns: ours in their own order, then what people have added."""
    named = [key for table in tables for key in table.columns]
    ours = [key for key in kind.columns if key in named]
    return [*ours, *dict.fromkeys(key for key in named if key not in kind.columns and key)]


def _order(base: _Table, mine: _Table, theirs: _Table, kept: Mapping[Name, Row]) -> list[Name]:
    """Return the rows in the order of the one who changed it; who only added, adds."""
    first, second = (theirs, mine)
    if _shared(theirs, mine, base) == _shared(base, mine, theirs):
        first, second = (mine, theirs)
    order = [name for name in first.rows if name in kept]
    there = set(order)
    before: Name | None = None
    for name in second.rows:
        if name in kept and name not in there:
            order.insert(order.index(before) + 1 if before is not None else 0, name)
            there.add(name)
        before = name if name in there else before
    return order


def _shared(table: _Table, *others: _Table) -> Sequence[Name]:
    return [name for name in table.rows if all(name in other.rows for other in others)]
