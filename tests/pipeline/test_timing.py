from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import timing
from pipeline.errors import CannotRead

RATES = st.sampled_from(
    [Fraction(24), Fraction(25), Fraction(30), Fraction(24000, 1001), Fraction(30000, 1001)]
)
FRAMES = st.integers(0, 24 * 3600 * 30)


@pytest.mark.parametrize(
    ("text", "rate"),
    [("25", Fraction(25)), ("29.97", Fraction(30000, 1001)), ("30000/1001", Fraction(30000, 1001))],
)
def test_a_rate_is_read_exactly(text: str, rate: Fraction) -> None:
    assert timing.parse_rate(text) == rate


@pytest.mark.parametrize("text", ["0", "fast", "1/0", "-25", "1e3", "٢٥", "241", "nan", ""])
def test_what_is_not_a_rate_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(CannotRead, match="30000/1001"):
        timing.parse_rate(text)


@given(FRAMES, RATES)
def test_frames_survive_the_way_to_seconds_and_back(frames: int, rate: Fraction) -> None:
    assert timing.seconds_to_frames(timing.frames_to_seconds(frames, rate), rate) == frames


@given(FRAMES, RATES)
def test_frames_survive_the_way_to_timecode_and_back(frames: int, rate: Fraction) -> None:
    assert timing.timecode_to_frames(timing.frames_to_timecode(frames, rate), rate) == frames


@given(FRAMES)
def test_drop_frame_survives_the_way_and_back(frames: int) -> None:
    rate = Fraction(30000, 1001)
    text = timing.frames_to_timecode(frames, rate, drop_frame=True)
    assert timing.timecode_to_frames(text, rate) == frames


def test_drop_frame_skips_two_numbers_a_minute_but_not_each_tenth() -> None:
    rate = Fraction(30000, 1001)
    assert timing.frames_to_timecode(1799, rate, drop_frame=True) == "00:00:59;29"
    assert timing.frames_to_timecode(1800, rate, drop_frame=True) == "00:01:00;02"
    assert timing.frames_to_timecode(17982, rate, drop_frame=True) == "00:10:00;00"


@given(FRAMES, RATES)
def test_the_samples_of_neighbouring_frames_neither_overlap_nor_leave_a_hole(
    frames: int, rate: Fraction
) -> None:
    first = timing.frames_to_samples(frames, rate)
    after = timing.frames_to_samples(frames + 1, rate)
    assert abs(after - first - timing.SAMPLE_RATE / rate) < 1


@pytest.mark.parametrize("text", ["1:2", "00:00:00:25", "00:61:00:00", "a:b:c:d"])
def test_what_is_not_a_timecode_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(CannotRead, match="00:01:05:12"):
        timing.timecode_to_frames(text, Fraction(25))


def test_a_half_goes_up() -> None:
    assert timing.nearest(Fraction(1, 2)) == 1
    assert timing.nearest(Fraction(-1, 2)) == 0
