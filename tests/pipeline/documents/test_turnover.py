from fractions import Fraction

import pytest

from pipeline.documents.turnover import PlacedSound, checked_start, leader_of
from pipeline.errors import CannotRead
from pipeline.timing import SAMPLE_RATE


def test_the_beep_stands_two_seconds_before_the_first_frame_to_the_sample() -> None:
    leader = leader_of(frames=100, rate=Fraction(25), start="01:00:00:00")
    before, after = leader.pops
    assert leader.sample(leader.first) - leader.sample(before) == 2 * SAMPLE_RATE
    assert leader.sample(after) - leader.sample(leader.end) == 2 * SAMPLE_RATE
    assert leader.timecode(leader.first) == "01:00:00:00"
    assert leader.timecode(before) == "00:59:58:00"
    assert leader.timecode(0) == "00:59:52:00"
    assert leader.time_reference == (3600 - 8) * SAMPLE_RATE
    assert leader.total == 200 + 100 + 75


@pytest.mark.parametrize("rate", [Fraction(24000, 1001), Fraction(30000, 1001), Fraction(24)])
def test_two_seconds_are_those_of_the_timecode_at_every_rate(rate: Fraction) -> None:
    leader = leader_of(frames=100, rate=rate, start="10:00:00:00")
    before, after = leader.pops
    assert (leader.timecode(before), leader.timecode(leader.first)) == (
        "09:59:58:00",
        "10:00:00:00",
    )
    assert after - leader.end == leader.first - before


def test_before_midnight_comes_the_day_before() -> None:
    leader = leader_of(frames=10, rate=Fraction(25), start="00:00:00:00")
    assert leader.timecode(leader.pops[0]) == "23:59:58:00"
    assert leader.timecode(leader.first) == "00:00:00:00"


def test_a_semicolon_means_drop_frame_where_there_is_one() -> None:
    drops = leader_of(frames=3600, rate=Fraction(30000, 1001), start="01:00:00;00")
    assert drops.timecode(drops.first + 1800) == "01:01:00;02"
    plain = leader_of(frames=3600, rate=Fraction(25), start="01:00:00;00")
    assert plain.timecode(plain.first) == "01:00:00:00"
    film = leader_of(frames=3600, rate=Fraction(24000, 1001), start="01:00:00;00")
    assert not film.drop_frame


def test_a_start_is_checked_before_it_is_used() -> None:
    assert checked_start("10:00:00:00") == "10:00:00:00"
    with pytest.raises(CannotRead, match="is not a timecode"):
        checked_start("ten o'clock")


def test_a_sound_with_handles_is_as_long_as_its_parts() -> None:
    sound = PlacedSound(
        file="a.wav",
        track=1,
        role="dialogue",
        media="a",
        source="a.mp4",
        start_sample=0,
        samples=100,
        head_samples=10,
        tail_samples=5,
        in_sample=10,
        gain_db=0.0,
        fade_in_samples=0,
        fade_out_samples=0,
        speed=Fraction(1),
    )
    assert sound.whole == 115
