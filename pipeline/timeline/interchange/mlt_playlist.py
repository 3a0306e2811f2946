"""What lies on an MLT playlist: clips, holes, and the tractors in which two clips mix. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final
from xml.etree.ElementTree import Element  # only its type

from pipeline.timeline.interchange.mlt_clip import (
    Clock,
    filters_of,
    medium_of,
    property_of,
    shows,
    speed_of,
)
from pipeline.timeline.interchange.sheet import (
    DISSOLVE,
    ZERO,
    Medium,
    Mix,
    Piece,
    Sheet,
    moved_head,
)

_PAIR: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What lies on a playlist, at its place."""

    element: Element
    producer: Element
    at: Fraction
    first: Fraction
    """In the producer, in seconds."""
    length: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Playlists:
    """Reads playlists; what a nested tractor holds is asked for."""

    by_id: dict[str, Element]
    clock: Clock
    inside: Callable[[Element], Sheet]

    def entries(self, playlist: Element) -> Iterator[_Entry]:
        """Yield what lies on a playlist; a bare producer is a playlist of itself."""
        at = ZERO
        parts = playlist if playlist.tag == "playlist" else (playlist,)
        for one in parts:
            if one.tag == "blank":
                at += self.clock.seconds(one.get("length"))
                continue
            if one.tag == "entry" or one is playlist:
                producer = self.by_id.get(one.get("producer", ""), one)
                first = self.clock.seconds(one.get("in") or producer.get("in"))
                last = self.clock.last(one, producer)
                length = last - first + 1 / self.clock.rate
                if length <= 0 or producer.get("id") is None:
                    continue
                yield _Entry(element=one, producer=producer, at=at, first=first, length=length)
                at += length

    def read(self, playlist: Element, *, is_video: bool) -> tuple[list[Piece], list[Mix]]:
        """Return what is seen or heard, the clips beside a mix made longer up to its middle."""
        pieces: list[Piece] = []
        mixes: list[Mix] = []
        cut: Fraction | None = None
        for entry in self.entries(playlist):
            mixed = self.mixed(entry)
            if mixed is not None:
                cut = mixed.cut
                mixes.append(mixed)
                if pieces and pieces[-1].end == entry.at:
                    pieces[-1] = replace(pieces[-1], length=cut - pieces[-1].at)
                else:
                    cut = None
                continue
            if not shows(entry.producer, is_video=is_video):
                cut = None
                continue
            piece = self.piece(entry)
            if cut is not None and mixes[-1].end == piece.at:
                piece = moved_head(piece, cut)
            cut = None
            pieces.append(piece)
        return pieces, mixes

    def mixed(self, entry: _Entry) -> Mix | None:
        """Return the mix that an entry is: a tractor of two clips, one turning into the other."""
        producer = entry.producer
        if producer.tag != "tractor":
            return None
        tracks = producer.findall("track")
        services = {property_of(one, "mlt_service") for one in producer.findall("transition")}
        if len(tracks) != _PAIR or not services & {"luma", "mix"} or not _are_cut(tracks):
            return None
        wipe = next((property_of(one, "resource") for one in producer.findall("transition")), "")
        middle = (
            entry.at + Fraction((entry.length / 2 * self.clock.rate).__floor__()) / self.clock.rate
        )
        kind = "wipe" if wipe else DISSOLVE
        return Mix(at=entry.at, length=entry.length, cut=middle, kind=kind)

    def end(self, playlist: Element) -> Fraction:
        """Return where a playlist ends, the holes at its end included."""
        end = ZERO
        for entry in self.entries(playlist):
            end = entry.at + entry.length
        holes = ZERO
        for one in reversed(list(playlist)):
            if one.tag != "blank":
                break
            holes += self.clock.seconds(one.get("length"))
        return end + holes

    def piece(self, entry: _Entry) -> Piece:
        """Return the clip that an entry is."""
        producer = entry.producer
        speed, source_in = speed_of(producer, entry.first, self.clock)
        done = filters_of(entry.element, self.clock)
        own = filters_of(producer, self.clock)
        nested = producer.tag in ("tractor", "playlist") and entry.element is not producer
        medium = None if nested else medium_of(producer, self.clock)
        inside = self.inside(producer) if nested else None
        if done.frozen is not None:
            source_in = entry.first + done.frozen
        name = property_of(producer, "kdenlive:clipname") or property_of(
            producer, "shotcut:caption"
        )
        return Piece(
            name=name or (_base(medium) if medium else producer.get("id", "")),
            at=entry.at,
            length=entry.length,
            source_in=source_in,
            medium=medium,
            inside=inside,
            speed=ZERO if done.frozen is not None else speed,
            gain_db=round(done.gain_db + own.gain_db, 4),
            fade_in=done.fade_in,
            fade_out=done.fade_out,
            effects=(*own.effects, *done.effects),
        )


def _are_cut(tracks: Sequence[Element]) -> bool:
    return all(one.get("in") is not None and one.get("out") is not None for one in tracks)


def _base(medium: Medium) -> str:
    return medium.label or medium.name.replace("\\", "/").rpartition("/")[2]
