"""The headings of a call sheet in four languages, besides those of the table of days. Pure."""

from typing import Final

from pipeline.paper.sheet import Words
from pipeline.shots.columns import Column
from pipeline.shots.days import COLUMNS

TITLE: Final[Words] = ("Call sheet", "Feuille de service", "日々スケジュール", "ورقة الخدمة")
DAY: Final[Words] = (
    "Day %(number)s of %(total)s",
    "Jour %(number)s sur %(total)s",
    "%(total)s日中 %(number)s日目",
    "اليوم %(number)s من %(total)s",
)
MINUTES: Final[Words] = (
    "%(used)s of %(available)s minutes planned",
    "%(used)s minutes prévues sur %(available)s",
    "%(available)s分中 %(used)s分を予定",
    "%(used)s دقيقة مخططة من %(available)s",
)
INSIDE: Final[Words] = ("INT", "INT", "屋内", "داخلي")
OUTSIDE: Final[Words] = ("EXT", "EXT", "屋外", "خارجي")
SHORT_MINUTES: Final[Words] = ("min", "min", "分", "دقيقة")
SHOTS: Final[Words] = ("Shots", "Plans", "カット", "اللقطات")
CAST: Final[Words] = ("Cast", "Distribution", "出演", "الممثلون")
COSTUME: Final[Words] = ("Costume", "Costume", "衣装", "الملابس")
CREW: Final[Words] = ("Crew", "Équipe", "スタッフ", "الفريق")
TO_BRING: Final[Words] = (
    "Props and kit",
    "Accessoires et matériel",
    "小道具・機材",
    "الإكسسوارات والمعدات",
)
SIGNED: Final[Words] = (
    "Read by everybody – signed",
    "Lu par tout le monde – signature",
    "全員が読みました　署名",
    "قرأها الجميع – التوقيع",
)

_BY_KEY: Final = {column.key: column for column in COLUMNS}


def column(key: str) -> Column:
    """Return a column of the table of days."""
    return _BY_KEY[key]
