"""What waits for a mentor, by deadline: to sign now, calls for help, coming today, out of date.

What other mentors are asked to sign is one line, not a list: attention is what is scarce.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.gates import may_move
from pipeline.records.gates import Gate
from pipeline.records.values import Person
from pipeline.records.views import BoardRow, BoardView, Cell
from pipeline.standing import CellState, WaitingFor
from web.day_line import soon_word
from web.gate import may
from web.language import local
from web.words import Word

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line: a stage of a film."""

    row: BoardRow
    cell: Cell
    is_late: bool
    """Its gate has begun, and it is not signed."""
    may_hand_over: bool

    @property
    def gate(self) -> Gate | None:
        """When it is to be signed."""
        return self.cell.gate

    @property
    def soon(self) -> Word | None:
        """How near its gate is, if it is near and the stage is not signed."""
        return soon_word(self.gate) if self.cell.signed_at is None else None

    @property
    def order(self) -> tuple[datetime, datetime, int]:
        """What it is sorted by: the gate, then how long it waits."""
        gate = self.gate.starts_at if self.gate else _NEVER
        return gate, self.cell.since or _NEVER, self.row.project_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What the page shows, each part in its order."""

    sign: tuple[Item, ...]
    calls: tuple[BoardRow, ...]
    today: tuple[Item, ...]
    stale: tuple[Item, ...]
    others: tuple[tuple[str, int], ...]
    """Who else is asked to sign, and how much."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.sign or self.calls or self.today or self.stale)


def waiting_of(board: BoardView, person: Person, now: datetime | None = None) -> Waiting:
    """Return what waits for somebody; for the coordinator, what waits for all mentors."""
    moment = now or datetime.now(tz=UTC)
    items = tuple(_items(board, person, moment))
    to_sign = [one for one in items if one.cell.waiting_for is WaitingFor.MENTOR]
    mine = [one for one in items if _is_mine(one, person)]
    today = local(moment).date()
    return Waiting(
        sign=_sorted(one for one in to_sign if _is_mine(one, person)),
        calls=tuple(
            sorted(
                (row for row in board.rows if row.call),
                key=lambda row: row.call.at if row.call else _NEVER,
            )
        ),
        today=_sorted(
            one for one in mine if _comes(one, person) and (one.soon or _day(one) == today)
        ),
        stale=_sorted(one for one in mine if one.cell.state is CellState.OUT_OF_DATE),
        others=tuple(
            sorted(
                Counter(
                    one.gate.signer for one in to_sign if one.gate and not _is_mine(one, person)
                ).items()
            )
        ),
    )


def _items(board: BoardView, person: Person, now: datetime) -> Iterator[Item]:
    for row in board.rows:
        for cell in row.cells:
            gate = cell.gate
            yield Item(
                row=row,
                cell=cell,
                is_late=bool(gate and gate.starts_at <= now and cell.signed_at is None),
                may_hand_over=gate is not None and may_move(person, gate),
            )


def _is_mine(item: Item, person: Person) -> bool:
    if item.gate is None or not may("revisions.decide"):
        return True
    return item.gate.signer_id in (None, person.id)


def _comes(item: Item, person: Person) -> bool:
    """Return whether somebody will have to look at this later: their gate, and not theirs yet."""
    is_asked = item.gate is not None and (
        item.gate.signer_id == person.id or not may("revisions.decide")
    )
    waits = item.cell.waiting_for is WaitingFor.MENTOR or item.cell.state is CellState.OUT_OF_DATE
    return is_asked and item.cell.signed_at is None and not waits


def _day(item: Item) -> object:
    return local(item.gate.starts_at).date() if item.gate else None


def _sorted(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda one: one.order))
