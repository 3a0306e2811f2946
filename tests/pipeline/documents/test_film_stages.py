"""Which stages a film has: three are always there, the others can be left out together or alone."""

from itertools import combinations

import pytest

from pipeline.documents.film_stages import (
    ALL,
    ALWAYS,
    OPTIONAL,
    chosen,
    must_have,
    stage_after,
    stage_before,
    stage_needs,
)
from pipeline.documents.project import Project, read_project_toml
from pipeline.errors import CannotRead, LeftOut, NotFound
from pipeline.stage_facts import STAGE_NAMES, facts_of

EXERCISE = ("rushes", "edit", "final_cut")


def test_a_film_of_which_nobody_has_chosen_has_all_six_stages() -> None:
    assert Project(title="The Kite", group="Blue").stages == ALL == STAGE_NAMES
    assert read_project_toml('title = "The Kite"').stages == STAGE_NAMES


def test_a_project_folder_says_which_stages_its_film_has() -> None:
    text = 'title = "The Kite"\nstages = ["final_cut", "rushes", "edit"]'
    assert read_project_toml(text).stages == EXERCISE
    with pytest.raises(CannotRead, match="rushes cannot be left out"):
        read_project_toml('stages = ["script", "edit", "final_cut"]')
    with pytest.raises(CannotRead, match="no stage called “dubbing”"):
        read_project_toml('stages = "dubbing"')


def test_stages_keep_their_order_in_whatever_order_they_were_ticked() -> None:
    assert chosen(reversed(STAGE_NAMES)) == STAGE_NAMES
    assert chosen(["final_cut", "edit", "rushes", "edit"]) == EXERCISE


@pytest.mark.parametrize("name", ALWAYS)
def test_what_a_film_is_made_of_cannot_be_left_out_and_it_is_said_why(name: str) -> None:
    with pytest.raises(CannotRead) as refused:
        chosen(one for one in STAGE_NAMES if one != name)
    assert str(refused.value) == ALWAYS[name]


@pytest.mark.parametrize(
    "left_out", [names for count in range(4) for names in combinations(OPTIONAL, count)]
)
def test_every_stage_needs_only_what_comes_before_it_in_its_film(left_out: tuple[str, ...]) -> None:
    stages = chosen(one for one in STAGE_NAMES if one not in left_out)
    for name in stages:
        needs = stage_needs(stages, name)
        assert set(needs) == set(facts_of(name).needs) - set(left_out)
        assert all(stages.index(one) < stages.index(name) for one in needs)
    assert {"rushes", "edit"} <= set(stage_needs(stages, "final_cut"))


def test_stages_follow_each_other_as_if_those_left_out_had_never_been() -> None:
    assert [stage_before(EXERCISE, one) for one in EXERCISE] == [None, "rushes", "edit"]
    assert [stage_after(EXERCISE, one) for one in EXERCISE] == ["edit", "final_cut", None]
    assert stage_before(STAGE_NAMES, "rushes") == "shot_list"
    assert stage_after(STAGE_NAMES, "edit") == "sound"


def test_a_stage_that_was_left_out_is_told_from_a_word_that_is_none() -> None:
    must_have(EXERCISE, "edit")
    with pytest.raises(LeftOut, match="leaves this stage out"):
        must_have(EXERCISE, "script")
    with pytest.raises(NotFound, match="no stage called “dubbing”") as unknown:
        must_have(EXERCISE, "dubbing")
    assert not isinstance(unknown.value, LeftOut)
