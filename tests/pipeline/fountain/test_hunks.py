from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fountain.hunks import Hunk, hunks_of

LINES = st.lists(st.sampled_from("abcdef"), max_size=30)


@settings(deadline=None)
@given(LINES, LINES)
def test_what_lies_between_the_hunks_is_the_same(old: list[str], new: list[str]) -> None:
    i = j = 0
    for hunk in hunks_of(old, new):
        assert old[i : hunk.start] == new[j : hunk.new_start]
        i, j = hunk.end, hunk.new_end
    assert old[i:] == new[j:]


def test_one_line_put_in_is_one_hunk() -> None:
    assert hunks_of(["a", "b"], ["a", "x", "b"]) == (Hunk(1, 1, 1, 2),)
    assert hunks_of(["a"], ["a"]) == ()


def test_a_long_stretch_with_nothing_in_common_is_one_hunk() -> None:
    assert hunks_of(["a", "b"] * 200, ["c", "d"] * 200) == (Hunk(0, 400, 0, 400),)
