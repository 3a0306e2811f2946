"""A sheet as a project of the GStreamer Editing Services (xges). Pure.

A layer for each track, the topmost first. Clips reach over their cut where they mix, as that
program wants it.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from string import ascii_letters, digits
from typing import Final

from pipeline.timeline.interchange.sheet import ZERO, Lane, Medium, Piece, Sheet
from pipeline.timeline.interchange.xml_write import Element, added, file_url, root_of, written

_SECOND: Final = 10**9
_AUDIO: Final = 2
_VIDEO: Final = 4
_PLAIN: Final = frozenset(ascii_letters + digits + "_-+/:.")


def _ns(seconds: Fraction) -> int:
    return (seconds * _SECOND + Fraction(1, 2)).__floor__()


def _uri(medium: Medium) -> str:
    return file_url(medium.name)


def _text(value: str) -> str:
    """Return a text as that program quotes it: other letters as numbers, signs escaped."""
    written = []
    for byte in value.encode():
        letter = chr(byte)
        if letter in _PLAIN:
            written.append(letter)
        else:
            written.append(f"\\{letter}" if " " <= letter <= "~" else f"\\{byte:03o}")
    return '"' + "".join(written) + '"'


class _Writer:
    """Writes clips with numbers of their own."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.clips = 0

    def layer(self, timeline: Element, lane: Lane, priority: int) -> None:
        layer = added(
            timeline,
            "layer",
            priority=priority,
            properties="properties, auto-transition=(boolean)false;",
            metadatas="metadatas, volume=(float)1;",
        )
        kind = _VIDEO if lane.is_video else _AUDIO
        begins, ends = {piece.at for piece in lane.pieces}, {piece.end for piece in lane.pieces}
        mixes = {mix.cut: mix for mix in lane.mixes}
        for piece in lane.pieces:
            into, out = mixes.get(piece.at), mixes.get(piece.end)
            begin = into.at if into and piece.at in ends else piece.at
            end = out.end if out and piece.end in begins else piece.end
            self.clip(layer, piece, (begin, end), priority, kind)
        for mix in lane.mixes:
            if mix.cut in begins and mix.cut in ends:
                self.transition(layer, (mix.at, mix.length), priority, kind)

    def _next(self) -> int:
        self.clips += 1
        return self.clips - 1

    def transition(
        self, layer: Element, span: tuple[Fraction, Fraction], priority: int, kind: int
    ) -> None:
        added(
            layer,
            "clip",
            id=self._next(),
            **{"asset-id": "crossfade", "type-name": "GESTransitionClip"},
            **{"layer-priority": priority, "track-types": kind},
            start=_ns(span[0]),
            duration=_ns(span[1]),
            inpoint=0,
            rate=0,
            properties=f"properties, name=(string)transition{self.clips};",
        )

    def clip(
        self,
        layer: Element,
        piece: Piece,
        span: tuple[Fraction, Fraction],
        priority: int,
        kind: int,
    ) -> None:
        medium = piece.medium or Medium(name=piece.name)
        begin, end = span
        speed = piece.speed if piece.speed > 0 else Fraction(1)
        entry = piece.source_in - medium.start - (piece.at - begin) * speed
        own = _generated(medium) if medium.generator else ("GESUriClip", _uri(medium), "")
        number = self._next()
        clip = added(
            layer,
            "clip",
            id=number,
            **{"asset-id": own[1], "type-name": own[0]},
            **{"layer-priority": priority, "track-types": kind},
            start=_ns(begin),
            duration=_ns(end - begin),
            inpoint=0 if medium.generator else _ns(max(ZERO, entry)),
            rate=0,
            properties=f"properties, name=(string){_text(f'clip{number}')}{own[2]};",
        )
        self.source(clip, piece, medium, kind)
        if speed != 1:
            self.paced(clip, number, speed, kind)

    def source(self, clip: Element, piece: Piece, medium: Medium, kind: int) -> None:
        said = []
        if kind == _AUDIO and piece.gain_db:
            said.append(f"volume=(double){10 ** (piece.gain_db / 20):.8f}")
        if medium.generator.startswith("title"):
            said.append(f"text=(string){_text(medium.text)}")
        if said:
            added(
                clip,
                "source",
                **{"track-id": 1 if kind == _AUDIO else 0},
                **{"children-properties": "properties, " + ", ".join(said) + ";"},
            )

    def paced(self, clip: Element, number: int, speed: Fraction, kind: int) -> None:
        name, field = ("videorate", "rate") if kind == _VIDEO else ("pitch", "tempo")
        added(
            clip,
            "effect",
            **{"asset-id": name, "clip-id": number, "type-name": "GESEffect"},
            **{"track-type": kind, "track-id": 1 if kind == _AUDIO else 0},
            properties="properties;",
            metadatas="metadatas;",
            **{"children-properties": f"properties, {field}=(double){float(speed):.12g};"},
        )


