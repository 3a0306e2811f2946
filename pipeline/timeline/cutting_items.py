"""Lanes as a cut: fades and dissolves are found again, and every thing has its id. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from pipeline.documents.cut import Cut, CutBin, CutItem, CutSound, CutTitle, CutTrack, ItemKind
from pipeline.documents.edit import SoundRole
from pipeline.documents.losses import Loss, changed, dropped
from pipeline.timeline.cutting_lanes import Bridge, Lane, Lanes, Part, Piece, PieceKind
from pipeline.timeline.cutting_own import with_own_sound

ID: Final = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
OWN_SOUND: Final = "Sound of the shots"

_KINDS: Final = {
    PieceKind.MEDIA: ItemKind.TAKE,
    PieceKind.GAP: ItemKind.GAP,
    PieceKind.TITLE: ItemKind.TITLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the film is: its name, rate and size."""

    name: str
    rate: Fraction
    width: int
    height: int


@dataclass(slots=True)
class _Run:
    """A piece while the bridges beside it are brought to its own ends."""

    piece: Piece
    frames: int
    in_frame: int
    dissolve: int = 0
    fade_in: int = 0
    fade_out: int = 0

    @property
    def is_gap(self) -> bool:
        return self.piece.kind is PieceKind.GAP


def cut_of_lanes(lanes: Lanes, film: Frame, bin_: CutBin) -> tuple[Cut, tuple[Loss, ...]]:
    """Return the cut that shows what these lanes show, and what it cannot show."""
    maker = _Maker(bin_)
    items = tuple(maker.items(lanes.picture))
    titles = tuple(maker.titles(lanes.titles))
    tracks = [maker.track(lane) for lane in lanes.tracks]
    cut = Cut(
        name=film.name,
        frame_rate=film.rate,
        width=film.width,
        height=film.height,
        items=items,
        titles=titles,
    )
    sounding = with_own_sound(cut, lanes.own, bin_)
    if sounding is None:
        own = Lane(parts=lanes.own, name=OWN_SOUND, role=SoundRole.DIALOGUE)
        tracks.insert(0, maker.track(own))
        sounding = replace(cut, items=tuple(_silent(item) for item in items))
    return replace(sounding, tracks=tuple(tracks)), tuple(maker.losses)


def _silent(item: CutItem) -> CutItem:
    return replace(item, muted=True) if item.kind is ItemKind.TAKE else item


