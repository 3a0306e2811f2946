"""A sheet as MLT XML: for melt and Shotcut, and, with its own marks, for Kdenlive. Pure.

melt and Shotcut get a tractor of two clips between those that mix; Kdenlive gets two playlists for
each track whose clips overlap, which is how each of them writes it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from pipeline.timeline.interchange.mlt_producers import (
    Producers,
    faded,
    frame_of,
    held,
    loud,
    named,
    properties,
    reach_of,
)
from pipeline.timeline.interchange.sheet import Lane, Mix, Piece, Sheet
from pipeline.timeline.interchange.xml_write import Element, added, frames, root_of, written


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A piece as it lies on a playlist: from its mix to its mix, or between them."""

    piece: Piece
    begin: int
    end: int


@dataclass(slots=True)
class _Film:
    """The document while it is written: what a playlist needs has to stand before it."""

    root: Element
    sheet: Sheet
    producers: Producers
    for_kdenlive: bool
    playlists: int = 0
    tractors: int = 0
    tracks: list[tuple[str, Lane]] = field(default_factory=list)

    def count(self, seconds: Fraction) -> int:
        return frames(seconds, self.sheet.rate)

    def playlist(self, parts: Sequence[_Part | Element], lane: Lane) -> str:
        name = f"playlist{self.playlists}"
        self.playlists += 1
        playlist = added(self.root, "playlist", id=name)
        if self.for_kdenlive and not lane.is_video:
            properties(playlist, {"kdenlive:audio_track": "1"})
        at = 0
        for part in parts:
            if isinstance(part, _Part):
                if part.begin > at:
                    added(playlist, "blank", length=part.begin - at)
                self.entry(playlist, part, lane)
                at = part.end
            else:
                begin, end = int(part.get("begin", "0")), int(part.get("end", "0"))
                if begin > at:
                    added(playlist, "blank", length=begin - at)
                mixed = {"producer": part.get("id"), "in": 0, "out": end - begin - 1}
                added(playlist, "entry", **mixed)
                at = end
        if lane is self.sheet.lanes[0] and self.count(self.sheet.end) > at:
            added(playlist, "blank", length=self.count(self.sheet.end) - at)
        return name

    def entry(self, parent: Element, part: _Part, lane: Lane, tag: str = "entry") -> None:
        piece = part.piece
        producer = self.producers.of(piece, lane)
        begin = Fraction(part.begin) / self.sheet.rate
        first = frame_of(piece, begin, self.sheet.rate)
        given = {"producer": producer, "in": first, "out": first + part.end - part.begin - 1}
        entry = added(parent, tag, **given)
        if tag != "entry":
            return
        if self.for_kdenlive:
            properties(entry, {"kdenlive:id": self.producers.bin_id(piece)})
        if piece.speed == 0:
            held(entry)
        if not lane.is_video and piece.gain_db:
            loud(entry, piece.gain_db)

    def track(self, lane: Lane) -> None:
        if self.for_kdenlive:
            self.tracks.append((self._two_playlists(lane), lane))
        else:
            self.tracks.append((self._one_playlist(lane), lane))

    def _one_playlist(self, lane: Lane) -> str:
        """Write a track with a tractor for each mix; fades into nothing are filters."""
        parts: list[_Part | Element] = []
        mixes = {mix.cut: mix for mix in lane.mixes}
        begins = {piece.at for piece in lane.pieces}
        before: Piece | None = None
        for piece in lane.pieces:
            into, out = mixes.get(piece.at), mixes.get(piece.end)
            meets = before is not None and before.end == piece.at
            if into is not None and meets and before is not None:
                parts.append(self._tractor(before, piece, into, lane))
            begin = self.count(into.end if into and meets else piece.at)
            end = self.count(out.at if out and piece.end in begins else piece.end)
            if end > begin:
                parts.append(_Part(piece=piece, begin=begin, end=end))
            before = piece
        return self._faded(self.playlist(parts, lane), lane)

    def _tractor(self, one: Piece, other: Piece, mix: Mix, lane: Lane) -> Element:
        name = f"mix{self.tractors}"
        self.tractors += 1
        begin, end = self.count(mix.at), self.count(mix.end)
        for piece in (one, other):
            self.producers.of(piece, lane)
        tractor = added(self.root, "tractor", id=name, **{"in": 0, "out": end - begin - 1})
        properties(tractor, {"shotcut:transition": "lumaMix"})
        for piece in (one, other):
            self.entry(tractor, _Part(piece=piece, begin=begin, end=end), lane, tag="track")
        self.mixing(tractor, 0, end - begin - 1, lane)
        place = root_of("place", id=name, begin=str(begin), end=str(end))
        return place

    def mixing(self, tractor: Element, begin: int, end: int, lane: Lane) -> Element:
        transition = added(tractor, "transition", **{"in": begin, "out": end})
        both = {"a_track": "0", "b_track": "1"}
        if lane.is_video:
            properties(transition, {**both, "mlt_service": "luma", "factory": "loader"})
        else:
            properties(
                transition, {**both, "mlt_service": "mix", "start": "-1", "accepts_blanks": "1"}
            )
        return transition

    def _two_playlists(self, lane: Lane) -> str:
        """Write a track as Kdenlive does: clips take turns on two playlists where they mix."""
        rolls: tuple[list[_Part | Element], list[_Part | Element]] = ([], [])
        mixes = {mix.cut: mix for mix in lane.mixes}
        begins = {piece.at for piece in lane.pieces}
        ends = {piece.end for piece in lane.pieces}
        turn, mixed = 0, []
        for piece in lane.pieces:
            into, out = mixes.get(piece.at), mixes.get(piece.end)
            if into is not None and piece.at in ends:
                turn = 1 - turn
                mixed.append((into, turn))
            begin = self.count(into.at if into and piece.at in ends else piece.at)
            end = self.count(out.end if out and piece.end in begins else piece.end)
            rolls[turn].append(_Part(piece=piece, begin=begin, end=end))
        names = [self._faded(self.playlist(roll, lane), lane) for roll in rolls]
        tractor = added(self.root, "tractor", id=f"tractor{self.tractors}")
        self.tractors += 1
        properties(tractor, {"kdenlive:audio_track": "1"} if not lane.is_video else {})
        properties(tractor, {"kdenlive:track_name": lane.name})
        for name in names:
            added(tractor, "track", producer=name, hide="audio" if lane.is_video else "video")
        for mix, into_roll in mixed:
            begin, end = self.count(mix.at), self.count(mix.end)
            transition = self.mixing(tractor, begin, end, lane)
            cut = {"kdenlive:mixcut": str(end - self.count(mix.cut))}
            properties(transition, {**cut, "kdenlive_id": "luma" if lane.is_video else "mix"})
            properties(transition, {"reverse": "0" if into_roll else "1"})
        return tractor.get("id", "")

    def _faded(self, name: str, lane: Lane) -> str:
        """Write the fades into and out of nothing as filters on their entries."""
        playlist = next(one for one in self.root.findall("playlist") if one.get("id") == name)
        faded(playlist, lane, self.sheet.rate)
        return name


