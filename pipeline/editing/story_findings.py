"""What the film leaves out of what was filmed well, and sound that slipped against its picture.

The codes are those of the list of typical mistakes in docs/stages.md.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from pipeline.documents.edit import Edit, PictureClip, SoundClip
from pipeline.documents.report import Finding, blocker, warning
from pipeline.documents.shot_list import ShotList
from pipeline.documents.sound import base_name
from pipeline.documents.takes import Take, Takes
from pipeline.editing.cut_shots import planned_in, shots_in
from pipeline.editing.story import good_takes_of
from pipeline.timing import SAMPLE_RATE, frames_to_timecode

MOST_NAMED: Final = 8


def unused_shots(edit: Edit, shot_list: ShotList | None, rushes: Takes) -> Iterator[Finding]:
    """Yield one warning that names the planned shots with a good take that are not seen (C41).

    Scenes of which nothing is seen are told as a whole (C40).
    """
    seen, good = planned_in(shots_in(edit)), good_takes_of(rushes)
    planned = shot_list.wanted if shot_list else ()
    scenes = {shot.scene for shot in planned if shot.name in seen}
    unused = [
        shot.name
        for shot in planned
        if shot.scene in scenes and shot.name in good and shot.name not in seen
    ]
    if unused:
        more = len(unused) - MOST_NAMED
        names = ", ".join(unused[:MOST_NAMED]) + (f" (+{more})" if more > 0 else "")
        yield warning(
            "C41",
            "",
            "These shots have a good take and are not in the film: %(names)s. Look at them once.",
            names=names,
        )


def out_of_sync(edit: Edit, rushes: Takes) -> Iterator[Finding]:
    """Yield a blocker for each shot whose own sound lies more than a frame off its picture (C42).

    The camera's sound belongs where its picture is; a recorder's where it was lined up. A shot one
    of whose sounds is in place is not told: the other one is meant.
    """
    tracks = _sounds_of(rushes)
    for clip in edit.picture:
        apart = [
            (sound, _apart(clip, sound, edit.frame_rate) - expected)
            for sound in edit.sound
            if _sound_together(clip, sound, edit)
            for expected in tracks.get(clip.media, {}).get(sound.media, ())
        ]
        frames = [abs(seconds * edit.frame_rate) for _, seconds in apart]
        if frames and min(frames) > 1:
            yield blocker(
                "C42",
                frames_to_timecode(clip.start_frame, edit.frame_rate),
                "Sound and picture of “%(name)s” are %(frames)s frames apart. Move the sound back.",
                name=clip.media,
                frames=round(float(min(frames)), 1),
            )


def _sounds_of(rushes: Takes) -> dict[str, dict[str, tuple[Fraction, ...]]]:
    """Return for each take the sounds that belong to it, and by how many seconds their clock is
    ahead of the picture's.
    """
    return {take.name: _sounds(take) for take in rushes.takes}


def _sounds(take: Take) -> dict[str, tuple[Fraction, ...]]:
    own: dict[str, tuple[Fraction, ...]] = {take.name: (Fraction(0),)}
    if take.recorded is not None:
        name = base_name(take.recorded.file)
        ahead = Fraction(-take.recorded.offset_samples, SAMPLE_RATE)
        own |= {name: (ahead,), name.rpartition(".")[0] or name: (ahead,)}
    return own


def _sound_together(clip: PictureClip, sound: SoundClip, edit: Edit) -> bool:
    """Return whether both run at their own speed and meet somewhere in the film."""
    start = sound.start_sample * edit.frame_rate / SAMPLE_RATE
    end = sound.end_sample * edit.frame_rate / SAMPLE_RATE
    return clip.speed == sound.speed == 1 and start < clip.end_frame and clip.start_frame < end


def _apart(clip: PictureClip, sound: SoundClip, rate: Fraction) -> Fraction:
    """Return by how many seconds the sound's clock is ahead of the picture's in the film."""
    heard = sound.source_in - Fraction(sound.start_sample, SAMPLE_RATE)
    return heard - (clip.source_in - clip.start_frame / rate)