@dataclass(slots=True)
class _Maker:
    """Gives ids and collects losses."""

    bin: CutBin
    losses: list[Loss] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def id(self, wanted: str, letter: str) -> str:
        """Return the id that a thing had, if no other has it, else a new one."""
        if not ID.fullmatch(wanted) or wanted in self.taken:
            number = 1
            while f"{letter}{number}" in self.taken:
                number += 1
            wanted = f"{letter}{number}"
        self.taken.add(wanted)
        return wanted

    def items(self, parts: Iterable[Part]) -> Iterator[CutItem]:
        for run in _runs(parts):
            for one in self.within(run):
                yield CutItem(
                    id=self.id(one.piece.id, "i"),
                    kind=_KINDS[one.piece.kind],
                    frames=one.frames,
                    take=one.piece.media,
                    in_frame=one.in_frame,
                    text=one.piece.text,
                    dissolve_frames=one.dissolve,
                    fade_in_frames=one.fade_in,
                    fade_out_frames=one.fade_out,
                )

    def within(self, run: _Run) -> Iterator[_Run]:
        """Yield what a take really has, and gaps in the place of what it has not."""
        footage = self.bin.takes.get(run.piece.media)
        if footage is None:
            yield replace(run, in_frame=0)
            return
        first = min(max(0, run.in_frame), footage.frames)
        end = max(first, min(run.in_frame + run.frames, footage.frames))
        if (first, end) == (run.in_frame, run.in_frame + run.frames):
            yield run
            return
        self.losses.append(
            changed("“%(name)s” is not that long; a gap takes its place.", name=run.piece.media)
        )
        for frames, kind in (
            (first - run.in_frame, PieceKind.GAP),
            (end - first, PieceKind.MEDIA),
            (run.in_frame + run.frames - end, PieceKind.GAP),
        ):
            if frames > 0 and kind is PieceKind.GAP:
                frames = min(frames, run.frames)
                yield _Run(piece=Piece(kind=kind, frames=frames), frames=frames, in_frame=0)
            elif frames > 0:
                yield _Run(piece=run.piece, frames=frames, in_frame=first)

    def titles(self, parts: Iterable[Part]) -> Iterator[CutTitle]:
        for start, run in _at(_runs(parts)):
            if not run.is_gap:
                yield CutTitle(
                    id=self.id(run.piece.id, "t"),
                    text=run.piece.text,
                    start_frame=start,
                    frames=run.frames,
                    fade_frames=min(
                        max(run.piece.fade_in_frames, run.fade_in, run.fade_out), run.frames // 2
                    ),
                )

    def track(self, lane: Lane) -> CutTrack:
        return CutTrack(
            id=self.id(lane.id, "k"),
            name=lane.name,
            role=lane.role,
            gain_db=lane.gain_db,
            muted=lane.muted,
            sounds=tuple(self.sounds(lane.parts)),
        )

    def sounds(self, parts: Iterable[Part]) -> Iterator[CutSound]:
        for start, run in _at(_runs(parts)):
            if run.is_gap:
                continue
            if not run.piece.enabled:
                sentence = "A sound is switched off (“%(name)s”)."
                self.losses.append(dropped(sentence, name=run.piece.media))
                continue
            if run.dissolve:
                sentence = "Two sounds cross (“%(name)s”); they are cut here."
                self.losses.append(changed(sentence, name=run.piece.media))
            if sound := self.sound(start, run):
                yield sound

    def sound(self, start: int, run: _Run) -> CutSound | None:
        """Return what a medium really has of a sound."""
        footage = self.bin.sounding(run.piece.media)
        length = footage.frames if footage else 0
        first = max(0, run.in_frame)
        end = min(run.in_frame + run.frames, length)
        if (first, end) != (run.in_frame, run.in_frame + run.frames):
            sentence = "“%(name)s” is not that long; the rest is silent."
            self.losses.append(changed(sentence, name=run.piece.media))
        if first >= end:
            return None
        fade_in = min(run.piece.fade_in_frames or run.fade_in, end - first)
        fade_out = min(run.piece.fade_out_frames or run.fade_out, end - first - fade_in)
        return CutSound(
            id=self.id(run.piece.id, "s"),
            media=run.piece.media,
            start_frame=start + first - run.in_frame,
            frames=end - first,
            in_frame=first,
            gain_db=run.piece.gain_db,
            fade_in_frames=fade_in,
            fade_out_frames=fade_out,
        )


def _at(runs: Iterable[_Run]) -> Iterator[tuple[int, _Run]]:
    at = 0
    for run in runs:
        yield at, run
        at += run.frames


def _runs(parts: Iterable[Part]) -> list[_Run]:
    """Return the pieces, each with what the bridges beside it mean for it; gaps used up go."""
    row: Sequence[Part] = tuple(parts)
    runs = {
        at: _Run(piece=part, frames=part.frames, in_frame=part.in_frame)
        for at, part in enumerate(row)
        if isinstance(part, Piece)
    }
    for at, part in enumerate(row):
        if isinstance(part, Bridge) and at - 1 in runs and at + 1 in runs:
            _cross(runs[at - 1], runs[at + 1], part)
    return [run for run in runs.values() if run.frames > 0]


def _cross(before: _Run, after: _Run, bridge: Bridge) -> None:
    whole = bridge.before + bridge.after
    if before.is_gap and after.is_gap:
        return
    if before.is_gap:
        eaten = min(bridge.before, before.frames)
        before.frames -= eaten
        after.frames += eaten
        after.in_frame -= eaten
        after.fade_in = eaten + bridge.after
    elif after.is_gap:
        eaten = min(bridge.after, after.frames)
        after.frames -= eaten
        before.frames += eaten
        before.fade_out = eaten + bridge.before
    else:
        later = whole // 2 - bridge.before  # the cut lies in the middle of a dissolve
        before.frames += later
        after.frames -= later
        after.in_frame += later
        after.dissolve = whole
