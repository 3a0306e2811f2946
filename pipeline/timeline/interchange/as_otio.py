"""A sheet as OpenTimelineIO, in plain values. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from pipeline.documents.edit import NORMAL_SPEED
from pipeline.errors import CannotRead
from pipeline.timeline.interchange.sheet import (
    ZERO,
    Lane,
    Medium,
    Mix,
    Note,
    Piece,
    Sheet,
)
from pipeline.timeline.scan import refuse_many

MOST_INSIDE: Final = 12
"""Sequences inside each other."""
MOST_NOTES: Final = 20_000
MOST_EFFECTS: Final = 50
LONGEST_NAME: Final = 200
LONGEST_PATH: Final = 5000
LONGEST_TEXT: Final = 2000

Plain = dict[str, Any]


class _Writer:
    """Writes at one rate and counts what it writes."""

    def __init__(self, rate: Fraction) -> None:
        self.rate = rate
        self.clips = self.notes = 0

    def time(self, seconds: Fraction) -> Plain:
        value, rate = float(seconds * self.rate), float(self.rate)
        return {"OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": value}

    def range(self, start: Fraction, length: Fraction) -> Plain:
        return {
            "OTIO_SCHEMA": "TimeRange.1",
            "start_time": self.time(start),
            "duration": self.time(length),
        }

    def stack(self, sheet: Sheet, depth: int = 0) -> Plain:
        if depth > MOST_INSIDE:
            raise CannotRead(
                "In this timeline, sequences lie too deep inside each other. "
                "Put the clips into one sequence and export it again."
            )
        children = [self.lane(lane, depth) for lane in sheet.lanes]
        if sheet.lanes and sheet.end > max(lane.end for lane in sheet.lanes):
            children[0]["children"].append(_gap(self, sheet.end - sheet.lanes[0].end))
        return {
            "OTIO_SCHEMA": "Stack.1",
            "name": sheet.name[:LONGEST_NAME],
            "source_range": None,
            "effects": [],
            "markers": self.markers(sheet.notes),
            "enabled": True,
            "metadata": {},
            "children": children,
        }

    def lane(self, lane: Lane, depth: int) -> Plain:
        notes: Plain = {"role": lane.role} if lane.role else {}
        if lane.gain_db:
            notes["gain_db"] = lane.gain_db
        return {
            "OTIO_SCHEMA": "Track.1",
            "name": lane.name,
            "kind": "Video" if lane.is_video else "Audio",
            "source_range": None,
            "effects": [_effect(name) for name in lane.effects[:MOST_EFFECTS]],
            "markers": [],
            "enabled": lane.enabled,
            "metadata": {"claquette": notes} if notes else {},
            "children": list(self.children(lane, depth)),
        }

    def children(self, lane: Lane, depth: int) -> Iterator[Plain]:
        """Yield pieces with the gaps between them, and the mixes where they meet."""
        at = ZERO
        waiting = {mix.cut: mix for mix in lane.mixes}
        for piece in lane.pieces:
            if piece.at > at:
                yield from self.mix(waiting, at, is_first=at == 0)
                yield _gap(self, piece.at - at)
            yield from self.mix(waiting, piece.at, is_first=piece.at == 0)
            yield self.piece(piece, lane, depth)
            at = piece.end
        if at in waiting:
            yield _transition(self, waiting[at])
            yield _gap(self, ZERO)

    def mix(
        self, waiting: dict[Fraction, Mix], cut: Fraction, *, is_first: bool
    ) -> Iterator[Plain]:
        found = waiting.pop(cut, None)
        if found is not None:
            if is_first:
                yield _gap(self, ZERO)
            yield _transition(self, found)

    def piece(self, piece: Piece, lane: Lane, depth: int) -> Plain:
        self.clips += 1
        refuse_many(self.clips)
        both = {
            "source_range": self.range(piece.source_in, piece.length),
            "effects": [*_speed(piece.speed), *map(_effect, piece.effects[:MOST_EFFECTS])],
            "markers": self.markers(piece.notes),
            "enabled": piece.enabled,
        }
        if piece.inside is not None:
            inside = replace(piece.inside, name=piece.name or piece.inside.name)
            return self.stack(inside, depth + 1) | both
        return {
            "OTIO_SCHEMA": "Clip.2",
            "name": piece.name[:LONGEST_NAME],
            "metadata": _metadata(self, piece, lane),
            "media_references": {"DEFAULT_MEDIA": _reference(self, piece.medium)},
            "active_media_reference_key": "DEFAULT_MEDIA",
            **both,
        }

    def markers(self, notes: Sequence[Note]) -> list[Plain]:
        kept = notes[: MOST_NOTES - self.notes]
        self.notes += len(kept)
        return [_note(self, note) for note in kept]


def _gap(writer: _Writer, length: Fraction) -> Plain:
    return {
        "OTIO_SCHEMA": "Gap.1",
        "name": "",
        "source_range": writer.range(ZERO, length),
        "effects": [],
        "markers": [],
        "enabled": True,
        "metadata": {},
    }


def _transition(writer: _Writer, mix: Mix) -> Plain:
    return {
        "OTIO_SCHEMA": "Transition.1",
        "name": "",
        "transition_type": mix.kind,
        "in_offset": writer.time(mix.cut - mix.at),
        "out_offset": writer.time(mix.end - mix.cut),
        "metadata": {},
    }


def _reference(writer: _Writer, medium: Medium | None) -> Plain:
    if medium is None:
        return {"OTIO_SCHEMA": "MissingReference.1", "name": "", "metadata": {}}
    available = None
    if medium.length is not None:
        available = writer.range(medium.start, medium.length)
    both = {"name": medium.label[:LONGEST_NAME], "available_range": available, "metadata": {}}
    if medium.generator:
        parameters: Plain = {}
        generator = medium.generator
        if generator in ("title", "title_over"):
            parameters = {"text": medium.text[:LONGEST_TEXT], "over": generator == "title_over"}
            generator = "title"
        return {
            "OTIO_SCHEMA": "GeneratorReference.1",
            "generator_kind": generator[:LONGEST_NAME],
            "parameters": parameters,
            **both,
        }
    target = medium.name[:LONGEST_PATH]
    return {"OTIO_SCHEMA": "ExternalReference.1", "target_url": target, **both}


def _note(writer: _Writer, note: Note) -> Plain:
    return {
        "OTIO_SCHEMA": "Marker.2",
        "name": note.name[:LONGEST_NAME],
        "color": "RED",
        "marked_range": writer.range(note.at, note.length),
        "metadata": {},
    }


def _metadata(writer: _Writer, piece: Piece, lane: Lane) -> Plain:
    if lane.is_video:
        return {}
    fades = {"fade_in_frames": piece.fade_in, "fade_out_frames": piece.fade_out}
    own: Plain = {name: round(fade * writer.rate) for name, fade in fades.items() if fade}
    if piece.gain_db:
        own["gain_db"] = piece.gain_db
    return {"claquette": own} if own else {}


def _effect(name: str) -> Plain:
    name = name[:LONGEST_NAME]
    return {
        "OTIO_SCHEMA": "Effect.1",
        "name": name,
        "effect_name": name,
        "enabled": True,
        "metadata": {},
    }


def _speed(speed: Fraction) -> Sequence[Plain]:
    if speed == NORMAL_SPEED:
        return ()
    name = "LinearTimeWarp" if speed else "FreezeFrame"
    own = {"OTIO_SCHEMA": f"{name}.1", "effect_name": name, "time_scalar": float(speed)}
    return (_effect("") | own,)


def as_otio(sheet: Sheet) -> Plain:
    """Return a timeline of OpenTimelineIO. Raise CannotRead for one that no film needs."""
    writer = _Writer(sheet.rate)
    metadata: Plain = {}
    if sheet.size:
        metadata["render"] = {"width": sheet.size[0], "height": sheet.size[1]}
    return {
        "OTIO_SCHEMA": "Timeline.1",
        "name": sheet.name[:LONGEST_NAME],
        "global_start_time": writer.time(sheet.start),
        "metadata": metadata,
        "tracks": writer.stack(replace(sheet, name="tracks")),
    }
