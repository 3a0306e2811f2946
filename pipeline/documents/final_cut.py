"""The final cut: the credits of the film, its subtitles and its poster. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from pipeline.documents.company import plain_name
from pipeline.documents.rows import Row, read_each, read_rows, write_rows
from pipeline.documents.subtitles import Subtitle
from pipeline.errors import CannotRead

CREDIT_COLUMNS: Final = ("order", "kind", "role", "name")
LANGUAGES: Final = ("en", "fr", "ja", "ar")
"""The languages that credits can be set in."""
MOST_LANGUAGES: Final = 3
"""Side by side on one card."""
SETTING: Final = "setting"
"""The kind of a row that says how the credits are shown: role = style or languages."""
LONGEST_NAME: Final = 200
_WORDINGS: Final = tuple(f"{what}_{code}" for code in LANGUAGES for what in ("role", "name"))
_COLUMNS: Final = (*CREDIT_COLUMNS, *_WORDINGS)


class CreditKind(StrEnum):
    """What a line of the credits is for; the cards come in this order."""

    TITLE = "title"
    """The name of the film, on the title card."""
    FILM_BY = "film_by"
    """The line under the title: "a film by the Blue group"."""
    CAST = "cast"
    """role = character, name = person."""
    CREW = "crew"
    """role = what the person did."""
    HELP = "help"
    """With the help of: mentors, teachers."""
    MUSIC = "music"
    """name = title, composer and rights."""
    THANKS = "thanks"
    EVENT = "event"
    """Made during ..., where and when."""
    AI = "ai"
    """Role empty: the statement. Role filled: a tool, and name says what it made."""
    NOTICE = "notice"
    """A line that a licence asks for."""


class CreditStyle(StrEnum):
    """How the end credits are shown."""

    CARDS = "cards"
    """One after the other, each standing still."""
    CRAWL = "crawl"
    """From below to above, in one go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A line in another language; what is empty is as in the first one."""

    language: str
    role: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLine:
    """One line of the credits."""

    kind: CreditKind
    role: str = ""
    name: str = ""
    others: tuple[Wording, ...] = ()

    def wording(self, language: str) -> Wording:
        """Return what was written for another language, empty where nothing was."""
        found = (one for one in self.others if one.language == language)
        return next(found, Wording(language=language))


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """All lines, in the order in which the group wants them."""

    lines: tuple[CreditLine, ...] = ()
    languages: tuple[str, ...] = ()
    """Side by side, the first one first; empty: only the language of the film."""
    style: CreditStyle = CreditStyle.CARDS

    def languages_of(self, film_language: str) -> tuple[str, ...]:
        """Return the languages of the cards, the first one first; at least that of the film."""
        return self.languages or (film_language[:2].lower(),)

    def of(self, kind: CreditKind) -> tuple[CreditLine, ...]:
        """Return the lines of one kind."""
        return tuple(line for line in self.lines if line.kind is kind)

    def title(self) -> str:
        """Return the title of the film, empty when nobody wrote one."""
        return next((line.name for line in self.of(CreditKind.TITLE) if line.name), "")

    def missing(self, roster: Iterable[str]) -> tuple[str, ...]:
        """Return the people of the roster who are in no line, once each, in its order."""
        written = [plain_name(line.name) for line in self.lines]
        absent = (name for name in roster if not any(_names(name, text) for text in written))
        return tuple(dict.fromkeys(absent))


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleTrack:
    """Subtitles in another language than the film's."""

    language: str
    """Two letters: fr."""
    subtitles: tuple[Subtitle, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OddFile:
    """A file with subtitles that was not used, or that was read by a guess."""

    name: str
    code: str = ""
    """The old code in which it was saved; empty: another file was used instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalCut:
    """What is put around the picture and the mix."""

    credits: Credits
    subtitles: tuple[Subtitle, ...] = ()
    """Timed against the picture of the edit; the film's title card comes before it."""
    poster: str = ""
    """Name of the group's picture; empty: a frame of the film is taken."""
    other_subtitles: tuple[SubtitleTrack, ...] = ()
    """In other languages, timed like the first."""
    odd_files: tuple[OddFile, ...] = ()
    burn_in: tuple[str, ...] = ()
    """Languages whose subtitles are to stand in the picture of a film of their own."""
    loudness: str = ""
    """The loudness profile of the mix; "" for that of the project."""


def _names(name: str, text: str) -> bool:
    """Return whether the text has the whole name, not as a part of a longer word."""
    plain = plain_name(name)
    at = text.find(plain)
    while at >= 0:
        end = at + len(plain)
        if not text[max(0, at - 1) : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(plain, at + 1)
    return False


def names_one_of(text: str, names: Iterable[str]) -> bool:
    """Return whether a text has one of these names in it, whole."""
    plain = plain_name(text)
    return any(_names(name, plain) for name in names)


def read_credits(text: str) -> Credits:
    """Return the credits of a credits.csv, by its column "order" where it is filled.

    Raise CannotRead naming every bad row with its reason.
    """
    rows = read_rows(text, name="credits.csv", columns=_COLUMNS, key="kind")
    settings = [row for row in rows if _kind_of(row) == SETTING]
    lines = read_each(
        (row for row in rows if _kind_of(row) != SETTING), _ordered_line, name="credits.csv"
    )
    ordered = Credits(lines=tuple(line for _, line in sorted(lines, key=lambda pair: pair[0])))
    for change in read_each(settings, _setting, name="credits.csv"):
        ordered = replace(ordered, **change)
    return ordered


def _kind_of(row: Row) -> str:
    return row.cells["kind"].lower().replace(" ", "_")


def _setting(row: Row) -> Mapping[str, Any]:
    """Return the field that a row of the kind setting sets."""
    what, said = row.cells["role"].lower(), row.cells["name"].lower().replace(",", " ")
    if what == "style" and said in set(CreditStyle):
        return {"style": CreditStyle(said)}
    languages = tuple(dict.fromkeys(said.split()))
    if what == "languages" and len(languages) <= MOST_LANGUAGES and set(languages) <= {*LANGUAGES}:
        return {"languages": languages}
    raise CannotRead(
        "“%(said)s” cannot be set. Write style: cards or crawl; or languages: up to %(most)s of"
        " %(languages)s.",
        said=f"{what} {said}"[:40],
        most=MOST_LANGUAGES,
        languages=", ".join(LANGUAGES),
    )


def _ordered_line(row: Row) -> tuple[tuple[int, int], CreditLine]:
    cells: Mapping[str, str] = row.cells
    order = cells["order"] or str(row.number)
    if not (order.isascii() and order.isdecimal() and len(order) <= 6):
        raise CannotRead("“%(order)s” is not a number for “order”.", order=order[:40])
    try:
        kind = CreditKind(_kind_of(row))
    except ValueError as fault:
        raise CannotRead(
            "“%(kind)s” is not a kind. Write one of: %(kinds)s.",
            kind=cells["kind"][:40],
            kinds=", ".join(CreditKind),
        ) from fault
    if any(len(cells[column]) > LONGEST_NAME for column in ("role", "name", *_WORDINGS)):
        raise CannotRead("the text is longer than %(most)s letters.", most=LONGEST_NAME)
    line = CreditLine(kind=kind, role=cells["role"], name=cells["name"], others=wordings_of(cells))
    return (int(order), row.number), line


def wordings_of(cells: Mapping[str, str]) -> tuple[Wording, ...]:
    """Return what cells called role_fr, name_fr and so on say in other languages."""
    found = (
        Wording(
            language=code, role=cells.get(f"role_{code}", ""), name=cells.get(f"name_{code}", "")
        )
        for code in LANGUAGES
    )
    return tuple(one for one in found if one.role or one.name)


def write_credits(credit_lines: Credits, *, numbered: bool = True) -> str:
    """Return a credits.csv; read_credits gives the same credits back.

    Without numbers its rows count as they stand: so two people's changes can be put together.
    """
    rows = [*_settings_of(credit_lines), *map(_cells_of, credit_lines.lines)]
    used = [key for key in _WORDINGS if any(row.get(key) for row in rows)]
    columns = [*(CREDIT_COLUMNS if numbered else CREDIT_COLUMNS[1:]), *used]
    for number, row in enumerate(rows, start=1):
        row["order"] = str(10 * number)
    return write_rows(columns, ([row.get(key, "") for key in columns] for row in rows))


def _settings_of(credit_lines: Credits) -> Sequence[dict[str, str]]:
    said = {
        "languages": " ".join(credit_lines.languages),
        "style": "" if credit_lines.style is CreditStyle.CARDS else credit_lines.style.value,
    }
    return [{"kind": SETTING, "role": what, "name": name} for what, name in said.items() if name]


def _cells_of(line: CreditLine) -> dict[str, str]:
    cells = {"kind": line.kind.value, "role": line.role, "name": line.name}
    for one in line.others:
        cells |= {f"role_{one.language}": one.role, f"name_{one.language}": one.name}
    return cells
