from pathlib import Path

import pytest

from pipeline.documents.screenplay import ElementKind
from pipeline.fountain.layout import A4, LETTER, Align
from pipeline.fountain.paginate import (
    CONTINUED,
    MORE,
    Page,
    eighths_of,
    pages_of,
    row_counts,
    seconds_of,
)
from pipeline.fountain.parse import parse

LONG = " ".join(["word"] * 400)


def texts(page: Page) -> list[str]:
    return ["  ".join(cell.text for cell in row.cells) for row in page]


@pytest.mark.parametrize(
    ("name", "pages"), [("the_last_birthday_card", 18.7), ("brick_and_steel", 3.0)]
)
def test_the_estimate_is_that_of_the_screenwriting_programs(
    shared_fixtures: Path, name: str, pages: float
) -> None:
    script = (shared_fixtures / f"fountain/samples/{name}.fountain").read_text(encoding="utf-8")
    rows = sum(count for _, count in row_counts(parse(script)))
    assert rows / LETTER.lines == pytest.approx(pages, abs=0.1)


def test_no_page_is_longer_than_the_paper() -> None:
    script = "INT. QUAY - DAY\n\nMud.\n\nMAY\n(low)\nGo.\n\n" * 60
    for sheet in (LETTER, A4):
        assert max(len(page) for page in pages_of(parse(script), sheet)) <= sheet.lines


def test_a_heading_never_ends_a_page() -> None:
    for filler in range(40, 60):
        script = "Rain.\n\n" * (filler // 2) + "INT. QUAY - DAY\n\nOne.\n"
        for page in pages_of(parse(script), LETTER):
            assert page[-1].kind is not ElementKind.SCENE_HEADING


def test_a_heading_at_the_very_end_is_printed() -> None:
    assert texts(pages_of(parse("INT. QUAY - DAY\n"), A4)[0]) == ["INT. QUAY - DAY"]


def test_a_long_speech_goes_on_on_the_next_page_and_says_so() -> None:
    first, second = pages_of(parse(f"{'Rain.' + chr(10) * 2}" * 20 + f"MAY\n{LONG}\n"), LETTER)[:2]
    assert texts(first)[-1] == MORE
    assert texts(second)[0] == f"MAY {CONTINUED}"


def test_a_parted_speech_is_parted_between_two_sentences() -> None:
    sentence = "Nobody came to the quay that night, and nobody will come tomorrow. "
    scripts = ["Rain.\n\n" * rows + f"MAY\n{sentence * 12}\n" for rows in range(18, 25)]
    firsts = [texts(pages_of(parse(script), LETTER)[0]) for script in scripts]
    parted = [first for first in firsts if first[-1] == MORE]
    assert len(parted) > 4
    assert all(first[-2].endswith(".") for first in parted)


def test_a_speech_is_not_parted_after_a_parenthetical_or_at_its_first_row() -> None:
    for filler in range(44, 56):
        speech = "MAY\n(softly, to nobody)\nOne.\n(louder)\nTwo.\n(quiet)\nThree.\n"
        pages = pages_of(parse("Rain.\n\n" * (filler // 2) + speech), LETTER)
        for page in pages[:-1]:
            assert not texts(page)[-2].startswith("(")
            assert page[-1].kind is not ElementKind.CHARACTER or texts(page)[-1] == MORE


def test_a_speech_of_several_pages_says_continued_once() -> None:
    pages = pages_of(parse(f"MAY (CONT'D)\n{LONG * 8}\n"), LETTER)
    assert len(pages) > 2
    assert {texts(page)[0] for page in pages} == {"MAY (CONT'D)"}


def test_a_speech_of_asides_only_is_still_parted() -> None:
    pages = pages_of(parse("MAY\n" + "(beat)\n" * 120), LETTER)
    assert [len(page) <= LETTER.lines for page in pages] == [True] * len(pages)


def test_a_long_paragraph_leaves_two_rows_on_each_page() -> None:
    for filler in range(1, 60):
        paragraph = " ".join(["Rainwater"] * 30)
        pages = pages_of(parse("Rain.\n\n" * filler + paragraph), LETTER)
        rows = [sum("Rainwater" in text for text in texts(page)) for page in pages]
        assert 1 not in rows


def test_a_paragraph_of_pages_fills_them() -> None:
    pages = pages_of(parse(LONG * 20), LETTER)
    assert [len(page) for page in pages[:-1]] == [LETTER.lines] * (len(pages) - 1)


def test_a_page_break_turns_the_page_once() -> None:
    pages = pages_of(parse("===\n\nOne.\n\n===\n\n===\n\nTwo.\n"), LETTER)
    assert [texts(page) for page in pages] == [["One."], ["Two."]]


def test_two_who_speak_at_once_stand_side_by_side() -> None:
    page = pages_of(parse("MAY\n(loud)\nNo!\n\nHUGO ^\nYes!\n"), LETTER)[0]
    assert texts(page) == ["MAY  HUGO", "(loud)  Yes!", "No!"]


def test_a_transition_stands_right_a_title_in_the_middle_and_a_song_slants() -> None:
    rows = pages_of(parse("CUT TO:\n\n> FIN <\n\nMAY\n~La la\n\n~Lo\n"), LETTER)[0]
    cells = [row.cells[0] for row in rows if row.cells]
    assert [cell.align for cell in cells] == [
        Align.RIGHT,
        Align.CENTER,
        Align.LEFT,
        Align.LEFT,
        Align.CENTER,
    ]
    assert cells[3].runs == (("La la", "i"),)


def test_a_row_and_a_page_are_counted_in_eighths_and_seconds() -> None:
    assert (eighths_of(1), eighths_of(55), eighths_of(83)) == (1, 8, 12)
    assert (seconds_of(55), seconds_of(11)) == (60, 12)


def test_rows_are_counted_by_scene() -> None:
    counts = row_counts(parse("FADE IN:\n\nINT. A - DAY\n\nOne.\n\n===\n\nINT. B - DAY\n\nTwo.\n"))
    assert [(heading.text if heading else "", rows) for heading, rows in counts] == [
        ("", 2),
        ("INT. A - DAY", 4),
        ("INT. B - DAY", 4),
    ]
