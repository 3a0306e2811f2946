"""A table of people as a school sends it, row by row, with what must be mended. Pure.

Only what is needed goes in: a first name, a group, a role, a language, an animal. A column with
family names, e-mail addresses or birthdays is refused as a whole, so that nothing of it is kept.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.documents.animals import ANIMALS
from pipeline.documents.company import plain_name
from pipeline.documents.report import Finding, Severity, blocker, warning
from pipeline.documents.roster_words import (
    FORBIDDEN,
    HEADERS,
    LANGUAGE_WORDS,
    ROLE_WORDS,
    Forbidden,
    plain_word,
)
from pipeline.documents.rows import write_rows
from pipeline.documents.workshop_plan import one_line
from pipeline.errors import CannotRead
from pipeline.sign_off import Role

COLUMNS: Final = ("name", "group", "role", "language", "avatar")
LONGEST: Final = 40
"""Letters of a display name."""
MOST: Final = 600
"""People of one table."""
_COMPOUND: Final = frozenset(
    ("عبد", "أبو", "ابو", "أم", "abd", "abdel", "abdul", "abou", "abu", "oum", "mc", "la", "el")
)
"""First words that are no name without the second one."""
_JAPANESE: Final = r"[\u3040-\u30ff\u3400-\u9fff々]+"
_FAMILY_FIRST: Final = re.compile(f"{_JAPANESE}(?: {_JAPANESE})+")
"""Names in Japanese writing: the family name stands first."""
_PRIVATE: Final = re.compile(r"\S+@\S+|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\+?\d[\d ()./-]{6,}")
"""An e-mail address, a date, a telephone number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is there before the table comes."""

    groups: tuple[str, ...] = ()
    names: frozenset[tuple[str, str]] = frozenset()
    """Group (empty for adults) and name of everybody, as they are compared."""
    languages: tuple[str, ...] = ("en",)
    """Those that the site speaks; the first is usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """Somebody of the table."""

    number: int
    """As a spreadsheet counts: the header is row 1."""
    given: str
    """The name as it was written."""
    name: str
    """The display name that is kept."""
    group: str
    role: Role
    language: str
    avatar: str
    findings: tuple[Finding, ...]

    @property
    def is_shortened(self) -> bool:
        """Whether the coordinator has to agree to the name."""
        return self.name != self.given


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterTable:
    """A table that was read."""

    rows: tuple[RosterRow, ...]

    @property
    def blockers(self) -> int:
        """How many findings must be mended first."""
        found = (one for row in self.rows for one in row.findings)
        return sum(one.severity is Severity.BLOCKER for one in found)

    @property
    def shortened(self) -> tuple[RosterRow, ...]:
        """Rows whose full name becomes a first name."""
        return tuple(row for row in self.rows if row.is_shortened)

    def new_groups(self, known: Known) -> tuple[str, ...]:
        """Return the groups that do not exist yet, each once, in their order."""
        there = {plain_name(name) for name in known.groups}
        wanted: dict[str, str] = {}
        for row in self.rows:
            wanted.setdefault(plain_name(row.group), row.group)
        return tuple(name for word, name in wanted.items() if word and word not in there)


def read_roster(
    lines: Sequence[Sequence[str]], known: Known, *, name: str = "roster.csv"
) -> RosterTable:
    """Return the people of a table, each with what was found. Raise CannotRead for the whole."""
    header = [plain_word(cell) for cell in lines[0]] if lines else []
    _refuse_private(header)
    places = {HEADERS[word]: place for place, word in enumerate(header) if word in HEADERS}
    if "name" not in places:
        raise CannotRead(
            "The first row of %(name)s must name the columns: %(columns)s.",
            name=name,
            columns=", ".join(COLUMNS),
        )
    numbered = enumerate(lines[1:], start=2)
    filled = [(number, line) for number, line in numbered if any(map(str.strip, line))]
    if not filled:
        raise CannotRead("%(name)s has no row below its first one.", name=name)
    if len(filled) > MOST:
        raise CannotRead("%(name)s has more than %(most)s rows.", name=name, most=MOST)
    rows = [_row(number, line, places, known) for number, line in filled]
    return RosterTable(rows=tuple(_compared(rows, known)))


def as_table(rows: Iterable[RosterRow]) -> str:
    """Return the rows as the table that travels through the page: nothing else is in it."""
    return write_rows(
        COLUMNS, ((row.name, row.group, row.role.value, row.language, row.avatar) for row in rows)
    )


def first_name(given: str) -> str:
    """Return the first name of a full name: one word, or two that belong together."""
    words = given.split()
    if len(words) < 2:
        return given
    if _FAMILY_FIRST.fullmatch(" ".join(words)):
        return words[-1]
    return " ".join(words[:2]) if plain_word(words[0]) in _COMPOUND else words[0]


