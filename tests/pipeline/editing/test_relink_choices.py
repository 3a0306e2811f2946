"""relink.csv: what a group has said stays, two who say it at once are brought together."""

import pytest

from pipeline.documents.relink import Wanted
from pipeline.editing.relink_choices import (
    Choice,
    choosing,
    chosen,
    merge_choices,
    read_choices,
    write_choices,
)
from pipeline.errors import CannotRead

A = Choice(wanted=Wanted(name="a.mov", folder="usb", start="10:00:00:00"), media="S01_P01_T01")
B = Choice(wanted=Wanted(name="b.mov"), media="S01_P01_T02", digest="b" * 64)
TWO = write_choices([A, B])


def test_what_was_written_is_read() -> None:
    assert read_choices(TWO) == (A, B)
    assert read_choices("") == ()
    assert read_choices("name,medium\nx.mov,\n,S01_P01_T01\n") == ()


@pytest.mark.parametrize("name", ["=1+1.mov", "-x.mov", "@a.mov", 'a "b", c.mov', "é;à.mov"])
def test_names_that_a_spreadsheet_would_run_come_back_as_they_were(name: str) -> None:
    choice = Choice(wanted=Wanted(name=name), media="S01_P01_T01")
    assert read_choices(write_choices([choice])) == (choice,)


def test_a_new_answer_takes_the_place_of_the_old_one_and_none_takes_it_back() -> None:
    other = Choice(wanted=A.wanted, media="S02_P01_T01")
    assert read_choices(choosing(TWO, other)) == (B, other)
    assert read_choices(choosing(TWO, Choice(wanted=A.wanted, media=""))) == (B,)
    assert read_choices(choosing("", A)) == (A,)


def test_a_table_without_names_is_refused() -> None:
    with pytest.raises(CannotRead, match="name the columns"):
        read_choices("x,y\n1,2\n")


CASES = [
    # asked for                             all that is asked for                     is
    (Wanted(name="b.mov"), [], B),
    (Wanted(name="b.mov", folder="x"), [], B),
    (Wanted(name="b.mov", folder="x"), [Wanted(name="b.mov", folder="y")], None),
    (Wanted(name="a.mov", folder="usb", start="11:00:00:00"), [Wanted(name="a.mov")], A),
    (Wanted(name="a.mov", folder="card"), [Wanted(name="a.mov", folder="usb")], None),
    (Wanted(name="c.mov"), [], None),
]


@pytest.mark.parametrize(("wanted", "others", "choice"), CASES)
def test_an_answer_counts_for_its_own_file(
    wanted: Wanted, others: list[Wanted], choice: Choice | None
) -> None:
    assert chosen(wanted, [wanted, *others], [A, B]) == choice


def test_two_answers_for_one_name_count_for_neither_elsewhere() -> None:
    other = Choice(wanted=Wanted(name="b.mov", folder="x"), media="S02_P01_T01")
    assert chosen(Wanted(name="b.mov", folder="z"), [], [B, other]) is None


def test_answers_for_two_names_come_together_and_for_one_they_clash() -> None:
    mine, theirs = write_choices([A]), write_choices([B])
    assert set(read_choices(merge_choices("", mine, theirs).text)) == {A, B}
    other = write_choices([Choice(wanted=A.wanted, media="S02_P01_T01")])
    merge = merge_choices("", mine, other)
    assert [one.place for one in merge.clashes] == ["a.mov (usb 10:00:00:00)"]
    kept = merge_choices("", mine, other, frozenset({"a.mov (usb 10:00:00:00)"}))
    assert read_choices(kept.text) == (A,)
