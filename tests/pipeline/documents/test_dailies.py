"""The reel of a day as a document: the timecode of its takes."""

from fractions import Fraction

import pytest

from pipeline.documents.dailies import ReelTake, timecode_at


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        ("10:00:00:05", "10:00:00:15"),
        ("", "00:00:00:10"),
        ("10:00:00:29", "00:00:00:10"),
    ],
)
def test_the_timecode_is_the_cameras_where_it_counts_as_the_film_does(
    start: str, shown: str
) -> None:
    take = ReelTake(
        name="S01_P01_T01",
        rating=None,
        note="",
        card_frame=0,
        first_frame=50,
        frames=50,
        start_timecode=start,
    )
    assert timecode_at(take, 10, Fraction(25)) == shown
