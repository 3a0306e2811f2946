"""The log of the slate: which take of which shot was good, written on phones on the set. Pure.

Each take has a name of its own (id) that the phone has drawn by lot, so that the logs of several
phones, written without a network, come together without a loss. A take that was judged twice
keeps the later judgement; a take that was announced by mistake is judged "void", never removed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from typing import Final

from pipeline.documents.merge import Merge
from pipeline.documents.slate import parse_slate
from pipeline.documents.takes import Rating
from pipeline.errors import CannotRead
from pipeline.shots.spreadsheet import read_csv, write_csv

NAME: Final = "slate_log.csv"
LONGEST_NOTE: Final = 500
LONGEST_NAME: Final = 60

_ID: Final = re.compile(r"[A-Za-z0-9]{8,32}", re.ASCII)
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedTake:
    """One take as the slate has announced it."""

    id: str
    """Drawn by lot on the phone: 8 to 32 letters and figures."""
    scene: str
    shot: int
    take: int
    rating: str
    """good, hold, no_good, "" while nobody has said, or void: announced by mistake."""
    at: str
    """When it was announced: UTC, ISO 8601."""
    changed: str
    """When it was judged last: UTC, ISO 8601."""
    note: str = ""
    by: str = ""
    """First name or nickname of who held the slate."""


COLUMNS: Final = tuple(field.name for field in fields(LoggedTake))
VOID: Final = "void"
RATINGS: Final = frozenset({"", VOID, *(rating.value for rating in Rating)})


def log_of(text: str) -> tuple[LoggedTake, ...]:
    """Return the takes of a log in the order in which they were announced. Raise CannotRead."""
    lines = read_csv(text.encode(), name=NAME) if text.strip() else []
    if lines and tuple(lines[0]) != COLUMNS:
        raise CannotRead("The log of the slate cannot be read. Its columns have other names.")
    takes = (take_of(dict(zip(COLUMNS, line, strict=False))) for line in lines[1:])
    return tuple(sorted(takes, key=_when))


def text_of(takes: Iterable[LoggedTake]) -> str:
    """Return a log as CSV."""
    return write_csv([COLUMNS, *(tuple(map(str, astuple(one))) for one in takes)])


def take_of(cells: Mapping[str, object]) -> LoggedTake:
    """Return the take of a row or of a form; note and by may be missing. Raise CannotRead."""
    said = {name: str(cells.get(name, "")).strip() for name in COLUMNS}
    if not _ID.fullmatch(said["id"]) or said["rating"] not in RATINGS:
        raise CannotRead("A take in the log of the slate cannot be read.", detail=repr(said)[:300])
    if not (_TIME.fullmatch(said["at"]) and _TIME.fullmatch(said["changed"])):
        raise CannotRead("A take in the log of the slate has no time.", detail=repr(said)[:300])
    slate = parse_slate(f"S{said['scene'].upper()}_P{said['shot']}_T{said['take']}")
    return LoggedTake(
        id=said["id"],
        scene=slate.scene,
        shot=slate.shot,
        take=slate.take,
        rating=said["rating"],
        at=said["at"],
        changed=said["changed"],
        note=" ".join(said["note"].split())[:LONGEST_NOTE],
        by=" ".join(said["by"].split())[:LONGEST_NAME],
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
    return Merge(text=text_of(sorted(both.values(), key=_when)))


def next_take(takes: Iterable[LoggedTake], *, scene: str, shot: int) -> int:
    """Return the number of the take that comes next; one announced by mistake is used again."""
    used = (
        one.take for one in takes if (one.scene, one.shot) == (scene, shot) and one.rating != VOID
    )
    return max(used, default=0) + 1


def _when(one: LoggedTake) -> tuple[str, str]:
    return (one.at, one.id)
