"""MLT XML, as Kdenlive, Shotcut and melt write it. Pure.

Everything is a producer: a file, a playlist of entries, or a tractor of tracks. Kdenlive gives each
track two playlists whose clips overlap where they mix; Shotcut puts a tractor of two clips between
them. Kdenlive's own description of a project is only used for names and notes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final
from xml.etree.ElementTree import Element  # only its type

from pipeline.errors import CannotRead
from pipeline.timeline.interchange.mlt_clip import (
    Clock,
    filters_of,
    from_black,
    guides_of,
    is_internal,
    property_of,
)
from pipeline.timeline.interchange.mlt_playlist import Playlists
from pipeline.timeline.interchange.sheet import (
    DISSOLVE,
    ZERO,
    Lane,
    Mix,
    Piece,
    Sheet,
    met,
)
from pipeline.timeline.interchange.xml_text import count, ids, number, tree_of
from pipeline.timeline.scan import refuse_many

_HOLDERS: Final = ("producer", "chain", "playlist", "tractor")
_MIXERS: Final = ("luma", "mix", "dissolve", "qtblend", "affine")
_BACKGROUNDS: Final = ("black_track", "background", "black")
_MOST_DEPTH: Final = 12


class _Reader:
    """Finds producers by their ids, and each tractor once."""

    def __init__(self, root: Element, rate: Fraction, size: tuple[int, int] | None) -> None:
        self.by_id = ids(root, lambda one: one.tag in _HOLDERS)
        self.clock = Clock(rate)
        self.rate, self.size = rate, size
        self.playlists = Playlists(by_id=self.by_id, clock=self.clock, inside=self.nested)
        self.done: dict[str, Sheet] = {}
        self.open: set[str] = set()

    def sheet(self, tractor: Element, name: str = "") -> Sheet:
        """Return a tractor as a sequence. Raise CannotRead for one that lies in itself."""
        key = tractor.get("id", "")
        if key in self.open or len(self.open) > _MOST_DEPTH:
            raise CannotRead(
                "The sequence “%(name)s” lies in itself. Take it out of there and export again.",
                name=key[:80],
            )
        if key not in self.done:
            self.open.add(key)
            self.done[key] = self._sheet(tractor, name)
            self.open.discard(key)
        return self.done[key]

    def _sheet(self, tractor: Element, name: str) -> Sheet:
        tracks = tractor.findall("track") or tractor.findall("multitrack/track")
        lanes: list[Lane] = []
        for place, track in enumerate(tracks):
            holder = self.by_id.get(track.get("producer", ""))
            if holder is not None and not self.is_background(holder, place):
                lanes += self.lanes(track, holder, _user_effects(tractor, place))
        picture = [lane for lane in lanes if lane.is_video]
        sound = [lane for lane in lanes if not lane.is_video]
        return Sheet(
            name=name or property_of(tractor, "kdenlive:clipname"),
            rate=self.rate,
            size=self.size,
            lanes=(*_named(picture, "V"), *_named(sound, "A")),
            notes=guides_of(tractor, self.rate),
            length=self.length(tracks),
        )

    def length(self, tracks: Sequence[Element]) -> Fraction:
        """Return where the holes at the ends of tracks end."""
        holders = [self.by_id.get(track.get("producer", "")) for track in tracks]
        parts = [one for holder in holders if holder is not None for one in self.rolls(holder)]
        return max((self.playlists.end(one) for one in parts), default=ZERO)

    def rolls(self, holder: Element) -> list[Element]:
        """Return the playlists of a track."""
        named = [self.by_id.get(one.get("producer", "")) for one in holder.findall("track")]
        return [one for one in (holder, *named) if one is not None and one.tag == "playlist"]

    def is_background(self, holder: Element, place: int) -> bool:
        if place:
            return False
        names = (holder.get("id", ""), property_of(holder, "kdenlive:playlistid"))
        return any(name in _BACKGROUNDS for name in names)

    def lanes(self, track: Element, holder: Element, effects: Sequence[str]) -> Iterator[Lane]:
        """Yield the picture and the sound of a track."""
        hidden = {track.get("hide", "")} | {
            one.get("hide", "") for one in holder.findall("track") if holder.tag == "tractor"
        }
        done = filters_of(holder, self.clock)
        is_sound_only = bool(property_of(holder, "kdenlive:audio_track"))
        if not is_sound_only and not hidden & {"video", "both"}:
            pieces, mixes = self.content(holder, is_video=True)
            seen, faded = from_black([replace(piece, gain_db=0.0) for piece in pieces])
            yield Lane(
                name="",
                is_video=True,
                pieces=tuple(seen),
                mixes=(*mixes, *faded),
                effects=(*done.effects, *effects),
            )
        if not hidden & {"audio", "both"}:
            pieces, mixes = self.content(holder, is_video=False)
            heard = [piece if is_sound_only else replace(piece, effects=()) for piece in pieces]
            if heard:
                yield Lane(
                    name="",
                    is_video=False,
                    pieces=tuple(heard),
                    mixes=tuple(mixes),
                    gain_db=round(done.gain_db, 4),
                )

    def content(self, holder: Element, *, is_video: bool) -> tuple[list[Piece], list[Mix]]:
        """Return what lies on a track: of one playlist, or of two that mix."""
        if holder.tag != "tractor":
            return self.playlists.read(holder, is_video=is_video)
        pieces: list[Piece] = []
        told: list[Mix] = []
        for track in holder.findall("track"):
            playlist = self.by_id.get(track.get("producer", ""))
            if playlist is not None and playlist.tag != "tractor":
                found, mixes = self.playlists.read(playlist, is_video=is_video)
                pieces += found
                told += mixes
        cuts = [self.told(one) for one in holder.findall("transition") if not is_internal(one)]
        joined, more = met(pieces, cuts)
        return joined, [*told, *more]

    def told(self, transition: Element) -> Mix:
        """Return what Kdenlive says of a mix: `mixcut` counts from its start to the cut."""
        begin = self.clock.seconds(transition.get("in"))
        end = self.clock.seconds(transition.get("out"))
        cut = property_of(transition, "kdenlive:mixcut")
        at = end - self.clock.seconds(cut) if cut else (begin + end) / 2
        service = property_of(transition, "mlt_service")
        is_wipe = bool(property_of(transition, "resource")) or service not in _MIXERS
        kind = property_of(transition, "kdenlive_id") or service
        cut_at = min(max(at, begin), end)
        return Mix(at=begin, length=end - begin, cut=cut_at, kind=kind if is_wipe else DISSOLVE)

    def nested(self, producer: Element) -> Sheet:
        if producer.tag == "tractor":
            return self.sheet(producer)
        key = producer.get("id", "")
        if key in self.open or len(self.open) > _MOST_DEPTH:
            raise CannotRead(
                "The playlist “%(name)s” lies in itself. Take it out of there and export again.",
                name=key[:80],
            )
        self.open.add(key)
        lanes = list(self.lanes(producer, producer, ()))
        self.open.discard(key)
        return Sheet(name=key, rate=self.rate, lanes=tuple(lanes))


def _named(lanes: Sequence[Lane], letter: str) -> Iterator[Lane]:
    for n, lane in enumerate(lanes, start=1):
        yield replace(lane, name=f"{letter}{n}")


def _user_effects(tractor: Element, place: int) -> list[str]:
    """Return compositions that a person put onto a track, by name."""
    return [
        property_of(one, "kdenlive_id") or property_of(one, "mlt_service") or "composition"
        for one in tractor.findall("transition")
        if not is_internal(one) and property_of(one, "b_track") == str(place)
    ]


def read_mlt(text: bytes, rate: Fraction) -> Sheet:
    """Return the sheet of the tractor that is the film. Raise CannotRead."""
    root = tree_of(text)
    main_bin = root.find("playlist[@id='main_bin']")
    in_bin = count(main_bin, "entry") if main_bin is not None else 0
    refuse_many(count(root, "entry") - in_bin)
    profile = root.find("profile")
    own, size = rate, None
    if profile is not None and profile.get("frame_rate_num"):
        under = number(profile.get("frame_rate_den"), Fraction(1))
        over = number(profile.get("frame_rate_num"))
        own = over / under if under > 0 and 1 <= over / under <= 240 else rate
        sides = [int(number(profile.get(side), ZERO)) for side in ("width", "height")]
        size = (sides[0], sides[1]) if min(sides) > 0 else None
    reader = _Reader(root, own, size)
    film = _film(root, reader.by_id)
    titles = (property_of(film, "kdenlive:clipname"), film.get("title"), root.get("title"))
    name = next((one for one in titles if one and not one.startswith("Shotcut version")), "")
    if film.tag == "tractor":
        sheet = reader.sheet(film, name)
    else:
        sheet = replace(reader.nested(film), name=name, size=size)
    notes = guides_of(main_bin, own) if main_bin is not None else ()
    return replace(sheet, notes=(*sheet.notes, *notes))


def _film(root: Element, by_id: dict[str, Element]) -> Element:
    """Return what is played: the last tractor, or the sequence that Kdenlive has put into it."""
    tractors = root.findall("tractor")
    playlists = [one for one in root.findall("playlist") if one.get("id") != "main_bin"]
    last = next(iter(tractors[-1:] or playlists[-1:]), None)
    if last is None:
        raise CannotRead("There is no timeline in this file. Save the project and send it again.")
    if property_of(last, "kdenlive:projectTractor") == "1":
        track = last.find("track")
        wrapped = by_id.get(track.get("producer", "")) if track is not None else None
        return wrapped if wrapped is not None else last
    return last