def _refuse_private(header: Sequence[str]) -> None:
    found = next((FORBIDDEN[word] for word in header if word in FORBIDDEN), None)
    if found is Forbidden.SURNAME:
        raise CannotRead(
            "There is a column with family names. Claquette keeps first names only, so that a card"
            " that is lost tells nobody whose child it is. Delete the column, then send it again."
        )
    if found is Forbidden.EMAIL:
        raise CannotRead(
            "There is a column with e-mail addresses. Children come in with a card, nobody is ever"
            " written to, so no address is kept. Delete the column, then send it again."
        )
    if found is Forbidden.BIRTH:
        raise CannotRead(
            "There is a column with birthdays or ages. A film needs none, so they are not kept."
            " Delete the column, then send it again."
        )
    if found is Forbidden.CONTACT:
        raise CannotRead(
            "There is a column with addresses or telephone numbers. Keep that list on paper, not"
            " here. Delete the column, then send it again."
        )


def _row(number: int, line: Sequence[str], places: Mapping[str, int], known: Known) -> RosterRow:
    cells = {
        key: one_line(line[place]) if place < len(line) else "" for key, place in places.items()
    }
    given = cells["name"].removeprefix("'")
    role = ROLE_WORDS.get(plain_word(cells.get("role", "")))
    is_student = role in (None, Role.STUDENT)
    name = first_name(given) if is_student else given
    language = LANGUAGE_WORDS.get(plain_word(cells.get("language", "")), "")
    avatar = plain_word(cells.get("avatar", ""))
    findings = (
        *_of_name(number, given, name),
        *_of_role(number, cells, role),
        *_of_group(number, cells.get("group", ""), known, is_student=is_student),
        *_of_language(number, cells.get("language", ""), language, known),
        *_of_avatar(number, avatar),
        *_of_privacy(number, cells),
    )
    return RosterRow(
        number=number,
        given=given,
        name=name,
        group=cells.get("group", ""),
        role=role or Role.STUDENT,
        language=language if language in known.languages else known.languages[0],
        avatar=avatar if avatar in ANIMALS else "",
        findings=findings,
    )


def _place(number: int) -> str:
    return f"row {number}"


def _of_name(number: int, given: str, name: str) -> Iterator[Finding]:
    if not name:
        yield blocker(
            "ROSTER_NAME", _place(number), "This row has no name. Write a first name or a nickname."
        )
    elif name != given:
        yield warning(
            "ROSTER_FULL_NAME",
            _place(number),
            "“%(given)s” looks like a full name. Only “%(name)s” would be kept.",
            given=given,
            name=name,
        )
    if len(name) > LONGEST:
        yield blocker(
            "ROSTER_LONG_NAME",
            _place(number),
            "This name is longer than %(most)s letters. Make it shorter.",
            most=LONGEST,
        )


def _of_role(number: int, cells: Mapping[str, str], role: Role | None) -> Iterator[Finding]:
    if role is None:
        yield blocker(
            "ROSTER_ROLE",
            _place(number),
            "“%(role)s” is no role. Write student, mentor, lead mentor, technician or coordinator.",
            role=cells.get("role", ""),
        )


def _of_group(number: int, group: str, known: Known, *, is_student: bool) -> Iterator[Finding]:
    if is_student and not group:
        yield blocker(
            "ROSTER_GROUP", _place(number), "A student belongs to a group. Write its name."
        )
    if group and plain_name(group) not in {plain_name(one) for one in known.groups}:
        yield warning(
            "ROSTER_NEW_GROUP",
            _place(number),
            "There is no group “%(group)s” yet. It will be made.",
            group=group,
        )


def _of_language(number: int, given: str, language: str, known: Known) -> Iterator[Finding]:
    if given and language not in known.languages:
        yield warning(
            "ROSTER_LANGUAGE",
            _place(number),
            "The site does not speak “%(language)s” here. It begins in another language.",
            language=given,
        )


def _of_avatar(number: int, avatar: str) -> Iterator[Finding]:
    if avatar and avatar not in ANIMALS:
        yield warning(
            "ROSTER_AVATAR",
            _place(number),
            "There is no picture of “%(avatar)s”. Another animal is given.",
            avatar=avatar,
        )


def _of_privacy(number: int, cells: Mapping[str, str]) -> Iterator[Finding]:
    if any(_PRIVATE.search(cell) for cell in cells.values()):
        yield blocker(
            "ROSTER_PRIVATE",
            _place(number),
            "An e-mail address, a date or a telephone number stands in this row. Take it out.",
        )


def _compared(rows: Sequence[RosterRow], known: Known) -> Iterator[RosterRow]:
    """Give the rows, those with a finding more whose name is there already in the same group."""
    seen = set(known.names)
    for row in rows:
        key = (plain_name(row.group) if row.role is Role.STUDENT else "", plain_name(row.name))
        yield _with(row, _twice(row)) if row.name and key in seen else row
        seen.add(key)


def _twice(row: RosterRow) -> Finding:
    return blocker(
        "ROSTER_TWICE",
        _place(row.number),
        "“%(name)s” is there already. Add a letter or take a nickname, to tell them apart.",
        name=row.name,
    )


def _with(row: RosterRow, finding: Finding) -> RosterRow:
    return replace(row, findings=(*row.findings, finding))
