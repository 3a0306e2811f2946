import pytest

from pipeline.fountain.numbering import number_scenes, slate_number

LETTERED = [f"1{letter}" for letter in "ABCDEFGHJKLMNPQRSTUVWXYZ"]


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ([None, None, None], ["1", "2", "3"]),
        (["1", "1A", "2"], ["1", "1A", "2"]),
        (["1", None, "2"], ["1", "1A", "2"]),
        (["5", "5", "5"], ["5", "6", "7"]),
        (["I-1-A", "007b", "0"], ["1", "7B", "8"]),
        ([None, "1"], ["2", "1"]),
        (["1", *[None] * 26, "2"], ["1", *LETTERED, "3", "4", "2"]),
    ],
)
def test_each_scene_gets_a_number_of_its_own(written: list[str | None], numbers: list[str]) -> None:
    assert list(number_scenes(written)) == numbers


def test_a_number_must_fit_on_a_slate() -> None:
    assert [slate_number(one) for one in ("12c", "1234", "x", None)] == ["12C", "", "", ""]
