"""How exactly a recorder is lined up with a camera, on clips whose offset is known.

The clips are made here: speech of the shared fixtures where they are, else syllables of noise. Each
camera hears it in a room, the recorder nearer; what else is in them is told in the table.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from pipeline.rushes.sync import SURE, Alignment, line_up
from pipeline.timing import SAMPLE_RATE
from tests.pipeline.rushes.heard import (
    Sound,
    clocked,
    decoded,
    echoed,
    in_16_bits,
    noise,
    room,
    talk,
)

Tell = Callable[[str], None]

CLIPS: Final = 10
TAKE_S: Final = 20
RECORDER_S: Final = 60
HOUR_S: Final = 3600
LEVEL: Final = 0.1
SPEECH: Final = ("Apollo11_countdown.mp3", "fr_june_demo-congrats.wav", "fr_june_demo-echotest.wav")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What happens to the clips."""

    name: str
    snr_db: float | None = None
    """Of each of both, with noise that only this one hears; None: clean."""
    ppm: float = 0.0


CASES: Final = (
    Case(name="clean"),
    Case(name="noise at 10 dB", snr_db=10),
    Case(name="noise at 0 dB", snr_db=0),
    Case(name="100 ppm drift", ppm=100),
    Case(name="10 dB and 100 ppm", snr_db=10, ppm=100),
)


def print_sync(tell: Tell) -> None:
    """Print errors, seconds of computing, and what an hour of a recorder takes."""
    rng = np.random.default_rng(64)
    world = _world(rng)
    tell(f"Double-system sound, {CLIPS} takes of {TAKE_S} s in {RECORDER_S} s of a recorder:")
    tell(f"  {'':<20}{'median ms':>11}{'worst ms':>10}{'sure':>7}{'s CPU/min':>12}")
    for case in CASES:
        errors, sure, work = [], 0, 0.0
        for _ in range(CLIPS):
            error, found, seconds = _lined_up(world, case, rng)
            sure += found.confidence >= SURE
            errors += [error] if found.confidence >= SURE else []
            work += seconds
        minutes = CLIPS * (TAKE_S + RECORDER_S) / 60
        median, worst = (statistics.median(errors), max(errors)) if errors else (0.0, 0.0)
        errors_ms = f"{median:>11.3f}{worst:>10.3f}"
        tell(f"  {case.name:<20}{errors_ms}{sure:>5}/{CLIPS}{work / minutes:>12.2f}")
    _print_hour(world, rng, tell)


def _world(rng: np.random.Generator) -> Sound:
    """Return what is said: three voices one after the other, or made ones."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "media" / "speech"
    files = [folder / name for name in SPEECH]
    if not all(file.is_file() for file in files):
        return talk(rng, 120, LEVEL)
    with tempfile.TemporaryDirectory() as work:
        voices = [decoded(file, Path(work)).astype(float) for file in files]
    world = np.concatenate([LEVEL * one / np.sqrt(np.mean(one**2)) for one in voices])
    return np.concatenate([world, world[::-1]])


def _lined_up(world: Sound, case: Case, rng: np.random.Generator) -> tuple[float, Alignment, float]:
    """Return the error at the worst place of a take in ms, what was found, and the seconds."""
    begin = int(rng.integers(0, len(world) - RECORDER_S * SAMPLE_RATE))
    stage = world[begin : begin + RECORDER_S * SAMPLE_RATE]
    start = int(rng.integers(0, (RECORDER_S - TAKE_S) * SAMPLE_RATE))
    camera = echoed(stage, room(rng, 0.5, 1.0))[start : start + TAKE_S * SAMPLE_RATE]
    recorder = echoed(stage, room(rng, 0.3, 0.4))
    if case.ppm:
        recorder = clocked(recorder, case.ppm)
    if case.snr_db is not None:
        level = LEVEL * 10 ** (-case.snr_db / 20)
        camera = camera + noise(rng, TAKE_S, level)
        recorder = recorder + noise(rng, RECORDER_S + 1, level)[: len(recorder)]
    ours, theirs = in_16_bits(camera), in_16_bits(recorder)
    begun = time.process_time()
    found = line_up(ours, theirs)
    taken = time.process_time() - begun
    pace = 1 + case.ppm / 1e6
    places = (0, len(ours))
    off = [
        at * (1 + found.drift_ppm / 1e6) - found.offset_samples - (start + at) * pace
        for at in places
    ]
    return max(map(abs, off)) * 1000 / SAMPLE_RATE, found, taken


def _print_hour(world: Sound, rng: np.random.Generator, tell: Tell) -> None:
    """Print what a recorder that ran for an hour takes, on the disk as in the stage."""
    start = 40 * 60 * SAMPLE_RATE
    with tempfile.TemporaryDirectory() as work:
        hour = Path(work) / "hour.pcm"
        with hour.open("wb") as file:
            for minute in range(HOUR_S // 60):
                part = np.roll(world, minute * 7919)[: 60 * SAMPLE_RATE]
                mixed = in_16_bits(talk(rng, 60, LEVEL) + 0.2 * part)
                file.write(mixed.tobytes())
        heard = np.memmap(hour, "<i2", "r")[start : start + TAKE_S * SAMPLE_RATE].copy()
        begun = time.process_time()
        found = line_up(heard, hour)
        taken = time.process_time() - begun
    error_ms = abs(found.offset_samples + start) * 1000 / SAMPLE_RATE
    tell(f"  A take in an hour of a recorder: {taken:.1f} s of computing, {error_ms:.3f} ms off")
