"""The sample workshop is complete and holds together."""

import pytest

from pipeline.documents.project import Project
from pipeline.documents.report import Severity
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.checks import check_screenplay
from pipeline.fountain.parse import parse
from pipeline.sign_off import APPROVED_STATES, Role
from pipeline.stage_facts import STAGE_NAMES
from sample_projects.workshop import ADULTS, GROUPS, SampleGroup

names = [group.name for group in GROUPS]


def test_five_groups_of_six_with_different_names_animals_and_codes() -> None:
    assert len(GROUPS) == len({group.colour for group in GROUPS}) == 5
    assert len({group.code for group in GROUPS}) == 5
    for group in GROUPS:
        assert len({student.name for student in group.students}) == 6
    animals = [student.animal for group in GROUPS for student in group.students]
    assert len(set(animals)) == 30


def test_one_coordinator_and_three_mentors_who_are_in_the_groups() -> None:
    mentors = {adult.name for adult in ADULTS if adult.role is Role.MENTOR}
    assert len(mentors) == 3
    assert [adult.role for adult in ADULTS].count(Role.COORDINATOR) == 1
    assert all(set(group.mentors) <= mentors and group.mentors for group in GROUPS)
    assert all(step.mentor in group.mentors for group in GROUPS for step in group.steps)


@pytest.mark.parametrize("group", GROUPS, ids=names)
def test_a_film_has_gone_through_its_stages_in_order(group: SampleGroup) -> None:
    stages = [step.stage for step in group.steps]
    assert stages == list(STAGE_NAMES[: len(stages)])
    assert all(step.state in APPROVED_STATES for step in group.steps[:-1])


@pytest.mark.parametrize("group", GROUPS, ids=names)
def test_every_script_can_be_read_and_has_no_blocker(group: SampleGroup) -> None:
    screenplay = screenplay_of(parse(group.script.read_text(encoding="utf-8")))
    project = Project(title=group.title, group=group.name, target_seconds=group.target_seconds)
    findings = check_screenplay(screenplay, project)
    assert [one.message for one in findings if one.severity is Severity.BLOCKER] == []
    assert screenplay.title.casefold() == group.title.casefold()
    assert all(scene.speeches for scene in screenplay.scenes)
