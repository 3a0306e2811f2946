"""The shooting days on the desk of a film: read, one of them changed, and laid there again."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from babel.dates import format_date

from pipeline import desk
from pipeline.desk import Saving
from pipeline.documents.days import ShootingDay
from pipeline.errors import CannotRead
from pipeline.shots.days import COLUMNS, KEYS, TABLE, days_of, lines_of_days
from pipeline.shots.spreadsheet import read_csv, write_csv
from web import auth
from web.parts import parts
from web.shot_pages import language, place_of

TIMES: Final = ("call", "shooting_call", "lunch", "wrap")
FIRST: Final = ("location", "weather", "hospital", "emergency")
MORE: Final = (
    *("address", "bad_weather_cover", "first_aider", "mentor", "mentor_phone"),
    *(
        "travel_minutes",
        "lunch_minutes",
        "sunrise",
        "sunset",
        "special",
        "advance",
        "notes",
        "unit",
    ),
    *("latitude", "longitude", "time_zone"),
)
"""What is folded away below a day."""
_SHAPES: Final = {"ja": "M月d日(EEE)"}
"""How a day is written where it is not weekday, day, month."""
HEADINGS: Final = {column.key: column for column in COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayForm:
    """One day as its form shows it."""

    was: str
    """Which day it changes: its date and crew; empty for a new one."""
    cells: Mapping[str, str]
    fault: str = ""


def days_on_desk(project_id: int) -> tuple[ShootingDay, ...]:
    """Return the shooting days of a film; none where their table cannot be read."""
    return _read(project_id)[0]


def _read(project_id: int) -> tuple[tuple[ShootingDay, ...], int]:
    """Return the days with the number of the version they were read from."""
    lying = desk.lying(parts().book, parts().store, place_of(project_id, TABLE))
    try:
        days = days_of(read_csv(lying.content, name=TABLE)) if lying else ()
    except CannotRead:
        days = ()
    return days, lying.version.number if lying else 0


def form_of(day: ShootingDay) -> DayForm:
    """Return the form of a day."""
    cells = dict(zip(KEYS, next(iter(lines_of_days([day]))), strict=True))
    return DayForm(was=name_of(day), cells=cells)


def empty_form(last: ShootingDay | None) -> DayForm:
    """Return the form of a new day; what seldom changes is as on the day before."""
    kept = ("call", "shooting_call", "lunch", "lunch_minutes", "wrap", "hospital", "emergency")
    cells = dict.fromkeys(KEYS, "")
    if last:
        cells |= {key: form_of(last).cells[key] for key in (*kept, "first_aider", "mentor")}
    return DayForm(was="", cells=cells)


def cells_of(form: Any) -> dict[str, str]:
    """Return what somebody wrote into the form of a day."""
    cells = {key: form.get(key, "").replace("\r\n", "\n").strip() for key in KEYS}
    return {**cells, "scenes": ", ".join(form.getlist("scenes"))}


def keep_day(project_id: int, was: str, cells: Mapping[str, str]) -> None:
    """Lay the days on the desk again, one of them as it is written now. Raise CannotRead.

    The others are taken from the desk at this moment, so that two people can write two days.
    """
    written = days_of([KEYS, [cells[key] for key in KEYS]])
    days, number = _read(project_id)
    others = [day for day in days if name_of(day) != was]
    if any(name_of(day) == name_of(written[0]) for day in others):
        raise CannotRead("This day is planned already. Change that one, or choose another date.")
    _lay(project_id, [*others, *written], number)


def remove_day(project_id: int, was: str) -> None:
    """Take a day out."""
    days, number = _read(project_id)
    _lay(project_id, [day for day in days if name_of(day) != was], number)


def name_of(day: ShootingDay) -> str:
    """Return what a day goes by: its date, and its crew where there are several."""
    return " ".join(filter(None, (day.date.isoformat(), day.unit)))


def long_day(date: dt.date) -> str:
    """Return a date as a call sheet shows it: the weekday, the day, the month."""
    shape = _SHAPES.get(language(), "EEEE d MMMM")
    return format_date(date, shape, locale=language().replace("en", "en_GB"))


def reason_of(fault: CannotRead) -> str:
    """Return why a day cannot be kept, without the row of a table that nobody sees."""
    return fault.detail.removeprefix("Row 2: ") or str(fault)


def _lay(project_id: int, days: Sequence[ShootingDay], base: int) -> None:
    in_order = sorted(days, key=lambda day: (day.date, day.unit))
    content = write_csv([KEYS, *lines_of_days(in_order)]).encode()
    saving = Saving(
        place=place_of(project_id, TABLE), by=auth.person().id, base=base, content=content
    )
    desk.save(parts().book, parts().store, saving)
