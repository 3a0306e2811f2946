"""What is made of an edit as soon as its picture is locked: the master, then the turnover."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.bench import Bench, Inputs, Part
from pipeline.documents.master import MASTER
from pipeline.documents.sound import base_name
from pipeline.documents.takes import SoundRole
from pipeline.documents.turnover import LockedVersion, WildSound
from pipeline.editing.guide_shots import reels_of
from pipeline.editing.handles import Recordings, safe_stem
from pipeline.editing.locked import heard_of, locked_edit, media_of, rushes_of
from pipeline.editing.master import make_master
from pipeline.editing.turnover import Handover, make_turnover
from pipeline.render.sound_sources import sound_sources
from pipeline.timing import SAMPLE_RATE, frames_to_samples

MASTER_SHARE: Final = 0.75
"""How much of the time the master takes."""
LISTED: Final = frozenset({SoundRole.WILD, SoundRole.ROOM_TONE, SoundRole.EFFECT})


def make_locked(inputs: Inputs, version: LockedVersion, bench: Bench) -> None:
    """Write master and turnover of the locked edit. Raise WorkFailed or Cancelled.

    In a film without a stage for the sound there is nobody to hand it over to.
    """
    edit = locked_edit(inputs)
    has_sound = "sound" in inputs.project.stages
    seen = Part(whole=bench.watch, start=0.0, end=MASTER_SHARE if has_sound else 1.0)
    make_master(edit, media_of(inputs), bench, watch=seen)
    if not has_sound:
        return
    names = {clip.media for clip in edit.sound}
    handover = Handover(
        edit=edit,
        project=inputs.project,
        version=version,
        picture=bench.into / MASTER,
        recordings=_recordings(inputs, names, bench),
        reels=reels_of(rushes_of(inputs).takes),
        wild=tuple(_wild(inputs)),
    )
    make_turnover(handover, bench, watch=Part(whole=bench.watch, start=MASTER_SHARE, end=1.0))


def _recordings(inputs: Inputs, names: set[str], bench: Bench) -> Recordings:
    rushes = rushes_of(inputs)
    samples = {
        take.name: frames_to_samples(take.frames, rushes.frame_rate) for take in rushes.takes
    }
    files = {take.name: base_name(take.file) for take in rushes.takes}
    for sound in rushes.sounds:
        name = base_name(sound.file)
        for key in (name, name.rpartition(".")[0] or name):
            samples.setdefault(key, sound.samples)
            files.setdefault(key, name)
    heard = sound_sources(heard_of(inputs), names, cache=bench.cache, watch=bench.watch)
    return Recordings(sources=heard, samples=samples, files=files)


def _wild(inputs: Inputs) -> Iterator[tuple[WildSound, Path]]:
    """Yield the sounds without picture that sound people ask for; under names that are safe."""
    listed = (one for one in rushes_of(inputs).sounds if one.role in LISTED)
    for number, sound in enumerate(listed, start=1):
        name = base_name(sound.file)
        suffix = PurePosixPath(safe_stem(sound.kind)).name
        file = f"wild/{number:02d}_{sound.role.value}_{safe_stem(name)}.{suffix}"
        seconds = Fraction(sound.samples, SAMPLE_RATE)
        wild = WildSound(file=file, role=sound.role.value, seconds=seconds)
        yield wild, inputs.file("rushes", sound.file).path
