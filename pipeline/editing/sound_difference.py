"""What changed in the sound of an edit: what came, went, moved, got louder. Pure.

The own sound of a shot goes with its picture, so that its trims are told once, there; here it is
told only when it falls silent, comes back, or its loudness is set otherwise.
"""

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from pipeline.documents.edit import Edit, SoundClip
from pipeline.timing import SAMPLE_RATE, frames_to_timecode

SoundChange: TypeAlias = tuple[str, str, Mapping[str, str | int | float]]
"""Place, sentence, values."""

NEW: Final = "“%(name)s” is heard now."
OUT: Final = "“%(name)s” is not heard any more."
LOUDER: Final = "“%(name)s” is %(change)s dB louder."
SOFTER: Final = "“%(name)s” is %(change)s dB softer."
MOVED: Final = "“%(name)s” lies somewhere else, or is trimmed."
LEAST_DB: Final = 0.05


def sound_changes(before: Edit, now: Edit) -> Iterator[SoundChange]:
    """Yield a sentence for each sound that changed, in the order in which they are heard."""
    old, new = _by_name(before), _by_name(now)
    shown = {clip.media for edit in (before, now) for clip in edit.picture}
    for name in [*new, *(name for name in old if name not in new)]:
        edit = now if name in new else before
        first = (new.get(name) or old[name])[0]
        place = frames_to_timecode(_frame(first, edit), edit.frame_rate)
        is_own = name in shown
        for template, values in _told(old.get(name, []), new.get(name, []), is_own=is_own):
            yield place, template, {"name": name, **values}


def _frame(clip: SoundClip, edit: Edit) -> int:
    return int(clip.start_sample * edit.frame_rate / SAMPLE_RATE)


def _by_name(edit: Edit) -> dict[str, list[SoundClip]]:
    found: dict[str, list[SoundClip]] = {}
    for clip in edit.sound:
        found.setdefault(clip.media, []).append(clip)
    return found


def _told(
    old: list[SoundClip], new: list[SoundClip], *, is_own: bool
) -> Iterator[tuple[str, dict[str, str | int | float]]]:
    if not old or not new:
        yield (NEW if new else OUT), {}
        return
    change = _loudest(new) - _loudest(old)
    if abs(change) >= LEAST_DB:
        yield (LOUDER if change > 0 else SOFTER), {"change": round(abs(change), 1)}
    elif not is_own and [_lies(clip) for clip in old] != [_lies(clip) for clip in new]:
        yield MOVED, {}


def _loudest(clips: list[SoundClip]) -> float:
    return max(clip.gain_db for clip in clips)


def _lies(clip: SoundClip) -> tuple[object, ...]:
    return clip.start_sample, clip.samples, clip.source_in, clip.speed
