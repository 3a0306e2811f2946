"""Changes of a cue sheet by rows: what is not named stays, two people's changes come together."""

from fractions import Fraction

import pytest

from pipeline.documents.sound import read_cues
from pipeline.editing.cue_table import COLUMNS, added, changed, merge_cues, removed, rows_of
from pipeline.errors import CannotRead, MovedOn

SHEET = """file,role,start,gain_db,performer,note
wind.wav,ambience,6,-12,Ben,=wind
door.wav,effects,1.5,,Aya,
door.wav,effects,9,,Aya,
"""


def test_a_sound_is_added_and_what_people_have_added_stays() -> None:
    text = added(SHEET, {"file": "steps.wav", "role": "effects", "start": "3", "pan": "-40"})
    heads = text.splitlines()[0].split(",")
    assert heads[-1] == "performer"
    assert set(heads) == {*COLUMNS, "performer"}
    rows = rows_of(text)
    assert [row["file"] for row in rows] == ["wind.wav", "door.wav", "door.wav", "steps.wav"]
    assert rows[0]["performer"] == "Ben"
    assert rows[3]["pan"] == "-40"


def test_the_stage_reads_what_was_written_here() -> None:
    cues = read_cues(added(SHEET, {"file": "a.wav", "role": "music"}), rate=Fraction(25))
    assert cues[0].gain_db == -12
    assert cues[0].note == "=wind"
    assert cues[3].role.value == "music"


def test_an_empty_desk_begins_with_a_heading() -> None:
    assert rows_of("") == ()
    (row,) = rows_of(added("", {"file": "a.wav"}))
    assert (row["file"], row["gain_db"]) == ("a.wav", "")


def test_one_of_two_rows_of_a_file_is_changed_or_taken_out() -> None:
    assert [row["start"] for row in rows_of(changed(SHEET, 2, "door.wav", {"start": "8"}))] == [
        *("6", "1.5", "8")
    ]
    assert [row["start"] for row in rows_of(removed(SHEET, 1, "door.wav"))] == ["6", "9"]


@pytest.mark.parametrize("at", [-1, 0, 3, 99])
def test_a_row_that_is_another_by_now_is_not_touched(at: int) -> None:
    with pytest.raises(MovedOn):
        changed(SHEET, at, "door.wav", {"start": "8"})
    with pytest.raises(MovedOn):
        removed(SHEET, at, "door.wav")


def test_a_table_without_files_is_refused() -> None:
    with pytest.raises(CannotRead, match="first row"):
        rows_of("name,start\na.wav,3\n")


def test_two_who_place_two_sounds_at_once_have_both() -> None:
    mine = added(SHEET, {"file": "mine.wav", "start": "1"})
    theirs = changed(SHEET, 0, "wind.wav", {"gain_db": "-6"})
    merge = merge_cues(SHEET, mine, theirs)
    assert merge.clashes == ()
    rows = rows_of(merge.text)
    assert {row["file"] for row in rows} == {"wind.wav", "door.wav", "mine.wav"}
    assert rows[0]["gain_db"] == "-6"


def test_two_who_move_one_sound_to_different_places_clash() -> None:
    mine, theirs = (changed(SHEET, 0, "wind.wav", {"start": to}) for to in ("7", "5"))
    (clash,) = merge_cues(SHEET, mine, theirs).clashes
    assert clash.place == "wind.wav"
    assert merge_cues(SHEET, mine, theirs, frozenset({"wind.wav"})).clashes == ()
