"""What changed between two edits, in words that can be read aloud, and shot by shot. Pure.

Shots are matched by the planned shot they show, so that another take of the same shot is a change
of the take and not a shot that went and one that came.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeAlias

from pipeline.documents.edit import Edit
from pipeline.documents.grade import UNGRADED, Grade
from pipeline.editing.cut_shots import CutShot, shots_in, take_number
from pipeline.editing.sound_difference import sound_changes
from pipeline.timing import frames_to_timecode

NOTHING: Final = "Nothing has changed in the picture.\n"
LONGER: Final = (
    "Shot %(number)s is one frame longer.",
    "Shot %(number)s is %(change)s frames longer.",
)
SHORTER: Final = (
    "Shot %(number)s is one frame shorter.",
    "Shot %(number)s is %(change)s frames shorter.",
)
LATER: Final = (
    "Shot %(number)s begins one frame later in its take.",
    "Shot %(number)s begins %(change)s frames later in its take.",
)
EARLIER: Final = (
    "Shot %(number)s begins one frame earlier in its take.",
    "Shot %(number)s begins %(change)s frames earlier in its take.",
)


class ChangeKind(StrEnum):
    """What happened to a shot."""

    NEW = "new"
    OUT = "out"
    MOVED = "moved"
    TAKE = "take"
    TRIMMED = "trimmed"
    SPEED = "speed"
    DISSOLVE = "dissolve"
    GRADE = "grade"
    SOUND = "sound"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditChange:
    """One change."""

    kind: ChangeKind
    place: str
    """Timecode in the film as it is now; of what is out, as it was. Empty for the whole film."""
    template: str
    values: Mapping[str, str | int | float] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.template % self.values


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotPair:
    """A shot as it was and as it is; None where there is none."""

    was: CutShot | None
    now: CutShot | None
    has_moved: bool = False
    """Whether it stands at another place among the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditDifference:
    """Two edits side by side."""

    before: Edit
    now: Edit
    pairs: tuple[ShotPair, ...]
    """In the order of the film."""
    changes: tuple[EditChange, ...]

    @property
    def longer_frames(self) -> int:
        """How much longer the film is; negative: shorter."""
        return self.now.frames - self.before.frames


def compare(before: Edit, now: Edit) -> EditDifference:
    """Return what changed between two edits."""
    pairs = tuple(_pairs(shots_in(before), shots_in(now)))
    changes = [change for pair in pairs for change in _changes(pair, now.frame_rate)]
    changes += [
        EditChange(kind=ChangeKind.SOUND, place=place, template=template, values=values)
        for place, template, values in sound_changes(before, now)
    ]
    return EditDifference(before=before, now=now, pairs=pairs, changes=tuple(changes))


def first_list(edit: Edit) -> str:
    """Return the shots of a first edit, one a line."""
    shots = shots_in(edit)
    lines = [f"First edit: {_length(edit.frames, edit.frame_rate)}, {_count(len(shots))}."]
    lines += [
        f"{shot.number:3d}. {_at(shot, edit.frame_rate)}  {shot.name}, {_frames(shot.frames)}"
        for shot in shots
    ]
    return "\n".join(lines) + "\n"


def difference(before: Edit, now: Edit) -> str:
    """Return what changed, one change a line, and how much longer or shorter the film is."""
    found = compare(before, now)
    if not found.changes and not found.longer_frames:
        return NOTHING
    total = f"The film is {_length(now.frames, now.frame_rate)} long"
    change = found.longer_frames
    side = "longer" if change > 0 else "shorter"
    total += f", {_frames(abs(change))} {side} than before." if change else ", as before."
    return "\n".join([total, *map(_line, found.changes)]) + "\n"


def _line(change: EditChange) -> str:
    return f"{change.place}  {change.message}" if change.place else change.message


def _pairs(before: Sequence[CutShot], now: Sequence[CutShot]) -> Iterator[ShotPair]:
    """Yield the shots in the order of the film now; what is out comes where it was."""
    names = [shot.planned for shot in before], [shot.planned for shot in now]
    blocks = SequenceMatcher(None, *names, autojunk=False).get_opcodes()
    left_over = {
        shot.number: shot
        for kind, a1, a2, _, _ in blocks
        for shot in (before[a1:a2] if kind != "equal" else ())
    }
    moved: dict[int, CutShot] = {}
    for shot in (one for kind, _, _, b1, b2 in blocks if kind != "equal" for one in now[b1:b2]):
        was = next((one for one in left_over.values() if one.planned == shot.planned), None)
        if was:
            moved[shot.number] = left_over.pop(was.number)
    for kind, a1, a2, b1, b2 in blocks:
        if kind == "equal":
            both = zip(before[a1:a2], now[b1:b2], strict=True)
            yield from (ShotPair(was=old, now=new) for old, new in both)
            continue
        out = (shot for shot in before[a1:a2] if shot.number in left_over)
        yield from (ShotPair(was=shot, now=None) for shot in out)
        for shot in now[b1:b2]:
            old = moved.get(shot.number)
            yield ShotPair(was=old, now=shot, has_moved=old is not None)


