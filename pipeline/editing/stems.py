"""The sound of an edit, a file for each of its audio tracks: as long as the guide, with its beeps.

Nothing is levelled or lowered: what the sound people get is what was cut, to the sample.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from pipeline.bench import Part, Watch
from pipeline.documents.edit import Edit, SoundClip
from pipeline.documents.turnover import POP_DBFS, POP_HERTZ, Leader, StemFile
from pipeline.render.bwf import (
    BLOCK,
    CHANNELS,
    FRAME_BYTES,
    FULL_SCALE,
    BroadcastWav,
    block_of,
    read_samples,
    whole_of,
)
from pipeline.render.mix import MIX, Desk, mix_to_wav
from pipeline.render.mix_plan import MixSource, plan_of_edit
from pipeline.timing import SAMPLE_RATE

MIXED: Final = "mixed"
"""The role of a track on which sounds of several roles lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stems:
    """What came out."""

    files: tuple[StemFile, ...]
    unheard: tuple[str, ...]
    """Media that are missing, or in which there is no sound."""


def write_stems(
    edit: Edit,
    sources: Mapping[str, MixSource],
    leader: Leader,
    into: Path,
    *,
    workers: int,
    watch: Watch,
) -> Stems:
    """Write a stem for each track into a folder. Raise WorkFailed or Cancelled."""
    tracks = sorted({clip.track for clip in edit.sound})
    files: list[StemFile] = []
    unheard: set[str] = set()
    for number, track in enumerate(tracks):
        part = Part(whole=watch, start=number / len(tracks), end=(number + 1) / len(tracks))
        clips = tuple(clip for clip in edit.sound if clip.track == track)
        file = _stem_of(number + 1, clips)
        with TemporaryDirectory(dir=into, prefix=".stem-") as work:
            plan = replace(plan_of_edit(replace(edit, sound=clips)), ducks_music=False)
            mixed = mix_to_wav(plan, sources, Path(work), desk=Desk(workers=workers, watch=part))
            film = read_samples(Path(work) / MIX, count=plan.samples)
            _write(into / file.file, film, leader, f"{file.role}, track {file.track}")
        files.append(file)
        unheard |= set(mixed.unheard)
    return Stems(files=tuple(files), unheard=tuple(sorted(unheard)))


def write_sum(stems: Sequence[Path], leader: Leader, into: Path) -> None:
    """Write the sum of stems as one file with their beeps; full scale is not passed."""
    first, count = leader.sample(leader.first), _film_samples(leader)
    readers = [read_samples(path, first=first, count=count) for path in stems]
    _write(into, _added(readers, count), leader, "guide")


def _added(readers: Sequence[Iterator[bytes]], count: int) -> Iterator[bytes]:
    for start in range(0, count, BLOCK):
        total = np.zeros(min(BLOCK, count - start) * CHANNELS, np.int64)
        for reader in readers:
            total += whole_of(next(reader))
        yield block_of(total)


def _stem_of(number: int, clips: Sequence[SoundClip]) -> StemFile:
    roles = {clip.role.value for clip in clips}
    role = roles.pop() if len(roles) == 1 else MIXED
    return StemFile(file=f"stem_{number}_{role}.wav", track=number, role=role, clips=len(clips))


def _film_samples(leader: Leader) -> int:
    return leader.sample(leader.end) - leader.sample(leader.first)


def _write(path: Path, film: Iterable[bytes], leader: Leader, what: str) -> None:
    """Write leader, film and tail; the film is given in its samples, the last may be missing."""
    before, after = leader.pops
    samples = leader.sample(leader.total)
    with BroadcastWav(
        path, samples=samples, time_reference=leader.time_reference, what=what
    ) as wav:
        at = _pop(wav, 0, before, leader)
        wav.silence(leader.sample(leader.first) - at)
        at = leader.sample(leader.first)
        for block in film:
            wav.write(block)
            at += len(block) // FRAME_BYTES
        at = _pop(wav, at, after, leader)
        wav.silence(samples - at)


def _pop(wav: BroadcastWav, at: int, frame: int, leader: Leader) -> int:
    """Write silence and then the beep of one frame; return the sample after it."""
    begin, end = leader.sample(frame), leader.sample(frame + 1)
    wav.silence(begin - at)
    wav.write(pop(end - begin))
    return end


def pop(samples: int) -> bytes:
    """Return a beep of 1 kHz at -20 dBFS, the same on both sides."""
    level = 10 ** (POP_DBFS / 20) * FULL_SCALE
    wave = np.sin(2 * np.pi * POP_HERTZ * np.arange(samples) / SAMPLE_RATE)
    return block_of(np.repeat(np.rint(level * wave).astype(np.int64), CHANNELS))
