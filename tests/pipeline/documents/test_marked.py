"""Notes as marks for other programs: what is written is read again by those who read such files."""

import csv
import io
from fractions import Fraction

import pytest

from pipeline.documents.marked import COLUMNS, Mark, as_csv, as_edl
from pipeline.timeline.interchange.edl_read import read_edl

RATE = Fraction(25)
MARKS = (
    Mark(frame=53, frames=10, text="Where are\nwe?", person="Marc", kind="picture", version=2),
    Mark(frame=5, text="Cut it", person="Nadia", is_todo=True, is_done=True),
)


def rows(data: bytes) -> list[dict[str, str]]:
    """A table as a program reads it."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_an_edl_has_a_locator_for_each_mark_in_the_order_of_the_film() -> None:
    sheet = read_edl(as_edl(MARKS, title="The kite", rate=RATE), RATE)
    found = [
        (note.name, note.at * RATE)
        for lane in sheet.lanes
        for one in lane.pieces
        for note in one.notes
    ]
    places = [one.at * RATE for lane in sheet.lanes for one in lane.pieces]
    assert [name for name, _ in found] == ["Nadia: Cut it", "Marc: Where are we?"]
    assert len(places) == 2
    assert sheet.name == "The kite"


def test_an_edl_has_the_line_that_resolve_reads() -> None:
    text = as_edl(MARKS, title="", rate=RATE, start_frame=90_000).decode()
    assert " |C:ResolveColorCyan |M:Marc: Where are we? |D:10" in text
    assert "* LOC: 01:00:00:05 RED     Nadia: Cut it" in text
    assert "TITLE: Untitled" in text


def test_a_bar_in_a_note_does_not_end_it() -> None:
    text = as_edl([Mark(frame=0, text="a |D:9 b")], title="x", rate=RATE).decode()
    assert "|M:a /D:9 b |D:1" in text


def test_a_table_has_what_premiere_calls_a_marker_and_more() -> None:
    first, second = rows(as_csv(MARKS, rate=RATE))
    assert tuple(first) == COLUMNS
    assert (first["In"], first["Out"], first["To-do"]) == ("00:00:00:05", "00:00:00:06", "done")
    assert (second["Description"], second["Duration"]) == ("Where are\nwe?", "00:00:00:10")
    assert (second["Version"], second["To-do"], second["Colour"]) == ("2", "", "CYAN")


def test_an_open_to_do_says_so_in_the_table() -> None:
    (only,) = rows(as_csv([Mark(frame=0, text="x", is_todo=True)], rate=RATE))
    assert only["To-do"] == "to do"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_note_becomes_a_formula(text: str) -> None:
    (only,) = rows(as_csv([Mark(frame=0, text=text)], rate=RATE))
    assert only["Description"] == f"'{text}"
    assert only["Marker Name"] == f"'{text}"


def test_a_long_note_has_a_short_name() -> None:
    assert Mark(frame=0, text="word " * 40).name.endswith("…")
    assert len(Mark(frame=0, text="word " * 40).name) <= 60
