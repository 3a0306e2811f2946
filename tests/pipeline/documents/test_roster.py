"""The table of a school, in its own words; nothing that should not be kept gets through."""

import pytest

from pipeline.documents.report import Severity
from pipeline.documents.roster import (
    LONGEST,
    MOST,
    Known,
    RosterTable,
    as_table,
    first_name,
    read_roster,
)
from pipeline.documents.roster_words import FORBIDDEN, HEADERS, LANGUAGE_WORDS, ROLE_WORDS
from pipeline.errors import CannotRead
from pipeline.shots.spreadsheet import lines_of_text
from pipeline.sign_off import Role

KNOWN = Known(
    groups=("Blue", "Red"),
    names=frozenset({("blue", "aya"), ("", "marc")}),
    languages=("en", "fr", "ja", "ar"),
)


def read(text: str) -> RosterTable:
    return read_roster(lines_of_text(text, name="roster.csv"), KNOWN)


def codes(table: RosterTable) -> list[list[str]]:
    return [[one.code for one in row.findings] for row in table.rows]


@pytest.mark.parametrize(
    "header",
    [
        "name,group,role,language,avatar",
        "Prénom;Groupe;Rôle;Langue;Animal",
        "名前,グループ,役割,言語,動物",
        "الاسم\tالمجموعة\tالدور\tاللغة\tالحيوان",
        " First Name ;TEAM;role;lang;avatar",
    ],
)
def test_headers_are_read_in_four_languages(header: str) -> None:
    sign = next(one for one in ",;\t" if one in header)
    (row,) = read(f"{header}\n{sign.join(('Hana', 'Blue', '', 'ja', 'owl'))}\n").rows
    assert (row.name, row.group, row.role) == ("Hana", "Blue", Role.STUDENT)
    assert (row.language, row.avatar, row.findings) == ("ja", "owl", ())


@pytest.mark.parametrize(
    ("column", "why"),
    [
        ("surname", "first names only"),
        ("Nom de famille", "first names only"),
        ("氏名", "first names only"),
        ("الاسم العائلي", "first names only"),
        ("E-Mail", "e-mail addresses"),
        ("Courriel", "e-mail addresses"),
        ("メールアドレス", "e-mail addresses"),
        ("البريد الإلكتروني", "e-mail addresses"),
        ("Date of Birth", "birthdays or ages"),
        ("né le", "birthdays or ages"),
        ("生年月日", "birthdays or ages"),
        ("تاريخ الميلاد", "birthdays or ages"),
        ("téléphone", "telephone numbers"),
        ("住所", "telephone numbers"),
    ],
)
def test_a_column_of_what_is_private_is_refused_with_the_reason(column: str, why: str) -> None:
    with pytest.raises(CannotRead, match=why):
        read(f"name,group,{column}\nHana,Blue,x\n")


def test_no_word_means_a_column_and_a_refusal() -> None:
    assert not set(HEADERS) & set(FORBIDDEN)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Aya Benali", "Aya"),
        ("Jean-Luc Martin", "Jean-Luc"),
        ("山田 花子", "花子"),
        ("عبد الله العلوي", "عبد الله"),
        ("ليلى العلوي", "ليلى"),
        ("Noé", "Noé"),
        ("", ""),
    ],
)
def test_a_full_name_becomes_the_first_name(given: str, kept: str) -> None:
    assert first_name(given) == kept


def test_a_shortened_name_is_told_and_counted() -> None:
    table = read("name,group\nHana Mori,Blue\nTao,Blue\n")
    assert codes(table) == [["ROSTER_FULL_NAME"], []]
    assert [row.name for row in table.shortened] == ["Hana"]
    assert table.blockers == 0


def test_an_adult_keeps_the_name_and_needs_no_group() -> None:
    table = read("name,group,role\nNadia El Fassi,Red,mentor\nKen,,technician\nLu,,chef\n")
    assert [(row.name, row.role) for row in table.rows[:2]] == [
        ("Nadia El Fassi", Role.MENTOR),
        ("Ken", Role.TECHNICIAN),
    ]
    assert codes(table) == [[], [], ["ROSTER_ROLE", "ROSTER_GROUP"]]


