from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from pipeline.documents.loudness import PROFILES, SHORT_FORM
from pipeline.render.ducking import HOP, duck_gains, gain_at, speech_level_db
from pipeline.render.jumps import HardCut
from pipeline.render.levelling import Level, Levelled, level_for
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


def test_what_the_limiter_took_away_is_told_when_one_can_hear_it() -> None:
    assert codes(mixed(levelled=Levelled(gain_db=1.0, limiting_db=2.0))) == ["LIMITER"]
    assert codes(mixed(levelled=Levelled(gain_db=1.0, limiting_db=0.9))) == []


EBU = level_for(PROFILES["ebu_r128"])
SHORT = level_for(SHORT_FORM)


@pytest.mark.parametrize(
    ("level", "integrated", "found"),
    [(EBU, -23.19, []), (EBU, -22.7, ["C44"]), (LEVEL, -22.7, [])],
)
def test_each_profile_has_its_tolerance(level: Level, integrated: float, found: list[str]) -> None:
    report = mix_findings(mixed(), replace(GOOD, integrated_lufs=integrated), level)
    assert [one.code for one in report.blockers] == found
    assert report.facts["loudness_profile"] == (level.profile or "-23 LUFS")


@pytest.mark.parametrize(
    ("level", "loudest", "found"),
    [(SHORT, -17.5, ["C44"]), (SHORT, -18.0, []), (EBU, -12.0, [])],
)
def test_a_short_film_has_a_limit_for_its_loudest_three_seconds(
    level: Level, loudest: float, found: list[str]
) -> None:
    loudness = replace(GOOD, short_term_lufs=(None, -30.0, loudest, -25.0))
    report = mix_findings(mixed(), loudness, level)
    assert [one.code for one in report.warnings] == found
    assert all(one.place == "0:00.2" for one in report.warnings)
    assert report.facts["most_short_term_lufs"] == loudest


@pytest.mark.parametrize(("after", "found"), [(-38.0, ["C46"]), (-45.0, [])])
def test_a_place_that_jumps_at_a_cut_is_told(after: float, found: list[str]) -> None:
    total = np.concatenate([power(-50, 20), power(after, 30)])
    cut = HardCut(start=0, at=96_000, end=240_000)
    report = mix_findings(mixed({Bus.AMBIENCE: total}, total=total), GOOD, LEVEL, [cut])
    assert [one.code for one in report.warnings] == found
    assert all("by 12 dB" in one.message for one in report.warnings)


@pytest.mark.parametrize(("after", "found"), [(-38.0, ["C46"]), (-45.0, [])])
def test_a_place_that_changes_its_colour_at_a_cut_is_told(after: float, found: list[str]) -> None:
    steady, low = power(-30, 50), np.concatenate([power(-50, 20), power(after, 30)])
    mix = mixed({Bus.DIALOGUE: steady}, total=steady)
    bands = {Bus.DIALOGUE: (low, steady, steady)}
    mix = replace(mix, metered=replace(mix.metered, bands=bands))
    cut = HardCut(start=0, at=96_000, end=240_000)
    report = mix_findings(mix, GOOD, LEVEL, [cut])
    assert [one.code for one in report.warnings] == found
    assert all("by 12 dB between 100 and 400 Hz" in one.message for one in report.warnings)


@pytest.mark.parametrize(("right_db", "found"), [(-41.0, ["C47"]), (-39.0, [])])
def test_sound_from_one_side_only_is_told(right_db: float, found: list[str]) -> None:
    mix = mixed()
    assert codes(replace(mix, metered=replace(mix.metered, right_db=right_db))) == found


@pytest.mark.parametrize(("music", "found"), [(-24.0, ["C45"]), (-28.0, [])])
def test_music_too_near_to_the_voices_is_told(music: float, found: list[str]) -> None:
    assert codes(mixed({Bus.DIALOGUE: power(-20), Bus.MUSIC: power(music)})) == found


@pytest.mark.parametrize(("near", "found"), [(12, ["C45"]), (9, [])])
def test_a_tenth_of_what_is_said_may_lie_under_music(near: int, found: list[str]) -> None:
    music = np.concatenate([power(-22, near), power(-40, 100 - near)])
    assert codes(mixed({Bus.DIALOGUE: power(-20), Bus.MUSIC: music})) == found


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
    assert [part.tolist() for part in duck_gains(power(-90, 5))] == [[1] * 5]
    assert gain_at(np.ones(0, np.float32), 0, 3).tolist() == [1] * 3


def test_a_gain_is_a_line_between_its_hops_wherever_a_block_begins() -> None:
    gains = np.array([1.0, 0.5, 0.5, 1.0], np.float32)
    whole = gain_at(gains, 0, 4 * HOP)
    parts = np.concatenate([gain_at(gains, at, 100) for at in range(0, 4 * HOP, 100)])
    assert np.array_equal(whole, parts[: len(whole)])
    assert whole[HOP * 3 // 2] == pytest.approx(0.75)
    assert gain_at(gains, 100 * HOP, 2).tolist() == [1.0, 1.0]
