from hypothesis import given
from hypothesis import strategies as st

from pipeline.lineage import Approved, affected_by, changed_inputs, revision_digest

FILM = {
    "script": Approved(digest="a"),
    "shot_list": Approved(digest="b", inputs={"script": "a"}),
    "rushes": Approved(digest="c", inputs={"shot_list": "b"}),
}
ORDER = ("script", "shot_list", "rushes")


def test_what_rests_on_the_approved_work_is_current() -> None:
    assert changed_inputs({"rushes": "c"}, FILM) == ()


def test_a_changed_script_makes_the_shot_list_out_of_date() -> None:
    film = {**FILM, "script": Approved(digest="a2")}
    assert changed_inputs({"script": "a"}, film) == ("script",)


def test_a_change_far_above_reaches_all_that_rests_on_it() -> None:
    film = {**FILM, "script": Approved(digest="a2")}
    assert changed_inputs({"rushes": "c"}, film) == ("rushes",)


def test_an_approval_that_was_taken_back_counts_as_a_change() -> None:
    film = {stage: one for stage, one in FILM.items() if stage != "shot_list"}
    assert changed_inputs({"shot_list": "b"}, film) == ("shot_list",)


def test_the_stages_that_a_change_would_touch_are_named_in_order() -> None:
    assert affected_by("script", FILM, ORDER) == ("shot_list", "rushes")
    assert affected_by("rushes", FILM, ORDER) == ()


NAMES = st.dictionaries(st.text(max_size=5), st.text("0123456789abcdef", max_size=8), max_size=4)


@given(NAMES, NAMES)
def test_the_digest_depends_on_every_file_and_every_input(
    files: dict[str, str], inputs: dict[str, str]
) -> None:
    def digest(files: dict[str, str], inputs: dict[str, str]) -> str:
        return revision_digest(stage="edit", files=files, inputs=inputs, project="p")

    assert digest(files, inputs) == digest(dict(reversed(files.items())), inputs)
    assert digest(files, inputs) != digest({**files, "more": "0"}, inputs)
    assert digest(files, inputs) != digest(files, {**inputs, "more": "0"})


def test_a_script_that_keeps_the_numbers_of_a_signed_one_has_a_digest_of_its_own() -> None:
    def digest(signed: str) -> str:
        return revision_digest(stage="script", files={}, inputs={}, project="p", signed=signed)

    assert len({digest(""), digest("a"), digest("b")}) == 3
    assert digest("") == revision_digest(stage="script", files={}, inputs={}, project="p")