def test_roles_and_languages_are_read_in_four_languages() -> None:
    assert (ROLE_WORDS["eleve"], ROLE_WORDS[""]) == (Role.STUDENT, Role.STUDENT)
    table = read(
        "name,group,role,language\nA,Blue,生徒,日本語\nB,,mentor principal,français\n"
        "C,,coordinatrice,arabe\nD,,تقني,anglais\n"
    )
    assert [row.role for row in table.rows] == [
        *(Role.STUDENT, Role.LEAD_MENTOR, Role.COORDINATOR, Role.TECHNICIAN),
    ]
    assert [row.language for row in table.rows] == ["ja", "fr", "ar", "en"]
    assert set(LANGUAGE_WORDS.values()) == {"en", "fr", "ja", "ar"}


@pytest.mark.parametrize(
    ("row", "code", "severity"),
    [
        (",Blue,,,", "ROSTER_NAME", Severity.BLOCKER),
        (f"{'x' * (LONGEST + 1)},Blue,,,", "ROSTER_LONG_NAME", Severity.BLOCKER),
        ("Tao,,,,", "ROSTER_GROUP", Severity.BLOCKER),
        ("Tao,Green,,,", "ROSTER_NEW_GROUP", Severity.WARNING),
        ("Tao,Blue,,Klingon,", "ROSTER_LANGUAGE", Severity.WARNING),
        ("Tao,Blue,,,unicorn", "ROSTER_AVATAR", Severity.WARNING),
        ("aya,blue,,,", "ROSTER_TWICE", Severity.BLOCKER),
        ("Marc,,mentor,,", "ROSTER_TWICE", Severity.BLOCKER),
        ("tao@school.example,Blue,,,", "ROSTER_PRIVATE", Severity.BLOCKER),
        ("Tao,Blue,,,12/03/2016", "ROSTER_PRIVATE", Severity.BLOCKER),
        ("Tao +212 600 123456,Blue,,,", "ROSTER_PRIVATE", Severity.BLOCKER),
    ],
)
def test_a_row_tells_what_is_wrong_with_it(row: str, code: str, severity: Severity) -> None:
    table = read(f"name,group,role,language,avatar\n{row}\nFine,Blue,student,fr,fox\n")
    found = {one.code: one.severity for one in table.rows[0].findings}
    assert found[code] is severity
    assert table.rows[1].findings == ()


def test_the_same_name_twice_in_a_group_is_told_and_in_two_groups_is_not() -> None:
    assert codes(read("name,group\nTao,Blue\nTao,Red\ntao,Blue\n")) == [[], [], ["ROSTER_TWICE"]]


def test_missing_groups_are_made_once() -> None:
    table = read("name,group\nA,Green\nB,green\nC,Red\n")
    assert table.new_groups(KNOWN) == ("Green",)
    assert len(table.new_groups(Known())) == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "must name the columns"),
        ("group,role\nBlue,student\n", "must name the columns"),
        ("name,group\n,\n", "no row below"),
        ("name,group\n" + "A,Blue\n" * (MOST + 1), "more than 600 rows"),
    ],
)
def test_a_table_that_is_none_is_refused(text: str, why: str) -> None:
    with pytest.raises(CannotRead, match=why):
        read(text)


def test_what_travels_through_the_page_is_only_what_is_kept() -> None:
    text = "name,group,shoe size,role\nHana Mori,Blue,38,\n=1+1,Blue,2,\nKen,,3,technician\nShort\n"
    table = read(text)
    kept = as_table(table.rows)
    assert "Mori" not in kept
    assert "38" not in kept
    again = read(kept)
    assert [row.name for row in again.rows] == ["Hana", "=1+1", "Ken", "Short"]
    assert again.rows[2].role is Role.TECHNICIAN
    assert again.shortened == ()
