"""The cut: where its pieces begin, and what of a medium is useful."""

from fractions import Fraction

import pytest

from pipeline.documents.cut import Cut, CutBin, CutItem, Footage, ItemKind
from pipeline.documents.json import from_json, to_json

CUT = Cut(
    name="The Kite",
    frame_rate=Fraction(30000, 1001),
    width=320,
    height=180,
    items=(
        CutItem(id="i1", kind=ItemKind.TAKE, take="S01_P01_T01", frames=12),
        CutItem(id="i2", kind=ItemKind.GAP, frames=5),
        CutItem(id="i3", kind=ItemKind.TITLE, text="The end", frames=30),
    ),
)


def test_each_piece_begins_where_the_one_before_ends() -> None:
    assert CUT.starts() == (0, 12, 17)
    assert CUT.frames == 47


def test_a_cut_is_the_same_after_json() -> None:
    assert from_json(to_json(CUT), Cut) == CUT


@pytest.mark.parametrize(
    ("first", "end", "useful"),
    [(0, 0, (0, 50)), (10, 40, (10, 30)), (10, 99, (10, 40)), (-5, 20, (0, 20)),
     (60, 0, (49, 1)), (30, 20, (30, 20))],
)  # fmt: skip
def test_what_is_useful_always_lies_within_the_medium(
    first: int, end: int, useful: tuple[int, int]
) -> None:
    assert Footage(frames=50, in_frame=first, out_frame=end).useful == useful


def test_even_of_a_medium_without_a_frame_something_is_named() -> None:
    assert Footage(frames=0).useful == (0, 1)


def test_only_what_can_be_heard_sounds() -> None:
    loud, silent, song = Footage(frames=5), Footage(frames=6, has_sound=False), Footage(frames=7)
    bin_ = CutBin(takes={"loud": loud, "silent": silent}, sounds={"song.wav": song})
    found = [bin_.sounding(name) for name in ("loud", "silent", "song.wav", "none")]
    assert found == [loud, None, song, None]
