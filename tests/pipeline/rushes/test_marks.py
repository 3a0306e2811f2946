"""The beep of a slate is found to the sample, and never heard in speech or music."""

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from pipeline.rushes.marks import marks_of
from tests.pipeline.rushes.heard import (
    Sound,
    beep,
    clap,
    decoded,
    echoed,
    in_16_bits,
    in_blocks,
    noise,
)

RATE = 48_000


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(4)


def _with(sound: Sound, at: int, added: Sound) -> Sound:
    laid = sound.copy()
    laid[at : at + len(added)] += added
    return laid


def _beeps(sound: Sound) -> tuple[int, ...]:
    return marks_of(in_blocks(in_16_bits(sound))).beeps


@pytest.mark.parametrize("at", [4800, 100_007, 239_990, 240_001, 283_000])
@pytest.mark.parametrize("phase", [0.0, 1.0])
def test_a_clean_beep_is_found_to_a_few_samples(at: int, phase: float) -> None:
    (found,) = _beeps(_with(np.zeros(6 * RATE + 13), at, beep(phase=phase)))
    assert abs(found - at) <= 3


def test_the_size_of_the_blocks_does_not_matter(rng: np.random.Generator) -> None:
    pcm = in_16_bits(_with(noise(rng, 11, 0.01), 500_000, beep()))
    sizes = (1_000, 48_000, 1_000_000)
    assert len({marks_of(in_blocks(pcm, size)) for size in sizes}) == 1


def test_a_beep_is_heard_through_noise_as_loud_as_itself(rng: np.random.Generator) -> None:
    (found,) = _beeps(_with(noise(rng, 8, 0.2), 200_000, beep(0.28)))
    assert abs(found - 200_000) < 48


def test_a_beep_is_heard_in_a_room_that_rings(rng: np.random.Generator) -> None:
    room = noise(rng, 0.5, 0.01) * np.exp(-np.arange(24_000) / 3500)
    room[0] = 1.0
    sound = echoed(_with(np.zeros(5 * RATE), 100_000, beep(0.2)), room)
    (found,) = _beeps(sound)
    assert abs(found - 100_000) < 10


def test_a_recorder_hears_the_beeps_of_all_its_takes(rng: np.random.Generator) -> None:
    sound = noise(rng, 30, 0.01)
    for at in (90_000, 500_000, 1_300_000):
        sound = _with(sound, at, beep())
    marks = marks_of(in_blocks(in_16_bits(sound)))
    assert np.allclose(marks.beeps, (90_000, 500_000, 1_300_000), atol=3)
    assert marks.beep == marks.beeps[0]


@pytest.mark.parametrize(
    ("hertz", "seconds"), [(1000, 1.0), (1000, 0.2), (1000, 0.04), (987.77, 0.08), (1046.5, 0.08)]
)
def test_another_tone_is_no_beep(hertz: float, seconds: float) -> None:
    tone = 0.3 * np.sin(2 * np.pi * hertz / RATE * np.arange(int(seconds * RATE)))
    assert _beeps(_with(np.zeros(4 * RATE), 60_000, tone)) == ()


def test_nothing_sounds_in_silence_and_in_nothing() -> None:
    for samples in (0, 1, 30, RATE):
        marks = marks_of([np.zeros(samples, np.int16)])
        assert marks.beep is None
        assert marks.claps == ()


def test_claps_are_found_loudest_first(rng: np.random.Generator) -> None:
    sound = noise(rng, 8, 0.003)
    sound = _with(_with(sound, 120_000, clap(rng, 0.3)), 300_000, clap(rng, 0.8))
    claps = marks_of(in_blocks(in_16_bits(sound))).claps
    assert np.allclose(claps, (300_000, 120_000), atol=24)


def test_what_rises_slowly_or_stays_is_no_clap(rng: np.random.Generator) -> None:
    swell = noise(rng, 1, 0.3) * np.sin(np.linspace(0, np.pi, RATE)) ** 2
    door_open_to_the_street = noise(rng, 2, 0.3)
    sound = _with(_with(noise(rng, 8, 0.003), 60_000, swell), 240_000, door_open_to_the_street)
    assert marks_of(in_blocks(in_16_bits(sound))).claps == ()


def test_an_hour_needs_no_more_memory_than_a_minute(rng: np.random.Generator) -> None:
    minute = in_16_bits(noise(rng, 60))
    marks_of([minute])
    tracemalloc.start()
    marks_of(minute for _ in range(3))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 120 * 2**20


@pytest.mark.ffmpeg
@pytest.mark.parametrize("folder", ["speech", "music", "sfx"])
def test_no_beep_is_heard_in_speech_music_and_effects(
    shared_fixtures: Path, tmp_path: Path, folder: str
) -> None:
    files = [
        file
        for file in sorted((shared_fixtures / "media" / folder).glob("*"))
        if file.suffix != ".srt"
    ]
    if not files:
        pytest.skip(f"the sounds of {folder} are not among the shared fixtures")
    heard = {file.name: marks_of(in_blocks(decoded(file, tmp_path))).beeps for file in files}
    assert not any(heard.values()), heard


@pytest.mark.ffmpeg
@pytest.mark.parametrize(("below_db", "most"), [(20, 24), (10, 48)])
def test_a_beep_is_found_under_real_speech_and_music(
    shared_fixtures: Path, tmp_path: Path, rng: np.random.Generator, below_db: int, most: int
) -> None:
    names = ("speech/autoeditor_commentary_en.mp3", "speech/Apollo11_countdown.mp3")
    for name in (*names, "music/energetic_electronic_2.opus"):
        file = shared_fixtures / "media" / name
        if not file.is_file():
            pytest.skip(f"{name} is not among the shared fixtures")
        sound = decoded(file, tmp_path) / 32768
        level = np.sqrt(2 * np.mean(sound**2)) * 10 ** (below_db / 20)
        sound /= max(1.0, 2 * level)
        for at in rng.integers(RATE, len(sound) - RATE, 3).tolist():
            laid = _with(sound, at, beep(level / max(1.0, 2 * level)))
            (found,) = _beeps(laid)
            assert abs(found - at) <= most, name
