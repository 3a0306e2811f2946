"""FCPXML of Final Cut Pro and Resolve: clips hang on each other, times are fractions. Pure.

A storyline has no holes: what lies in it follows one after the other. What hangs on a clip begins
at `offset` in that clip's own time. Picture and sound of a clip go to lanes of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final
from xml.etree.ElementTree import Element  # only its type

from pipeline.errors import CannotRead
from pipeline.timeline.interchange.fcpxml_clip import (
    Held,
    effects_of,
    gain_of,
    notes_of,
    pace_of,
    seconds,
    title_of,
)
from pipeline.timeline.interchange.fcpxml_parts import Resources, medium_of, mix_of, size_of
from pipeline.timeline.interchange.sheet import (
    ZERO,
    Lane,
    Mix,
    Piece,
    Sheet,
    moved_head,
    stacked,
)
from pipeline.timeline.interchange.xml_text import count, ids, number, tree_of
from pipeline.timeline.scan import refuse_many

_CLIPS: Final = (
    *("clip", "asset-clip", "ref-clip", "sync-clip", "mc-clip", "video", "audio", "title"),
    "live-drawing",
)
_MOST_DEPTH: Final = 12


@dataclass(slots=True)
class _Laid:
    """What was laid so far, by lane."""

    picture: dict[int, list[Piece]] = field(default_factory=dict)
    sound: dict[int, list[Piece]] = field(default_factory=dict)
    mixes: dict[int, list[Mix]] = field(default_factory=dict)


class _Reader:
    """Finds resources by their ids, and each sequence once."""

    def __init__(self, root: Element, rate: Fraction) -> None:
        resources = root.find("resources")
        by_id = ids(resources, lambda _: True) if resources is not None else {}
        self.found = Resources(by_id=by_id, film_rate=rate)
        self.usual = rate
        self.done: dict[tuple[str, str], Sheet] = {}
        self.open: set[tuple[str, str]] = set()

    def sheet(self, sequence: Element, name: str) -> Sheet:
        laid, length = _Laid(), ZERO
        spine = sequence.find("spine")
        if spine is not None:
            length = self.storyline(spine, ZERO, 0, laid)
        form = self.found.by_id.get(sequence.get("format", ""))
        return Sheet(
            name=name,
            rate=self.found.rate(sequence.get("format", "")),
            start=max(ZERO, seconds(sequence.get("tcStart"))),
            size=size_of(form),
            lanes=tuple(_lanes(laid)),
            length=length,
        )

    def inside(self, resource: Element, angle: str = "") -> Sheet:
        """Return the sequence of a compound clip, or an angle. Raise CannotRead for a loop."""
        key = resource.get("id", ""), angle
        if key in self.open or len(self.open) > _MOST_DEPTH:
            raise CannotRead(
                "The clip “%(name)s” lies in itself. Take it out of there and export again.",
                name=resource.get("name", "")[:80],
            )
        if key not in self.done:
            self.open.add(key)
            self.done[key] = self._inside(resource, angle)
            self.open.discard(key)
        return self.done[key]

    def _inside(self, resource: Element, angle: str) -> Sheet:
        name = resource.get("name", "")
        sequence = resource.find("sequence")
        if sequence is not None:
            return self.sheet(sequence, name)
        angles = resource.findall("multicam/mc-angle")
        chosen = next((one for one in angles if one.get("angleID") == angle), None)
        laid = _Laid()
        if chosen is not None:
            self.storyline(chosen, ZERO, 0, laid)
        return Sheet(name=name, rate=self.usual, lanes=tuple(_lanes(laid)))

    def storyline(self, spine: Element, at: Fraction, lane: int, laid: _Laid) -> Fraction:
        """Lay what follows one after the other, and what hangs on it; return where it ends."""
        origin: Fraction | None = None
        for found in spine:
            element = next(iter(found), found) if found.tag == "audition" else found
            if element.tag == "transition":
                laid.mixes.setdefault(lane, []).append(mix_of(element, at, origin))
                continue
            if element.get("offset") is not None:
                origin = at - seconds(element.get("offset"))
            at = self.item(element, at, lane, laid)
        return at

    def item(self, element: Element, at: Fraction, lane: int, laid: _Laid) -> Fraction:
        """Lay a clip or a gap and what hangs on it; return where the next one begins."""
        if element.tag not in (*_CLIPS, "gap"):
            return at
        asset = self.found.by_id.get(element.get("ref", ""))
        start = seconds(element.get("start"), self.found.start_of(element, asset))
        length = seconds(element.get("duration"), self.found.length_of(asset))
        if length < 0:
            raise CannotRead("A clip of this timeline is shorter than nothing. Export it again.")
        if element.tag != "gap":
            self.lay(element, Held(at=at, start=start, length=length), lane, laid)
        for child in element:
            self.hanging(child, element.tag, at - start, lane, laid)
        return at + length

    def hanging(
        self, child: Element, holder: str, origin: Fraction, lane: int, laid: _Laid
    ) -> None:
        """Lay what hangs on a clip; what a clip consists of has no lane, and was laid with it."""
        own = child.get("lane")
        if own is None and holder != "gap":
            return
        over = lane + int(number(own, ZERO))
        at = origin + seconds(child.get("offset"))
        if child.tag == "spine":
            self.storyline(child, at, over, laid)
        elif child.tag == "audition":
            self.item(next(iter(child), child), at, over, laid)
        else:
            self.item(child, at, over, laid)

    def lay(self, element: Element, held: Held, lane: int, laid: _Laid) -> None:
        """Lay the picture and the sound of a clip."""
        piece = self.piece(element, held)
        sees, hears = self.found.streams(element)
        if sees:
            laid.picture.setdefault(lane, []).append(piece)
        if hears and not (piece.medium and piece.medium.generator):
            begin = seconds(element.get("audioStart"), held.start)
            heard = moved_head(piece, held.at + begin - held.start)
            length = seconds(element.get("audioDuration"), held.length)
            own = replace(
                heard,
                length=length,
                gain_db=gain_of(element),
                effects=tuple(effects_of(element, is_video=False)),
                notes=(),
            )
            laid.sound.setdefault(lane, []).append(own)

    def piece(self, element: Element, held: Held) -> Piece:
        source = self.found.source(element)
        resource = self.found.by_id.get(source.get("ref", ""))
        entry, speed, curve = pace_of(element, held.start)
        inner = source if source is not element else None
        entry += (
            seconds(inner.get("start")) - seconds(inner.get("offset")) if inner is not None else 0
        )
        medium = title_of(element) or medium_of(resource, self.found.rate)
        inside = self.compound(element, resource)
        generated = inside is None and medium is not None and bool(medium.generator)
        return Piece(
            name=element.get("name", ""),
            at=held.at,
            length=held.length,
            source_in=ZERO if generated else entry - (inside.start if inside else ZERO),
            medium=None if inside else medium,
            inside=inside,
            speed=speed,
            enabled=element.get("enabled", "1") != "0",
            effects=(*effects_of(element, is_video=True), *curve),
            notes=notes_of(element),
        )

    def compound(self, element: Element, resource: Element | None) -> Sheet | None:
        """Return the sequence that a clip holds: compound, synchronised, or one angle of many."""
        if element.tag == "sync-clip":
            return _synchronised(self, element)
        if resource is None or resource.tag != "media":
            return None
        sources = element.findall("mc-source")
        seen = next((one for one in sources if one.get("srcEnable") != "none"), None)
        return self.inside(resource, seen.get("angleID", "") if seen is not None else "")


def _synchronised(reader: _Reader, element: Element) -> Sheet:
    """Return what a synchronised clip holds."""
    laid = _Laid()
    for one in element:
        if one.tag == "spine" and one.get("lane") is None:
            reader.storyline(one, ZERO, 0, laid)
        elif one.tag in _CLIPS and one.get("lane") is None:
            reader.item(one, seconds(one.get("offset")), 0, laid)
    return Sheet(name=element.get("name", ""), rate=reader.usual, lanes=tuple(_lanes(laid)))


def _lanes(laid: _Laid) -> Iterator[Lane]:
    for is_video, rows in ((True, laid.picture), (False, laid.sound)):
        letter, count = "V" if is_video else "A", 0
        for number_ in sorted(rows):
            for row in stacked(rows[number_]):
                count += 1
                edges = {edge for piece in row for edge in (piece.at, piece.end)}
                mixes = (mix for mix in laid.mixes.get(number_, ()) if mix.cut in edges)
                yield Lane(
                    name=f"{letter}{count}",
                    is_video=is_video,
                    pieces=tuple(row),
                    mixes=tuple(mixes),
                )


def read_fcpxml(text: bytes, rate: Fraction) -> Sheet:
    """Return the sheet of the one project in the file. Raise CannotRead."""
    root = tree_of(text)
    refuse_many(count(root, *_CLIPS))
    projects = [one for one in root.iter("project") if one.find("sequence") is not None]
    if len(projects) > 1:
        raise CannotRead(
            "There are %(count)s projects in this file: %(names)s. Export only the one that is the "
            "film.",
            count=len(projects),
            names=", ".join(one.get("name", "")[:40] for one in projects[:5]),
        )
    if not projects:
        raise CannotRead("There is no project in this file. Export the project that is the film.")
    sequence = projects[0].find("sequence")
    reader = _Reader(root, rate)
    return reader.sheet(sequence if sequence is not None else root, projects[0].get("name", ""))
