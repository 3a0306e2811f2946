"""What a cue sheet must have before it is mixed, judged against the locked edit. Pure."""

from collections.abc import Iterator
from typing import Final

from pipeline.documents.edit import Edit, SoundRole
from pipeline.documents.report import Finding, blocker, warning
from pipeline.documents.sound import Cue, CueRole, SentSound, SoundPlan
from pipeline.timing import SAMPLE_RATE, frames_to_samples, frames_to_timecode, nearest

OTHERS_SOUNDS: Final = (CueRole.EFFECTS, CueRole.AMBIENCE)
"""What is often taken from a library; voices and a finished mix are the group's own."""


def cue_findings(cue: Cue, plan: SoundPlan, edit: Edit) -> Iterator[Finding]:
    """Yield what is wrong with one cue: its file (C34), its rights (C48), its place (C43)."""
    sound = plan.sound(cue.file)
    if not cue.is_in_edit:
        yield from _file_findings(cue, sound)
    yield from _rights_findings(cue, sound)
    in_picture = not (cue.under_credits or cue.is_in_edit)
    if in_picture and cue.start_sample >= frames_to_samples(edit.frames, edit.frame_rate):
        yield warning(
            "C43",
            cue.file,
            "“%(file)s” would begin after the end of the picture, so it is not heard."
            " For music under the end credits, write credits as its start.",
            file=cue.file,
        )


def _file_findings(cue: Cue, sound: SentSound | None) -> Iterator[Finding]:
    if sound is None:
        yield blocker(
            "C34",
            cue.file,
            "cues.csv names “%(file)s”, and nobody sent it. Send the file, or take the row out.",
            file=cue.file,
        )
    elif cue.in_sample >= sound.samples:
        yield blocker(
            "C34",
            cue.file,
            "The cue of “%(file)s” begins after the end of the file. Correct “in”.",
            file=cue.file,
        )


def _rights_findings(cue: Cue, sound: SentSound | None) -> Iterator[Finding]:
    if cue.role is CueRole.MUSIC and not (cue.rights and cue.title):
        yield blocker(
            "C48",
            cue.file,
            "Nobody wrote who made the music “%(file)s” and who allows us to use it."
            " Fill in title and rights; if you played it yourselves, write that.",
            file=cue.file,
        )
    elif cue.role in OTHERS_SOUNDS and not (cue.rights or (sound and sound.is_recorded)):
        yield blocker(
            "C48",
            cue.file,
            "Nobody wrote where the sound “%(file)s” is from and who allows us to use it."
            " Fill in rights; if you recorded it yourselves, write that.",
            file=cue.file,
        )


def edit_music_findings(plan: SoundPlan, edit: Edit) -> Iterator[Finding]:
    """Yield the music that the edit plays and that no row of the cue sheet accounts for (C48)."""
    if plan.own_mix():
        return
    told = {cue.file for cue in plan.cues} | {cue.file.rpartition(".")[0] for cue in plan.cues}
    played = (clip.media for clip in edit.sound if clip.role is SoundRole.MUSIC)
    for media in dict.fromkeys(played):
        if media not in told:
            yield blocker(
                "C48",
                media,
                "The edit plays the music “%(file)s”, and nobody wrote whose it is. Write a row for"
                " it in cues.csv, with edit as its start, its title and its rights.",
                file=media,
            )


def own_mix_findings(plan: SoundPlan, edit: Edit) -> Iterator[Finding]:
    """Yield what is wrong with a finished mix that the group brings (C43: one frame is allowed)."""
    mixes = [cue for cue in plan.cues if cue.role is CueRole.MIX]
    for cue in mixes[1:]:
        yield blocker("C43", cue.file, "There are two finished mixes. Keep one row of role mix.")
    sound = plan.sound(mixes[0].file) if mixes else None
    if sound is None:
        return
    frames = (sound.samples - mixes[0].in_sample) * edit.frame_rate / SAMPLE_RATE
    if abs(frames - edit.frames) > 1:
        yield blocker(
            "C43",
            sound.name,
            "The mix is %(mix)s long and the picture %(picture)s. Export it again from the first"
            " frame to the last of the locked edit.",
            mix=frames_to_timecode(nearest(frames), edit.frame_rate),
            picture=frames_to_timecode(edit.frames, edit.frame_rate),
        )


def unused_sounds(plan: SoundPlan) -> Iterator[Finding]:
    """Yield the sounds that were sent and that no cue names."""
    named = {cue.file for cue in plan.cues}
    for sound in plan.sounds:
        if sound.name not in named:
            yield warning(
                "UNUSED",
                sound.name,
                "“%(file)s” is in no row of cues.csv, so it is not heard.",
                file=sound.name,
            )