def _generated(medium: Medium) -> tuple[str, str, str]:
    if medium.generator.startswith("title"):
        return "GESTitleClip", "GESTitleClip", ""
    pattern = 2 if medium.generator == "black" else 0
    return "GESTestClip", "GESTestClip", f", vpattern=(int){pattern}, mute=(boolean)true"


def _assets(sheet: Sheet) -> Iterator[str]:
    found = {
        _uri(piece.medium)
        for lane in sheet.lanes
        for piece in lane.pieces
        if piece.medium and not piece.medium.generator
    }
    yield from sorted(found)


def _filled(lane: Lane, sheet: Sheet) -> Lane:
    """Return the lowest track with black up to the end: the program stops after the last clip."""
    if lane.end >= sheet.end:
        return lane
    black = Medium(name="", generator="black")
    rest = Piece(name="black", at=lane.end, length=sheet.end - lane.end, medium=black)
    is_sounding = any(other.end >= sheet.end for other in sheet.lanes)
    return lane if is_sounding else replace(lane, pieces=(*lane.pieces, rest))


def _timeline(project: Element, sheet: Sheet) -> Element:
    """Write the timeline with its two kinds of track."""
    timeline = added(
        project,
        "timeline",
        properties="properties, auto-transition=(boolean)false, snapping-distance=(guint64)0;",
        metadatas=f"metadatas, duration=(guint64){_ns(sheet.end)};",
    )
    width, height = sheet.size or (1280, 720)
    rate = f"{sheet.rate.numerator}/{sheet.rate.denominator}"
    caps = f"video/x-raw, width=(int){width}, height=(int){height}, framerate=(fraction){rate}"
    tracks = (
        (_VIDEO, 0, "video/x-raw(ANY)", caps),
        (_AUDIO, 1, "audio/x-raw(ANY)", "audio/x-raw, rate=(int)48000, channels=(int)2"),
    )
    for kind, number, allowed, restriction in tracks:
        said = f"properties, mixing=(boolean)true, restriction-caps=(string){_text(restriction)};"
        added(
            timeline,
            "track",
            caps=allowed,
            **{"track-type": kind, "track-id": number},
            properties=said,
            metadatas="metadatas;",
        )
    return timeline


def write_xges(sheet: Sheet) -> bytes:
    """Return the file."""
    root = root_of("ges", version="0.7")
    named = f"metadatas, name=(string){_text(sheet.name)};"
    project = added(root, "project", properties="properties;", metadatas=named)
    resources = added(project, "ressources")
    for uri in _assets(sheet):
        added(
            resources,
            "asset",
            id=uri,
            **{"extractable-type-name": "GESUriClip"},
            properties="properties, supported-formats=(int)6;",
            metadatas="metadatas;",
        )
    timeline = _timeline(project, sheet)
    picture = [lane for lane in reversed(sheet.lanes) if lane.is_video]
    sound = [lane for lane in sheet.lanes if not lane.is_video]
    writer = _Writer(sheet)
    for priority, lane in enumerate((*picture, *sound)):
        is_lowest = bool(picture) and lane is picture[-1]
        writer.layer(timeline, _filled(lane, sheet) if is_lowest else lane, priority)
    return written(root)
