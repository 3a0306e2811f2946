"""A cut as lanes: the picture, the words over it, and the sounds, each one piece after the other.

Half way between the cut and its timeline. A fade is a gap that dissolves into the shot, and the
shots' own sound is cut where the offsets say, with silence where a take has no more. Pure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from pipeline.documents.cut import Cut, CutBin, CutItem, CutSound, CutTitle, CutTrack, ItemKind
from pipeline.documents.edit import SoundRole


class PieceKind(StrEnum):
    """What a piece of a lane is."""

    MEDIA = "media"
    GAP = "gap"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of a lane."""

    kind: PieceKind
    frames: int
    media: str = ""
    in_frame: int = 0
    text: str = ""
    gain_db: float = 0.0
    enabled: bool = True
    fade_in_frames: int = 0
    fade_out_frames: int = 0
    id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """The piece before turns into the piece after."""

    before: int
    """So many frames before the cut."""
    after: int


Part: TypeAlias = Piece | Bridge


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """Pieces of sound one after the other."""

    parts: tuple[Part, ...]
    name: str = ""
    role: SoundRole = SoundRole.DIALOGUE
    gain_db: float = 0.0
    muted: bool = False
    id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """All lanes of a film."""

    picture: tuple[Part, ...] = ()
    titles: tuple[Part, ...] = ()
    own: tuple[Part, ...] = ()
    """The shots' own sound."""
    tracks: tuple[Lane, ...] = ()


def gap(frames: int, *, id_: str = "") -> Piece:
    """Return a piece of nothing."""
    return Piece(kind=PieceKind.GAP, frames=frames, id=id_)


def lanes_of(cut: Cut, bin_: CutBin) -> Lanes:
    """Return the lanes of a cut; what lies beyond its last picture is left out."""
    end = cut.frames
    return Lanes(
        picture=tuple(part for item in cut.items for part in _picture(item)),
        titles=laid(((title.start_frame, _title(title)) for title in cut.titles), end),
        own=laid(_own(cut, bin_), end),
        tracks=tuple(_track(track, end) for track in cut.tracks),
    )


def sound_cuts(cut: Cut) -> tuple[int, ...]:
    """Return the frames where the own sound goes over from one item to the next, and the end."""
    starts = [
        start + item.sound_offset for start, item in zip(cut.starts(), cut.items, strict=True)
    ]
    return (*starts, cut.frames)


def laid(placed: Iterable[tuple[int, Piece]], end: int) -> tuple[Part, ...]:
    """Return pieces at their places with gaps between them, cut off at the end of the film."""
    at, parts = 0, list[Part]()
    for start, piece in placed:
        frames = min(piece.frames, end - start)
        if frames < 1:
            continue
        if start > at:
            parts.append(gap(start - at))
        parts.append(_shortened(piece, frames))
        at = start + frames
    return tuple(parts)


def placed(parts: Iterable[Part]) -> Iterator[tuple[int, Piece]]:
    """Yield the pieces that are no gaps, with the frames at which they begin."""
    at = 0
    for part in parts:
        if isinstance(part, Bridge):
            continue
        if part.kind is not PieceKind.GAP:
            yield at, part
        at += part.frames


def _shortened(piece: Piece, frames: int) -> Piece:
    """A sound may fade over all its frames; a title fades alike in and out."""
    most = frames // 2 if piece.kind is PieceKind.TITLE else frames
    fade_in = min(piece.fade_in_frames, most)
    fade_out = min(piece.fade_out_frames, frames - fade_in, most)
    return replace(piece, frames=frames, fade_in_frames=fade_in, fade_out_frames=fade_out)


def _picture(item: CutItem) -> Iterator[Part]:
    if item.dissolve_frames:
        half = item.dissolve_frames // 2
        yield Bridge(before=half, after=item.dissolve_frames - half)
    if item.fade_in_frames:
        yield gap(item.fade_in_frames)
        yield Bridge(before=item.fade_in_frames, after=0)
    yield _body(item)
    if item.fade_out_frames:
        yield Bridge(before=0, after=item.fade_out_frames)
        yield gap(item.fade_out_frames)


def _body(item: CutItem) -> Piece:
    frames = item.frames - item.fade_in_frames - item.fade_out_frames
    if item.kind is ItemKind.GAP:
        return gap(frames, id_=item.id)
    if item.kind is ItemKind.TITLE:
        return Piece(kind=PieceKind.TITLE, frames=frames, text=item.text, id=item.id)
    in_frame = item.in_frame + item.fade_in_frames
    return Piece(
        kind=PieceKind.MEDIA, frames=frames, media=item.take, in_frame=in_frame, id=item.id
    )


def _title(title: CutTitle) -> Piece:
    return Piece(
        kind=PieceKind.TITLE,
        frames=title.frames,
        text=title.text,
        fade_in_frames=title.fade_frames,
        fade_out_frames=title.fade_frames,
        id=title.id,
    )


def _own(cut: Cut, bin_: CutBin) -> Iterator[tuple[int, Piece]]:
    for item, start, (first, end) in zip(
        cut.items, cut.starts(), pairwise(sound_cuts(cut)), strict=True
    ):
        footage = bin_.takes.get(item.take)
        if item.kind is not ItemKind.TAKE or (footage and not footage.has_sound):
            continue
        shift = start - item.in_frame
        first = max(first, shift)
        end = min(end, shift + footage.frames) if footage else end
        if first < end:
            piece = Piece(
                kind=PieceKind.MEDIA,
                frames=end - first,
                media=item.take,
                in_frame=first - shift,
                gain_db=item.gain_db,
                enabled=not item.muted,
                id=item.id,
            )
            yield first, piece


def _track(track: CutTrack, end: int) -> Lane:
    return Lane(
        parts=laid(((sound.start_frame, _sound(sound)) for sound in track.sounds), end),
        name=track.name,
        role=track.role,
        gain_db=track.gain_db,
        muted=track.muted,
        id=track.id,
    )


def _sound(sound: CutSound) -> Piece:
    return Piece(
        kind=PieceKind.MEDIA,
        frames=sound.frames,
        media=sound.media,
        in_frame=sound.in_frame,
        gain_db=sound.gain_db,
        fade_in_frames=sound.fade_in_frames,
        fade_out_frames=sound.fade_out_frames,
        id=sound.id,
    )
