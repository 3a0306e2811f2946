"""What a machine can say of shooting days: too much for the time, or in the dark (rule C12)."""

import datetime as dt
from collections.abc import Iterator, Sequence

from pipeline.documents.days import ShootingDay, minutes_of_day
from pipeline.documents.report import Finding, warning
from pipeline.documents.screenplay import Screenplay
from pipeline.documents.shot_list import ShotList
from pipeline.fountain.headings import Light
from pipeline.shots.schedule import MOST_PERCENT, DayPlan, Plan, Slot, by_place, plan_of
from pipeline.shots.sun import sun_of


def check_days(shot_list: ShotList, screenplay: Screenplay | None) -> Iterator[Finding]:
    """Return what cannot be shot as planned; nothing while no day is planned.

    Where there is no script, nobody knows which scenes there are.
    """
    if not shot_list.days:
        return
    plan = plan_of(by_place(shot_list, screenplay.scenes if screenplay else ()), shot_list.days)
    for one in plan.days:
        yield from _too_full(one)
        yield from _in_the_dark(one)
        yield from _without_times(one)
    if screenplay is not None:
        yield from _unknown_scenes(shot_list.days, screenplay)
    yield from _on_no_day(plan)


def clock_of(plan: DayPlan, slot: Slot) -> tuple[dt.time, dt.time] | None:
    """Return when the set-up of a slot begins and ends, lunch taken; None without a call."""
    start = plan.day.shooting_call or plan.day.call
    if start is None:
        return None
    begins = minutes_of_day(start) + slot.starts_after_minutes
    lunch = plan.day.lunch
    if lunch is not None and begins + slot.setup_minutes > minutes_of_day(lunch):
        begins += plan.day.lunch_minutes if start <= lunch else 0
    return _time(begins), _time(begins + slot.setup_minutes)


def _time(minutes: int) -> dt.time:
    last = min(minutes, 24 * 60 - 1)
    return dt.time(last // 60, last % 60)


def _place(day: ShootingDay) -> str:
    return f"day {day.date.isoformat()}"


def _too_full(plan: DayPlan) -> Iterator[Finding]:
    percent = plan.percent
    if percent is not None and percent > MOST_PERCENT:
        yield warning(
            "C12",
            _place(plan.day),
            "On %(day)s, set-ups and moves need %(used)s of %(available)s minutes (%(percent)s %%)."
            " More than %(most)s %% never works out: drop a shot or add time.",
            day=plan.day.date.isoformat(),
            used=plan.used_minutes,
            available=plan.day.available_minutes or 0,
            percent=percent,
            most=MOST_PERCENT,
        )


def _in_the_dark(plan: DayPlan) -> Iterator[Finding]:
    sun = sun_of(plan.day)
    told: set[str] = set()
    for slot in plan.slots:
        clock = clock_of(plan, slot)
        number = slot.shot.scene
        if clock is None or number in told or slot.light is not Light.DAY:
            continue
        dark = (sun.rise and clock[0] < sun.rise) or (sun.set and clock[1] > sun.set)
        if "EXT" in slot.setting and dark:
            told.add(number)
            yield warning(
                "C12",
                f"scene {number}",
                "Scene %(scene)s is outside by day, and on %(day)s it would be shot at %(time)s,"
                " without the sun (%(rise)s to %(set)s). Shoot it at another hour.",
                scene=number,
                day=plan.day.date.isoformat(),
                time=clock[0].strftime("%H:%M"),
                rise=_shown(sun.rise),
                set=_shown(sun.set),
            )


def _shown(time: dt.time | None) -> str:
    return time.strftime("%H:%M") if time else "?"


def _without_times(plan: DayPlan) -> Iterator[Finding]:
    if plan.percent is None:
        yield warning(
            "C12",
            _place(plan.day),
            "%(day)s has no call or no wrap, so nobody can tell whether the shots fit. Write both"
            " times.",
            day=plan.day.date.isoformat(),
        )


def _unknown_scenes(days: Sequence[ShootingDay], screenplay: Screenplay) -> Iterator[Finding]:
    known = {scene.number for scene in screenplay.scenes if not scene.omitted}
    for day in days:
        for number in day.scenes:
            if number not in known:
                yield warning(
                    "C12",
                    _place(day),
                    "%(day)s names scene %(scene)s, which is not in the approved script.",
                    day=day.date.isoformat(),
                    scene=number,
                )


def _on_no_day(plan: Plan) -> Iterator[Finding]:
    scenes = list(dict.fromkeys(slot.shot.scene for slot in plan.left_over))
    if scenes:
        yield warning(
            "C12",
            "",
            "%(count)s shots fit on no day (scenes %(scenes)s). Add time, or drop shots.",
            count=len(plan.left_over),
            scenes=", ".join(scenes[:12]),
        )
