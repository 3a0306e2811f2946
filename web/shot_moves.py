"""What the buttons of the table do to its rows: up, down, out, below, once more, numbered again.

The number of a shot is the name of its takes. So nothing here changes a number that is there,
except numbering again, which people ask for.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from web.shot_rows import Cells, Row, rows_of

Change = Callable[[Sequence[Row], str], list[Cells]]


def changed(rows: Sequence[Row], asked: str) -> tuple[Row, ...]:
    """Return the rows after what a button asks: "up:3", "add:2A"; the same for anything else."""
    what, _, which = asked.partition(":")
    change = CHANGES.get(what)
    return rows_of(change(rows, which)) if change else tuple(rows)


def next_number(rows: Sequence[Row], scene: str) -> int:
    """Return the next free number of a scene: above every number that was ever in the table."""
    return max((row.shot for row in rows if row.scene == scene), default=0) + 1


def _up(rows: Sequence[Row], which: str) -> list[Cells]:
    return _swapped(rows, which, -1)


def _down(rows: Sequence[Row], which: str) -> list[Cells]:
    return _swapped(rows, which, +1)


def _remove(rows: Sequence[Row], which: str) -> list[Cells]:
    return [row.cells for row in rows if row.id != which]


def _below(rows: Sequence[Row], which: str) -> list[Cells]:
    return _after(rows, which, lambda row: {"scene": row.scene, "status": "planned"})


def _copy(rows: Sequence[Row], which: str) -> list[Cells]:
    return _after(rows, which, lambda row: {**row.cells, "board": "", "reason": ""})


def _add(rows: Sequence[Row], scene: str) -> list[Cells]:
    """Add an empty shot at the end of a scene, which may have none."""
    new = {"scene": scene, "shot": str(next_number(rows, scene)), "status": "planned"}
    last = max((at for at, row in enumerate(rows) if row.scene == scene), default=len(rows) - 1)
    cells: list[Cells] = [row.cells for row in rows]
    return [*cells[: last + 1], new, *cells[last + 1 :]]


def _again(rows: Sequence[Row], scene: str) -> list[Cells]:
    """Number the shots of a scene from 1 in the order in which they stand."""
    numbers = iter(range(1, len(rows) + 1))
    return [
        {**row.cells, "shot": str(next(numbers))} if row.scene == scene else row.cells
        for row in rows
    ]


def _after(rows: Sequence[Row], which: str, make: Callable[[Row], Cells]) -> list[Cells]:
    cells: list[Cells] = []
    for row in rows:
        cells.append(row.cells)
        if row.id == which:
            cells.append({**make(row), "shot": str(next_number(rows, row.scene))})
    return cells


def _swapped(rows: Sequence[Row], which: str, by: int) -> list[Cells]:
    cells = [row.cells for row in rows]
    here = next((at for at, row in enumerate(rows) if row.id == which), -1)
    there = here + by
    if here >= 0 and 0 <= there < len(rows) and rows[there].scene == rows[here].scene:
        cells[here], cells[there] = cells[there], cells[here]
    return cells


CHANGES: Final[Mapping[str, Change]] = {
    "up": _up,
    "down": _down,
    "remove": _remove,
    "below": _below,
    "copy": _copy,
    "add": _add,
    "again": _again,
}
