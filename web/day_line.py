"""The plan of a film as its row shows it: where it stands beside the plan, and the next gate."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flask_babel import lazy_gettext as _

from pipeline.records.gates import Gate
from pipeline.records.views import BoardRow
from pipeline.timetable import Pace, Planned, Soon, day_number, next_of, pace_of, soon_of
from web.language import local
from web.words import Word

PACES: Final = {
    Pace.AHEAD: Word(_("Ahead of the plan"), "check-check"),
    Pace.ON_TIME: Word(_("On time"), "check"),
    Pace.BEHIND: Word(_("Behind the plan"), "clock-3"),
}
SOON: Final = {
    Soon.IN_30: Word(_("in less than 30 minutes"), "timer"),
    Soon.IN_10: Word(_("in less than 10 minutes"), "timer"),
    Soon.OPEN: Word(_("the gate is open"), "timer"),
}
"""How near a gate is; true until the next word about it is said."""
PIP: Final = 20
"""Width of a stage on the line, in units of the drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pip:
    """One stage on the line."""

    x: int
    is_signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CellDays:
    """Which day of the workshop a stage was planned for, and signed on."""

    planned: int
    signed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlan:
    """What a row shows of its plan; a row without gates has none."""

    pace: Pace
    word: Word
    pips: tuple[Pip, ...]
    signed: int
    """How many stages are signed."""
    due: int
    """How many should be by now."""
    next_gate: Gate | None
    is_over: bool
    """The time of that gate has passed."""
    soon: Word | None
    """How near that gate is, if it is near."""
    days: dict[str, CellDays]
    """By stage."""

    @property
    def width(self) -> int:
        """Of the drawing."""
        return PIP * len(self.pips)

    @property
    def drawn(self) -> tuple[tuple[str, tuple[Pip, ...]], ...]:
        """The stages in two shapes, one for those that are signed."""
        signed = tuple(one for one in self.pips if one.is_signed)
        others = tuple(one for one in self.pips if not one.is_signed)
        return tuple((kind, of) for kind, of in (("pip", others), ("pip signed", signed)) if of)

    @property
    def mark(self) -> int:
        """Where the plan stands now on the line."""
        return PIP * self.due


def soon_word(gate: Gate | Planned | None, now: datetime | None = None) -> Word | None:
    """Return in words how near a gate is; None where it is not near, or there is none."""
    moment = now or datetime.now(tz=UTC)
    soon = soon_of(gate.starts_at, gate.ends_at, moment) if gate else None
    return SOON[soon] if soon else None


def plan_of(row: BoardRow, starts_at: datetime, now: datetime | None = None) -> ShownPlan | None:
    """Return the plan of a row in a workshop that begins then."""
    moment = now or datetime.now(tz=UTC)
    planned = row.planned
    pace = pace_of(planned, moment)
    if pace is None:
        return None
    first = local(starts_at).date()
    waiting = next_of(planned)
    signed = [one.signed_at is not None for one in row.cells]
    return ShownPlan(
        pace=pace,
        word=PACES[pace],
        pips=tuple(Pip(x=place * PIP, is_signed=one) for place, one in enumerate(signed)),
        signed=sum(signed),
        due=sum(one.ends_at <= moment for one in planned),
        next_gate=next(
            (one.gate for one in row.cells if waiting and one.stage == waiting.stage), None
        ),
        is_over=waiting is not None and waiting.ends_at <= moment,
        soon=soon_word(waiting, moment),
        days={
            one.stage: CellDays(
                planned=day_number(local(one.starts_at).date(), first),
                signed=day_number(local(one.signed_at).date(), first) if one.signed_at else None,
            )
            for one in planned
        },
    )
