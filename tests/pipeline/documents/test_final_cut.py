import pytest

from pipeline.documents.final_cut import (
    CreditKind,
    CreditLine,
    Credits,
    CreditStyle,
    FinalCut,
    Wording,
    names_one_of,
    read_credits,
    write_credits,
)
from pipeline.documents.json import from_json, to_json
from pipeline.documents.subtitles import Subtitle
from pipeline.errors import CannotRead


def line(kind: CreditKind, name: str, role: str = "") -> CreditLine:
    return CreditLine(kind=kind, role=role, name=name)


def test_credits_come_by_their_order_and_rows_without_one_by_their_place() -> None:
    found = read_credits(
        "order,kind,role,name\n20,cast,THOM,Aya\n10,Film by,,x\n,title,,The Bridge\n"
    )
    assert [one.kind.value for one in found.lines] == ["title", "film_by", "cast"]
    assert found.title() == "The Bridge"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("x,cast,,Aya", "“x” is not a number"),
        ("1,actor,,Aya", "“actor” is not a kind. Write one of: title"),
        (f"1,cast,,{'x' * 201}", "longer than 200"),
    ],
)
def test_a_bad_row_is_named(row: str, reason: str) -> None:
    with pytest.raises(CannotRead) as fault:
        read_credits(f"order,kind,role,name\n{row}\n")
    assert f"Row 2: {reason}" in str(fault.value) or reason in str(fault.value)


def test_what_is_written_is_read_again() -> None:
    made = Credits(
        lines=(
            line(CreditKind.TITLE, "=The, “Bridge”"),
            line(CreditKind.CREW, "Aya", "director"),
            line(CreditKind.AI, ""),
        )
    )
    assert read_credits(write_credits(made)) == made


def test_a_name_counts_when_it_stands_whole_in_any_line() -> None:
    made = Credits(
        lines=(line(CreditKind.CREW, "Aya Ben-Ali and  NOUR"), line(CreditKind.CAST, "Maya"))
    )
    assert made.missing(["aya ben-ali", "Nour", "May", "Noor", "May", "Maya"]) == ("May", "Noor")


def test_credits_without_a_title_have_an_empty_one() -> None:
    assert Credits(lines=(line(CreditKind.TITLE, ""),)).title() == ""


def test_the_document_goes_through_json() -> None:
    made = FinalCut(
        credits=Credits(lines=(line(CreditKind.NOTICE, "CC BY"),)),
        subtitles=(Subtitle(start_ms=0, end_ms=900, lines=("a", "b")),),
        poster="poster.png",
    )
    assert from_json(to_json(made), FinalCut) == made


SIDE_BY_SIDE = Credits(
    lines=(
        CreditLine(
            kind=CreditKind.CREW,
            role="kite maker",
            name="Aya",
            others=(Wording(language="ar", role="صانعة", name="آية"),),
        ),
        line(CreditKind.THANKS, "the baker"),
    ),
    languages=("fr", "ar"),
    style=CreditStyle.CRAWL,
)


@pytest.mark.parametrize("numbered", [True, False])
def test_languages_style_and_wordings_are_kept_in_the_table(numbered: bool) -> None:
    text = write_credits(SIDE_BY_SIDE, numbered=numbered)
    assert read_credits(text) == SIDE_BY_SIDE
    assert ("order" in text.splitlines()[0]) is numbered
    assert "name_ja" not in text
    assert from_json(to_json(SIDE_BY_SIDE), Credits) == SIDE_BY_SIDE


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("setting,style,marquee", "“style marquee” cannot be set"),
        ("setting,languages,en fr ja ar", "cannot be set"),
        ('setting,languages,"fr, xx"', "cannot be set"),
        ("setting,font,huge", "cannot be set"),
    ],
)
def test_a_setting_that_is_none_is_named(row: str, reason: str) -> None:
    with pytest.raises(CannotRead, match=reason):
        read_credits(f"kind,role,name\n{row}\n")


def test_a_line_says_nothing_in_a_language_in_which_nothing_was_written() -> None:
    (kite_maker, _) = SIDE_BY_SIDE.lines
    assert kite_maker.wording("ar").name == "آية"
    assert kite_maker.wording("ja") == Wording(language="ja")
    assert SIDE_BY_SIDE.languages_of("en") == ("fr", "ar")
    assert Credits().languages_of("fr-CA") == ("fr",)


def test_a_text_names_somebody_only_whole() -> None:
    assert names_one_of("Aya and  BEN", ["Ben"])
    assert not names_one_of("Benoît", ["Ben", "Aya"])
