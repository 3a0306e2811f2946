"""The plain JSON of an OpenTimelineIO file as lanes, with what the simple cutter cannot show. Pure.

Each thing that does not fit is named as a loss, and something of the same length takes its place,
so that whoever opens the rest as a copy finds everything else where it was.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from pipeline.documents.cut import CutBin
from pipeline.documents.edit import BLACK, SoundRole
from pipeline.documents.losses import Loss, changed, dropped
from pipeline.errors import CannotRead
from pipeline.timeline.cutting_lanes import Bridge, Lane, Lanes, Part, Piece, PieceKind, gap
from pipeline.timeline.cutting_write import OURS
from pipeline.timeline.references import find_medium, reference_of
from pipeline.timeline.times import Range, range_of, seconds_of
from pipeline.timing import frames_to_timecode, nearest

LONGEST_TEXT: Final = 500
LONGEST_NAME: Final = 80
LARGEST_NUMBER: Final = 100_000
"""Of what we write beside a clip: decibels, and frames of a fade."""
SLACK: Final = Fraction(1, 100)
"""Of a frame: times of other programs are rounded."""

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a timeline may use, and how it may call it."""

    bin: CutBin
    known: Mapping[str, str]
    """Other names of takes and sounds -> their names (references.known_names)."""
    rate: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read."""

    lanes: Lanes
    losses: tuple[Loss, ...]


def read_lanes(plain: Plain, sources: Sources) -> Read:
    """Return the lanes of a timeline. Raise CannotRead for what is no timeline at all."""
    reader = _Reader(sources)
    tracks = _object(plain.get("tracks"))
    if _schema(tracks) != "Stack" or _schema(plain) != "Timeline":
        raise _not_a_timeline(str(plain.get("OTIO_SCHEMA"))[:80])
    reader.notes(plain, "")
    reader.notes(tracks, "")
    video = list[Plain]()
    audio = list[Plain]()
    for child in map(_object, _list(tracks.get("children"))):
        reader.notes(child, _name(child))
        is_track = _schema(child) == "Track"
        if not is_track or (child.get("enabled") is False and not _is_audio(child)):
            sentence = "“%(name)s” is beside the film or holds other sequences."
            reader.lose(dropped(sentence, place=_name(child), name=_name(child) or "?"))
        else:
            (audio if _is_audio(child) else video).append(child)
    lanes = Lanes(
        picture=reader.picture(video[0]) if video else (),
        titles=reader.titles(video[1:]),
        **reader.sounds(audio),
    )
    return Read(lanes=lanes, losses=tuple(dict.fromkeys(reader.losses)))


def ours_of(plain: Plain) -> Plain:
    """Return what we wrote for ourselves beside a thing."""
    metadata = plain.get("metadata")
    ours = metadata.get(OURS) if isinstance(metadata, Mapping) else None
    return ours if isinstance(ours, Mapping) else {}


def _not_a_timeline(detail: str) -> CannotRead:
    return CannotRead(
        "This is not a timeline that can be read. Export it again as OpenTimelineIO (.otio).",
        detail=detail,
    )


def _object(value: object) -> Plain:
    if not isinstance(value, Mapping):
        raise _not_a_timeline(f"an object is expected, not {str(value)[:80]}")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _not_a_timeline(f"a list is expected, not {str(value)[:80]}")
    return value


def _schema(plain: Plain) -> str:
    return str(plain.get("OTIO_SCHEMA", "")).partition(".")[0]


def _name(plain: Plain) -> str:
    return str(plain.get("name") or "")[:LONGEST_NAME]


def _is_audio(plain: Plain) -> bool:
    return plain.get("kind") == "Audio"


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value) if abs(value) < LARGEST_NUMBER else 0.0


def _whole(value: object) -> int:
    return round(_number(value))


@dataclass(slots=True)
class _Reader:
    """Reads tracks and collects losses."""

    sources: Sources
    losses: list[Loss] = field(default_factory=list)
    place: str = ""

    def lose(self, loss: Loss) -> None:
        self.losses.append(loss)

    def notes(self, plain: Plain, place: str) -> None:
        """Name what lies on tracks and stacks and would not come out again."""
        if plain.get("markers"):
            self.lose(dropped("There are markers; the simple cutter has none.", place=place))
        if plain.get("source_range"):
            self.lose(dropped("The sequence is trimmed as a whole.", place=place))
        self.effects(plain, place)

    def effects(self, plain: Plain, place: str) -> None:
        for effect in plain.get("effects") or ():
            if isinstance(effect, Mapping) and effect.get("enabled") is False:
                continue
            named = effect if isinstance(effect, Mapping) else {}
            name = str(named.get("effect_name") or named.get("name") or _schema(named) or "?")[:40]
            sentence = "There is an effect or a change of speed (“%(effect)s”)."
            self.lose(dropped(sentence, place=place, effect=name))

    def picture(self, track: Plain) -> tuple[Part, ...]:
        return self.parts(track, self.shot)

    def titles(self, tracks: list[Plain]) -> tuple[Part, ...]:
        """Return the words over the picture; every other layer is a loss."""
        found: tuple[Part, ...] = ()
        for track in tracks:
            parts = self.parts(track, self.title)
            seen = any(isinstance(one, Piece) and one.kind is not PieceKind.GAP for one in parts)
            if found and seen:
                sentence = "There is more than one track of titles."
                self.lose(dropped(sentence, place=_name(track)))
            elif seen:
                found = parts
        return found

    def sounds(self, tracks: list[Plain]) -> dict[str, Any]:
        lanes = [self.lane(track) for track in tracks]
        first = next((n for n, one in enumerate(tracks) if ours_of(one).get("own")), 0)
        is_plain = bool(lanes) and not lanes[first].muted and not lanes[first].gain_db
        if not is_plain:
            return {"tracks": tuple(lanes)}
        own = lanes.pop(first)
        return {"own": own.parts, "tracks": tuple(lanes)}

    def lane(self, track: Plain) -> Lane:
        ours, role = ours_of(track), str(ours_of(track).get("role"))
        return Lane(
            parts=self.parts(track, self.sound),
            name=_name(track),
            role=SoundRole(role) if role in set(SoundRole) else SoundRole.DIALOGUE,
            gain_db=_number(ours.get("gain_db")),
            muted=track.get("enabled") is False,
            id=str(ours.get("id", "")),
        )

    def parts(self, track: Plain, read: Callable[[Plain, Range, int], Piece]) -> tuple[Part, ...]:
        """Return what lies on a track; each piece ends at the nearest frame."""
        exact, parts = Fraction(0), list[Part]()
        for child in map(_object, _list(track.get("children"))):
            start = nearest(exact)
            self.place = self.place_of(track, child, start)
            self.effects(child, self.place)
            if _schema(child) == "Transition":
                parts.append(self.bridge(child))
                continue
            if child.get("markers"):
                self.lose(
                    dropped("There are markers; the simple cutter has none.", place=self.place)
                )
            reach = _range(child)
            exact += reach.duration * self.sources.rate
            frames = self.frame(exact) - start
            if frames > 0:
                parts.append(read(child, reach, frames))
        return tuple(parts)

    def place_of(self, track: Plain, child: Plain, start: int) -> str:
        at = frames_to_timecode(start, self.sources.rate)
        return " ".join(part for part in (_name(track), at, _name(child)) if part)

    def frame(self, exact: Fraction) -> int:
        """Return the nearest frame; say so if a time is not on one."""
        whole = nearest(exact)
        if abs(exact - whole) > SLACK:
            self.lose(changed("It does not begin or end on a whole frame.", place=self.place))
        return whole

    def bridge(self, plain: Plain) -> Bridge:
        kind = str(plain.get("transition_type") or "?")[:40]
        if kind != "SMPTE_Dissolve":
            sentence = "The transition “%(name)s” is not a dissolve."
            self.lose(changed(sentence, place=self.place, name=kind))
        before, after = (
            self.frame(seconds_of(plain.get(side)) * self.sources.rate)
            for side in ("in_offset", "out_offset")
        )
        return Bridge(before=max(0, before), after=max(0, after))

    def shot(self, plain: Plain, reach: Range, frames: int) -> Piece:
        """Read a piece of the picture."""
        reference = _reference(plain)
        id_ = str(ours_of(plain).get("id", ""))
        kind = str(reference.get("generator_kind") or "").lower()
        if _schema(plain) == "Gap" or kind == BLACK:
            return gap(frames, id_=id_)
        if kind == "title":
            return self.words(plain, frames)
        found = self.medium(plain, reference, self.sources.bin.takes)
        if not found:
            return gap(frames)
        return Piece(
            kind=PieceKind.MEDIA,
            frames=frames,
            media=found,
            in_frame=self.in_frame(reach, reference),
            id=id_,
        )

    def title(self, plain: Plain, _reach: Range, frames: int) -> Piece:
        """Read words over the picture."""
        kind = str(_reference(plain).get("generator_kind") or "").lower()
        if _schema(plain) == "Gap" or plain.get("enabled") is False:
            return gap(frames)
        if kind == "title":
            return self.words(plain, frames)
        self.lose(dropped("Pictures lie over each other.", place=self.place))
        return gap(frames)

    def words(self, plain: Plain, frames: int) -> Piece:
        parameters = _reference(plain).get("parameters")
        text = str(parameters.get("text", "")) if isinstance(parameters, Mapping) else ""
        ours = ours_of(plain)
        fade = min(max(0, _whole(ours.get("fade_frames"))), frames // 2)
        return Piece(
            kind=PieceKind.TITLE,
            frames=frames,
            text=text[:LONGEST_TEXT],
            fade_in_frames=fade,
            fade_out_frames=fade,
            id=str(ours.get("id", "")),
        )

    def sound(self, plain: Plain, reach: Range, frames: int) -> Piece:
        """Read a piece of sound."""
        reference, ours = _reference(plain), ours_of(plain)
        if _schema(plain) == "Gap":
            return gap(frames)
        known = {**self.sources.bin.takes, **self.sources.bin.sounds}
        found = self.medium(plain, reference, known, is_seen=False)
        if not found:
            return gap(frames)
        fade_in, fade_out = (max(0, _whole(ours.get(f"fade_{side}_frames"))) for side in _SIDES)
        return Piece(
            kind=PieceKind.MEDIA,
            frames=frames,
            media=found,
            in_frame=self.in_frame(reach, reference),
            gain_db=_number(ours.get("gain_db")),
            enabled=plain.get("enabled") is not False,
            fade_in_frames=min(fade_in, frames),
            fade_out_frames=min(fade_out, frames - min(fade_in, frames)),
            id=str(ours.get("id", "")),
        )

    def medium(
        self, plain: Plain, reference: Plain, known: Mapping[str, object], *, is_seen: bool = True
    ) -> str:
        """Return the take or sound that is meant, or "" and a loss."""
        if _schema(plain) != "Clip":
            self.lose(dropped("Sequences lie inside each other.", place=self.place))
            return ""
        if is_seen and plain.get("enabled") is False:
            self.lose(changed("The clip is switched off; it is a gap here.", place=self.place))
            return ""
        meant = reference_of(reference or None, _name(plain))
        found = find_medium(meant.names, self.sources.known)
        if meant.generator or meant.images or found not in known:
            sentence = "“%(name)s” is not a take of your rushes."
            named = meant.generator or next(iter(meant.names), "") or _name(plain)
            self.lose(dropped(sentence, place=self.place, name=named[:LONGEST_NAME]))
            return ""
        return found or ""

    def in_frame(self, reach: Range, reference: Plain) -> int:
        available = range_of(reference.get("available_range"))
        start = reach.start - (available.start if available else 0)
        return self.frame(start * self.sources.rate)


_SIDES: Final = ("in", "out")


def _reference(plain: Plain) -> Plain:
    references = plain.get("media_references")
    key = plain.get("active_media_reference_key") or "DEFAULT_MEDIA"
    found = references.get(key) if isinstance(references, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _range(plain: Plain) -> Range:
    """Return the range of an item; one that does not say it takes no time."""
    available = range_of(_reference(plain).get("available_range"))
    nothing = Range(start=Fraction(0), duration=Fraction(0))
    return range_of(plain.get("source_range")) or available or nothing
