"""Each sound clip of an edit as a file with what was recorded before and after it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.bench import Watch
from pipeline.documents.edit import Edit, SoundClip
from pipeline.documents.rows import write_rows
from pipeline.documents.turnover import Leader, PlacedSound
from pipeline.render.bwf import BroadcastWav, read_samples
from pipeline.render.mix import MIX, Desk, mix_to_wav
from pipeline.render.mix_plan import Bus, MixClip, MixPlan, MixSource
from pipeline.timing import SAMPLE_RATE, nearest

COLUMNS: Final = (
    *("file", "track", "role", "film_in", "film_out", "start_sample", "samples"),
    *("head_samples", "tail_samples", "source", "source_in_sample", "speed"),
    *("gain_db", "fade_in_samples", "fade_out_samples", "clip"),
)
DAY: Final = 24 * 3600 * SAMPLE_RATE
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recordings:
    """What is known of the media that are heard."""

    sources: Mapping[str, MixSource]
    samples: Mapping[str, int]
    """How long each is; a medium that is missing here gets a handle that may be silent."""
    files: Mapping[str, str]
    """What the group calls each file."""


def safe_stem(name: str) -> str:
    """Return a name that every system can write, without its suffix."""
    plain = unicodedata.normalize("NFKD", name.rpartition(".")[0] or name)
    return _UNSAFE.sub("_", plain.encode("ascii", "ignore").decode()).strip("_")[:60] or "sound"


def placed_sounds(
    edit: Edit, recordings: Recordings, *, handle_samples: int
) -> tuple[PlacedSound, ...]:
    """Return the clips of an edit in the order of the film, with the handles that there are."""
    tracks = {track: number for number, track in enumerate(sorted(_tracks(edit)), start=1)}
    heard = (clip for clip in edit.sound if clip.media in recordings.sources)
    by_place = sorted(heard, key=lambda clip: (clip.start_sample, clip.track))
    return tuple(
        _placed(number, tracks[clip.track], clip, recordings, handle_samples)
        for number, clip in enumerate(by_place, start=1)
    )


def _tracks(edit: Edit) -> set[int]:
    return {clip.track for clip in edit.sound}


def _placed(
    number: int, track: int, clip: SoundClip, recordings: Recordings, handle: int
) -> PlacedSound:
    first = nearest(clip.source_in * SAMPLE_RATE)
    head, tail = _handles(clip, first, recordings.samples.get(clip.media), handle)
    return PlacedSound(
        file=f"{safe_stem(clip.media)}_{number:04d}.wav",
        track=track,
        role=clip.role.value,
        media=clip.media,
        source=recordings.files.get(clip.media, clip.media),
        start_sample=clip.start_sample,
        samples=clip.samples,
        head_samples=head,
        tail_samples=tail,
        in_sample=first,
        gain_db=clip.gain_db,
        fade_in_samples=clip.fade_in_samples,
        fade_out_samples=clip.fade_out_samples,
        speed=clip.speed,
        name=clip.name,
    )


def _handles(clip: SoundClip, first: int, length: int | None, most: int) -> tuple[int, int]:
    """Return how much there is before and after; a clip at another speed is given as it is."""
    if clip.speed != 1:
        return 0, 0
    rest = most if length is None else length - first - clip.samples
    return min(most, max(0, first)), min(most, max(0, rest))


def write_sounds(
    sounds: Sequence[PlacedSound],
    recordings: Recordings,
    leader: Leader,
    into: Path,
    *,
    workers: int,
    watch: Watch,
) -> None:
    """Write each clip into a folder, as it was recorded: without gain and fades.

    All are laid one after the other and decoded at once, so that each recording is read once.
    """
    if not sounds:
        return
    laid = tuple(_laid(sounds))
    plan = MixPlan(samples=sum(one.whole for one in sounds), clips=laid, ducks_music=False)
    with TemporaryDirectory(dir=into, prefix=".row-") as work:
        desk = Desk(workers=workers, watch=watch)
        mix_to_wav(plan, recordings.sources, Path(work), desk=desk)
        for clip, sound in zip(laid, sounds, strict=True):
            place = leader.sample(leader.first) + sound.start_sample - sound.head_samples
            with BroadcastWav(
                into / sound.file,
                samples=sound.whole,
                time_reference=(leader.time_reference + place) % DAY,
                what=f"{sound.media} {sound.in_sample - sound.head_samples}",
            ) as wav:
                row = Path(work) / MIX
                for block in read_samples(row, first=clip.start_sample, count=sound.whole):
                    wav.write(block)


def _laid(sounds: Sequence[PlacedSound]) -> Iterator[MixClip]:
    at = 0
    for sound in sounds:
        yield MixClip(
            media=sound.media,
            bus=Bus.MIX,
            in_sample=sound.in_sample - sound.head_samples,
            start_sample=at,
            samples=sound.whole,
            fade_in_samples=0,
            fade_out_samples=0,
            speed=sound.speed,
        )
        at += sound.whole


def positions_csv(sounds: Sequence[PlacedSound], leader: Leader) -> str:
    """Return where each file belongs, as a table; timecodes are those of the guide."""
    return write_rows(COLUMNS, (_row(sound, leader) for sound in sounds))


def _row(sound: PlacedSound, leader: Leader) -> tuple[str, ...]:
    begin = leader.sample(leader.first) + sound.start_sample
    places = (begin, begin + sound.samples)
    film_in, film_out = (
        leader.timecode((place * leader.rate / SAMPLE_RATE).__floor__()) for place in places
    )
    return (
        *(sound.file, str(sound.track), sound.role, film_in, film_out),
        *(str(sound.start_sample), str(sound.samples)),
        *(str(sound.head_samples), str(sound.tail_samples)),
        *(sound.source, str(sound.in_sample), str(sound.speed), f"{sound.gain_db:g}"),
        *(str(sound.fade_in_samples), str(sound.fade_out_samples), sound.name),
    )
