"""Papers of people and places, and who is needed in two places at once."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.documents.report import Finding, Severity
from pipeline.errors import CannotRead
from pipeline.rushes.people import double_booked, missing_papers
from pipeline.rushes.planned import Planned
from pipeline.rushes.releases import Release, read_releases
from tests.pipeline.rushes.shoot import DAY, PROJECT, plan, shots

LENA, OTTO = (
    shots("S01_P01", "S01_P02", characters=("Lena",)),
    shots("S01_P03", characters=("OTTO",)),
)
PLAN = plan(*LENA, *OTTO)
TABLE = "person,image,voice,until,form\nAya,yes,yes,2026-12-31,form 7\nBen,yes,no,,\n"


def papers(
    *names: str, releases: tuple[Release, ...] | None = None, wanted: Planned = PLAN
) -> list[Finding]:
    return list(missing_papers(names, wanted, PROJECT, releases))


def test_everybody_with_a_release_has_no_finding() -> None:
    assert papers("S01_P01", "S01_P03", releases=read_releases(TABLE)) == []


def test_a_person_without_a_release_is_one_blocker_with_the_shots() -> None:
    (finding,) = papers("S01_P01", "S01_P02", "S01_P03", releases=read_releases(TABLE)[1:])
    assert (finding.code, finding.place, finding.severity) == ("C13", "Aya", Severity.BLOCKER)
    assert finding.message.startswith("Aya is in S01_P01, S01_P02, and no release")


def test_what_was_not_filmed_needs_no_release() -> None:
    assert papers("S01_P03", "S09_P09", releases=read_releases(TABLE)[1:]) == []


def test_where_no_release_is_known_at_all_one_plain_warning_says_so() -> None:
    for none in (None, ()):
        (finding,) = papers("S01_P01", "S01_P03", releases=none)
        assert (finding.code, finding.place, finding.severity) == ("C13", "", Severity.WARNING)
    assert papers("S09_P09") == []


def test_a_voice_needs_a_release_of_its_own_where_somebody_speaks() -> None:
    speaking = plan(*(replace(shot, dialogue="OTTO: Then open it.") for shot in OTTO))
    (finding,) = papers("S01_P03", releases=read_releases(TABLE), wanted=speaking)
    assert finding.place == "Ben"


def test_a_release_that_has_ended_before_the_last_day_counts_no_more() -> None:
    old = (Release(person="aya", image=True, voice=True, until=date(2026, 8, 3)),)
    assert papers("S01_P01", releases=old) == []
    (finding,) = papers("S01_P01", releases=old, wanted=plan(*LENA, days=(DAY,)))
    assert finding.place == "Aya"


def test_the_newest_paper_of_somebody_counts() -> None:
    withdrawn = read_releases(f"{TABLE}Aya,no,no,,\n")
    assert [one.place for one in papers("S01_P01", releases=withdrawn)] == ["Aya"]


@pytest.mark.parametrize("row", ["Aya,perhaps,yes,,", "Aya,yes,yes,next year,"])
def test_a_row_that_cannot_be_used_is_named(row: str) -> None:
    with pytest.raises(CannotRead, match="Row 2"):
        read_releases(f"person,image,voice,until,form\n{row}\n")


def test_a_place_without_permission_is_a_blocker_where_the_tick_is_used() -> None:
    garden = replace(DAY, location="Garden", permission=False)
    open_day = replace(garden, scenes=())
    release = read_releases(TABLE)
    for day in (garden, open_day):
        (finding,) = papers("S01_P01", releases=release, wanted=plan(*LENA, days=(DAY, day)))
        assert (finding.place, finding.severity) == ("Garden", Severity.BLOCKER)
    (finding,) = papers("S01_P01", releases=release, wanted=plan(*LENA, days=(garden,)))
    assert (finding.code, finding.severity) == ("C13", Severity.WARNING)
    unused = replace(garden, scenes=("9",))
    assert papers("S01_P01", releases=release, wanted=plan(*LENA, days=(DAY, unused))) == []


def test_who_plays_while_nobody_else_runs_the_camera_is_told() -> None:
    (finding,) = double_booked(PLAN, PROJECT)
    assert (finding.code, finding.place, finding.severity) == ("C14", "S01_P03", Severity.WARNING)
    assert finding.message.startswith("Ben: in front of the camera in S01_P03")
    assert "“Camera”" in finding.message


def test_a_shot_without_sound_needs_nobody_at_the_boom() -> None:
    project = replace(PROJECT, crew={"boom": ("Ben",), "dop": ("Aya", "Ben")})
    assert [one.code for one in double_booked(PLAN, project)] == ["C14"]
    silent = plan(*(replace(shot, sound="MOS") for shot in OTTO))
    assert list(double_booked(silent, project)) == []


def test_who_can_hand_the_camera_to_somebody_else_is_not_double_booked() -> None:
    project = replace(PROJECT, crew={"camera": ("Ben", "Chi"), "dop": ("Ben",)})
    assert list(double_booked(PLAN, project)) == []


def test_where_there_is_no_shot_list_the_whole_cast_is_asked_for_its_releases() -> None:
    project = replace(PROJECT, stages=("rushes", "edit", "final_cut"))

    def asked(releases: tuple[Release, ...] | None) -> list[tuple[str, str, Severity]]:
        found = missing_papers(("S01_P01",), Planned(), project, releases)
        return [(one.code, one.place, one.severity) for one in found]

    assert asked(None) == [("C13", "", Severity.WARNING)]
    assert asked(read_releases(TABLE)[1:]) == [("C13", "Aya", Severity.WARNING)]
    assert asked(read_releases(TABLE)) == []
    assert papers("S01_P01", wanted=Planned()) == [], "rushes that are looked at on their own"
