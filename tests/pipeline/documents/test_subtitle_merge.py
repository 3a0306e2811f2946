"""Two who write subtitles at once keep both their work."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.subtitle_merge import WHOLE, merge_subtitles
from pipeline.documents.subtitles import Subtitle, read_subtitles, write_srt


def sub(start: int, end: int, text: str) -> Subtitle:
    return Subtitle(start_ms=start, end_ms=end, lines=(text,))


ONE, TWO, THREE = sub(0, 1000, "One."), sub(1500, 2500, "Two."), sub(3000, 4000, "Three.")
BASE = write_srt([ONE, TWO, THREE])


def merged(
    mine: list[Subtitle], theirs: list[Subtitle], *keep_mine: str
) -> tuple[tuple[Subtitle, ...], list[str]]:
    both = merge_subtitles(BASE, write_srt(mine), write_srt(theirs), frozenset(keep_mine))
    return read_subtitles(both.text), [one.place for one in both.clashes]


def test_one_moves_a_line_while_the_other_writes_another() -> None:
    moved, written = sub(200, 1200, "One."), sub(3000, 4000, "Three, at last.")
    assert merged([moved, TWO, THREE], [ONE, TWO, written]) == ((moved, TWO, written), [])


def test_what_one_takes_out_stays_out_and_what_both_add_is_there_once() -> None:
    new, same = sub(5000, 6000, "Four."), sub(7000, 8000, "Five.")
    assert merged([ONE, THREE, same], [ONE, TWO, THREE, new, same]) == (
        (ONE, THREE, new, same),
        [],
    )


def test_where_both_wrote_people_decide() -> None:
    mine, theirs = sub(1500, 2500, "Two, I think."), sub(1500, 2600, "Two!")
    assert merged([ONE, mine], [ONE, theirs, THREE]) == ((ONE, theirs), ["00:00:01.500"])
    chosen, _ = merged([ONE, mine], [ONE, theirs, THREE], "00:00:01.500")
    assert chosen == (ONE, mine)


def test_one_changes_what_the_other_takes_out() -> None:
    changed = sub(1500, 2500, "Two!")
    assert merged([ONE, changed, THREE], [ONE, THREE]) == ((ONE, THREE), ["00:00:01.500"])


def test_what_cannot_be_read_clashes_as_a_whole() -> None:
    both = merge_subtitles(BASE, "no subtitles", BASE)
    assert (both.text, [one.place for one in both.clashes]) == (BASE, [WHOLE])
    assert merge_subtitles(BASE, "mine", BASE, frozenset([WHOLE])).text == "mine"


some = st.lists(
    st.builds(sub, st.integers(0, 9), st.integers(10, 19), st.sampled_from("abc")), max_size=5
)


@given(some, some)
def test_who_works_alone_loses_nothing(base: list[Subtitle], mine: list[Subtitle]) -> None:
    before, after = write_srt(base), write_srt(mine)
    for both in (
        merge_subtitles(before, after, before),
        merge_subtitles(before, before, after),
        merge_subtitles(before, after, after),
    ):
        assert both.clashes == ()
        assert sorted(read_subtitles(both.text), key=str) == sorted(mine, key=str)
