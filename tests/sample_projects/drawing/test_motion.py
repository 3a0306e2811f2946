"""Movements as functions of the frame."""

from hypothesis import given
from hypothesis import strategies as st

from sample_projects.drawing.motion import blinking, chance, eased, keyed, popped, sprung, waving

frames = st.floats(-200, 400)


@given(frame=frames)
def test_an_eased_movement_never_leaves_its_keys(frame: float) -> None:
    assert 2.0 <= keyed(frame, (0, 2.0), (10, 5.0), (30, 3.0)) <= 5.0


def test_a_movement_is_at_its_key_on_the_frame_of_the_key() -> None:
    assert [keyed(frame, (0, 2.0), (10, 5.0), (30, 3.0)) for frame in (-5, 10, 99)] == [2, 5, 3]


def test_a_movement_starts_and_ends_softly() -> None:
    assert eased(0.1) < 0.1
    assert eased(0.9) > 0.9


def test_a_spring_overshoots_and_settles() -> None:
    path = [sprung(frame, 10) for frame in range(120)]
    assert path[10] == 0.0
    assert max(path) > 1.1
    assert abs(path[-1] - 1) < 0.001


def test_what_pops_up_goes_away_again() -> None:
    assert popped(60, 0, 20) == 0.0


@given(frame=frames)
def test_lids_are_between_open_and_closed(frame: float) -> None:
    assert 0.0 <= blinking(frame, (3, 40)) <= 1.0


def test_a_blink_closes_the_eye_and_opens_it_again() -> None:
    assert [blinking(frame, (10,)) for frame in (9, 12, 17)] == [0, 1, 0]


@given(frame=frames)
def test_wind_stays_within_its_bounds(frame: float) -> None:
    assert -1.0 <= waving(frame, period=20) <= 1.0


def test_chance_is_the_same_each_time_and_spreads() -> None:
    drawn = [chance(number, 7) for number in range(1000)]
    assert drawn == [chance(number, 7) for number in range(1000)]
    assert 0.45 < sum(drawn) / 1000 < 0.55
    assert min(drawn) >= 0.0
    assert max(drawn) <= 1.0
