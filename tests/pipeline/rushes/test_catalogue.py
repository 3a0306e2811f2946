"""takes.csv, filled and unfilled."""

import pytest

from pipeline.documents.shot_list import Shot
from pipeline.documents.takes import Rating, SoundRole
from pipeline.errors import CannotRead
from pipeline.rushes.catalogue import CAMERA_SOUND, COLUMNS, draft_of, read_entries

HEADER = ",".join(COLUMNS) + "\n"


def test_a_row_says_which_take_a_file_is_and_where_it_is_useful() -> None:
    entries, findings = read_entries(HEADER + "takes/IMG_1.MOV,03a,2,4,good,10,90,lovely\n")
    entry = entries["img_1.mov"]
    assert entry.slate
    assert (entry.file, entry.slate.name) == ("IMG_1.MOV", "S03A_P02_T04")
    assert (entry.rating, entry.in_frame, entry.out_frame) == (Rating.GOOD, 10, 90)
    assert (entry.note, findings) == ("lovely", ())


@pytest.mark.parametrize(
    ("text", "rating"),
    [("", None), ("NG", Rating.NO_GOOD), ("Hold", Rating.HOLD), ("👍", Rating.GOOD)],
)
def test_ratings_are_read_as_sets_write_them(text: str, rating: Rating | None) -> None:
    entries, _ = read_entries(f"{HEADER}a.mov,1,1,1,{text},,,\n")
    assert entries["a.mov"].rating is rating


def test_a_row_may_say_what_else_a_recording_is_and_what_belongs_to_it() -> None:
    entries, findings = read_entries(
        f"{HEADER}a.mov,1,1,2,,,,,,quay,zoom/R1.WAV,-480,LENA: cap\n"
        "RT.wav,,,,,,,,room tone,quay,,,\nb.mov,1,1,3,,,,,take,,NO,,\n"
    )
    take, tone, other = entries.values()
    assert (take.sound, take.sound_offset, take.costume) == ("R1.WAV", -480, "LENA: cap")
    assert (tone.slate, tone.role, tone.place) == (None, SoundRole.ROOM_TONE, "quay")
    assert (other.role, other.sound, findings) == (None, CAMERA_SOUND, ())


def test_a_table_of_before_with_fewer_columns_is_read() -> None:
    entries, findings = read_entries("file,scene,shot,take,rating\na.mov,1,1,1,ng\n")
    assert (entries["a.mov"].rating, entries["a.mov"].place, findings) == (Rating.NO_GOOD, "", ())


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a.mov,one,1,1,,,,", "not a scene number"),
        ("a.mov,1,first,1,,,,", "column shot"),
        ("a.mov,1,0,1,,,,", "column shot"),
        ("a.mov,1,1,1,great,,,", "not a rating"),
        ("a.mov,1,1,1,,-4,,", "column in_frame"),
        ("a.mov,1,1,1,,90,10,", "larger than in_frame"),
        ("a.mov,1,1,1,,,99999999999,", "column out_frame"),
        ("a.mov,,2,,,,,", "not a scene number"),
        ("a.mov,1,1,1,,,,,noise", "not a role"),
        ("a.mov,1,1,1,,,,,,,r.wav,half", "column sound_offset"),
        ("good.mov,1,1,2,,,,", "earlier row"),
    ],
)
def test_a_wrong_row_is_a_blocker_with_its_number_and_the_others_are_kept(
    row: str, reason: str
) -> None:
    entries, (finding,) = read_entries(f"{HEADER}good.mov,1,1,1,,,,\n{row}\n")
    assert list(entries) == ["good.mov"]
    assert finding.message.startswith("Row 3 of takes.csv cannot be used.")
    assert reason in finding.message


def test_a_row_that_is_still_to_be_filled_is_left_out() -> None:
    assert read_entries(f"{HEADER},1,1,1,,,,\n") == ({}, ())


def test_a_table_without_the_column_file_is_refused() -> None:
    with pytest.raises(CannotRead, match="file"):
        read_entries("scene,shot\n1,1\n")


def test_the_draft_has_a_row_to_fill_for_each_planned_shot() -> None:
    text = draft_of([Shot(scene="1", shot=1), Shot(scene="3A", shot=2)])
    assert text == f"{HEADER},1,1,1{',' * 9}\n,3A,2,1{',' * 9}\n"
    assert read_entries(text) == ({}, ())
