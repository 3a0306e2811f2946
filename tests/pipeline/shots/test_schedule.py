from dataclasses import replace
from datetime import date, time

from pipeline.documents.days import ShootingDay
from pipeline.documents.shot_list import Shot, ShotList, ShotStatus
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.shots.schedule import (
    HEADINGS,
    Slot,
    by_cast,
    by_light,
    by_place,
    day_by_shot,
    plan_of,
    schedule_lines,
)

SCENES = ("EXT. QUAY - NIGHT", "INT. BOAT - DAY", "EXT. QUAY - DAWN", "EXT. QUAY - NIGHT")
SCRIPT = "".join(f"{heading}\n\nRain.\n\n" for heading in SCENES)


def test_shots_are_ordered_by_place_then_light_then_scene() -> None:
    scenes = screenplay_of(parse(SCRIPT)).scenes
    shots = [Shot(scene=number, shot=shot) for number in "91234" for shot in (2, 1)]
    slots = by_place(ShotList(shots=tuple(shots)), scenes)
    assert [slot.shot.name for slot in slots] == [
        *("S03_P01", "S03_P02", "S01_P01", "S01_P02", "S04_P01", "S04_P02"),
        *("S02_P01", "S02_P02", "S09_P01", "S09_P02"),
    ]


def test_each_set_up_begins_when_the_one_before_is_done() -> None:
    scenes = screenplay_of(parse(SCRIPT)).scenes
    shots = (Shot(scene="1", shot=1, setup_minutes=30), Shot(scene="1", shot=2, size="ins"))
    lines = list(schedule_lines(by_place(ShotList(shots=shots), scenes)))
    minutes = HEADINGS.index("setup_minutes")
    assert [line[minutes : minutes + 2] for line in lines] == [["30", "0"], ["8", "30"]]
    assert all(len(line) == len(HEADINGS) for line in lines)


def names(slots: tuple[Slot, ...]) -> list[str]:
    return [slot.shot.scene for slot in slots]


def test_by_light_the_day_decides_and_a_shot_of_another_place_goes_there() -> None:
    scenes = screenplay_of(parse(SCRIPT)).scenes
    shots = ShotList(shots=tuple(Shot(scene=number, shot=1) for number in "1234"))
    assert names(by_light(shots, scenes)) == ["3", "2", "1", "4"]
    away = ShotList(shots=(*shots.shots[:3], Shot(scene="4", shot=1, location="BOAT")))
    assert names(by_place(away, scenes)) == ["3", "1", "2", "4"]


def test_by_cast_the_largest_cast_comes_first_and_stays_together() -> None:
    talk = "".join(
        f"INT. {place} - DAY\n\n" + "".join(f"{who}\nHo.\n\n" for who in cast)
        for place, cast in (("A", ["MAY"]), ("B", ["MAY", "HUGO"]), ("C", ["MAY"]), ("A", []))
    )
    scenes = screenplay_of(parse(talk)).scenes
    shots = ShotList(shots=tuple(Shot(scene=number, shot=1) for number in "1234"))
    assert names(by_cast(shots, scenes)) == ["2", "1", "3", "4"]


def test_dropped_shots_are_not_scheduled() -> None:
    shots = (Shot(scene="1", shot=1), Shot(scene="1", shot=2, status=ShotStatus.DROPPED))
    assert len(by_place(ShotList(shots=shots), ())) == 1


def test_days_hold_the_scenes_they_name_and_then_what_fits() -> None:
    scenes = screenplay_of(parse(SCRIPT)).scenes
    shots = ShotList(shots=tuple(Shot(scene=n, shot=1, setup_minutes=60) for n in "1234"))
    first = ShootingDay(date=date(2026, 8, 4), scenes=("2",))
    second = ShootingDay(date=date(2026, 8, 5), call=time(9), wrap=time(13))
    plan = plan_of(by_place(shots, scenes), (first, second))
    assert [one.scenes for one in plan.days] == [("2",), ("3", "1", "4")]
    assert [one.percent for one in plan.days] == [None, 75]
    assert day_by_shot(plan)["S02_P01"] == "2026-08-04"
    assert plan.left_over == ()
    tight = plan_of(by_place(shots, scenes), (replace(second, wrap=time(12)),))
    assert [slot.shot.scene for slot in tight.left_over] == ["4", "2"]


def test_a_move_costs_the_travel_of_its_day_and_a_day_without_time_is_full() -> None:
    scenes = screenplay_of(parse(SCRIPT)).scenes
    shots = ShotList(shots=tuple(Shot(scene=n, shot=1, setup_minutes=60) for n in "123"))
    day = ShootingDay(date=date(2026, 8, 4), scenes=("1", "2", "3"), travel_minutes=30)
    (plan,) = plan_of(by_place(shots, scenes), (day,)).days
    assert (plan.moves, plan.used_minutes) == (1, 210)
    assert [slot.starts_after_minutes for slot in plan.slots] == [0, 60, 150]
    nothing = replace(plan, day=replace(day, call=time(9), wrap=time(9)))
    assert nothing.percent == 100
