from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from pipeline.render.ducking import HOP, duck_gains, gain_at, speech_level_db
from pipeline.render.levelling import Level, Levelled
from pipeline.render.loudness import Loudness
from pipeline.render.meter import Metered, Readings
from pipeline.render.mix import Mixed
from pipeline.render.mix_findings import clock, mix_findings
from pipeline.render.mix_plan import Bus

LEVEL = Level(target_lufs=-23.0, limit_dbtp=-1.0)
GOOD = Loudness(integrated_lufs=-23.0, range_lu=5.0, true_peak_dbtp=-3.0)


def power(decibels: float, tenths: int = 100) -> Readings:
    return np.full(tenths, 10 ** (decibels / 10), np.float32)


def mixed(
    buses: Mapping[Bus, Readings] | None = None,
    *,
    total: Readings | None = None,
    levelled: Levelled | None = None,
) -> Mixed:
    metered = Metered(
        total=power(-20) if total is None else total,
        buses=buses or {},
        left_db=-20.0,
        right_db=-21.0,
    )
    return Mixed(
        samples=480_000, unheard=(), levelled=levelled or Levelled(gain_db=1.0), metered=metered
    )


def codes(mix: Mixed, loudness: Loudness = GOOD) -> list[str]:
    report = mix_findings(mix, loudness, LEVEL)
    return [one.code for one in (*report.blockers, *report.warnings)]


def test_a_good_mix_has_no_findings() -> None:
    assert codes(mixed()) == []


@pytest.mark.parametrize(
    ("loudness", "found"),
    [
        (replace(GOOD, integrated_lufs=-22.4), ["C44"]),
        (replace(GOOD, integrated_lufs=-23.4), []),
        (replace(GOOD, true_peak_dbtp=-0.7), ["C44"]),
        (replace(GOOD, true_peak_dbtp=None), []),
        (replace(GOOD, integrated_lufs=None, true_peak_dbtp=None), ["C21"]),
    ],
)
def test_loudness_and_peaks_outside_their_limits_hold_it_up(
    loudness: Loudness, found: list[str]
) -> None:
    assert codes(mixed(), loudness) == found


def test_what_was_raised_or_held_down_much_is_told() -> None:
    assert codes(mixed(levelled=Levelled(gain_db=21.0, limiting_db=7.0))) == ["C20", "C19"]


@pytest.mark.parametrize(("music", "found"), [(-24.0, ["C45"]), (-28.0, [])])
def test_music_too_near_to_the_voices_is_told(music: float, found: list[str]) -> None:
    assert codes(mixed({Bus.DIALOGUE: power(-20), Bus.MUSIC: power(music)})) == found


def test_music_counts_only_while_somebody_speaks() -> None:
    voices = np.concatenate([power(-20, 10), power(-90, 90)])
    music = np.concatenate([power(-40, 10), power(-10, 90)])
    assert codes(mixed({Bus.DIALOGUE: voices, Bus.MUSIC: music})) == []


def test_a_long_silence_is_told_with_its_place_and_a_short_one_is_not() -> None:
    total = np.concatenate([power(-20, 30), power(-90, 25), power(-20, 30), power(-90, 15)])
    (one,) = mix_findings(mixed(total=total), GOOD, LEVEL).warnings
    assert (one.code, one.place) == ("SILENCE", "0:03.0")
    assert "2.5 seconds" in one.message
    assert clock(65.25) == "1:05.2"


def test_music_is_left_alone_where_nobody_speaks() -> None:
    assert speech_level_db(power(-90)) is None
    assert duck_gains(power(-90, 5)).tolist() == [1] * 5
    assert gain_at(np.ones(0, np.float32), 0, 3).tolist() == [1] * 3


def test_a_gain_is_a_line_between_its_hops_wherever_a_block_begins() -> None:
    gains = np.array([1.0, 0.5, 0.5, 1.0], np.float32)
    whole = gain_at(gains, 0, 4 * HOP)
    parts = np.concatenate([gain_at(gains, at, 100) for at in range(0, 4 * HOP, 100)])
    assert np.array_equal(whole, parts[: len(whole)])
    assert whole[HOP * 3 // 2] == pytest.approx(0.75)
    assert gain_at(gains, 100 * HOP, 2).tolist() == [1.0, 1.0]
