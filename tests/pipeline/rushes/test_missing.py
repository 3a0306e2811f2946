"""What is missing before the group leaves a place."""

from dataclasses import replace

from pipeline.documents.shot_list import Priority, Shot, ShotList
from pipeline.rushes.missing import (
    Missing,
    MissingKind,
    missing_table,
    sounds_of,
    what_is_missing,
)
from pipeline.rushes.named import Named
from pipeline.rushes.on_set import missing_sounds
from pipeline.rushes.planned import Planned, planned
from pipeline.rushes.releases import read_releases
from tests.pipeline.rushes.shoot import DAY, PROJECT, named, plan, shots

KITCHEN = shots("S01_P01", "S01_P02", location="Kitchen")
QUAY = shots("S02_P01", location="Quay")
NICE = shots("S02_P02", location="quay", priority=Priority.NICE)
PLAN = plan(*KITCHEN, *QUAY, *NICE)
ROWS = ("S01_P01_T01.mov,,,,no_good",)


def missing(takes: tuple[Named, ...], wanted: Planned = PLAN) -> tuple[Missing, ...]:
    return what_is_missing(wanted, takes, PROJECT)


def told(found: tuple[Missing, ...]) -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.place, one.what) for one in found]


def test_before_anything_is_shot_everything_is_missing_place_by_place() -> None:
    assert told(missing(())) == [
        ("must_shot", "Kitchen", "S01_P01"),
        ("must_shot", "Kitchen", "S01_P02"),
        ("room_tone", "Kitchen", ""),
        ("must_shot", "Quay", "S02_P01"),
        ("room_tone", "Quay", ""),
        ("nice_shot", "quay", "S02_P02"),
    ]


def test_when_all_is_shot_nothing_is_missing() -> None:
    takes = named(
        *("S01_P01_T01.mov", "S01_P02_T01.mov", "S02_P01_T01.mov", "S02_P02_T01.mov"),
        *("RT_kitchen.wav", "RT2.wav"),
        rows=("RT2.wav,,,,,,,,room_tone,the quay",),
    )
    assert missing(takes) == ()
    assert list(missing_sounds(missing(takes))) == []


def test_a_shot_with_bad_takes_only_still_needs_a_good_one() -> None:
    found = missing(named("S01_P01_T01.mov", rows=ROWS))
    assert ("good_take", "Kitchen", "S01_P01") in told(found)


def test_a_room_tone_that_says_no_place_is_enough_for_one_place_only() -> None:
    takes = named("S01_P01_T01.mov", "S02_P01_T01.mov", "RT.wav")
    (finding,) = missing_sounds(missing(takes))
    assert (finding.code, finding.place) == ("C31", "Kitchen")
    assert finding.message.startswith("No room tone of: Kitchen, Quay.")
    assert list(missing_sounds(missing(takes, plan(*KITCHEN)))) == []


def test_where_nothing_was_filmed_yet_no_room_tone_is_asked_for_by_the_check() -> None:
    assert list(missing_sounds(missing(()))) == []


def test_where_no_place_is_known_one_room_tone_is_asked_for() -> None:
    takes = named("S01_P01_T01.mov")
    (finding,) = missing_sounds(missing(takes, Planned()))
    assert finding.message.startswith("There is no room tone.")
    assert list(missing_sounds(missing(named("S01_P01_T01.mov", "RT.wav"), Planned()))) == []


def test_the_sounds_of_the_shot_list_are_read_and_those_of_the_take_left_out() -> None:
    assert sounds_of(Shot(scene="1", shot=1, sound="sync; wild: door; wild: wind")) == (
        *("door", "wind"),
    )
    assert sounds_of(Shot(scene="1", shot=1, sound="light wind, boots on gravel")) == (
        *("light wind", "boots on gravel"),
    )
    assert sounds_of(Shot(scene="1", shot=1, sound="wild", description="The kite")) == ("The kite",)
    for none in ("", "MOS", "sync", "synchrone", "無音"):
        assert sounds_of(Shot(scene="1", shot=1, sound=none)) == ()


def test_a_wild_sound_is_there_when_a_recording_names_it_or_its_shot() -> None:
    wanted = plan(*(replace(shot, sound="wild: old door") for shot in QUAY))
    base = ("S02_P01_T01.mov", "RT.wav")
    (finding,) = missing_sounds(missing(named(*base), wanted))
    assert finding.message.startswith("Nobody has recorded: old door (for S02_P01).")
    heard = [
        named(*base, "WT-door.wav"),
        named(*base, "ZOOM_1.wav", rows=("ZOOM_1.wav,,,,,,,the door,wild",)),
        named(*base, "ZOOM_1.wav", rows=("ZOOM_1.wav,2,1,1,,,,,wild",)),
    ]
    for takes in heard:
        assert missing(takes, wanted) == ()
    assert missing(named(*base, "WT_train.wav"), wanted) != ()


def test_who_was_filmed_without_a_paper_is_missing_a_release() -> None:
    wanted = plan(*(replace(shot, characters=("LENA",)) for shot in QUAY))
    takes = named("S02_P01_T01.mov", "RT.wav")
    releases = read_releases("person,image,voice\nBen,yes,yes\n")
    (found,) = what_is_missing(wanted, takes, PROJECT, releases)
    assert (found.kind, found.what, found.shots) == (MissingKind.RELEASE, "Aya", ("S02_P01",))


def test_the_table_has_a_row_for_each_thing() -> None:
    text = missing_table(missing(named("S02_P01_T01.mov", "RT_quay.wav"), plan(*QUAY, *NICE)))
    assert text == "kind,place,what,shots,description\nnice_shot,quay,S02_P02,S02_P02,\n"


def test_a_place_is_that_of_the_shot_of_its_scene_or_of_its_day() -> None:
    shot_list = ShotList(shots=(*KITCHEN, *shots("S01_P03", "S03_P01", "S04_P01")), days=(DAY,))
    schedule = "order,place,scene,shot,day\n1,ATTIC,3,1,2026-08-05\n2,,4,1,\n3,,4,x,\n"
    wanted = planned(shot_list, schedule)
    assert wanted.places == {
        **dict.fromkeys(("S01_P01", "S01_P02"), "Kitchen"),
        "S01_P03": "Quay",
        "S03_P01": "ATTIC",
        "S04_P01": "Quay",
    }
    assert wanted.days == {"S03_P01": "2026-08-05"}
    two = planned(replace(shot_list, days=(DAY, replace(DAY, location="Hill", scenes=("2",)))))
    assert "S04_P01" not in two.places


def test_a_sound_that_two_shots_of_a_place_name_is_wanted_once() -> None:
    wanted = plan(*shots("S01_P01", "S01_P02", location="Quay", sound="wild: bell"))
    bells = [one for one in missing((), wanted) if one.kind is MissingKind.WILD_SOUND]
    assert [(one.what, one.shots) for one in bells] == [("bell", ("S01_P01", "S01_P02"))]
