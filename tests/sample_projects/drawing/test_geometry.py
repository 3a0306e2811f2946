"""Shapes and where they stand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_projects.drawing.geometry import Place, common, elbow, lens, oval, ribbon, smooth

SQUARE = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]
reach = st.floats(-1.4, 1.4)


def area(points: list[tuple[float, float]]) -> float:
    """The area inside an outline."""
    ends = zip(points, [*points[1:], points[0]], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in ends)) / 2


def test_a_part_hangs_on_the_drawing_that_it_belongs_to() -> None:
    body = Place(x=100, y=50, scale=10, turn=90)
    assert body.within(2, 0, turn=-90).point(1, 0) == pytest.approx((110, 70))


def test_a_smooth_curve_goes_through_all_its_points() -> None:
    curve = smooth(SQUARE, steps=6)
    assert all(min(math.dist(corner, point) for point in curve) < 1e-9 for corner in SQUARE)


def test_what_two_shapes_have_in_common_is_cut_at_the_edge_of_the_window() -> None:
    shifted = [(x + 1.0, y + 1.0) for x, y in SQUARE]
    assert area(common(shifted, SQUARE)) == pytest.approx(1.0)
    assert area(common(shifted, SQUARE[::-1])) == pytest.approx(1.0)


def test_shapes_far_apart_have_nothing_in_common() -> None:
    assert common(oval(9, 9, 1, 1), SQUARE) == []


def test_a_shape_inside_the_window_stays_as_it_is() -> None:
    inside = oval(1, 1, 0.5, 0.5)
    assert common(inside, SQUARE) == inside


@given(x=reach, y=reach)
def test_both_bones_of_an_arm_keep_their_length(x: float, y: float) -> None:
    hand = (x, y) if math.hypot(x, y) > 0.01 else (0.5, 0.5)
    if math.hypot(*hand) < 2:
        joint = elbow((0.0, 0.0), hand, bone=1.0, outward=1.0)
        assert math.dist((0, 0), joint) == pytest.approx(1.0)
        assert math.dist(joint, hand) == pytest.approx(1.0)


def test_an_elbow_hangs_below_a_raised_hand() -> None:
    assert elbow((0, 0), (0.2, -0.6), bone=0.8, outward=1.0)[1] > -0.6


def test_an_eye_that_is_shut_has_no_height() -> None:
    assert area(lens(0, 0, 1, 0, 0)) == pytest.approx(0.0)


def test_a_ribbon_is_as_wide_as_asked() -> None:
    assert area(ribbon([(0, 0), (5, 0), (10, 0)], [2, 2, 2])) == pytest.approx(20.0)
