"""The final cut: the credits of the film, its subtitles and its poster. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pipeline.documents.rows import Row, read_each, read_rows, write_rows
from pipeline.documents.subtitles import Subtitle
from pipeline.errors import CannotRead

CREDIT_COLUMNS: Final = ("order", "kind", "role", "name")
LONGEST_NAME: Final = 200


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLine:
    """One line of the credits."""

    kind: CreditKind
    role: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """All lines, in the order in which the group wants them."""

    lines: tuple[CreditLine, ...] = ()

    def of(self, kind: CreditKind) -> tuple[CreditLine, ...]:
        """Return the lines of one kind."""
        return tuple(line for line in self.lines if line.kind is kind)

    def title(self) -> str:
        """Return the title of the film, empty when nobody wrote one."""
        return next((line.name for line in self.of(CreditKind.TITLE) if line.name), "")

    def missing(self, roster: Iterable[str]) -> tuple[str, ...]:
        """Return the people of the roster who are in no line, once each, in its order."""
        written = [_plain(line.name) for line in self.lines]
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


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _names(name: str, text: str) -> bool:
    """Return whether the text has the whole name, not as a part of a longer word."""
    at = text.find(_plain(name))
    while at >= 0:
        end = at + len(_plain(name))
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(_plain(name), at + 1)
    return False


def read_credits(text: str) -> Credits:
    """Return the credits of a credits.csv, by its column "order" where it is filled.

    Raise CannotRead naming every bad row with its reason.
    """
    rows = read_rows(text, name="credits.csv", columns=CREDIT_COLUMNS, key="kind")
    lines = read_each(rows, _ordered_line, name="credits.csv")
    return Credits(lines=tuple(line for _, line in sorted(lines, key=lambda pair: pair[0])))


def _ordered_line(row: Row) -> tuple[tuple[int, int], CreditLine]:
    cells: Mapping[str, str] = row.cells
    order = cells["order"] or str(row.number)
    if not (order.isascii() and order.isdecimal() and len(order) <= 6):
        raise CannotRead("“%(order)s” is not a number for “order”.", order=order[:40])
    try:
        kind = CreditKind(cells["kind"].lower().replace(" ", "_"))
    except ValueError as fault:
        raise CannotRead(
            "“%(kind)s” is not a kind. Write one of: %(kinds)s.",
            kind=cells["kind"][:40],
            kinds=", ".join(CreditKind),
        ) from fault
    if len(cells["name"]) > LONGEST_NAME or len(cells["role"]) > LONGEST_NAME:
        raise CannotRead("the text is longer than %(most)s letters.", most=LONGEST_NAME)
    line = CreditLine(kind=kind, role=cells["role"], name=cells["name"])
    return (int(order), row.number), line


def write_credits(credit_lines: Credits) -> str:
    """Return a credits.csv; read_credits gives the same credits back."""
    rows = (
        (str(10 * number), line.kind.value, line.role, line.name)
        for number, line in enumerate(credit_lines.lines, start=1)
    )
    return write_rows(CREDIT_COLUMNS, rows)
