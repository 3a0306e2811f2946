from dataclasses import replace
from datetime import date

from pipeline.documents.days import ShootingDay
from pipeline.documents.project import Project
from pipeline.documents.report import Severity
from pipeline.documents.shot_list import Shot, ShotList, ShotStatus
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.shots.checks import check_reading, check_shot_list, facts_of

PROJECT = Project(title="Low Water", group="Blue", target_seconds=60)
QUAY = "EXT. QUAY - DAY\n\nMud.\n\nMAY\nThe tide is out and far away.\n\n"
PLAY = screenplay_of(parse(f"{QUAY}INT. BOAT - DAY\n\nRain.\n"))
WIDE = Shot(scene="1", shot=1, size="ws", framing="master", planned_frames=100)
CLOSE = Shot(scene="1", shot=2, size="cu", characters=("MAY",), planned_frames=100)
BOAT = Shot(scene="2", shot=1, size="ws", planned_frames=100)
ROPE = Shot(scene="2", shot=2, size="ins", planned_frames=100)


def found(*shots: Shot) -> list[tuple[str, str]]:
    findings = check_shot_list(ShotList(shots=shots), PLAY, PROJECT)
    return [(one.code, one.place) for one in findings]


def test_a_covered_script_has_nothing_to_mend() -> None:
    assert found(WIDE, CLOSE, BOAT, ROPE) == []


def test_a_scene_without_a_shot_is_a_blocker() -> None:
    findings = list(check_shot_list(ShotList(shots=(WIDE, CLOSE, ROPE)), PLAY, PROJECT))
    without = list(check_shot_list(ShotList(shots=(WIDE, CLOSE)), PLAY, PROJECT))
    assert [one.code for one in findings if one.severity is Severity.BLOCKER] == []
    assert [(one.code, one.place) for one in without if one.severity is Severity.BLOCKER] == [
        ("C7", "scene 2")
    ]


def test_a_shot_of_a_scene_that_is_not_in_the_script_is_a_blocker() -> None:
    assert ("SCENE", "scene 9") in found(WIDE, CLOSE, BOAT, ROPE, replace(WIDE, scene="9"))


def test_a_scene_of_one_size_is_told() -> None:
    assert found(WIDE, CLOSE, BOAT) == [("C7", "scene 2"), ("C9", "")]


def test_four_shots_of_one_size_look_like_theatre() -> None:
    boat = [replace(BOAT, shot=number) for number in range(1, 5)]
    assert ("C10", "scene 2") in found(WIDE, CLOSE, *boat)


def test_a_line_in_no_shot_is_told_unless_half_of_its_words_are() -> None:
    single = replace(WIDE, framing="")
    assert ("C8", "scene 1") in found(single, CLOSE, BOAT, ROPE)
    said = replace(CLOSE, dialogue="MAY: The tide is out…")
    assert ("C8", "scene 1") not in found(single, said, BOAT, ROPE)


def test_a_new_place_without_a_wide_shot_is_told() -> None:
    medium = replace(WIDE, size="ms", framing="", dialogue="The tide is out and far away.")
    assert found(medium, CLOSE, BOAT, ROPE) == [("C9", "scene 1")]


def test_two_alike_shots_of_one_person_jump() -> None:
    assert found(WIDE, CLOSE, replace(CLOSE, shot=3), BOAT, ROPE) == [("C11", "scene 1")]
    assert found(WIDE, CLOSE, replace(CLOSE, shot=3, angle="low"), BOAT, ROPE) == []


def test_four_shots_of_two_sizes_are_no_theatre() -> None:
    boat = [replace(BOAT, shot=number) for number in range(1, 4)]
    codes = [code for code, _ in found(WIDE, CLOSE, *boat, replace(ROPE, shot=4))]
    assert "C10" not in codes


def test_a_film_without_an_insert_is_told() -> None:
    assert ("C9", "") in found(WIDE, CLOSE, BOAT, replace(ROPE, size="cu"))
    assert ("C9", "") not in found(WIDE, CLOSE, BOAT, replace(ROPE, size="cut"))


def test_a_dropped_shot_covers_nothing() -> None:
    dropped = [replace(one, status=ShotStatus.DROPPED) for one in (BOAT, ROPE)]
    assert ("C7", "scene 2") in found(WIDE, CLOSE, *dropped)
    assert facts_of(ShotList(shots=(WIDE, *dropped)), PROJECT)["shots"] == 1


def test_an_omitted_scene_needs_no_shot_and_its_shots_are_told() -> None:
    omitted = replace(PLAY, scenes=(PLAY.scenes[0], replace(PLAY.scenes[1], omitted=True)))
    without = ShotList(shots=(WIDE, CLOSE, replace(ROPE, scene="1", shot=3)))
    assert list(check_shot_list(without, omitted, PROJECT)) == []
    findings = check_shot_list(ShotList(shots=(WIDE, CLOSE, BOAT, ROPE)), omitted, PROJECT)
    assert [(one.code, one.place) for one in findings] == [("OMITTED", "scene 2")]


def test_a_list_without_shots_is_told() -> None:
    assert ("EMPTY", "") in found()
    assert ("EMPTY", "") not in found(WIDE)


def test_what_was_uncertain_in_the_table_is_told() -> None:
    sure = ShotList(shots=(WIDE,))
    assert list(check_reading(sure)) == []
    unsure = replace(sure, is_encoding_sure=False, unread_row=1_048_576)
    assert [(one.code, one.place) for one in check_reading(unsure)] == [
        *(("ENCODING", ""), ("ROWS", "row 1048576")),
    ]


def test_shots_that_last_longer_than_the_film_may_are_told() -> None:
    assert found(replace(WIDE, planned_frames=2000), CLOSE, BOAT, ROPE) == [("C39", "")]


def test_the_facts_are_counted() -> None:
    facts = facts_of(ShotList(shots=(WIDE, ROPE)), PROJECT)
    assert facts == {
        "shots": 2,
        "must_shots": 2,
        "scenes": 2,
        "planned_seconds": 8.0,
        "setup_minutes": 28,
    }


def test_a_list_without_a_script_is_judged_by_what_needs_none() -> None:
    list_of = ShotList(shots=(WIDE, CLOSE, BOAT, replace(WIDE, scene="9")))
    codes = [one.code for one in check_shot_list(list_of, None, PROJECT)]
    assert codes == ["C7", "C7", "C9"], "one size in scenes 2 and 9; no insert"
    (empty,) = check_shot_list(ShotList(shots=()), None, PROJECT)
    assert (empty.code, empty.severity) == ("EMPTY", Severity.BLOCKER)


def test_days_of_a_film_without_a_script_name_no_unknown_scene() -> None:
    day = ShootingDay(date=date(2026, 8, 4), scenes=("1", "9"))
    listed = ShotList(shots=(WIDE, CLOSE, BOAT, ROPE), days=(day,))
    with_script = {one.message for one in check_shot_list(listed, PLAY, PROJECT)}
    without = {one.message for one in check_shot_list(listed, None, PROJECT)}
    (unknown,) = with_script - without
    assert "9" in unknown
    assert without < with_script
