"""The recorder's sound comes out exactly as long as the take, sample by sample where it belongs."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.render.mix_plan import MixSource
from pipeline.rushes.synced import Cut, write_synced
from tests.pipeline.render.sounds import load, save
from tests.pipeline.rushes.heard import talk

RATE = 48_000

pytestmark = pytest.mark.ffmpeg


@pytest.fixture
def said() -> np.ndarray:
    return talk(np.random.default_rng(3), 6, 0.05)


def _written(folder: Path, recorder: np.ndarray, cut: Cut) -> np.ndarray:
    source = MixSource(path=save(folder / "recorder.wav", recorder), kind="wav")
    assert write_synced(source, cut, folder / "synced.wav")
    return load(folder / "synced.wav")[:, 0]


@pytest.mark.parametrize("offset", [-50_001, 0, 70_003])
def test_without_drift_the_samples_are_the_recorders_own(
    tmp_path: Path, said: np.ndarray, offset: int
) -> None:
    cut = Cut(offset_samples=offset, drift_ppm=0.0, samples=3 * RATE + 1)
    written = _written(tmp_path, said, cut)
    whole = np.zeros(9 * RATE, np.int64)
    whole[2 * RATE : 8 * RATE] = np.rint(said * 32767).astype(np.int64) << 8
    first = 2 * RATE - offset
    assert len(written) == cut.samples
    assert (written == whole[first : first + cut.samples]).all()


def test_it_is_silent_where_the_recorder_did_not_run(tmp_path: Path, said: np.ndarray) -> None:
    cut = Cut(offset_samples=RATE, drift_ppm=0.0, samples=9 * RATE)
    written = _written(tmp_path, said, cut)
    assert len(written) == 9 * RATE
    assert not written[:RATE].any()
    assert not written[7 * RATE :].any()


def _chord(places: np.ndarray) -> np.ndarray:
    """Pitches up to 18 kHz, at any moment, also between samples."""
    hertz = (110, 1000, 4000, 9001, 18000)
    return sum((0.1 * np.sin(2 * np.pi * one * places / RATE + one) for one in hertz), 0 * places)


@pytest.mark.parametrize("ppm", [100.0, -30.0])
def test_a_drift_is_corrected_to_the_last_bits(tmp_path: Path, ppm: float) -> None:
    before = RATE // 2
    cut = Cut(offset_samples=-before, drift_ppm=ppm, samples=5 * RATE)
    recorder = _chord((np.arange(6 * RATE) - before) / cut.pace)
    written = _written(tmp_path, recorder, cut) / 2**23 * 32768 / 32767
    off = written - _chord(np.arange(cut.samples))
    # What is left is the rounding of the recorder's own 16 bits.
    assert np.sqrt(np.mean(off**2)) < 3e-5


def test_a_file_without_sound_gives_no_file(tmp_path: Path) -> None:
    save(tmp_path / "recorder.wav", np.zeros(RATE))
    (tmp_path / "empty.wav").write_bytes((tmp_path / "recorder.wav").read_bytes()[:44])
    empty = MixSource(path=tmp_path / "empty.wav", kind="wav")
    cut = Cut(offset_samples=0, drift_ppm=0.0, samples=RATE)
    assert not write_synced(empty, cut, tmp_path / "synced.wav")
    assert not (tmp_path / "synced.wav").exists()
