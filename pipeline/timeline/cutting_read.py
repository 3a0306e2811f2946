"""The plain JSON of an OpenTimelineIO file as lanes, with what the simple cutter cannot show. Pure.

Each thing that does not fit is named as a loss, and something of the same length takes its place,
so that whoever opens the rest as a copy finds everything else where it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pipeline.documents.edit import SoundRole
from pipeline.documents.losses import Loss
from pipeline.timeline.cutting_json import (
    Notebook,
    Plain,
    children_of,
    id_of,
    is_off,
    name_of,
    not_a_timeline,
    number_of,
    object_of,
    ours_of,
    reach_of,
    schema_of,
)
from pipeline.timeline.cutting_lanes import Bridge, Lane, Lanes, Part, Piece, PieceKind
from pipeline.timeline.cutting_pieces import Pieces, Sources
from pipeline.timeline.times import Range, seconds_of
from pipeline.timing import frames_to_timecode

ReadPiece = Callable[[Plain, Range, int], Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read."""

    lanes: Lanes
    losses: tuple[Loss, ...]


def read_lanes(plain: Plain, sources: Sources) -> Read:
    """Return the lanes of a timeline. Raise CannotRead for what is no timeline at all."""
    tracks = object_of(plain.get("tracks"))
    if schema_of(tracks) != "Stack" or schema_of(plain) != "Timeline":
        raise not_a_timeline(str(plain.get("OTIO_SCHEMA"))[:80])
    notes = Notebook(rate=sources.rate)
    notes.whole(plain)
    notes.whole(tracks)
    reader = _Tracks(Pieces(sources=sources, notes=notes))
    video, audio = reader.sorted(children_of(tracks))
    lanes = Lanes(
        picture=reader.parts(video[0], reader.pieces.shot) if video else (),
        titles=reader.titles(video[1:]),
        **reader.sounds(audio),
    )
    return Read(lanes=lanes, losses=tuple(notes.losses))


class _Tracks:
    """Reads tracks, piece after piece."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces, self.notes = pieces, pieces.notes

    def sorted(self, tracks: list[Plain]) -> tuple[list[Plain], list[Plain]]:
        """Return the tracks of picture and of sound; what is neither, or off, is noted."""
        video, audio = list[Plain](), list[Plain]()
        for track in tracks:
            self.notes.place = name_of(track)
            self.notes.whole(track)
            is_audio = track.get("kind") == "Audio"
            if schema_of(track) != "Track" or (is_off(track) and not is_audio):
                self.notes.drop("Beside the tracks lies another sequence, or one switched off.")
            else:
                (audio if is_audio else video).append(track)
        return video, audio

    def titles(self, tracks: list[Plain]) -> tuple[Part, ...]:
        """Return the words over the picture; every other layer is noted."""
        found: tuple[Part, ...] = ()
        for track in tracks:
            parts = self.parts(track, self.pieces.title)
            seen = any(isinstance(one, Piece) and one.kind is not PieceKind.GAP for one in parts)
            if found and seen:
                self.notes.place = name_of(track)
                self.notes.drop("There is more than one track of titles.")
            elif seen:
                found = parts
        return found

    def sounds(self, tracks: list[Plain]) -> dict[str, Any]:
        """Return the lane of the shots' own sound, and the others."""
        lanes = [self.lane(track) for track in tracks]
        first = next((n for n, one in enumerate(tracks) if ours_of(one).get("own")), 0)
        if not lanes or lanes[first].muted or lanes[first].gain_db:
            return {"tracks": tuple(lanes)}
        own = lanes.pop(first)
        return {"own": own.parts, "tracks": tuple(lanes)}

    def lane(self, track: Plain) -> Lane:
        ours = ours_of(track)
        role = str(ours.get("role"))
        return Lane(
            parts=self.parts(track, self.pieces.sound),
            name=name_of(track),
            role=SoundRole(role) if role in set(SoundRole) else SoundRole.DIALOGUE,
            gain_db=number_of(ours.get("gain_db")),
            muted=is_off(track),
            id=id_of(track),
        )

    def parts(self, track: Plain, read: ReadPiece) -> tuple[Part, ...]:
        """Return what lies on a track; each piece ends at the nearest frame."""
        end, start, parts = Fraction(0), 0, list[Part]()
        for child in children_of(track):
            self.notes.place = self.place_of(track, child, start)
            self.notes.beside(child)
            if schema_of(child) == "Transition":
                parts.append(self.bridge(child))
                continue
            reach = reach_of(child)
            end += reach.duration
            after = self.notes.frame(end)
            if after > start:
                parts.append(read(child, reach, after - start))
            start = after
        return tuple(parts)

    def place_of(self, track: Plain, child: Plain, start: int) -> str:
        at = frames_to_timecode(start, self.notes.rate)
        return " ".join(part for part in (name_of(track), at, name_of(child)) if part)

    def bridge(self, plain: Plain) -> Bridge:
        kind = str(plain.get("transition_type") or "?")[:40]
        if kind != "SMPTE_Dissolve":
            self.notes.change("The transition “%(name)s” is not a dissolve.", name=kind)
        before, after = (
            max(0, self.notes.frame(seconds_of(plain.get(side))))
            for side in ("in_offset", "out_offset")
        )
        return Bridge(before=before, after=after)
