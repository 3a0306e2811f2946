"""What changed between two edits, in words that can be read aloud. Pure."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from fractions import Fraction

from pipeline.documents.edit import Edit, PictureClip
from pipeline.timing import frames_to_timecode

NOTHING = "Nothing has changed in the picture.\n"


def first_list(edit: Edit) -> str:
    """Return the shots of a first edit, one a line."""
    lines = [f"First edit: {_length(edit.frames, edit.frame_rate)}, {_count(edit.picture)}."]
    for number, clip in enumerate(edit.picture, start=1):
        lines.append(
            f"{number:3d}. {frames_to_timecode(clip.start_frame, edit.frame_rate)}  "
            f"{called(clip)}, {_frames(clip.frames)}"
        )
    return "\n".join(lines) + "\n"


def difference(before: Edit, now: Edit) -> str:
    """Return what changed, one change a line, and how much longer or shorter the film is."""
    changes = list(_changes(before.picture, now.picture, now.frame_rate))
    if len(before.dissolves) != len(now.dissolves):
        changes.append(f"Dissolves: {len(now.dissolves)} instead of {len(before.dissolves)}.")
    if before.sound != now.sound:
        changes.append("The sound of the edit has changed.")
    if not changes and before.frames == now.frames:
        return NOTHING
    change = now.frames - before.frames
    total = f"The film is {_length(now.frames, now.frame_rate)} long"
    total += f", {_more(change)} than before." if change else ", as before."
    return "\n".join([total, *changes]) + "\n"


def called(clip: PictureClip) -> str:
    """Return what people call a clip."""
    return clip.media or clip.generator or clip.name or "?"


def _changes(
    before: Sequence[PictureClip], now: Sequence[PictureClip], rate: Fraction
) -> Iterator[str]:
    names = [called(clip) for clip in before], [called(clip) for clip in now]
    matcher = SequenceMatcher(None, *names, autojunk=False)
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind == "equal":
            for old, new in zip(before[a1:a2], now[b1:b2], strict=True):
                yield from _trims(old, new, rate)
        else:
            yield from (f"Out: {called(clip)}, {_frames(clip.frames)}." for clip in before[a1:a2])
            for clip in now[b1:b2]:
                at = frames_to_timecode(clip.start_frame, rate)
                yield f"New: {called(clip)} at {at}, {_frames(clip.frames)}."


def _trims(old: PictureClip, new: PictureClip, rate: Fraction) -> Iterator[str]:
    at = f"{called(new)} at {frames_to_timecode(new.start_frame, rate)}"
    if old.speed != new.speed:
        yield f"{at} runs at {float(new.speed):g} times its speed, not {float(old.speed):g}."
        return
    moved = round((new.source_in - old.source_in) * rate)
    if moved:
        side = "later" if moved > 0 else "earlier"
        yield f"{at} begins {_frames(abs(moved))} {side} in the take."
    if new.frames != old.frames:
        yield f"{at} is {_more(new.frames - old.frames)}."


def _count(picture: Sequence[PictureClip]) -> str:
    return "1 shot" if len(picture) == 1 else f"{len(picture)} shots"


def _frames(frames: int) -> str:
    return "1 frame" if frames == 1 else f"{frames} frames"


def _more(change: int) -> str:
    return f"{_frames(abs(change))} {'longer' if change > 0 else 'shorter'}"


def _length(frames: int, rate: Fraction) -> str:
    return f"{float(frames / rate):.1f} seconds"
