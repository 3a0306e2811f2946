"""A recorder's file is laid under the camera's sound, to the sample where both are clean."""

import tracemalloc
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from pipeline.documents.takes import LinedUpBy
from pipeline.rushes.marks import Marks
from pipeline.rushes.sync import BEEP_ALONE, SURE, Alignment, Track, line_up
from tests.pipeline.render.sounds import save
from tests.pipeline.rushes.heard import (
    Sound,
    beep,
    clap,
    clocked,
    decoded,
    echoed,
    in_16_bits,
    noise,
    room,
    talk,
)

RATE: Final = 48_000
TAKE_S: Final = 12
MS: Final = 48


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(7)


def _aligned(camera: Sound, recorder: Sound) -> Alignment:
    return line_up(in_16_bits(camera), in_16_bits(recorder))


def _error(found: Alignment, offset: int, camera_samples: int, ppm: float = 0.0) -> float:
    """How many samples the sound is off at the worst place of the take."""
    return max(
        abs(at * (1 + found.drift_ppm / 1e6) - found.offset_samples - at * (1 + ppm / 1e6) + offset)
        for at in (0, camera_samples)
    )


@pytest.mark.parametrize("offset", [0, 1, -1, 4_801, -20_011, 3 * RATE + 7, -61 * RATE - 13])
def test_clean_sound_is_lined_up_to_the_sample(rng: np.random.Generator, offset: int) -> None:
    world = talk(rng, 80)
    begins = 62 * RATE if offset < 0 else 0
    camera = world[begins : begins + TAKE_S * RATE]
    found = _aligned(camera, world[begins + offset : begins + offset + 75 * RATE])
    assert found.offset_samples == offset
    assert found.drift_ppm == 0
    assert found.confidence > 0.95
    assert found.by is LinedUpBy.SOUND


@pytest.mark.parametrize(("snr_db", "most"), [(20, 1), (10, 2), (0, 6)])
def test_noise_that_only_one_of_them_hears(
    rng: np.random.Generator, snr_db: int, most: int
) -> None:
    world, level = talk(rng, 40), 0.1 * 10 ** (-snr_db / 20)
    camera = world[20 * RATE :][: TAKE_S * RATE] + noise(rng, TAKE_S, level)
    found = _aligned(camera, world + noise(rng, 40, level))
    assert _error(found, -20 * RATE, len(camera)) <= most
    assert found.confidence >= SURE


def test_two_rooms_and_a_dull_microphone(rng: np.random.Generator) -> None:
    world = talk(rng, 30)
    camera = echoed(world, room(rng, 0.6, 1.2))[9 * RATE :][: TAKE_S * RATE]
    dull = np.exp(-np.arange(40) / 6)
    recorder = 0.3 * echoed(echoed(world, room(rng, 0.3, 0.5)), dull)
    found = _aligned(camera, -recorder)
    assert _error(found, -9 * RATE, len(camera)) <= MS / 2
    assert found.confidence >= SURE


@pytest.mark.parametrize("ppm", [100.0, -40.0])
def test_a_clock_that_runs_faster_is_measured(rng: np.random.Generator, ppm: float) -> None:
    world = talk(rng, 60)
    camera = world[: 60 * RATE] + noise(rng, 60, 0.01)
    found = _aligned(camera, clocked(world, ppm))
    assert abs(found.drift_ppm - ppm) < 0.5
    assert _error(found, 0, len(camera), ppm) <= 2
    assert found.confidence >= SURE


def test_sounds_that_have_nothing_in_common_are_not_trusted(rng: np.random.Generator) -> None:
    assert _aligned(talk(rng, TAKE_S), talk(rng, 60)).confidence < 0.2


@pytest.mark.parametrize("seconds", [0.0, 0.001, 10.0])
def test_a_silent_camera_lines_up_with_nothing(rng: np.random.Generator, seconds: float) -> None:
    silence = np.zeros(int(seconds * RATE))
    assert _aligned(silence, talk(rng, 10)).confidence == 0
    assert _aligned(talk(rng, 10), silence).confidence == 0


def test_a_tone_fits_everywhere_and_so_nowhere() -> None:
    tone = 0.2 * np.sin(2 * np.pi * 440 / RATE * np.arange(8 * RATE))
    assert _aligned(tone[: 4 * RATE], tone).confidence < 0.2


def test_playback_that_is_heard_twice_is_doubted(rng: np.random.Generator) -> None:
    song = talk(rng, 6)
    twice = np.concatenate([song, noise(rng, 2, 0.001), song])
    assert _aligned(song, twice).confidence < SURE


def test_a_recorder_that_began_late_is_in_its_place(rng: np.random.Generator) -> None:
    world = talk(rng, 30)
    found = _aligned(world[: 20 * RATE], world[8 * RATE :])
    assert found.offset_samples == 8 * RATE
    assert found.confidence >= SURE


def test_what_only_meets_at_its_end_is_shown_to_somebody(rng: np.random.Generator) -> None:
    world = talk(rng, 38)
    found = _aligned(world[: 20 * RATE], world[18 * RATE :])
    assert found.offset_samples == 18 * RATE
    assert found.confidence < SURE