def _changes(pair: ShotPair, rate: Fraction) -> Iterator[EditChange]:
    old, new = pair.was, pair.now
    if new is None:
        if old is not None:
            yield _told(ChangeKind.OUT, old, rate, "Out: shot %(number)s, %(name)s.")
    elif old is None:
        yield _told(ChangeKind.NEW, new, rate, "New: shot %(number)s, %(name)s, %(frames)s frames.")
    else:
        if pair.has_moved:
            sentence = "Shot %(number)s, %(name)s, was shot %(was)s before."
            yield _told(ChangeKind.MOVED, new, rate, sentence, was=old.number)
        for kind, sentence, values in _retold(old, new, rate):
            yield _told(kind, new, rate, sentence, **values)


def _told(
    kind: ChangeKind, shot: CutShot, rate: Fraction, template: str, **values: str | int | float
) -> EditChange:
    own = {"number": shot.number, "name": shot.name, "frames": shot.frames, **values}
    return EditChange(kind=kind, place=_at(shot, rate), template=template, values=own)


Retold: TypeAlias = tuple[ChangeKind, str, dict[str, str | int | float]]


def _retold(old: CutShot, new: CutShot, rate: Fraction) -> Iterator[Retold]:
    """Yield what is different in a shot that is still there."""
    if old.name != new.name:
        yield _other_take(old, new)
    if old.clip.speed != new.clip.speed:
        speeds = {"speed": float(new.clip.speed), "was": float(old.clip.speed)}
        sentence = "Shot %(number)s runs at %(speed)g times its speed, not %(was)g."
        yield ChangeKind.SPEED, sentence, dict(speeds)
    else:
        yield from _trims(old, new, rate)
    if old.dissolve_frames != new.dissolve_frames:
        yield _dissolve(old, new)
    if old.clip.grade != new.clip.grade:
        yield ChangeKind.GRADE, _graded(old.clip.grade, new.clip.grade), {}


def _graded(was: Grade, now: Grade) -> str:
    if now == UNGRADED:
        return "Shot %(number)s is shown as it was shot again."
    if was == UNGRADED:
        return "Shot %(number)s is graded now."
    return "Shot %(number)s has another grade."


def _other_take(old: CutShot, new: CutShot) -> Retold:
    was, now = take_number(old.name), take_number(new.name)
    if was is None or now is None or was == now:
        return ChangeKind.TAKE, "Shot %(number)s: %(was)s became %(name)s.", {"was": old.name}
    sentence = "Shot %(number)s, %(name)s: take %(was)s became take %(take)s."
    return ChangeKind.TAKE, sentence, {"was": was, "take": now}


def _trims(old: CutShot, new: CutShot, rate: Fraction) -> Iterator[Retold]:
    change = new.frames - old.frames
    if change:
        yield _by_frames(LONGER if change > 0 else SHORTER, change)
    moved = round((_entry(new, rate) - _entry(old, rate)) * rate)
    if moved and old.name == new.name:
        yield _by_frames(LATER if moved > 0 else EARLIER, moved)


def _by_frames(one_or_many: tuple[str, str], change: int) -> Retold:
    one, many = one_or_many
    return ChangeKind.TRIMMED, one if abs(change) == 1 else many, {"change": abs(change)}


def _entry(shot: CutShot, rate: Fraction) -> Fraction:
    clip = shot.clip
    return clip.source_in + (shot.start_frame - clip.start_frame) * clip.speed / rate


def _dissolve(old: CutShot, new: CutShot) -> Retold:
    if not new.dissolve_frames:
        return ChangeKind.DISSOLVE, "Shot %(number)s begins with a cut again.", {}
    sentence = "Shot %(number)s dissolves in over %(dissolve)s frames."
    return ChangeKind.DISSOLVE, sentence, {"dissolve": new.dissolve_frames}


def _at(shot: CutShot, rate: Fraction) -> str:
    return frames_to_timecode(shot.start_frame, rate)


def _count(shots: int) -> str:
    return "1 shot" if shots == 1 else f"{shots} shots"


def _frames(frames: int) -> str:
    return "1 frame" if frames == 1 else f"{frames} frames"


def _length(frames: int, rate: Fraction) -> str:
    return f"{float(frames / rate):.1f} seconds"
