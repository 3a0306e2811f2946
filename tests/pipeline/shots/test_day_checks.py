import datetime as dt
from dataclasses import replace

from pipeline.documents.days import ShootingDay
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.shots.day_checks import check_days

HEADINGS = ("EXT. QUAY - DAY", "INT. BOAT - DAY", "EXT. QUAY - NIGHT")
PLAY = screenplay_of(parse("".join(f"{one}\n\nRain.\n\n" for one in HEADINGS)))
SHOTS = tuple(Shot(scene=scene, shot=1, setup_minutes=60) for scene in "123")
DAY = ShootingDay(
    date=dt.date(2026, 8, 4),
    call=dt.time(9),
    wrap=dt.time(17),
    scenes=("1", "2", "3"),
    sunrise=dt.time(6),
    sunset=dt.time(20),
)


def told(*days: ShootingDay, shots: tuple[Shot, ...] = SHOTS) -> list[tuple[str, str]]:
    findings = check_days(ShotList(shots=shots, days=days), PLAY)
    return [(one.code, one.place) for one in findings]


def test_a_day_with_air_in_it_is_fine() -> None:
    assert told(DAY) == []
    assert told() == []


def test_a_day_that_is_more_than_four_fifths_full_is_told() -> None:
    assert told(replace(DAY, wrap=dt.time(13))) == [("C12", "day 2026-08-04")]
    assert told(replace(DAY, wrap=dt.time(13, 10))) == []


def test_moves_and_lunch_take_their_time() -> None:
    lunch = replace(DAY, wrap=dt.time(13, 10), lunch=dt.time(12))
    far = replace(DAY, wrap=dt.time(13, 10), travel_minutes=60)
    assert told(lunch) == told(far) == [("C12", "day 2026-08-04")]


def test_a_scene_outside_by_day_needs_the_sun() -> None:
    assert told(replace(DAY, sunset=dt.time(10))) == []
    assert told(replace(DAY, sunset=dt.time(9, 59))) == [("C12", "scene 1")]
    assert told(replace(DAY, sunrise=dt.time(9, 1))) == [("C12", "scene 1")]
    early = replace(DAY, call=dt.time(5), sunrise=None)
    assert told(early) == []


def test_a_scene_after_lunch_is_later_by_lunch() -> None:
    late = replace(DAY, lunch=dt.time(9, 30), lunch_minutes=45, sunset=dt.time(10, 30))
    assert told(late) == [("C12", "scene 1")]


def test_a_day_without_times_or_with_a_scene_that_nobody_wrote_is_told() -> None:
    assert told(replace(DAY, wrap=None)) == [("C12", "day 2026-08-04")]
    assert told(replace(DAY, call=None)) == [("C12", "day 2026-08-04")]
    assert told(replace(DAY, scenes=("1", "2", "3", "9"))) == [("C12", "day 2026-08-04")]


def test_shots_that_fit_on_no_day_are_told_and_those_that_fit_are_put_there() -> None:
    assert told(replace(DAY, scenes=("1", "2"))) == [("C12", "")]
    free = replace(DAY, date=dt.date(2026, 8, 5), scenes=())
    assert told(replace(DAY, scenes=("1", "2")), free) == []
    assert told(replace(free, wrap=dt.time(11))) == [("C12", "")]
