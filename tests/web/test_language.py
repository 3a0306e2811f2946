"""Dates as people of each language write them."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import force_locale

from web import language, shooting_days

NOON = datetime(2026, 11, 28, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("spoken", "day", "at"),
    [
        ("en", "28 Nov 2026", "28 Nov 12:05"),
        ("fr", "28 nov. 2026", "28 nov. 12:05"),
        ("ja", "2026年11月28日", "11月28日 12:05"),
        ("ar", "28 نوفمبر 2026", "28 نوفمبر 12:05"),
    ],
)
def test_a_date_has_the_order_of_its_language(
    app: Flask, monkeypatch: pytest.MonkeyPatch, spoken: str, day: str, at: str
) -> None:
    monkeypatch.setattr(language, "local", lambda moment: moment)
    with app.test_request_context(), force_locale(spoken):
        assert (language.day(NOON), language.at(NOON)) == (day, at)


@pytest.mark.parametrize(
    ("spoken", "week", "month", "one"),
    [
        ("en", "25 Nov – 1 Dec 2026", "20–28 Nov 2026", "28 Nov 2026"),
        ("ja", "2026年11月25日〜12月1日", "2026年11月20日〜28日", "2026年11月28日"),
    ],
)
def test_days_in_a_row_say_what_they_share_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch, spoken: str, week: str, month: str, one: str
) -> None:
    monkeypatch.setattr(language, "local", lambda moment: moment)
    with app.test_request_context(), force_locale(spoken):
        assert language.days_between(NOON.replace(day=25), NOON.replace(month=12, day=1)) == week
        assert language.days_between(NOON.replace(day=20), NOON) == month
        assert language.days_between(NOON, NOON) == one


@pytest.mark.parametrize(
    ("spoken", "said"), [("en", "Saturday 28 November"), ("ja", "11月28日(土)")]
)
def test_a_shooting_day_has_its_weekday(
    monkeypatch: pytest.MonkeyPatch, spoken: str, said: str
) -> None:
    monkeypatch.setattr(shooting_days, "language", lambda: spoken)
    assert shooting_days.long_day(date(2026, 11, 28)) == said