def _tractor(film: _Film) -> Iterator[Element]:
    """Write the tractor of all tracks, and how they lie over each other."""
    length = film.count(film.sheet.end)
    name = "maintractor" if film.for_kdenlive else "tractor_film"
    tractor = added(film.root, "tractor", id=name, **{"in": 0, "out": max(0, length - 1)})
    yield tractor
    added(tractor, "track", producer="black_track")
    for producer, lane in film.tracks:
        added(tractor, "track", producer=producer, hide="audio" if lane.is_video else "video")
    for place, (_, lane) in enumerate(film.tracks, start=1):
        transition = added(tractor, "transition")
        both = {"a_track": "0", "b_track": str(place), "internal_added": "237"}
        always = {**both, "always_active": "1"}
        if lane.is_video:
            over = {"mlt_service": "composite", "fill": "1", "progressive": "1", "distort": "0"}
            properties(transition, {**always, **over})
        else:
            properties(transition, {**always, "mlt_service": "mix", "sum": "1"})


def _written(sheet: Sheet, *, for_kdenlive: bool) -> bytes:
    root = root_of("mlt", LC_NUMERIC="C", version="7.0.0")
    width, height = sheet.size or (1280, 720)
    rate = {"frame_rate_num": sheet.rate.numerator, "frame_rate_den": sheet.rate.denominator}
    shape = {"sample_aspect_num": 1, "sample_aspect_den": 1, "progressive": 1}
    display = {"display_aspect_num": width, "display_aspect_den": height, "colorspace": 709}
    added(root, "profile", width=width, height=height, **rate, **shape, **display)
    reach = reach_of(sheet) if for_kdenlive else {}
    producers = Producers(root=root, sheet=sheet, for_kdenlive=for_kdenlive, reach=reach)
    film = _Film(root=root, sheet=sheet, producers=producers, for_kdenlive=for_kdenlive)
    for lane in sheet.lanes:
        for piece in lane.pieces:
            producers.of(piece, lane)
    if for_kdenlive:
        producers.bin()
    black = added(root, "producer", id="black_track", **{"in": 0, "out": film.count(sheet.end) - 1})
    properties(black, {"mlt_service": "color", "resource": "black", **named("black_track")})
    for lane in sheet.lanes:
        film.track(lane)
    for tractor in _tractor(film):
        properties(tractor, {"kdenlive:clipname": sheet.name} if for_kdenlive else {})
    if not for_kdenlive:
        root.set("title", sheet.name)
    return written(root)


def write_mlt(sheet: Sheet) -> bytes:
    """Return the file for melt and Shotcut."""
    return _written(sheet, for_kdenlive=False)


def write_kdenlive(sheet: Sheet) -> bytes:
    """Return the project for Kdenlive."""
    return _written(sheet, for_kdenlive=True)