def test_steady_rain_is_lined_up_though_no_loudness_tells(rng: np.random.Generator) -> None:
    rain = noise(rng, 50)
    camera = rain[30 * RATE + 5 :][: 6 * RATE] + noise(rng, 6, 0.1)
    found = _aligned(camera, rain + noise(rng, 50, 0.1))
    assert found.offset_samples == -30 * RATE - 5
    assert found.confidence >= SURE


def _slated(world: Sound, at: int, mark: Sound) -> Sound:
    laid = world.copy()
    laid[at : at + len(mark)] += mark
    return laid


@pytest.mark.parametrize("kind", [LinedUpBy.BEEP, LinedUpBy.CLAP])
def test_a_slate_that_both_heard_is_named(rng: np.random.Generator, kind: LinedUpBy) -> None:
    mark = beep(0.5) if kind is LinedUpBy.BEEP else clap(rng, 0.9)
    quiet = talk(rng, 30, 0.02)
    quiet[10 * RATE : 13 * RATE] *= 0.1
    world = _slated(quiet, 11 * RATE, mark)
    found = _aligned(world[9 * RATE :][: TAKE_S * RATE], world)
    assert found.by is kind
    assert found.offset_samples == -9 * RATE
    assert found.confidence >= SURE


def test_beeps_that_are_apart_make_it_ask(rng: np.random.Generator) -> None:
    world = talk(rng, 30)
    camera = _slated(world[9 * RATE :][: TAKE_S * RATE], 2 * RATE, beep(0.5))
    found = _aligned(camera, _slated(world, 11 * RATE + RATE // 4, beep(0.5)))
    assert found.offset_samples == -9 * RATE
    assert found.confidence < SURE


def test_a_beep_alone_is_a_proposal(rng: np.random.Generator) -> None:
    camera = _slated(noise(rng, 8, 0.02), 3 * RATE, beep(0.3))
    recorder = _slated(noise(rng, 20, 0.02), 9 * RATE, beep(0.3))
    found = _aligned(camera, recorder)
    assert abs(found.offset_samples + 6 * RATE) <= MS
    assert (found.by, found.confidence) == (LinedUpBy.BEEP, BEEP_ALONE)
    again = _slated(recorder, 15 * RATE, beep(0.3))
    assert _aligned(camera, again).confidence < 0.2


def test_the_beep_of_another_take_is_no_proof(rng: np.random.Generator) -> None:
    camera = _slated(talk(rng, TAKE_S, 0.03), 2 * RATE, beep(0.5))
    another = _slated(talk(rng, 20, 0.03), 7 * RATE, beep(0.5))
    assert _aligned(camera, another).confidence < SURE


@pytest.mark.ffmpeg
def test_a_recorder_at_44100_hertz(rng: np.random.Generator, tmp_path: Path) -> None:
    world = talk(rng, 20)
    # The same instants, read 44100 times a second.
    count = 20 * 44_100
    spectrum = np.fft.rfft(world)[: count // 2 + 1]
    slower = np.fft.irfft(spectrum, count) * count / len(world)
    file = save(tmp_path / "recorder.wav", slower)
    raw = bytearray(file.read_bytes())
    raw[24:28] = (44_100).to_bytes(4, "little")
    file.write_bytes(raw)
    found = line_up(in_16_bits(world[5 * RATE :][: TAKE_S * RATE]), decoded(file, tmp_path))
    assert abs(found.offset_samples + 5 * RATE) <= 1
    assert found.confidence >= SURE


def test_a_file_stays_on_the_disk(rng: np.random.Generator, tmp_path: Path) -> None:
    minute, hour = in_16_bits(talk(rng, 60)), tmp_path / "hour.pcm"
    with hour.open("wb") as file:
        for loud in range(1, 16):
            file.write((minute[:: -1 if loud % 2 else 1] // loud + loud).tobytes())
        file.write(in_16_bits(camera := talk(rng, TAKE_S)).tobytes())
    tracemalloc.start()
    found = line_up(in_16_bits(camera), hour, marks=Marks())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.offset_samples == -15 * 60 * RATE
    assert peak < 150 * 2**20
    assert isinstance(Track.of(hour).pcm, np.memmap)


@pytest.mark.ffmpeg
@pytest.mark.parametrize("name", ["speech/autoeditor_commentary_en.mp3", "speech/fr_dictee.aiff"])
def test_real_speech_in_a_noisy_street(
    shared_fixtures: Path, tmp_path: Path, rng: np.random.Generator, name: str
) -> None:
    file = shared_fixtures / "media" / name
    if not file.is_file():
        pytest.skip(f"{name} is not among the shared fixtures")
    said = decoded(file, tmp_path) / 32768
    said *= 0.1 / np.sqrt(np.mean(said**2))
    seconds = len(said) / RATE
    street = noise(rng, 40, 0.001)
    street[1_000_003 : 1_000_003 + len(said)] += said
    camera = echoed(said, room(rng, 0.4, 0.8)) + noise(rng, seconds + 1, 0.03)[: len(said)]
    found = _aligned(camera, street)
    assert abs(found.offset_samples + 1_000_003) <= MS
