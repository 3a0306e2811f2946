"""Final Cut Pro 7 XML (xmeml), as Premiere, Resolve and Final Cut Pro 7 write it. Pure.

Places on a track count in frames of the sequence; `in` counts in frames of the clip's own rate, on
the clip as it runs at its speed, from the first frame of the file.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final
from xml.etree.ElementTree import Element  # only its type

from pipeline.errors import CannotRead
from pipeline.timeline.interchange.sheet import (
    DISSOLVE,
    ZERO,
    Lane,
    Medium,
    Mix,
    Note,
    Piece,
    Sheet,
    without_doubles,
)
from pipeline.timeline.interchange.xmeml_filters import Filters, filters_of
from pipeline.timeline.interchange.xml_text import count, ids, ntsc, number, tree_of, words
from pipeline.timeline.scan import refuse_many

_ITEMS: Final = ("clipitem", "generatoritem")
_BLACK: Final = ("slug", "black", "black video")
_DISSOLVES: Final = ("cross dissolve", "film dissolve", "dip to black", "cross fade ( 0db)")
_FADES: Final = ("cross fade (+3db)", "cross fade (0db)", "constant power", "constant gain")


def rate_of(element: Element | None, otherwise: Fraction) -> Fraction:
    """Return the rate that stands in an element, else the one around it."""
    found = element.find("rate") if element is not None else None
    if found is None:
        return otherwise
    base = number(found.findtext("timebase"), otherwise)
    rate = ntsc(base, is_ntsc=words(found, "ntsc").upper() == "TRUE")
    return rate if 1 <= rate <= 240 else otherwise


@dataclass(slots=True)
class _Reader:
    """Finds elements by their ids, and each sequence once."""

    named: dict[str, dict[str, Element]]
    done: dict[int, Sheet] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)

    def whole(self, element: Element | None) -> Element | None:
        """Return the element that an id stands for: the one that was written out."""
        if element is None:
            return None
        named = self.named.get(element.tag, {})
        return named.get(element.get("id", ""), element)

    def sheet(self, sequence: Element, otherwise: Fraction) -> Sheet:
        """Return a sequence. Raise CannotRead for one that lies in itself."""
        if id(sequence) in self.open:
            raise CannotRead(
                "The sequence “%(name)s” lies in itself. Take it out of there and export again.",
                name=words(sequence, "name")[:80],
            )
        if id(sequence) not in self.done:
            self.open.add(id(sequence))
            self.done[id(sequence)] = self._sheet(sequence, otherwise)
            self.open.discard(id(sequence))
        return self.done[id(sequence)]

    def _sheet(self, sequence: Element, otherwise: Fraction) -> Sheet:
        rate = rate_of(sequence, otherwise)
        video = sequence.findall("media/video/track")
        audio = [track for track in sequence.findall("media/audio/track") if _is_first(track)]
        lanes = [
            *(self.lane(track, rate, f"V{n}", is_video=True) for n, track in enumerate(video, 1)),
            *(self.lane(track, rate, f"A{n}", is_video=False) for n, track in enumerate(audio, 1)),
        ]
        return Sheet(
            name=words(sequence, "name"),
            rate=rate,
            start=_timecode(sequence.find("timecode"), rate),
            size=_size(sequence),
            lanes=without_doubles(lanes),
            notes=_notes(sequence, rate),
            length=number(sequence.findtext("duration"), ZERO) / rate,
        )

    def lane(self, track: Element, rate: Fraction, name: str, *, is_video: bool) -> Lane:
        pieces: list[Piece] = []
        mixes: list[Mix] = []
        items = list(track)
        for place, item in enumerate(items):
            if item.tag == "transitionitem":
                mixes.append(_mix(item, rate))
            elif item.tag in _ITEMS:
                around = items[place - 1] if place else None, _next(items, place)
                pieces.append(self.piece(item, around, rate))
        effects = tuple(
            effect for found in track.findall("filter") for effect in filters_of([found]).effects
        )
        return Lane(
            name=name,
            is_video=is_video,
            pieces=_in_order(pieces),
            mixes=tuple(mixes),
            enabled=words(track, "enabled").upper() != "FALSE",
            effects=effects,
        )

    def piece(
        self, item: Element, around: tuple[Element | None, Element | None], rate: Fraction
    ) -> Piece:
        whole = item
        own_rate = rate_of(whole, rate)
        filters = filters_of(whole.findall("filter"))
        start, late = _start(whole, around[0], rate)
        end = number(whole.findtext("end"), Fraction(-1)) / rate
        if end < 0:
            end = _mix(around[1], rate).cut if _is_mix(around[1]) else start
        entry = number(whole.findtext("in"), ZERO) / own_rate + late
        sequence = self.whole(whole.find("sequence"))
        medium = None if sequence is not None else self.medium(whole, own_rate)
        speed = ZERO if words(whole, "stillframe").upper() == "TRUE" else filters.speed
        return Piece(
            name=words(whole, "name"),
            at=start,
            length=max(end - start, ZERO),
            source_in=(medium.start if medium else ZERO) + _entry(entry, filters, medium),
            medium=medium,
            inside=self.sheet(sequence, own_rate) if sequence is not None else None,
            speed=speed,
            enabled=words(whole, "enabled").upper() != "FALSE",
            gain_db=filters.gain_db,
            effects=(*filters.effects, *_blending(whole)),
            notes=_notes(whole, own_rate),
        )

    def medium(self, item: Element, rate: Fraction) -> Medium | None:
        file = self.whole(item.find("file"))
        if file is None:
            return _generator(item)
        own = rate_of(file, rate)
        source = words(file, "mediaSource")
        path = words(file, "pathurl")
        name = words(file, "name") or words(item, "name")
        if source and not path:
            return Medium(name="", label=name, generator=_drawn(source, name))
        length = number(file.findtext("duration"), ZERO) / own
        return Medium(
            name=path or name,
            label=name,
            start=_timecode(file.find("timecode"), own),
            length=length if length > 0 else None,
            rate=own,
        )


def _entry(entry: Fraction, filters: Filters, medium: Medium | None) -> Fraction:
    """Return where in the medium a clip begins that runs at a speed."""
    if filters.speed >= 0:
        return entry * (filters.speed or 1)
    length = medium.length if medium and medium.length else ZERO
    frame = 1 / medium.rate if medium and medium.rate else ZERO
    return length - frame + entry * filters.speed


def _start(item: Element, before: Element | None, rate: Fraction) -> tuple[Fraction, Fraction]:
    """Return where a clip begins, and how much later than its `in` when a mix leads into it."""
    start = number(item.findtext("start"), Fraction(-1)) / rate
    if start >= 0:
        return start, ZERO
    if not _is_mix(before):
        return ZERO, ZERO
    mix = _mix(before, rate)
    return mix.cut, mix.cut - mix.at


def _is_mix(element: Element | None) -> bool:
    return element is not None and element.tag == "transitionitem"


def _next(items: Sequence[Element], place: int) -> Element | None:
    return items[place + 1] if place + 1 < len(items) else None


def _in_order(pieces: list[Piece]) -> tuple[Piece, ...]:
    done: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: one.at):
        if done and done[-1].end > piece.at:
            done[-1] = replace(done[-1], length=piece.at - done[-1].at)
        done.append(piece)
    return tuple(piece for piece in done if piece.length > 0)


def _mix(item: Element | None, rate: Fraction) -> Mix:
    begin = number(item.findtext("start") if item is not None else None, ZERO) / rate
    end = max(begin, number(item.findtext("end") if item is not None else None, ZERO) / rate)
    side = words(item, "alignment").partition("-")[0]
    middle = Fraction(math.floor((begin + end) / 2 * rate)) / rate
    cut = {"start": begin, "end": end}.get(side, middle)
    name = words(item, "effect/name") or words(item, "effect/effectid")
    is_usual = not name or name.lower() in (*_DISSOLVES, *_FADES)
    return Mix(at=begin, length=end - begin, cut=cut, kind=DISSOLVE if is_usual else name)


def _generator(item: Element) -> Medium | None:
    effect = item.find("effect")
    name = words(effect, "name") or words(item, "name")
    if item.tag != "generatoritem" and effect is None:
        return None
    texts = (
        words(one, "value")
        for one in (effect if effect is not None else item).findall("parameter")
        if words(one, "parameterid") in ("str", "text")
    )
    text = next((text for text in texts if text), "")
    if text:
        return Medium(name="", label=name, generator="title_over", text=text.replace("\r", "\n"))
    return Medium(name="", label=name, generator=_drawn(words(effect, "effectid"), name))


def _drawn(kind: str, name: str) -> str:
    if kind.lower() in _BLACK or name.lower() in _BLACK:
        return "black"
    return "SMPTEBars" if "bars" in f"{kind} {name}".lower() else kind or name or "unknown"


def _blending(item: Element) -> Iterator[str]:
    mode = words(item, "compositemode")
    if mode and mode.lower() != "normal":
        yield f"composite mode {mode}"


def _timecode(element: Element | None, rate: Fraction) -> Fraction:
    if element is None:
        return ZERO
    frame = number(element.findtext("frame"), ZERO)
    return max(ZERO, frame / rate_of(element, rate))


def _is_first(track: Element) -> bool:
    """Return whether an audio track is the first of those that one stereo track was written as."""
    return track.get("currentExplodedTrackIndex", "0") == "0"


def _size(sequence: Element) -> tuple[int, int] | None:
    picture = sequence.find("media/video/format/samplecharacteristics")
    sides = [number(words(picture, side) or "0") for side in ("width", "height")]
    return (int(sides[0]), int(sides[1])) if min(sides) > 0 else None


def _notes(element: Element, rate: Fraction) -> tuple[Note, ...]:
    return tuple(
        Note(
            name=words(one, "name") or words(one, "comment"),
            at=number(one.findtext("in"), ZERO) / rate,
        )
        for one in element.findall("marker")
    )


def read_xmeml(text: bytes, rate: Fraction) -> Sheet:
    """Return the sheet of the one sequence that is the film. Raise CannotRead."""
    root = tree_of(text)
    refuse_many(count(root, "clipitem", "generatoritem"))
    named = {
        tag: ids(root, lambda one, tag=tag: one.tag == tag and len(one) > 0)  # type: ignore[misc]
        for tag in ("file", "sequence")
    }
    top = root.findall("sequence") or root.findall(".//children/sequence")
    top = [one for one in top if len(one)]
    used = {one.get("id") for one in root.iterfind(".//clipitem/sequence")}
    alone = [one for one in top if one.get("id") is None or one.get("id") not in used] or top
    if not alone:
        raise CannotRead("There is no sequence in this file. Export the sequence that is the film.")
    if len(alone) > 1:
        raise CannotRead(
            "There are %(count)s sequences in this file: %(names)s. Export only the one that is "
            "the film.",
            count=len(alone),
            names=", ".join(words(one, "name")[:40] for one in alone[:5]),
        )
    return _Reader(named).sheet(alone[0], rate)
