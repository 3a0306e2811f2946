from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.subtitles import Subtitle
from pipeline.editing import subtitle_moves as moves
from pipeline.errors import CannotRead

RATE = Fraction(25)


def sub(start: int, end: int, *lines: str) -> Subtitle:
    return Subtitle(start_ms=start, end_ms=end, lines=lines)


@pytest.mark.parametrize(
    ("text", "frame"),
    [("00:00:01:12", 37), ("1.5", 38), ("1,5", 38), ("0:02", 50), ("1:00:00.04", 90_001)],
)
def test_times_are_read_as_timecode_or_seconds(text: str, frame: int) -> None:
    assert moves.frame_of(text, RATE) == frame


@pytest.mark.parametrize("text", ["", "soon", "1:2:3:4:5", "00:00:01:25", "-1", "1e3"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(CannotRead):
        moves.frame_of(text, RATE)


def test_a_time_that_was_not_touched_stays_to_the_millisecond() -> None:
    (one,) = moves.put((sub(1005, 2017, "a"),), 0, (25, 75), ("b",), RATE)
    assert one == sub(1005, 3000, "b")


def test_japanese_is_parted_between_signs_and_long_lines_between_words() -> None:
    found = moves.parted((sub(0, 2000, "駅で待ってる。"),), 0, RATE)
    assert [one.text for one in found] == ["駅で待っ", "てる。"]
    found = moves.parted((sub(0, 2000, "It wants to fly."),), 0, RATE)
    assert [one.text for one in found] == ["It wants", "to fly."]
    with pytest.raises(CannotRead, match="too short"):
        moves.parted((sub(0, 2000, "I"),), 0, RATE)


cues = st.lists(
    st.builds(
        lambda start, long, lines: sub(start * 40, (start + long) * 40, *lines),
        st.integers(0, 5000),
        st.integers(2, 100),
        st.lists(st.sampled_from(["Yes.", "It wants to fly.", "駅で"]), min_size=1, max_size=2),
    ),
    min_size=1,
    max_size=6,
)


@given(cues, st.integers(0, 5))
def test_what_is_parted_and_joined_is_what_it_was(given_cues: list[Subtitle], at: int) -> None:
    before = moves.in_order(given_cues)
    at = min(at, len(before) - 1)
    found = moves.joined(moves.parted(before, at, RATE), at)
    assert [(one.start_ms, one.end_ms) for one in found] == [
        (one.start_ms, one.end_ms) for one in before
    ]
    squeezed = ["".join(one.text.split()) for one in found]
    assert squeezed == ["".join(one.text.split()) for one in before]


@given(cues, st.integers(0, 99))
def test_what_is_moved_there_and_back_is_where_it_was(
    given_cues: list[Subtitle], frames: int
) -> None:
    before = moves.in_order(given_cues)
    later = moves.shifted_by(before, frames, RATE)
    assert later[0].start_ms == before[0].start_ms + 40 * frames
    assert moves.shifted_by(later, -frames, RATE) == before
