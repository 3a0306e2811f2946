"""Lanes as the plain JSON of an OpenTimelineIO file. Pure.

Written by hand and not by the library, so that the site does not have to load it; tests open what
is written here with the library.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

from pipeline.documents.cut import Cut, CutBin, Footage
from pipeline.timeline.cutting_lanes import Bridge, Lane, Lanes, Part, Piece, PieceKind

Plain = dict[str, Any]
OURS: Final = "claquette"
"""The key of metadata that other programs carry along and leave alone."""
PICTURE: Final = "Picture"
TITLES: Final = "Titles"
OWN_SOUND: Final = "Sound"

Write = Callable[[Piece], Plain]


def timeline_json(cut: Cut, lanes: Lanes, bin_: CutBin, ours: Mapping[str, Any]) -> Plain:
    """Return the timeline of these lanes; `ours` is what we write beside it for ourselves."""
    writer = _Writer(cut.frame_rate, bin_)
    video = [writer.track(PICTURE, "Video", lanes.picture, writer.shot)]
    if lanes.titles:
        video.append(writer.track(TITLES, "Video", lanes.titles, writer.title_over))
    own = writer.track(OWN_SOUND, "Audio", lanes.own, writer.sound)
    own["metadata"] = {OURS: {"own": True, "role": "dialogue"}}
    audio = [writer.lane(lane) for lane in lanes.tracks]
    return {
        "OTIO_SCHEMA": "Timeline.1",
        "name": cut.name,
        "global_start_time": writer.time(0),
        "metadata": {
            "render": {"width": cut.width, "height": cut.height},
            OURS: dict(ours),
        },
        "tracks": {
            **_head("Stack.1", "tracks"),
            "source_range": None,
            "children": [*video, own, *audio],
        },
    }


def _head(schema: str, name: str, *, enabled: bool = True) -> Plain:
    return {
        "OTIO_SCHEMA": schema,
        "name": name,
        "effects": [],
        "markers": [],
        "enabled": enabled,
        "metadata": {},
    }


class _Writer:
    """Writes at one rate."""

    def __init__(self, rate: Fraction, bin_: CutBin) -> None:
        self._rate, self._bin = float(rate), bin_
        self._files = Counter(one.file for one in (*bin_.takes.values(), *bin_.sounds.values()))

    def time(self, frames: int) -> Plain:
        return {"OTIO_SCHEMA": "RationalTime.1", "rate": self._rate, "value": float(frames)}

    def range(self, first: int, frames: int) -> Plain:
        return {
            "OTIO_SCHEMA": "TimeRange.1",
            "start_time": self.time(first),
            "duration": self.time(frames),
        }

    def track(self, name: str, kind: str, parts: Iterable[Part], write: Write) -> Plain:
        children = [
            self.bridge(part) if isinstance(part, Bridge) else self.piece(part, write)
            for part in parts
        ]
        head = _head("Track.1", name)
        return {**head, "kind": kind, "source_range": None, "children": children}

    def lane(self, lane: Lane) -> Plain:
        own = {"id": lane.id, "role": lane.role.value, "gain_db": lane.gain_db}
        track = self.track(lane.name, "Audio", lane.parts, self.sound)
        return {**track, "enabled": not lane.muted, "metadata": {OURS: own}}

    def bridge(self, bridge: Bridge) -> Plain:
        return {
            "OTIO_SCHEMA": "Transition.1",
            "name": "",
            "metadata": {},
            "transition_type": "SMPTE_Dissolve",
            "in_offset": self.time(bridge.before),
            "out_offset": self.time(bridge.after),
        }

    def piece(self, piece: Piece, write: Write) -> Plain:
        if piece.kind is not PieceKind.GAP:
            return write(piece)
        ours = {OURS: {"id": piece.id}} if piece.id else {}
        gap = _head("Gap.1", "") | {"metadata": ours}
        return {**gap, "source_range": self.range(0, piece.frames)}

    def shot(self, piece: Piece) -> Plain:
        if piece.kind is PieceKind.TITLE:
            return self.title(piece, over=False)
        return self.medium(piece, {"id": piece.id})

    def title_over(self, piece: Piece) -> Plain:
        return self.title(piece, over=True)

    def sound(self, piece: Piece) -> Plain:
        ours = {
            "id": piece.id,
            "gain_db": piece.gain_db,
            "fade_in_frames": piece.fade_in_frames,
            "fade_out_frames": piece.fade_out_frames,
        }
        return self.medium(piece, ours)

    def title(self, piece: Piece, *, over: bool) -> Plain:
        reference = {
            "OTIO_SCHEMA": "GeneratorReference.1",
            "name": "",
            "metadata": {},
            "available_range": None,
            "generator_kind": "title",
            "parameters": {"text": piece.text, "over": over},
        }
        ours: Plain = {"id": piece.id}
        if over:
            ours["fade_frames"] = piece.fade_in_frames
        first_line = piece.text.partition("\n")[0]
        return self.clip(piece, first_line, reference, ours)

    def medium(self, piece: Piece, ours: Plain) -> Plain:
        footage = self._bin.takes.get(piece.media) or self._bin.sounds.get(piece.media)
        length = footage.frames if footage else 0
        reference = {
            "OTIO_SCHEMA": "ExternalReference.1",
            "name": piece.media,
            "metadata": {OURS: {"digest": footage.digest}} if footage and footage.digest else {},
            "available_range": self.range(0, max(length, piece.in_frame + piece.frames)),
            "target_url": self.file_of(piece.media, footage),
        }
        return self.clip(piece, piece.media, reference, ours)

    def file_of(self, media: str, footage: Footage | None) -> str:
        """Two cameras may call their files alike: then the take's own name says which is meant."""
        is_alone = footage is not None and self._files[footage.file] == 1
        return footage.file if footage and footage.file and is_alone else media

    def clip(self, piece: Piece, name: str, reference: Plain, ours: Plain) -> Plain:
        return {
            **_head("Clip.2", name, enabled=piece.enabled),
            "metadata": {OURS: ours},
            "source_range": self.range(piece.in_frame, piece.frames),
            "media_references": {"DEFAULT_MEDIA": reference},
            "active_media_reference_key": "DEFAULT_MEDIA",
        }
