from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.render.ducking import gain_at
from pipeline.render.hops import HopFile, chunks
from pipeline.render.limiter import CONTEXT, HOP, limit_gains, limited, true_peaks
from pipeline.render.pcm import Samples


def padded(channel: Samples) -> Samples:
    stereo = np.stack([channel, -channel], axis=1).astype(np.float32)
    return np.pad(stereo, ((CONTEXT, CONTEXT), (0, 0)))


def test_a_peak_between_two_samples_is_found() -> None:
    """A sine at a quarter of the rate whose samples all miss its crest: 0.707 for a peak of 1."""
    crest = np.sin(np.pi / 2 * np.arange(4_800, dtype=np.float32) + np.pi / 4)
    peaks = true_peaks(padded(crest))
    assert len(peaks) == 100
    assert peaks[50] == pytest.approx(1, abs=0.01)


def test_silence_has_no_peak_and_needs_no_limiter() -> None:
    assert not true_peaks(padded(np.zeros(480, np.float32))).any()
    assert limit_gains(np.zeros(10, np.float32), 5, 0.9).tolist() == [1] * 10
    assert limit_gains(np.zeros(0, np.float32), 5, 0.9).tolist() == []


@given(st.lists(st.floats(0, 4, width=32), min_size=1, max_size=60), st.floats(0.1, 8))
def test_the_gain_is_never_higher_than_any_peak_under_it_allows(
    heights: list[float], gain: float
) -> None:
    peaks = np.array(heights, np.float32)
    line = gain_at(limit_gains(peaks, gain, 0.8), 0, len(peaks) * HOP, HOP)
    over = line.reshape(-1, HOP).max(axis=1) * peaks * gain
    assert over.max() <= 0.8 * (1 + 1e-5)


def test_the_gain_goes_down_before_a_peak_and_comes_back_after_it() -> None:
    peaks = np.full(400, 0.1, np.float32)
    peaks[100] = 1.6
    gains = limit_gains(peaks, 1.0, 0.8)
    assert gains[90] == 1
    assert 0.5 < gains[97] < 1
    assert gains[100] == pytest.approx(0.5)
    assert 0.5 < gains[120] < 1
    assert gains[-1] > 0.97


@given(st.lists(st.integers(0, 40), max_size=8), st.integers(0, 99))
def test_a_film_in_parts_is_limited_as_one_that_is_whole(lengths: list[int], seed: int) -> None:
    peaks = np.random.default_rng(seed).uniform(0, 2, sum(lengths)).astype(np.float32)
    parts = np.split(peaks, np.cumsum(lengths)[:-1]) if lengths else []
    gains = np.concatenate([np.zeros(0, np.float32), *limited(parts, 1.5, 0.8)])
    assert np.array_equal(gains, limit_gains(peaks, 1.5, 0.8))


def test_figures_in_a_file_are_read_like_an_array(tmp_path: Path) -> None:
    row = np.arange(150_000, dtype=np.float32)
    file = HopFile(tmp_path / "row")
    for start in range(0, len(row), 40_000):
        file.add(row[start : start + 40_000])
    assert len(file) == len(row)
    for part in (slice(3, 9), slice(149_998, 160_000), slice(170_000, 170_002)):
        assert np.array_equal(file[part], row[part])
    assert np.array_equal(np.concatenate(list(chunks(file))), row)
    assert np.array_equal(gain_at(file, 12_345, 5_000), gain_at(row, 12_345, 5_000))
    assert gain_at(file, 160_000 * 240, 2).tolist() == [149_999.0] * 2
