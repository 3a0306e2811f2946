"""The producers of an MLT document, their filters, and Kdenlive's bin. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from pipeline.timeline.interchange.sheet import ZERO, Lane, Medium, Piece, Sheet
from pipeline.timeline.interchange.xml_write import Element, added, frames

_FIRST_BIN_ID: Final = 4


def properties(element: Element, values: Mapping[str, object]) -> None:
    """Write properties."""
    for name, value in values.items():
        added(element, "property", value, name=name)


def named(playlist: str) -> dict[str, str]:
    """Return the property by which Kdenlive knows its background."""
    return {"kdenlive:playlistid": playlist}


def frame_of(piece: Piece, begin: Fraction, rate: Fraction) -> int:
    """Return which frame of a producer a piece shows at a second of the film."""
    medium = piece.medium
    start = medium.start if medium else ZERO
    entry = piece.source_in - start + (begin - piece.at) * piece.speed
    if medium is not None and medium.generator:
        return 0
    if piece.speed > 0:
        return frames(entry / piece.speed, rate)
    if piece.speed < 0:
        length = medium.length if medium and medium.length else ZERO
        return frames(length / -piece.speed, rate) - 1 - frames(entry / -piece.speed, rate)
    return frames(entry, rate)


def held(entry: Element) -> None:
    """Let a clip stand still at its first frame: `frame` counts from there."""
    own = added(entry, "filter")
    still = {"frame": 0, "freeze_before": 0, "freeze_after": 0}
    properties(own, {"mlt_service": "freeze", "kdenlive_id": "freeze", **still})


def loud(entry: Element, gain_db: float) -> None:
    """Change how loud a clip is."""
    own = added(entry, "filter")
    properties(own, {"mlt_service": "volume", "kdenlive_id": "volume", "level": f"{gain_db:.10g}"})


def faded(playlist: Element, lane: Lane, rate: Fraction) -> None:
    """Write the fades into and out of nothing on the entries of a playlist."""
    begins = {frames(piece.at, rate) for piece in lane.pieces}
    ends = {frames(piece.end, rate) for piece in lane.pieces}
    into = {frames(mix.cut, rate): frames(mix.length, rate) for mix in lane.mixes}
    at = 0
    for one in playlist:
        if one.tag == "blank":
            at += int(one.get("length", "0"))
        if one.tag != "entry":
            continue
        first, last = int(one.get("in", "0")), int(one.get("out", "0"))
        end = at + last - first + 1
        if at in into and at not in ends and at in begins:
            _fade(one, (first, first + into[at]), lane, is_in=True)
        if end in into and end not in begins and end in ends:
            _fade(one, (last - into[end], last), lane, is_in=False)
        at = end


def _fade(entry: Element, span: tuple[int, int], lane: Lane, *, is_in: bool) -> None:
    own = added(entry, "filter", **{"in": span[0], "out": span[1]})
    levels = ("0", "1") if is_in else ("1", "0")
    if lane.is_video:
        kind = "fade_from_black" if is_in else "fade_to_black"
        properties(own, {"mlt_service": "brightness", "kdenlive_id": kind})
        properties(own, {"start": levels[0], "end": levels[1]})
        return
    kind = "fadein" if is_in else "fadeout"
    properties(own, {"mlt_service": "volume", "kdenlive_id": kind})
    properties(own, {"gain": levels[0], "end": levels[1]})


@dataclass(slots=True)
class Producers:
    """Each file, once for each speed and kind of track."""

    root: Element
    sheet: Sheet
    for_kdenlive: bool
    ids: dict[tuple[object, ...], str] = field(default_factory=dict)
    numbers: dict[Medium, int] = field(default_factory=dict)
    reach: dict[Medium, Fraction] = field(default_factory=dict)
    """How far media of unknown length are played; Kdenlive wants to be told."""

    def of(self, piece: Piece, lane: Lane) -> str:
        """Return the id of the producer of a piece; it is written when it is new."""
        medium = piece.medium or Medium(name=piece.name)
        speed = piece.speed if piece.speed not in (0, 1) else Fraction(1)
        key = (medium, speed, lane.is_video)
        if key not in self.ids:
            self.ids[key] = f"producer{len(self.ids)}"
            self._write(self.ids[key], medium, speed, lane)
        return self.ids[key]

    def bin_id(self, piece: Piece) -> str:
        """Return the number of a medium in Kdenlive's bin."""
        return str(self._number(piece.medium or Medium(name=piece.name)))

    def _number(self, medium: Medium) -> int:
        return self.numbers.setdefault(medium, len(self.numbers) + _FIRST_BIN_ID)

    def _write(self, name: str, medium: Medium, speed: Fraction, lane: Lane) -> None:
        rate = self.sheet.rate
        length = frames((medium.length or self.reach.get(medium, ZERO)) / abs(speed), rate)
        reach = {"in": 0, "out": length - 1} if length else {}
        producer = added(self.root, "producer", id=name, **reach)
        if length:
            properties(producer, {"length": length})
        if medium.generator:
            properties(producer, _generated(medium, frames(self.sheet.end, rate)))
        elif speed != 1:
            warped = {"resource": f"{float(speed):.12g}:{medium.name}", "mlt_service": "timewarp"}
            properties(producer, {**warped, "warp_speed": f"{float(speed):.12g}"})
            properties(producer, {"warp_resource": medium.name, "warp_pitch": "0"})
        else:
            properties(producer, {"resource": medium.name, "mlt_service": "avformat"})
        if self.for_kdenlive:
            self._for_kdenlive(producer, medium, lane)

    def _for_kdenlive(self, producer: Element, medium: Medium, lane: Lane) -> None:
        shown = medium.text.replace("\n", " ") or medium.label or medium.name or medium.generator
        properties(producer, {"kdenlive:clipname": shown, "kdenlive:id": self._number(medium)})
        if not medium.generator:
            unused = "set.test_audio" if lane.is_video else "set.test_image"
            properties(producer, {unused: "1"})

    def bin(self) -> None:
        """Write Kdenlive's bin: every file once."""
        written: set[Medium] = set()
        entries = []
        for medium, speed, _ in list(self.ids):
            if not isinstance(medium, Medium) or medium in written or speed != 1:
                continue
            written.add(medium)
            entries.append(self.ids[medium, speed, _])
        main = added(self.root, "playlist", id="main_bin")
        properties(main, {"kdenlive:docproperties.version": "1.04", "xml_retain": "1"})
        for name in entries:
            added(main, "entry", producer=name)


def reach_of(sheet: Sheet) -> dict[Medium, Fraction]:
    """Return how far each file is played, mixes included."""
    reach: dict[Medium, Fraction] = {}
    for lane in sheet.lanes:
        handles = lane.handles
        for piece in lane.pieces:
            medium = piece.medium or Medium(name=piece.name)
            if not medium.generator:
                pace = max(piece.speed, ZERO) or 1  # what stands still is as long as it stands
                end = piece.source_in - medium.start + piece.length * pace
                reach[medium] = max(reach.get(medium, ZERO), end + handles)
    return reach


def _generated(medium: Medium, length: int) -> dict[str, object]:
    if medium.generator.startswith("title"):
        return {
            "mlt_service": "qtext",
            "text": medium.text,
            "length": length,
            "bgcolour": "#00000000",
        }
    if "ars" in medium.generator:
        return {"mlt_service": "frei0r.test_pat_B", "0": "4", "length": length}
    return {"mlt_service": "color", "resource": "black", "length": length}
