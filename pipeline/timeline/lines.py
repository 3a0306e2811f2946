"""Where items lie on a track, and which of their seconds each moment of the film shows. Pure."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from operator import attrgetter

from pipeline.timeline.nodes import Gap, Item, Track, Transition, duration_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Tick n of the film (a frame, or a sample) is second `origin + n * slope` of an item."""

    origin: Fraction
    slope: Fraction

    def at(self, tick: int) -> Fraction:
        """Return the item's second at a tick."""
        return self.origin + tick * self.slope

    def since(self, offset: Fraction) -> "Line":
        """Return the same line, counted from this item's second `offset` on."""
        return Line(origin=self.origin - offset, slope=self.slope)

    def inside(self, start: Fraction, speed: Fraction) -> "Line":
        """Return the line of what shows its own second `start` where this one is 0."""
        return Line(origin=start + self.origin * speed, slope=self.slope * speed)

    def ticks(self, start: Fraction, end: Fraction, span: range) -> range:
        """Return the ticks of `span` that lie in the item's seconds [start, end)."""
        if not self.slope:
            return span if start <= self.origin < end else range(0)
        first, last = (start - self.origin) / self.slope, (end - self.origin) / self.slope
        if self.slope > 0:
            return _overlap(range(ceil(first), ceil(last)), span)
        return _overlap(range(floor(last) + 1, floor(first) + 1), span)


def _overlap(one: range, other: range) -> range:
    return range(max(one.start, other.start), min(one.stop, other.stop))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An item at its place on a track, and what it dissolves from and into."""

    item: Item
    start: Fraction
    end: Fraction
    before: Transition | None
    after: Transition | None

    @property
    def seen_from(self) -> Fraction:
        """First second, with the handle of the transition before."""
        return self.start - (self.before.in_offset if self.before else 0)

    @property
    def seen_until(self) -> Fraction:
        """Last second (exclusive), with the handle of the transition after."""
        return self.end + (self.after.out_offset if self.after else 0)


def slots_of(track: Track) -> Iterator[Slot]:
    """Yield the items of a track at their places, with the transitions between two items."""
    at = Fraction(0)
    children = track.children
    for index, child in enumerate(children):
        if isinstance(child, Transition):
            continue
        end = at + duration_of(child)
        yield Slot(
            item=child,
            start=at,
            end=end,
            before=_between(children, index - 1),
            after=_between(children, index + 1),
        )
        at = end


def _between(children: tuple[object, ...], index: int) -> Transition | None:
    """Return the transition at an index, if an item stands on each side of it."""
    if not 0 < index < len(children) - 1:
        return None
    found, sides = children[index], (children[index - 1], children[index + 1])
    if isinstance(found, Transition) and not any(isinstance(side, Transition) for side in sides):
        return found
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Some seconds of a track that show the same: a slot, or one that turns into the next."""

    start: Fraction
    end: Fraction
    slot: int  # the outgoing one of a mix
    mixed: tuple[Fraction, Fraction] | None = None  # begin and end of the whole transition


def stretches_of(slots: Sequence[Slot]) -> tuple[Stretch, ...]:
    """Return what a track shows, by start.

    1. Each transition takes its seconds, first come, first served, where they overlap.
    2. What no transition has taken shows the item that lies there.
    """
    taken: list[Stretch] = []
    for number, slot in enumerate(slots):
        if slot.after is not None:
            window = (slot.end - slot.after.in_offset, slot.end + slot.after.out_offset)
            _take(taken, Stretch(start=window[0], end=window[1], slot=number, mixed=window))
    for number, slot in enumerate(slots):
        _take(taken, Stretch(start=slot.start, end=slot.end, slot=number))
    return tuple(taken)


def _take(taken: list[Stretch], wanted: Stretch) -> None:
    """Add the parts of a stretch that are still free, at their places."""
    at = bisect_right(taken, wanted.start, key=attrgetter("end"))
    start = wanted.start
    while start < wanted.end:
        following = taken[at] if at < len(taken) else None
        end = min(wanted.end, following.start) if following else wanted.end
        if start < end:
            taken.insert(at, replace(wanted, start=start, end=end))
            at += 1
        if following is None:
            return
        start, at = max(start, following.end), at + 1


def runs_of(stretches: Sequence[Stretch]) -> Iterator[tuple[int, Fraction, Fraction]]:
    """Yield each slot with the seconds during which it is on without a break, handles included."""
    open_runs: dict[int, tuple[Fraction, Fraction]] = {}
    for stretch in stretches:
        for slot in (stretch.slot, stretch.slot + 1) if stretch.mixed else (stretch.slot,):
            start, end = open_runs.get(slot, (stretch.start, stretch.start))
            if end != stretch.start:
                yield slot, start, end
                start = stretch.start
            open_runs[slot] = (start, stretch.end)
    yield from ((slot, *run) for slot, run in open_runs.items())


def entered(item: Item, clock: Line) -> Line:
    """Return an item's own line; `clock` counts the seconds since its beginning."""
    return clock if isinstance(item, Gap) else clock.inside(item.start, item.speed)
