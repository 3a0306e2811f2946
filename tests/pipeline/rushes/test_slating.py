"""Slates that do not fit together: a lost card, a wrong scene, one name for two recordings."""

from pipeline.documents.project import SlateSystem
from pipeline.documents.report import Finding
from pipeline.rushes.named import Named, Recording, name_recordings
from pipeline.rushes.planned import Planned
from pipeline.rushes.slating import same_bytes, same_names, slates
from pipeline.shots.slate_log import LoggedTake
from tests.pipeline.rushes.shoot import logged, named, plan, shots

NO_PLAN = Planned()


def found(
    takes: tuple[Named, ...],
    *log: LoggedTake,
    wanted: Planned = NO_PLAN,
    system: SlateSystem = SlateSystem.PLANNED,
) -> list[Finding]:
    return list(slates(takes, log, wanted, system))


def told(findings: list[Finding]) -> str:
    return "\n".join(one.message for one in findings)


def test_slates_that_fit_together_have_no_finding() -> None:
    takes = named("S01_P01_T01.mov", "S01_P01_T02.mov", "RT.wav")
    log = [logged("S01_P01_T01"), logged("S01_P01_T02", at=1), logged("S01_P01_T03", rating="void")]
    assert found(takes, *log, wanted=plan(*shots("S01_P01"))) == []


def test_the_gaps_of_a_scene_are_one_finding() -> None:
    takes = named("S01_P01_T03.mov", "S01_P02_T02.mov", "S02_P01_T02.mov")
    findings = found(takes)
    assert [one.place for one in findings] == ["S01_P01_T01", "S02_P01_T01"]
    assert "S01_P01_T01, S01_P01_T02, S01_P02_T01: not here." in told(findings)


def test_a_take_that_the_log_has_and_no_card_is_perhaps_a_lost_card() -> None:
    findings = found(named("S01_P01_T01.mov"), logged("S01_P01_T01"), logged("S01_P01_T02", at=1))
    assert "S01_P01_T02: the log of the slate has it" in told(findings)
    assert len(findings) == 1


def test_a_take_that_was_announced_by_mistake_is_no_gap() -> None:
    takes = named("S01_P01_T01.mov", "S01_P01_T03.mov")
    log = [logged(f"S01_P01_T0{n}", rating="void" if n == 2 else "") for n in (1, 2, 3)]
    assert found(takes, *log) == []


def test_a_recording_that_may_be_the_missing_take_is_asked_about_and_not_called_lost() -> None:

    log = [logged("S01_P01_T01"), logged("S01_P01_T02", at=1)]
    takes = name_recordings([Recording(file="IMG_1.MOV"), Recording(file="IMG_2.MOV")], {}, log)
    assert found(takes, *log) == []


def test_a_take_that_nobody_announced_and_one_announced_twice_are_told() -> None:
    takes = named("S01_P01_T01.mov", "S01_P01_T02.mov")
    findings = found(takes, logged("S01_P01_T01"), logged("S01_P01_T01", at=4))
    assert "S01_P01_T02: nobody announced" in told(findings)
    assert "S01_P01_T01: announced twice" in told(findings)


def test_a_name_or_a_row_that_says_something_else_than_the_picture_is_told() -> None:
    codes = {"S01_P01_T01.mov": "CLQ1 S03 P02 T01", "IMG_7.MOV": "CLQ1 S04 P01"}
    takes = named("S01_P01_T01.mov", "IMG_7.MOV", rows=("IMG_7.MOV,5,1,1",), codes=codes)
    by_row, by_name = found(takes)
    assert (by_row.code, by_row.place) == ("C29", "S05_P01_T01")
    assert "“IMG_7.MOV” → S04_P01. takes.csv counts" in by_row.message
    assert "“S01_P01_T01.mov” → S03_P02_T01. The slate counts" in by_name.message


def test_a_name_or_a_row_that_says_the_same_as_the_picture_is_not_told() -> None:
    codes = {"S01_P01_T01.mov": "CLQ1 S01 P01", "IMG_7.MOV": "CLQ1 S01 P01 T02"}
    takes = named("S01_P01_T01.mov", "IMG_7.MOV", rows=("IMG_7.MOV,1,1,2",), codes=codes)
    assert found(takes) == []


def test_shots_that_nobody_planned_are_one_finding_a_scene() -> None:
    takes = named("S01_P01_T01.mov", "S01_P08_T01.mov", "S01_P09_T01.mov")
    (finding,) = found(takes, wanted=plan(*shots("S01_P01")))
    assert finding.message.startswith("S01_P08, S01_P09: not in the shot list.")


def test_a_slate_number_that_is_left_out_is_perhaps_a_lost_card() -> None:
    takes = named("S12_P36_T01.mov", "S13_P39_T01.mov")
    void = logged("S12_P37_T01", rating="void")
    findings = found(takes, void, system=SlateSystem.CONSECUTIVE)
    assert [one.message.split(" is missing")[0] for one in findings] == ["Slate 38"]
    assert found(takes) == []
    full = named("S12_P36_T01.mov", "S12_P37_T01.mov")
    assert found(full, system=SlateSystem.CONSECUTIVE) == []
    assert found((), system=SlateSystem.CONSECUTIVE) == []


def test_a_slate_number_in_two_scenes_is_told() -> None:
    takes = named("S12_P36_T01.mov", "S13_P36_T02.mov")
    assert "Slate 36 stands in more than one scene" in told(
        found(takes, system=SlateSystem.CONSECUTIVE)
    )


def test_the_same_bytes_under_two_names_are_one_finding_for_all() -> None:
    (finding,) = same_bytes([("d", "b.mov"), ("d", "a.mov"), ("e", "c.mov"), ("e", "d.mov")])
    assert finding.code == "C27"
    assert "“b.mov” = “a.mov”, “d.mov” = “c.mov”" in finding.message
    assert list(same_bytes([("d", "a.mov"), ("e", "b.mov")])) == []


def test_two_recordings_of_one_name_say_which_was_renamed() -> None:
    (finding,) = same_names([("d", "IMG_1.MOV"), ("e", "IMG_1 (2).MOV"), ("f", "party (1990).mov")])
    assert (finding.code, finding.place) == ("C27", "IMG_1 (2).MOV")
    assert "“IMG_1.MOV” → “IMG_1 (2).MOV”" in finding.message
    assert list(same_names([("d", "IMG_1.MOV"), ("d", "IMG_1 (2).MOV")])) == []


def test_two_folders_with_one_name_are_told() -> None:
    (finding,) = same_names([("d", "day 1/RT.wav"), ("e", "day 2/rt.wav"), ("f", "a.mov")])
    assert finding.message.startswith("2 different recordings are called “RT.wav”")
    assert list(same_names([("d", "day 1/RT.wav"), ("d", "day 2/RT.wav")])) == []
