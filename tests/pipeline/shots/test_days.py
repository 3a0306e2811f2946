import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.days import ShootingDay, Spot
from pipeline.errors import CannotRead
from pipeline.shots.days import COLUMNS, KEYS, days_of, lines_of_days
from pipeline.shots.spreadsheet import read_csv, write_csv
from pipeline.shots.sun import Sun, sun_of, zone_of

PARIS = Spot(latitude=48.8566, longitude=2.3522, time_zone="Europe/Paris")
SUMMER = dt.date(2026, 8, 4)

TEXTS = st.text(max_size=12).map(
    lambda text: " ".join(
        "".join(one for one in text if not one.isdecimal()).replace("\0", "").split()
    )
)
TIMES = st.one_of(st.none(), st.builds(dt.time, st.integers(0, 23), st.integers(0, 59)))
DAYS = st.builds(
    ShootingDay,
    date=st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2040, 1, 1)),
    call=TIMES,
    lunch=TIMES,
    scenes=st.lists(st.sampled_from(["1", "3A", "12"]), unique=True).map(tuple),
    location=TEXTS,
    permission=st.booleans(),
    spot=st.sampled_from([None, PARIS]),
    mentor_phone=st.sampled_from(["", "+33 6 12 34 56 78"]),
    notes=TEXTS,
    sunrise=TIMES,
)


def read(text: str) -> tuple[ShootingDay, ...]:
    return days_of(read_csv(text.encode(), name="days.csv"))


def refusal(text: str) -> str:
    with pytest.raises(CannotRead) as refused:
        read(text)
    return str(refused.value)


@settings(max_examples=25, deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=3, unique_by=lambda day: day.date))
def test_days_read_back_as_they_were_written(days: list[ShootingDay]) -> None:
    assert read(write_csv([KEYS, *lines_of_days(days)])) == tuple(
        sorted(days, key=lambda d: d.date)
    )


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_the_headings_may_be_of_any_language(place: int) -> None:
    headings = [one.words[place] for one in COLUMNS]
    day = ShootingDay(date=SUMMER, location="Quay", call=dt.time(9), wrap=dt.time(17))
    assert read(write_csv([headings, *lines_of_days([day])])) == (day,)


def test_days_stand_in_the_order_of_their_dates_whatever_the_order_of_rows() -> None:
    days = read("Wrap;Date;Call;Scenes\n17h;5.8.2026;9h30;3a, 1\n5 pm;2026年8月4日;9:30 am;\n")
    assert [(day.date.day, day.call, day.wrap) for day in days] == [
        (4, dt.time(9, 30), dt.time(17)),
        (5, dt.time(9, 30), dt.time(17)),
    ]
    assert days[1].scenes == ("3A", "1")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2026-13-01,,,,,,", "the date must be like 2026-08-04"),
        ("soon,,,,,,", "the date must be like 2026-08-04"),
        ("2026-08-04,25:00,,,,,", "a time must be like 9:30"),
        ("2026-08-04,13 am,,,,,", "a time must be like 9:30"),
        ("2026-08-04,soon,,,,,", "a time must be like 9:30"),
        ("2026-08-04,17:00,9:00,,,,", "the wrap must be later"),
        ("2026-08-04,,,kitchen,,,", "the scene must be a number"),
        ("2026-08-04,,,,91,0,Europe/Paris", "must be degrees like 48.85"),
        ("2026-08-04,,,,48,x,Europe/Paris", "must be degrees like 48.85"),
        ("2026-08-04,,,,48,2,Nowhere/Land", "the time zone must be like"),
        ("2026-08-04,,,,48,2,+19:00", "the time zone must be like"),
        ("2026-08-04,,,,48,2,../../etc/passwd", "the time zone must be like"),
        ("2026-09-09,,,,,,", "already in row 2"),
    ],
)
def test_a_bad_day_is_named_with_its_row_and_reason(row: str, reason: str) -> None:
    head = "date,call,wrap,scenes,latitude,longitude,time_zone\n2026-09-09,,,,,,\n"
    sentence = refusal(head + row + "\n")
    assert "Row 3: " in sentence
    assert reason in sentence


@pytest.mark.parametrize("number", ["0612345678", "+49 (0)30 1234 5678", "٠٦١٢٣٤٥٦٧٨"])
def test_the_number_of_a_child_has_no_place_in_a_free_text(number: str) -> None:
    assert "a phone number stands under notes" in refusal(f"date,notes\n2026-08-04,Mia {number}\n")
    (day,) = read(f"date,mentor_phone\n2026-08-04,{number}\n")
    assert day.mentor_phone == number


def test_the_sun_is_that_of_the_spot_unless_people_wrote_it() -> None:
    day = ShootingDay(date=SUMMER, spot=PARIS)
    assert sun_of(day) == Sun(rise=dt.time(6, 28), set=dt.time(21, 24))
    written = ShootingDay(date=SUMMER, spot=PARIS, sunset=dt.time(20))
    assert sun_of(written) == Sun(rise=dt.time(6, 28), set=dt.time(20))
    assert sun_of(ShootingDay(date=SUMMER)) == Sun()


def test_the_sun_of_the_far_north_may_not_set() -> None:
    svalbard = Spot(latitude=78.2, longitude=15.6, time_zone="+02:00")
    assert sun_of(ShootingDay(date=SUMMER, spot=svalbard)) == Sun()


def test_a_time_zone_is_a_name_or_an_offset() -> None:
    assert zone_of("UTC-3:30").utcoffset(None) == dt.timedelta(hours=-3, minutes=-30)
    assert str(zone_of("Asia/Tokyo")) == "Asia/Tokyo"
