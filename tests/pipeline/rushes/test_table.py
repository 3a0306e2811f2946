"""takes.csv is changed by many hands at once, cell by cell."""

import pytest

from pipeline.documents.shot_list import Shot
from pipeline.documents.takes import Rating, SoundRole
from pipeline.errors import CannotRead
from pipeline.rushes import table
from pipeline.rushes.catalogue import CAMERA_SOUND, draft_of, read_entries

SLATE = {"scene": "1", "shot": "1", "take": "1"}
DRAFT = draft_of([Shot(scene="1", shot=1), Shot(scene="1", shot=2)])


def said(text: str, file: str, **cells: str) -> str:
    """The table after somebody has said this of a file."""
    return table.changed(text, file, cells)


def test_a_take_that_gets_a_slate_takes_the_row_that_waited_for_it() -> None:
    text = said(DRAFT, "IMG_1.MOV", **SLATE)
    assert len(text.splitlines()) == len(DRAFT.splitlines())
    entries, _ = read_entries(said(text, "img_1.mov", scene="2", shot="3", take="4"))
    assert [(one.file, one.slate and one.slate.name) for one in entries.values()] == [
        ("IMG_1.MOV", "S02_P03_T04")
    ]
    entries, _ = read_entries(said(text, "IMG_1.MOV", scene="", shot="", take=""))
    assert entries["img_1.mov"].slate is None


def test_each_cell_can_be_changed_alone_and_reads_back() -> None:
    text = said("", "day 1/A.MOV", rating="hold")
    text = said(text, "A.MOV", in_frame="10", out_frame="90")
    text = said(text, "A.MOV", note="=1+1 is\n no formula")
    text = said(text, "A.MOV", sound="R1.WAV", sound_offset="-480")
    text = said(text, "RT.wav", role="room_tone", place="quay")
    text = said(text, "A.MOV", costume="LENA: coat")
    text = said(text, "B.MOV", sound=CAMERA_SOUND)
    entries, findings = read_entries(text)
    take, tone, other = entries.values()
    assert findings == ()
    assert (take.file, take.rating, take.in_frame, take.out_frame) == ("A.MOV", Rating.HOLD, 10, 90)
    assert (take.note, take.sound, take.sound_offset) == ("=1+1 is no formula", "R1.WAV", -480)
    assert (take.costume, other.sound) == ("LENA: coat", CAMERA_SOUND)
    assert (tone.role, tone.place) == (SoundRole.ROOM_TONE, "quay")


def test_columns_that_people_have_added_and_old_tables_stay() -> None:
    text = said("file;weather;scene\nA.MOV;rain;3\n", "A.MOV", rating="")
    assert text.splitlines()[0].endswith(",costume,weather")
    assert text.splitlines()[1] == "A.MOV,3" + "," * 12 + "rain"


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(CannotRead, match="must name the columns"):
        said("scene,shot\n1,1\n", "A.MOV", rating="")


def test_two_people_change_different_rows_and_cells_at_once() -> None:
    base = said(DRAFT, "A.MOV", **SLATE)
    mine = said(base, "A.MOV", rating="good")
    mine = said(mine, "B.MOV", scene="1", shot="2", take="1")
    theirs = said(base, "A.MOV", note="wind")
    theirs = said(theirs, "C.MOV", rating="no_good")
    merge = table.merge_takes(base, mine, theirs)
    assert merge.clashes == ()
    entries, _ = read_entries(merge.text)
    assert set(entries) == {"a.mov", "b.mov", "c.mov"}
    assert (entries["a.mov"].rating, entries["a.mov"].note) == (Rating.GOOD, "wind")
    assert ",1,2,1" not in merge.text.replace("B.MOV,1,2,1", "")


def test_the_same_cell_changed_twice_is_a_clash_that_people_decide() -> None:
    base = said(DRAFT, "A.MOV", **SLATE)
    mine = said(base, "A.MOV", rating="good")
    theirs = said(base, "A.MOV", rating="no_good")
    merge = table.merge_takes(base, mine, theirs)
    (clash,) = merge.clashes
    assert (clash.place, clash.mine, clash.theirs) == ("a.mov", "rating: good", "rating: no_good")
    assert read_entries(merge.text)[0]["a.mov"].rating is Rating.NO_GOOD
    decided = table.merge_takes(base, mine, theirs, frozenset({"a.mov"}))
    assert read_entries(decided.text)[0]["a.mov"].rating is Rating.GOOD


def test_two_who_fill_the_same_waiting_row_both_keep_their_file() -> None:
    merge = table.merge_takes(DRAFT, said(DRAFT, "A.MOV", **SLATE), said(DRAFT, "B.MOV", **SLATE))
    assert merge.clashes == ()
    assert set(read_entries(merge.text)[0]) == {"a.mov", "b.mov"}


def test_a_row_that_waits_clashes_under_its_slate() -> None:
    mine, theirs = (DRAFT.replace(",1,1,1,", f",1,1,1,{rating}") for rating in ("good", "hold"))
    (clash,) = table.merge_takes(DRAFT, mine, theirs).clashes
    assert clash.place == "slate 1/1/1"
