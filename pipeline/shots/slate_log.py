"""The log of the slate: which take of which shot was good, written on phones on the set. Pure.

Each take has a name of its own (id) that the phone has drawn by lot, so that the logs of several
phones, written without a network, come together without a loss. A take that was judged twice
keeps the later judgement; a take that was announced by mistake is judged "no_good", never removed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Final

from pipeline.documents.merge import Merge
from pipeline.documents.slate import parse_slate
from pipeline.documents.takes import Rating
from pipeline.errors import CannotRead
from pipeline.shots.spreadsheet import read_csv, write_csv

LONGEST_NOTE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedTake:
    """One take as the slate has announced it."""

    id: str
    """Drawn by lot on the phone: 8 to 32 letters and figures."""
    scene: str
    shot: int
    take: int
    rating: str
    """good, hold, no_good, or "" while nobody has said."""
    at: str
    """When it was announced: UTC, ISO 8601."""
    changed: str
    """When it was judged last: UTC, ISO 8601."""
    note: str = ""
    by: str = ""
    """First name or nickname of who held the slate."""


COLUMNS: Final = tuple(field.name for field in fields(LoggedTake))
RATINGS: Final = frozenset({"", *(rating.value for rating in Rating)})


def log_of(text: str) -> tuple[LoggedTake, ...]:
    """Return the takes of a log in the order in which they were announced. Raise CannotRead."""
    lines = read_csv(text.encode(), name="slate_log.csv") if text.strip() else []
    if lines and tuple(lines[0]) != COLUMNS:
        raise CannotRead("The log of the slate cannot be read. Its columns have other names.")
    return tuple(sorted(map(_take, lines[1:]), key=lambda one: (one.at, one.id)))


def text_of(takes: Iterable[LoggedTake]) -> str:
    """Return a log as CSV."""
    return write_csv([COLUMNS, *(tuple(map(str, astuple(one))) for one in takes)])


def _take(line: Sequence[str]) -> LoggedTake:
    cells = dict(zip(COLUMNS, line, strict=False))
    if len(cells) < len(COLUMNS) or cells["rating"] not in RATINGS:
        raise CannotRead("A line of the log of the slate cannot be read.", detail=",".join(line))
    slate = parse_slate(f"S{cells['scene']}_P{cells['shot']}_T{cells['take']}")
    return LoggedTake(
        id=cells["id"][:32],
        scene=slate.scene,
        shot=slate.shot,
        take=slate.take,
        rating=cells["rating"],
        at=cells["at"][:32],
        changed=cells["changed"][:32],
        note=cells["note"][:LONGEST_NOTE],
        by=cells["by"][:60],
    )


def merge_logs(
    _base: str, mine: str, theirs: str, _keep_mine: frozenset[str] = frozenset()
) -> Merge:
    """Return the takes of both logs; of one that both hold, the later judgement counts."""
    both: dict[str, LoggedTake] = {}
    for one in (*log_of(theirs), *log_of(mine)):
        known = both.get(one.id)
        if known is None or known.changed < one.changed:
            both[one.id] = one
    return Merge(text=text_of(sorted(both.values(), key=lambda one: (one.at, one.id))))
