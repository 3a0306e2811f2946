"""High-pass and de-noise on a whole bus, by ffmpeg, with every sample left at its place.

A filter that looks ahead gives its samples later than it gets them. By how many is asked of the
very program that filters, with a click: another version may need another time.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from pipeline.documents.buses import Strip
from pipeline.errors import WorkFailed
from pipeline.media.ffmpeg import Watch, ffmpeg_program, run_ffmpeg
from pipeline.render.ducking import Levels, levels, speech_level_db
from pipeline.render.hops import HopFile, chunks
from pipeline.render.pcm import BYTES_A_SAMPLE, Pcm, Samples
from pipeline.timing import SAMPLE_RATE

LOW_CUT: Final = "highpass=f=80:poles=2"
"""12 dB an octave: under 80 Hz no child and no adult speaks, and wind and lorries do."""
DE_NOISE: Final = "afftdn=nr=10:nf={floor}"
"""10 dB less noise; more makes voices sound like water."""
OVER_THE_NOISE_DB: Final = 4.0
"""So much over its mean, noise still counts as noise."""
UNDER_SPEECH_DB: Final = 20.0
"""What is nearer to the voices is none."""

_FLOORS: Final = (-80, -20)
"""What the filter takes."""
_SILENT_DB: Final = -90.0
_PAUSE: Final = 20
"""Hops of a level: a tenth of a second, as short as a pause between two words."""
_SOFTEST: Final = 0.1
"""The part of the time in which there is nothing but noise."""
_FEED: Final = ("-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "2", "-i", "pipe:0")
_CLICK_AT: Final = SAMPLE_RATE // 2


def filters_of(strip: Strip, blocks: Callable[[], Iterable[Samples]]) -> tuple[str, ...]:
    """Return the filters that a bus goes through; the blocks are listened to if need be."""
    floor = noise_floor(blocks()) if strip.de_noise else None
    return (
        *((LOW_CUT,) if strip.high_pass else ()),
        *((DE_NOISE.format(floor=floor),) if floor is not None else ()),
    )


def noise_floor(blocks: Iterable[Samples]) -> int | None:
    """Return how loud the noise between the words is, in dBFS; None where there is nothing."""
    with TemporaryDirectory(prefix="claquette-") as work:
        power = HopFile(Path(work, "levels.f32"))
        for block in blocks:
            power.add(levels(block))
        speech = speech_level_db(power)
        tenths = np.concatenate([np.zeros(0, np.float32), *map(_tenths, chunks(power))])
    heard = tenths[tenths > 10 ** (_SILENT_DB / 10)]
    if speech is None or not heard.size:
        return None
    floor = 10 * float(np.log10(np.quantile(heard, _SOFTEST))) + OVER_THE_NOISE_DB
    low, high = _FLOORS
    return round(max(low, min(high, floor, speech - UNDER_SPEECH_DB)))


def _tenths(power: Levels) -> Levels:
    """Return the mean of each tenth of a second; what is left over at the end is left out."""
    mean: Levels = power[: len(power) // _PAUSE * _PAUSE].reshape(-1, _PAUSE).mean(axis=1)
    return mean


def treat(
    blocks: Iterable[Samples],
    filters: tuple[str, ...],
    into: Path,
    *,
    samples: int,
    watch: Watch | None = None,
) -> Pcm:
    """Write a bus of so many samples through filters into a file. Raise WorkFailed, Cancelled."""
    delay = _delay(filters, ffmpeg_program())
    _through(_with_tail(blocks, delay), filters, into, first=delay, watch=watch)
    found = into.stat().st_size // BYTES_A_SAMPLE
    if found != samples:
        raise WorkFailed(
            "A bus came out of its filters with the wrong length. Mix it again; if it happens"
            " twice, take high_pass and de_noise out of mix.csv.",
            detail=f"{found} samples, not {samples}",
            can_retry=True,
        )
    return Pcm(path=into, first=0, is_bus=True)


@cache
def _delay(filters: tuple[str, ...], _program: str) -> int:
    """Return how many samples later a click comes out."""
    click = np.zeros((SAMPLE_RATE, 2), np.float32)
    click[_CLICK_AT] = 0.9
    with TemporaryDirectory(prefix="claquette-") as work:
        out = Path(work, "click.pcm")
        _through([click], filters, out, first=0)
        heard = np.fromfile(out, "<f4").reshape(-1, 2)
    return max(0, int(np.abs(heard[:, 0]).argmax()) - _CLICK_AT)


def _through(
    blocks: Iterable[Samples],
    filters: tuple[str, ...],
    into: Path,
    *,
    first: int,
    watch: Watch | None = None,
) -> None:
    chain = ",".join((*filters, f"atrim=start_sample={first}"))
    run_ffmpeg(
        [*_FEED, "-af", chain, "-c:a", "pcm_f32le", "-f", "f32le", "-y", f"file:{into.absolute()}"],
        feed=(block.astype("<f4").tobytes() for block in blocks),
        watch=watch,
    )


def _with_tail(blocks: Iterable[Samples], silence: int) -> Iterator[Samples]:
    yield from blocks
    yield np.zeros((silence, 2), np.float32)
