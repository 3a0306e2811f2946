"""References are names to look up among the group's own media, and never paths to open."""

import pytest

from pipeline.errors import CannotRead
from pipeline.timeline.references import (
    Link,
    Links,
    digests_in,
    find_medium,
    folder_of,
    found_link,
    known_names,
    link_of,
    names_of,
    reference_of,
)
from tests.pipeline.timeline.otio_text import reach


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (
            "file:///films/media/w%C3%A9ird%20n%C3%A4me%20%231%20100%25.mp4",
            "wéird näme #1 100%.mp4",
        ),
        ("file:///films/take #1?.mp4", "take #1?.mp4"),
        ("file://localhost/C:/films/a.mp4", "a.mp4"),
        ("C:\\films\\a.mp4", "a.mp4"),
        ("../../media/a.mp4", "a.mp4"),
        ("/etc/passwd", "passwd"),
        ("http://127.0.0.1:18999/a.mp4", "a.mp4"),
        ("a%20b.mp4", "a%20b.mp4"),
        ("file://[nobody/a.mp4", "a.mp4"),
        ("file:a.mp4", "a.mp4"),
        ("smb://nas/films/a.mp4", "a.mp4"),
    ],
)
def test_the_last_part_of_a_path_is_the_name(target: str, name: str) -> None:
    assert names_of(target)[0] == name


def test_a_plain_path_may_also_be_meant_encoded() -> None:
    assert names_of("a%20b.mp4") == ("a%20b.mp4", "a b.mp4")


@pytest.mark.parametrize("target", ["", "..", "/", "file:///", "a/.."])
def test_what_has_no_name_finds_nothing(target: str) -> None:
    assert names_of(target) == ()


KNOWN = known_names({"S01_P01_T01": ("IMG_0012.MOV",), "S01_P01_T02": ("IMG_0013.MOV", "clip.mp4")})


@pytest.mark.parametrize(
    "name", ["S01_P01_T01", "IMG_0012.MOV", "img_0012.mov", "IMG_0012", "IMG_0012.mp4"]
)
def test_a_take_is_found_by_slate_file_name_and_stem(name: str) -> None:
    assert find_medium([name], KNOWN) == "S01_P01_T01"


def test_the_first_name_that_finds_something_counts() -> None:
    assert find_medium(["nothing.mov", "clip.mp4", "IMG_0012.MOV"], KNOWN) == "S01_P01_T02"


def test_what_is_not_there_is_not_found() -> None:
    assert find_medium(["passwd"], KNOWN) is None


def test_a_stem_of_two_media_finds_neither_but_their_full_names_do() -> None:
    known = known_names({"a.mp4": (), "a.mov": ()})
    assert find_medium(["a.avi"], known) is None
    assert find_medium(["a.mov"], known) == "a.mov"


def test_a_missing_reference_is_looked_up_by_the_name_of_its_clip() -> None:
    assert reference_of({"OTIO_SCHEMA": "MissingReference.1"}, "IMG_0012").names == ("IMG_0012",)
    assert reference_of(None, "IMG_0012").names == ("IMG_0012",)
    assert reference_of(None, "").names == ()


def row(**changes: object) -> dict[str, object]:
    plain: dict[str, object] = {
        "OTIO_SCHEMA": "ImageSequenceReference.1",
        "name_prefix": "shot.",
        "name_suffix": ".png",
        "frame_zero_padding": 4,
        "start_frame": 1,
        "frame_step": 2,
        "rate": 24.0,
        "available_range": reach(0, 12, 24.0),
    }
    return plain | changes


def test_every_second_picture_is_shown_twice_as_long() -> None:
    images = reference_of(row(), "").images
    assert images is not None
    assert images.rate == 12
    assert (images.count, images.names()[:2]) == (6, ("shot.0001.png", "shot.0003.png"))


@pytest.mark.parametrize(
    "wrong", [{"start_frame": -1}, {"frame_step": 0}, {"frame_zero_padding": 99}, {"rate": 0}]
)
def test_an_impossible_row_of_pictures_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(CannotRead, match="impossible"):
        reference_of(row(**wrong), "")


@pytest.mark.parametrize(
    ("target", "folder"),
    [
        ("a.mp4", ""),
        ("/Volumes/CARD_A/DCIM/a.mp4", "Volumes/CARD_A/DCIM"),
        ("C:\\films\\day 1\\a.mp4", "C:/films/day 1"),
        ("file://localhost/films/day%201/a.mp4", "films/day 1"),
        ("\\\\nas\\share\\a.mp4", "nas/share"),
    ],
)
def test_the_folders_are_kept_to_tell_two_alike_apart(target: str, folder: str) -> None:
    assert folder_of(target) == folder


def test_an_address_of_the_web_may_carry_a_question() -> None:
    assert "a.mp4" in names_of("https://example.org/films/a.mp4?token=1#t=3")


def test_digests_are_found_wherever_metadata_tell_them_and_no_deeper_than_a_limit() -> None:
    first, second = "a" * 64, "b" * 64
    tells = {"x": [1, {"sha256": f"SHA256:{first.upper()}"}], "y": f"urn:sha256:{second}"}
    assert digests_in(None, tells) == (first, second)
    assert digests_in({"short": "abc", "many": ["x"] * 5000, "late": first}) == ()
    assert len(digests_in([f"{number:064x}" for number in range(50)])) == 8


def test_what_the_reference_tells_comes_before_what_its_clip_tells() -> None:
    own = {"OTIO_SCHEMA": "ExternalReference.1", "target_url": "a", "metadata": {"d": "a" * 64}}
    assert reference_of(own, "", {"d": "b" * 64}).digests == ("a" * 64, "b" * 64)


def test_links_that_were_made_before_are_all_that_counts() -> None:
    known, other = reference_of(None, "IMG_0012.MOV"), reference_of(None, "other")
    link = Link(media="S01_P01_T01", start=known.start)
    links = Links(found={known: link})
    assert link_of(known, links) is link
    assert found_link(other, links) is None
    assert link_of(other, links).media == "other"
    assert link_of(reference_of(None, ""), links).media == "?"
    assert link_of(known, KNOWN).media == "S01_P01_T01"
