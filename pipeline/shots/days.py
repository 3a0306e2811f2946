"""The table of the shooting days, days.csv: as tolerant and as strict as that of the shots.

A call sheet is pinned to walls: a phone number is taken only where an adult's belongs (hospital,
emergency, first aider, mentor), never from a free text.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.documents.days import (
    USUAL_LUNCH_MINUTES,
    USUAL_TRAVEL_MINUTES,
    ShootingDay,
    Spot,
)
from pipeline.errors import CannotRead
from pipeline.shots.cells import minutes_of, names_of, quoted, scene_of
from pipeline.shots.columns import Column, column
from pipeline.shots.rows import Cells, Form, read_rows
from pipeline.shots.sun import zone_of
from pipeline.shots.wording import folded

TABLE: Final = "days.csv"

COLUMNS: Final[tuple[Column, ...]] = (
    column("date", ("Date", "Date", "日付", "التاريخ"), "day|jour|日|撮影日|اليوم"),
    column("unit", ("Unit", "Équipe", "班", "الفريق"), "crew|groupe"),
    column("call", ("Call", "Convocation", "集合", "الحضور"), "general call|rendez-vous|集合時間"),
    column(
        "shooting_call",
        ("Shooting call", "Prêt à tourner", "撮影開始", "بدء التصوير"),
        "shooting|first shot|開始",
    ),
    column("lunch", ("Lunch", "Repas", "昼食", "الغداء"), "déjeuner|昼休み"),
    column("lunch_minutes", ("Lunch minutes", "Repas (min)", "昼食分", "دقائق الغداء")),
    column("wrap", ("Wrap", "Fin", "終了", "الانتهاء"), "end|fin de journée|撮影終了"),
    column("scenes", ("Scenes", "Séquences", "シーン", "المشاهد"), "scene|scènes|séq|مشاهد"),
    column("location", ("Location", "Décor", "場所", "الموقع"), "place|lieu|ロケ地|المكان"),
    column("address", ("Address", "Adresse", "住所", "العنوان")),
    column(
        "permission",
        ("Permission", "Autorisation", "撮影許可", "الإذن"),
        "permitted|permit|許可|تصريح",
    ),
    column("latitude", ("Latitude", "Latitude", "緯度", "خط العرض"), "lat"),
    column("longitude", ("Longitude", "Longitude", "経度", "خط الطول"), "lon|lng|long"),
    column(
        "time_zone",
        ("Time zone", "Fuseau horaire", "時間帯", "المنطقة الزمنية"),
        "timezone|tz|fuseau",
    ),
    column(
        "travel_minutes",
        ("Travel minutes", "Trajet (min)", "移動分", "دقائق الانتقال"),
        "travel|move|trajet|移動",
    ),
    column("weather", ("Weather", "Météo", "天気", "الطقس"), "meteo|天候"),
    column("sunrise", ("Sunrise", "Lever du soleil", "日の出", "الشروق")),
    column("sunset", ("Sunset", "Coucher du soleil", "日の入り", "الغروب"), "日没"),
    column(
        "bad_weather_cover",
        ("Bad weather cover", "Si mauvais temps", "雨天時", "في حال سوء الطقس"),
        "weather cover|rain|pluie|雨天",
    ),
    column("hospital", ("Hospital", "Hôpital", "病院", "المستشفى"), "nearest hospital|hopital"),
    column("emergency", ("Emergency", "Urgences", "緊急連絡先", "الطوارئ"), "emergency no."),
    column(
        "first_aider", ("First aider", "Secouriste", "救護", "المسعف"), "first aid|secours|救護係"
    ),
    column("mentor", ("Mentor", "Intervenant·e", "講師", "المرشد"), "mentors|intervenant"),
    column(
        "mentor_phone",
        ("Mentor's phone", "Téléphone intervenant·e", "講師の電話", "هاتف المرشد"),
        "mentor phone|phone|téléphone|電話|هاتف",
    ),
    column(
        "special",
        ("Special", "À savoir", "特記", "تنبيهات"),
        "special needs|breaks|allergies|注意|خاص",
    ),
    column("advance", ("Advance", "Demain", "翌日の予定", "اليوم التالي"), "advance next day"),
    column("notes", ("Notes", "Remarques", "備考", "ملاحظات"), "note|remarque|メモ|ملاحظة"),
)
KEYS: Final = tuple(one.key for one in COLUMNS)

_TEXTS: Final = (
    *("unit", "location", "address", "weather", "bad_weather_cover", "hospital", "emergency"),
    *("first_aider", "mentor", "mentor_phone", "special", "advance", "notes"),
)
_TIMES: Final = ("call", "shooting_call", "lunch", "wrap", "sunrise", "sunset")
_NO_PHONES: Final = ("unit", "weather", "bad_weather_cover", "special", "advance", "notes")
_PHONE: Final = re.compile(r"\+?\d(?:[ ().\-/]{0,2}\d){7,}")
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.h時](\d{2})?分?)?\s*(am|pm)?", re.ASCII)
_DATE: Final = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?", re.ASCII)
_DATE_BACKWARDS: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
_SPOT: Final = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{1,9})?", re.ASCII)
_YES: Final = frozenset({"yes", "y", "ok", "x", "✓", "✔", "1", "true", "oui", "o", "はい", "済"})
_YES_ARABIC: Final = frozenset({"済み", "○", "有", "نعم", "تم"})

_BY_WORD: Final = {
    folded(word): one.key
    for one in reversed(COLUMNS)
    for word in (one.key, one.key.replace("_", " "), *one.words, *one.also)
}


def days_of(lines: Sequence[Sequence[str]], *, name: str = TABLE) -> tuple[ShootingDay, ...]:
    """Return the shooting days of a table, in the order of their dates. Raise CannotRead."""
    form = Form(name=name, key_of=key_of, needed=("date",), example=", ".join(KEYS[:8]))
    days = read_rows(lines, form, _named)
    return tuple(sorted(days, key=lambda day: (day.date, day.unit)))


def lines_of_days(days: Sequence[ShootingDay]) -> Iterator[list[str]]:
    """Return a row of text for each day, in the order of COLUMNS."""
    for day in days:
        cells = {
            **{key: str(getattr(day, key)) for key in _TEXTS},
            **{key: _clock(getattr(day, key)) for key in _TIMES},
            "date": day.date.isoformat(),
            "scenes": ", ".join(day.scenes),
            "permission": "yes" if day.permission else "",
            "lunch_minutes": str(day.lunch_minutes),
            "travel_minutes": str(day.travel_minutes),
            "latitude": repr(day.spot.latitude) if day.spot else "",
            "longitude": repr(day.spot.longitude) if day.spot else "",
            "time_zone": day.spot.time_zone if day.spot else "",
        }
        yield [cells[key] for key in KEYS]


def _clock(time: dt.time | None) -> str:
    return time.strftime("%H:%M") if time else ""


def key_of(heading: str) -> str:
    """Return the key of a column by its heading in any language, or "" for another column."""
    return _BY_WORD.get(folded(heading).rstrip(" :*"), "")


def _named(cells: Cells) -> tuple[str, ShootingDay]:
    day = _day(cells)
    return " ".join(filter(None, (day.date.isoformat(), day.unit))), day


def _day(cells: Cells) -> ShootingDay:
    texts = {key: cells.get(key, "") for key in _TEXTS}
    for key in _NO_PHONES:
        if _PHONE.search(folded(texts[key])):
            raise CannotRead(
                "a phone number stands under %(column)s; write numbers only for the mentor, the"
                " first aider, the hospital and the emergency",
                column=key,
            )
    times = {key: _time_of(cells.get(key, "")) for key in _TIMES}
    day = ShootingDay(
        date=_date_of(cells["date"]),
        scenes=tuple(scene_of(one) for one in names_of(cells.get("scenes", ""))),
        permission=folded(cells.get("permission", "")) in _YES | _YES_ARABIC,
        lunch_minutes=_minutes(cells.get("lunch_minutes", ""), USUAL_LUNCH_MINUTES),
        travel_minutes=_minutes(cells.get("travel_minutes", ""), USUAL_TRAVEL_MINUTES),
        spot=_spot_of(cells),
        call=times["call"],
        shooting_call=times["shooting_call"],
        lunch=times["lunch"],
        wrap=times["wrap"],
        sunrise=times["sunrise"],
        sunset=times["sunset"],
        **texts,
    )
    start = day.shooting_call or day.call
    if start and day.wrap and day.wrap <= start:
        raise CannotRead("the wrap must be later than the call")
    return day


def _minutes(text: str, usual: int) -> int:
    return minutes_of(text) if text else usual


def _date_of(text: str) -> dt.date:
    """Return the date of 2026-08-04, 4.8.2026 or 2026年8月4日. Raise CannotRead."""
    words = folded(text).removesuffix(" 00:00:00")
    try:
        if found := _DATE.fullmatch(words):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DATE_BACKWARDS.fullmatch(words):
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    raise CannotRead("the date must be like 2026-08-04, not “%(text)s”", text=quoted(text))


def _time_of(text: str) -> dt.time | None:
    """Return the time of 9:30, 9h30, 9時30分 or 9:30 am; None for none. Raise CannotRead."""
    words = folded(text)
    if not words:
        return None
    found = _TIME.fullmatch(words.removesuffix(":00") if words.count(":") == 2 else words)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if found and found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0) if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise CannotRead("a time must be like 9:30, not “%(text)s”", text=quoted(text))
    return dt.time(hour, minute)


def _spot_of(cells: Cells) -> Spot | None:
    parts = [cells.get(key, "") for key in ("latitude", "longitude", "time_zone")]
    if not all(parts):
        return None
    zone_of(parts[2])
    return Spot(
        latitude=_degrees(parts[0], 90), longitude=_degrees(parts[1], 180), time_zone=parts[2]
    )


def _degrees(text: str, most: int) -> float:
    digits = folded(text)
    degrees = float(digits.replace(",", ".")) if _SPOT.fullmatch(digits) else most + 1.0
    if abs(degrees) > most:
        raise CannotRead(
            "a place on the earth must be degrees like 48.85, not “%(text)s”", text=quoted(text)
        )
    return degrees
