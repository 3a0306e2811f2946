import pytest

from pipeline.documents.final_cut import (
    CreditKind,
    CreditLine,
    Credits,
    FinalCut,
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
