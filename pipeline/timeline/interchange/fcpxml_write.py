"""A sheet as FCPXML for Final Cut Pro and Resolve. Pure.

The lowest picture track is the storyline; everything else hangs on what of it lies at its start.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from pipeline.timeline.interchange.sheet import ZERO, Lane, Medium, Mix, Piece, Sheet
from pipeline.timeline.interchange.xml_write import Element, added, file_url, root_of, written

_BASIC_TITLE: Final = (
    ".../Titles.localized/Bumper:Opener.localized/Basic Title.localized/Basic Title.moti"
)
_DISSOLVE_UID: Final = "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265"


def _time(seconds: Fraction) -> str:
    if seconds.denominator == 1:
        return f"{seconds.numerator}s"
    return f"{seconds.numerator}/{seconds.denominator}s"


class _Resources:
    """Formats, files and effects, each once."""

    def __init__(self, root: Element, sheet: Sheet, heard: set[Medium], seen: set[Medium]) -> None:
        self.element = added(root, "resources")
        self.heard, self.seen = heard, seen
        self.ids: dict[object, str] = {}
        width, height = sheet.size or (1280, 720)
        self.form = self._id(sheet.rate)
        added(
            self.element,
            "format",
            id=self.form,
            frameDuration=_time(1 / sheet.rate),
            width=width,
            height=height,
        )

    def _id(self, key: object) -> str:
        self.ids[key] = f"r{len(self.ids) + 1}"
        return self.ids[key]

    def rate(self, rate: Fraction | None) -> str:
        if rate is None:
            return self.form
        if rate not in self.ids:
            added(self.element, "format", id=self._id(rate), frameDuration=_time(1 / rate))
        return self.ids[rate]

    def effect(self, name: str, uid: str) -> str:
        if name not in self.ids:
            added(self.element, "effect", id=self._id(name), name=name, uid=uid)
        return self.ids[name]

    def asset(self, medium: Medium, needed: Fraction) -> str:
        if medium not in self.ids:
            form = self.rate(medium.rate)
            asset = added(
                self.element,
                "asset",
                id=self._id(medium),
                name=medium.name,
                start=_time(medium.start),
                duration=_time(medium.length or needed),
                hasVideo="1" if medium in self.seen else None,
                hasAudio="1" if medium in self.heard else None,
                format=form,
            )
            added(asset, "media-rep", kind="original-media", src=file_url(medium.name))
        return self.ids[medium]


class _Writer:
    """Writes storylines and what hangs on them."""

    def __init__(self, resources: _Resources, needed: dict[Medium, Fraction]) -> None:
        self.resources, self.needed = resources, needed
        self.titles = 0

    def storyline(
        self, spine: Element, lane: Lane, end: Fraction
    ) -> list[tuple[Fraction, Element]]:
        """Write a track from its beginning; return what one can hang on, by its place."""
        return list(self._line(spine, lane.pieces, lane, (ZERO, end)))

    def _line(
        self,
        spine: Element,
        pieces: Sequence[Piece],
        lane: Lane,
        span: tuple[Fraction, Fraction],
    ) -> Iterator[tuple[Fraction, Element]]:
        mixes = {mix.cut: mix for mix in lane.mixes}
        origin, end = span
        at = origin
        for piece in pieces:
            if piece.at > at:
                self.mix(spine, mixes.pop(at, None), origin)
                yield at, _gap(spine, at - origin, piece.at - at)
            self.mix(spine, mixes.pop(piece.at, None), origin)
            yield piece.at, self.clip(spine, piece, lane, offset=piece.at - origin)
            at = piece.end
        self.mix(spine, mixes.pop(at, None), origin)
        if end > at:
            yield at, _gap(spine, at - origin, end - at)

    def mix(self, spine: Element, mix: Mix | None, origin: Fraction) -> None:
        if mix is None:
            return
        element = added(
            spine,
            "transition",
            name="Cross Dissolve",
            offset=_time(mix.at - origin),
            duration=_time(mix.length),
        )
        ref = self.resources.effect("Cross Dissolve", _DISSOLVE_UID)
        added(element, "filter-video", ref=ref, name="Cross Dissolve")

    def clip(
        self, parent: Element, piece: Piece, track: Lane, *, offset: Fraction, **more: object
    ) -> Element:
        medium = piece.medium or Medium(name=piece.name)
        if medium.generator:
            return self.title(parent, piece, medium, offset=offset, **more)
        pace = piece.speed if piece.speed > 0 else Fraction(1)
        start = piece.source_in / pace if piece.speed > 0 else piece.source_in
        element = added(
            parent,
            "asset-clip",
            ref=self.resources.asset(medium, self.needed.get(medium, ZERO)),
            name=piece.name,
            offset=_time(offset),
            start=_time(start),
            duration=_time(piece.length),
            srcEnable="video" if track.is_video else "audio",
            audioRole=None if track.is_video else track.role or "dialogue",
            enabled=None if piece.enabled else "0",
            **more,
        )
        if piece.speed != 1:
            _paced(element, piece, start)
        if piece.gain_db:
            added(element, "adjust-volume", amount=f"{piece.gain_db:g}dB")
        return element

    def title(
        self, parent: Element, piece: Piece, medium: Medium, *, offset: Fraction, **more: object
    ) -> Element:
        if not medium.generator.startswith("title"):
            name = "Black" if medium.generator == "black" else medium.generator
            ref = self.resources.effect(name, f".../Generators.localized/{name}")
            times = {"offset": _time(offset), "duration": _time(piece.length)}
            return added(parent, "video", ref=ref, name=piece.name, start="0s", **times, **more)
        self.titles += 1
        ref = self.resources.effect("Basic Title", _BASIC_TITLE)
        element = added(
            parent,
            "title",
            ref=ref,
            name=piece.name,
            offset=_time(offset),
            start="0s",
            duration=_time(piece.length),
            **more,
        )
        style = f"ts{self.titles}"
        added(added(element, "text"), "text-style", medium.text, ref=style)
        look = added(element, "text-style-def", id=style)
        added(look, "text-style", font="Helvetica", fontSize="63", fontColor="1 1 1 1")
        return element

    def hanging(self, lane: Lane, number: int, line: Sequence[tuple[Fraction, Element]]) -> None:
        """Hang a track onto the storyline, runs of clips that mix as a storyline of their own."""
        places = [at for at, _ in line]
        for run in _runs(lane):
            first = run[0].at
            at, holder = line[max(0, bisect_right(places, first) - 1)]
            local = _start_of(holder) + first - at
            is_mixed = any(run[0].at <= mix.cut <= run[-1].end for mix in lane.mixes)
            if not is_mixed:
                self.clip(holder, run[0], lane, offset=local, lane=number)
                continue
            spine = added(holder, "spine", lane=number, offset=_time(local))
            list(self._line(spine, run, lane, (first, run[-1].end)))


def _start_of(element: Element) -> Fraction:
    return Fraction((element.get("start") or "0s").removesuffix("s"))


def _gap(parent: Element, offset: Fraction, length: Fraction) -> Element:
    times = {"offset": _time(offset), "start": "3600s", "duration": _time(length)}
    return added(parent, "gap", name="Gap", **times)


def _paced(element: Element, piece: Piece, start: Fraction) -> None:
    """Write the pace as two points: the clip's own time, and the medium's."""
    line = added(element, "timeMap")
    end = start + piece.length
    for time in (start, end):
        value = piece.source_in + (time - start) * piece.speed
        added(line, "timept", time=_time(time), value=_time(value), interp="linear")


def _runs(lane: Lane) -> Iterator[list[Piece]]:
    """Yield pieces one by one, those that mix with the next one together."""
    cuts = {mix.cut for mix in lane.mixes}
    run: list[Piece] = []
    for piece in lane.pieces:
        if run and not (run[-1].end == piece.at and piece.at in cuts):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def write_fcpxml(sheet: Sheet) -> bytes:
    """Return the file."""
    root = root_of("fcpxml", version="1.9")
    media = [
        (piece, lane.is_video) for lane in sheet.lanes for piece in lane.pieces if piece.medium
    ]
    needed: dict[Medium, Fraction] = {}
    for piece, _ in media:
        if piece.medium is not None:
            end = piece.source_in + max(ZERO, piece.speed) * piece.length - piece.medium.start
            needed[piece.medium] = max(needed.get(piece.medium, ZERO), end)
    seen = {piece.medium for piece, is_video in media if is_video and piece.medium}
    heard = {piece.medium for piece, is_video in media if not is_video and piece.medium}
    resources = _Resources(root, sheet, heard, seen)
    event = added(added(root, "library"), "event", name=sheet.name or "Claquette")
    project = added(event, "project", name=sheet.name or "Film")
    sequence = added(
        project,
        "sequence",
        format=resources.form,
        duration=_time(sheet.end),
        tcStart=_time(sheet.start),
        tcFormat="NDF",
        audioLayout="stereo",
        audioRate="48k",
    )
    writer = _Writer(resources, needed)
    picture = [lane for lane in sheet.lanes if lane.is_video] or [Lane(name="V1", is_video=True)]
    line = writer.storyline(added(sequence, "spine"), picture[0], sheet.end)
    for number, lane in enumerate(picture[1:], start=1):
        writer.hanging(lane, number, line)
    for number, lane in enumerate((lane for lane in sheet.lanes if not lane.is_video), start=1):
        writer.hanging(lane, -number, line)
    return written(root, "<!DOCTYPE fcpxml>\n")
