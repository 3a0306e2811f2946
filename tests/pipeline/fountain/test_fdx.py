from pathlib import Path

import pytest

from pipeline.documents.screenplay import Element, ElementKind
from pipeline.errors import CannotRead
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.emphasis import plain, runs_of
from pipeline.fountain.fdx import elements_of_fdx
from pipeline.fountain.fdx_write import fdx_of
from pipeline.fountain.parse import parse
from pipeline.fountain.text import LARGEST_BYTES

SCRIPT = """.back at the farm #1#

Hens. *Many* hens & <one> fox.

!MAY
is a month.

@narrator
(low)
Once upon a time.
~La la

MAY
Go.

SMASH CUT TO:

> Burn to white.

INT. BARN - NIGHT #2#

> FIN <
"""


def paragraph(kind: str, text: str) -> str:
    return f'<Paragraph Type="{kind}"><Text>{text}</Text></Paragraph>'


def fdx(*paragraphs: str, rest: str = "") -> bytes:
    body = "".join(paragraphs)
    return f"<FinalDraft><Content>{body}</Content>{rest}</FinalDraft>".encode()


def kinds(content: bytes) -> list[tuple[str, str]]:
    return [(str(one.kind), one.text) for one in elements_of_fdx(content, name="a.fdx")]


def test_what_is_written_for_final_draft_reads_back() -> None:
    play = screenplay_of(parse("Title: Hens\n\n# Act\n\n" + SCRIPT))
    again = elements_of_fdx(fdx_of(play).encode(), name="a.fdx")
    printed = [
        one for one in parse("Title: Hens\n\n" + SCRIPT) if one.kind is not ElementKind.SECTION
    ]
    assert [(one.kind, one.text) for one in again] == [(one.kind, one.text) for one in printed]


def test_real_final_draft_files_are_read(shared_fixtures: Path) -> None:
    content = (shared_fixtures / "media/film_the_bridge/reference/le_pont.fr.fdx").read_bytes()
    play = screenplay_of(elements_of_fdx(content, name="le_pont.fr.fdx"))
    assert [scene.place for scene in play.scenes][:2] == [
        "PORT SPATIAL",
        "PONT SUR LE CANAL, AMSTERDAM",
    ]
    assert play.scenes[1].characters == ("THOM", "CELIA")


def test_what_stands_in_the_wrong_place_is_kept_as_action() -> None:
    assert kinds(
        fdx(
            paragraph("Dialogue", "Nobody says this."),
            paragraph("Scene Heading", "(nowhere)"),
            paragraph("Transition", "to black &lt;"),
            paragraph("Character", "^"),
            paragraph("General", "CUT TO:"),
            paragraph("Action", ""),
        )
    ) == [
        ("action", "Nobody says this."),
        ("action", "(nowhere)"),
        ("action", "to black <"),
        ("action", "^"),
        ("action", "CUT TO:"),
    ]


def test_brackets_are_put_around_a_parenthetical_that_has_none() -> None:
    content = fdx(
        paragraph("Character", "MAY"),
        paragraph("Parenthetical", "low"),
        paragraph("Dialogue", "Go."),
    )
    assert kinds(content)[1] == ("parenthetical", "(low)")


def test_a_script_of_no_paragraphs_is_empty() -> None:
    assert kinds(fdx(rest="<TitlePage><Content><Paragraph/></Content></TitlePage>")) == []


@pytest.mark.parametrize(
    "content",
    [
        b"<FinalDraft><Content>",
        b"<html><Content/></html>",
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><FinalDraft>&b;</FinalDraft>',
        b"<FinalDraft>" + b"<a>" * 200,
        b"not xml",
        b"",
        b'<?xml version="1.0" encoding="klingon"?><FinalDraft/>',
    ],
)
def test_what_is_not_from_final_draft_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(CannotRead, match=r"a\.fdx is damaged or not from Final Draft"):
        elements_of_fdx(content, name="a.fdx")


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(CannotRead, match="too large"):
        elements_of_fdx(b" " * (LARGEST_BYTES + 1), name="a.fdx")


def test_hostile_files_are_read_as_text_or_refused(shared_fixtures: Path) -> None:
    for path in sorted((shared_fixtures / "hostile/script").glob("*.fdx")):
        try:
            elements = elements_of_fdx(path.read_bytes(), name=path.name)
        except CannotRead:
            continue
        assert not any("root:" in element.text for element in elements)


WHOLE = """Title: Hens & *Foxes*
Credit: written by
Author: Blue
Draft date: 22.11.2026
Contact: the school

INT. BARN - NIGHT #3A#

**Bold**, *italic*, ***both***, _under_ _**all**_ and 2 \\* 3.

[[idea: a fox]]

MAY
(low)
Go *now*.[[loud?]]

LOU ^
No!

~La la

MAY
Oh.

LEE
Left.

MO ^
Right.
"""


def test_emphasis_notes_numbers_lyrics_dual_dialogue_and_title_page_come_back() -> None:
    elements = parse(WHOLE)
    again = elements_of_fdx(fdx_of(screenplay_of(elements)).encode(), name="a.fdx")

    def told(one: Element) -> tuple[object, ...]:
        text = plain(one.text) if one.key else one.text
        return (one.kind, runs_of(text), one.scene_number, one.dual, one.key)

    assert [told(one) for one in again] == [told(one) for one in elements]


def test_stars_that_are_no_emphasis_stay_stars() -> None:
    (element,) = elements_of_fdx(fdx(paragraph("Action", "a *b* and _c_")), name="a.fdx")
    assert plain(element.text) == "a *b* and _c_"


def test_a_title_page_of_another_program_is_read() -> None:
    lines = ("HENS", "a film by", "May and Lou", "Blue group", "Copyright: 2026")
    page = "".join(
        f'<Paragraph Alignment="Center"><Text>{line}</Text></Paragraph>' for line in lines
    )
    content = fdx(rest=f"<TitlePage><Content><Paragraph/>{page}</Content></TitlePage>")
    assert [(one.key, one.text) for one in elements_of_fdx(content, name="a.fdx")] == [
        ("Title", "HENS"),
        ("Credit", "a film by"),
        ("Author", "May and Lou"),
        ("Copyright", "2026"),
        ("Contact", "Blue group"),
    ]
