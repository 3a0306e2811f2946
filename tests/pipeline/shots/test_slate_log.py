"""The log of the slate: several phones, one set."""

import pytest

from pipeline.errors import CannotRead
from pipeline.shots.slate_log import (
    VOID,
    LoggedTake,
    log_of,
    merge_logs,
    next_take,
    take_of,
    text_of,
)

NOON = "2026-08-03T12:00:00Z"


def a_take(name: str, take: object = 1, **more: str) -> LoggedTake:
    cells = {"id": name, "scene": "1", "shot": "2", "take": take, "at": NOON, "changed": NOON}
    return take_of({**cells, "rating": "good", **more})


def test_a_log_that_is_written_is_read_again_as_it_was() -> None:
    takes = (
        a_take("aaaaaaaa", note="Otto laughed, twice; “good”", by="Aya"),
        a_take("bbbbbbbb", 2, scene="3A", rating=""),
        a_take("cccccccc", 3, note="=1+1", rating=VOID),
    )
    assert log_of(text_of(takes)) == takes
    assert log_of("") == ()


def test_the_logs_of_two_phones_come_together() -> None:
    ayas, bens = a_take("aaaaaaaa"), a_take("bbbbbbbb", 2, at="2026-08-03T11:00:00Z")
    merge = merge_logs("", text_of([ayas]), text_of([bens]))
    assert log_of(merge.text) == (bens, ayas)
    assert merge.clashes == ()
    assert merge_logs("", "", merge.text).text == merge.text


def test_the_later_judgement_counts_whoever_sends_it_first() -> None:
    early = a_take("aaaaaaaa", rating="hold")
    late = a_take("aaaaaaaa", rating="no_good", changed="2026-08-03T12:00:01Z")
    for mine, theirs in ((early, late), (late, early)):
        assert log_of(merge_logs("", text_of([mine]), text_of([theirs])).text) == (late,)


def test_a_take_announced_by_mistake_leaves_its_number_to_the_next() -> None:
    takes = [
        a_take("aaaaaaaa"),
        a_take("bbbbbbbb", 2, rating=VOID),
        a_take("cccccccc", 7, shot="3"),
    ]
    assert next_take(takes, scene="1", shot=2) == 2
    assert next_take(takes, scene="1", shot=3) == 8
    assert next_take(takes, scene="9", shot=1) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "short"},
        {"id": "<script>alert"},
        {"rating": "great"},
        {"scene": "x"},
        {"shot": "-1"},
        {"take": "99999"},
        {"at": "noon"},
        {"changed": ""},
    ],
)
def test_a_take_that_is_none_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(CannotRead):
        a_take("aaaaaaaa", **wrong)


def test_a_table_with_other_columns_is_no_log() -> None:
    with pytest.raises(CannotRead, match="columns"):
        log_of("scene,shot\n1,2\n")


def test_long_and_broken_words_are_cut() -> None:
    found = a_take("aaaaaaaa", note="a\nb " + "x" * 900, by="y" * 900)
    assert found.note.startswith("a b x")
    assert len(found.note) == 500
    assert len(found.by) == 60
