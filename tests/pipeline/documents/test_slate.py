import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.slate import Slate, parse_slate, scene_name, shot_name
from pipeline.documents.takes import Take, Takes
from pipeline.errors import CannotRead

SCENES = st.builds(
    lambda number, letter: f"{number}{letter}",
    st.integers(1, 999),
    st.sampled_from(["", "A", "B"]),
)


@given(SCENES, st.integers(1, 99), st.integers(1, 99))
def test_a_slate_survives_its_name(scene: str, shot: int, take: int) -> None:
    slate = Slate(scene=scene, shot=shot, take=take)
    assert parse_slate(slate.name) == slate
    assert parse_slate(f"{slate.name}.mov") == slate


def test_the_name_is_as_on_a_slate() -> None:
    assert Slate(scene="3", shot=2, take=4).name == "S03_P02_T04"
    assert Slate(scene="3A", shot=2, take=4).shot_name == shot_name("3A", 2) == "S03A_P02"


@pytest.mark.parametrize("name", ["IMG_0001.MOV", "S03_P02", "S03_P02_T04x", "", "../S01_P01_T01"])
def test_what_is_no_slate_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(CannotRead, match="S03_P02_T04"):
        parse_slate(name)


@pytest.mark.parametrize("scene", ["", "three", "3-A", "٣"])
def test_what_is_no_scene_number_is_refused(scene: str) -> None:
    with pytest.raises(CannotRead, match="3 or 3A"):
        scene_name(scene)


def test_the_takes_of_a_shot_come_in_the_order_of_their_numbers() -> None:
    takes = tuple(
        Take(slate=Slate(scene="1", shot=shot, take=take), file="", digest="", kind="mov")
        for shot, take in ((1, 2), (2, 1), (1, 1))
    )
    found = Takes(frame_rate=takes[0].rate, takes=takes).of_shot("S01_P01")
    assert [one.name for one in found] == ["S01_P01_T01", "S01_P01_T02"]
