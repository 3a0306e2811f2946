"""Where items lie on a track, and which of their seconds each moment of the film shows. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from pipeline.timeline.nodes import Gap, Item, Track, Transition, duration_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Tick n of the film (a frame, or a sample) is second `origin + n * slope` of an item."""

    origin: Fraction
    slope: Fraction

    def at(self, tick: int) -> Fraction:
        """Return the item's second at a tick."""
        return self.origin + tick * self.slope

    def within(self, start: Fraction, speed: Fraction, offset: Fraction) -> "Line":
        """Return the line of a child: at this item's second `offset` it shows its own second
        `start`.
        """
        return Line(origin=start + (self.origin - offset) * speed, slope=self.slope * speed)

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
    found = children[index] if 0 < index < len(children) - 1 else None
    return found if isinstance(found, Transition) else None


def entered(item: Item, line: Line, offset: Fraction) -> Line:
    """Return the item's own line, where it lies at `offset` seconds of what holds it."""
    if isinstance(item, Gap):
        return line
    return line.within(item.start, item.speed, offset)
