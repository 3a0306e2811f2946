"""What a cut shows and sounds, frame by frame, read from the cut alone; and what an edit does.

Two naive readings that share no code with what writes and flattens timelines.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from pipeline.documents.cut import Cut, CutBin, CutItem, ItemKind
from pipeline.documents.edit import Edit, PictureClip
from pipeline.timing import SAMPLE_RATE, frames_to_samples

Picture = dict[str, Fraction]
"""How much of each thing is seen: "S01_P01_T01:12", "black", "title"."""
OFF = 100
"""Samples into a frame at which one listens."""


def seen_in_cut(cut: Cut) -> Iterator[Picture]:
    """What each frame shows, titles over the picture left out."""
    for at in range(cut.frames):
        yield _mixed(_looks(cut, at))


def _looks(cut: Cut, at: int) -> Iterator[tuple[str, Fraction]]:
    for n, (item, start) in enumerate(zip(cut.items, cut.starts(), strict=True)):
        before = _dissolve(cut, n)
        after = _dissolve(cut, n + 1)
        end = start + item.frames
        if not start - before[0] <= at < end + after[1]:
            continue
        share = Fraction(1)
        if sum(before) and at < start + before[1]:
            share *= (at - start + before[0] + Fraction(1, 2)) / sum(before)
        if sum(after) and at >= end - after[0]:
            share *= 1 - (at - end + after[0] + Fraction(1, 2)) / sum(after)
        faded = Fraction(1)
        if item.fade_in_frames and at < start + item.fade_in_frames:
            faded = (at - start + Fraction(1, 2)) / item.fade_in_frames
        if item.fade_out_frames and at >= end - item.fade_out_frames:
            faded = (end - at - Fraction(1, 2)) / item.fade_out_frames
        yield _word(item, at - start), share * faded
        yield "black", share * (1 - faded)


def _dissolve(cut: Cut, n: int) -> tuple[int, int]:
    frames = cut.items[n].dissolve_frames if n < len(cut.items) else 0
    return frames // 2, frames - frames // 2


def _word(item: CutItem, offset: int) -> str:
    if item.kind is ItemKind.TAKE:
        return f"{item.take}:{item.in_frame + offset}"
    return "black" if item.kind is ItemKind.GAP else "title"


def _mixed(parts: Iterator[tuple[str, Fraction]]) -> Picture:
    found: Picture = {}
    for word, share in parts:
        if share:
            found[word] = found.get(word, Fraction(0)) + share
    return found


def seen_in_edit(edit: Edit) -> Iterator[Picture]:
    """What each frame of an edit shows on its lowest track."""
    base = {layer for one in edit.dissolves for side in (one.outgoing, one.incoming)
            for layer in range(*side)} or {0}  # fmt: skip
    for at in range(edit.frames):
        clips = {one.layer: one for one in edit.picture
                 if one.layer in base and one.start_frame <= at < one.end_frame}  # fmt: skip
        mixing = [one for one in edit.dissolves if one.start_frame <= at < one.end_frame]
        assert len(mixing) < 2
        if not mixing:
            top = clips[max(clips)] if clips else None
            yield {_shown(top, at, edit): Fraction(1)}
            continue
        one = mixing[0]
        share = (at + Fraction(1, 2) - one.ramp_start) / one.ramp_frames
        sides = [next((clips[n] for n in range(*side) if n in clips), None)
                 for side in (one.outgoing, one.incoming)]  # fmt: skip
        yield _mixed(iter([(_shown(sides[0], at, edit), 1 - share),
                           (_shown(sides[1], at, edit), share)]))  # fmt: skip


def _shown(clip: PictureClip | None, at: int, edit: Edit) -> str:
    if clip is None:
        return "black"
    if clip.generator:
        return clip.generator
    seconds = clip.source_in + (at - clip.start_frame) * clip.speed / edit.frame_rate
    frame = seconds * edit.frame_rate
    assert frame == floor(frame)
    return f"{clip.media}:{frame}"


def titles_over_cut(cut: Cut) -> list[bool]:
    """Whether words lie over each frame."""
    return [any(one.start_frame <= at < one.start_frame + one.frames for one in cut.titles)
            for at in range(cut.frames)]  # fmt: skip


def titles_over_edit(edit: Edit) -> list[bool]:
    low = max((side[1] for one in edit.dissolves for side in (one.outgoing, one.incoming)),
              default=1)  # fmt: skip
    over = [one for one in edit.picture if one.layer >= low]
    assert all(one.generator.startswith("title") for one in over)
    return [any(one.start_frame <= at < one.end_frame for one in over)
            for at in range(edit.frames)]  # fmt: skip


Heard = set[tuple[str, int]]
"""Which frame of which medium sounds."""


def heard_in_cut(cut: Cut, bin_: CutBin) -> Iterator[Heard]:
    """What sounds in each frame."""
    starts = (*cut.starts(), cut.frames)
    cuts = [start + item.sound_offset for start, item in zip(starts, cut.items, strict=False)]
    cuts.append(cut.frames)
    for at in range(cut.frames):
        found: Heard = set()
        for n, item in enumerate(cut.items):
            if item.kind is ItemKind.TAKE and not item.muted and cuts[n] <= at < cuts[n + 1]:
                frame, take = item.in_frame + at - starts[n], bin_.takes[item.take]
                if take.has_sound and 0 <= frame < take.frames:
                    found.add((item.take, frame))
        for track in cut.tracks:
            for one in () if track.muted else track.sounds:
                if one.start_frame <= at < one.start_frame + one.frames:
                    found.add((one.media, one.in_frame + at - one.start_frame))
        yield found


def heard_in_edit(edit: Edit) -> Iterator[Heard]:
    for at in range(edit.frames):
        now = frames_to_samples(at, edit.frame_rate) + OFF
        found: Heard = set()
        for one in edit.sound:
            if one.start_sample <= now < one.end_sample:
                seconds = one.source_in + (now - one.start_sample) * one.speed / SAMPLE_RATE
                found.add((one.media, floor(seconds * edit.frame_rate)))
        yield found
