"""Language, direction, times and sizes as people of each language write them."""

from datetime import UTC, datetime, timedelta
from typing import Final

from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    format_timedelta,
)
from babel.numbers import format_decimal, format_percent
from flask import Flask, g, request, session
from flask_babel import Babel, get_locale, gettext

NAMES: Final = {"en": "English", "fr": "Français", "ja": "日本語", "ar": "العربية"}
"""The languages there are catalogues for, each in its own word."""
RIGHT_TO_LEFT: Final = frozenset({"ar", "he", "fa", "ur"})
THEMES: Final = frozenset({"light", "dark"})
_PLAIN: Final = {0x2009: " ", 0xFF5E: "\u301c"}
"""What stands between two days, thin spaces and the wide tilde: not every font has them."""


def _locale() -> str:
    return str(get_locale() or "en")


def _clock() -> str:
    """Return the locale for times: call sheets count twenty-four hours, in English too."""
    return _locale().replace("en", "en_GB")


def chosen(offered: tuple[str, ...]) -> str:
    """Return the language of this request: chosen, else the person's, else the browser's."""
    person = g.get("person")
    for wish in (session.get("language"), person.language if person else None):
        if wish in offered:
            return str(wish)
    return request.accept_languages.best_match(offered) or offered[0]


def speak(app: Flask, languages: tuple[str, ...]) -> None:
    """Set up the catalogues; languages without one are left out."""
    offered = tuple(code for code in languages if code in NAMES) or ("en",)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=lambda: chosen(offered))

    @app.context_processor
    def words() -> dict[str, object]:
        language = _locale()
        return {
            "language": language,
            "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
            "languages": [(code, NAMES[code]) for code in offered],
            "theme": session.get("theme", ""),
        }


def local(moment: datetime) -> datetime:
    """Return a time in the zone of the server, which stands in the workshop."""
    return moment.astimezone()


def since(moment: datetime) -> str:
    """Return when something began: the hour today, the weekday this week, else the date."""
    here, today = local(moment), datetime.now(tz=UTC).astimezone()
    hour = format_time(here, "HH:mm", locale=_clock())
    days = (today.date() - here.date()).days
    if days == 0:
        when = hour
    elif 0 < days < 7:
        when = f"{format_date(here, 'EEE', locale=_clock())} {hour}"
    else:
        when = _date(moment, "MMMd")
    return str(gettext("since %(when)s", when=when))


def when(moment: datetime) -> str:
    """Return when something is to be: the hour today, the weekday within a week, else the date."""
    here, today = local(moment), datetime.now(tz=UTC).astimezone()
    days = abs((here.date() - today.date()).days)
    if days == 0:
        return hour(moment)
    day_of = format_date(here, "EEE", locale=_clock()) if days < 7 else _date(moment, "MMMd")
    return f"{day_of} {hour(moment)}"


def hour(moment: datetime) -> str:
    """Return the hour and minute of a moment."""
    return format_time(local(moment), "HH:mm", locale=_clock())


def waited(moment: datetime) -> str:
    """Return how long something waits, in its largest unit."""
    passed = max(datetime.now(tz=UTC) - moment, timedelta(minutes=1))
    return format_timedelta(passed, granularity="minute", format="short", locale=_locale())


def time_left(seconds: int) -> str:
    """Return how long something will still take, as one says it: not more exact than it is."""
    minutes = -(-seconds // 60)
    if seconds < 45:
        return str(gettext("less than a minute left"))
    if minutes > 10:
        minutes = -(-minutes // 5) * 5
    words = format_timedelta(
        timedelta(minutes=minutes), granularity="minute", threshold=1.5, locale=_locale()
    )
    return str(gettext("about %(time)s left", time=words))


def day(moment: datetime) -> str:
    """Return the date as a stamp shows it."""
    return _date(moment, "yMMMd")


def at(moment: datetime) -> str:
    """Return date and hour."""
    return f"{_date(moment, 'MMMd')} {hour(moment)}"


def days_between(start: datetime, end: datetime) -> str:
    """Return the days of a workshop."""
    first, last = local(start).date(), local(end).date()
    if first == last:
        return day(start)
    return format_interval(first, last, "yMMMd", locale=_clock()).translate(_PLAIN)


def _date(moment: datetime, parts: str) -> str:
    """Return these parts of a date in the order of the language: 28 Nov 2026, 2026年11月28日."""
    return format_skeleton(parts, local(moment), locale=_clock())


def size(count: int) -> str:
    """Return a number of bytes in the unit that reads best."""
    number, unit = float(count), "B"
    for bigger in ("kB", "MB", "GB", "TB"):
        if number < 1000:
            break
        number, unit = number / 1000, bigger
    shape = "#,##0" if number >= 10 or unit == "B" else "#,##0.0"
    return f"{format_decimal(number, shape, locale=_locale())} {unit}"


def percent(fraction: float) -> str:
    """Return a part of the whole in whole percent."""
    return format_percent(fraction, "0%", locale=_locale())


def number(value: object) -> str:
    """Return a fact of a report: numbers in the language's way, everything else as it is."""
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    if isinstance(value, int | float):
        return format_decimal(value, "#,##0.##", locale=_locale())
    return "–" if value in (None, "") else str(value)
