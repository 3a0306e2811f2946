from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.documents.screenplay import Element
from pipeline.fountain.parse import parse
from pipeline.fountain.write import write

PIECES = (
    *("INT. QUAY - DAY", "EXT. SEA", "INT", "MAY", "HUGO (O.S.)", "ÉLODIE", "ハナ", "23", "Go."),
    *("far away", "(beat)", "(very", "slowly)", "CUT TO:", "FADE OUT.", "Title: Low", "Author:"),
    *("[[", "]]", "/*", "*/", "[", "]", "/", "*", "**", "_", "\\", "~", "!", "@", ".", ">", "<"),
    *("#", "##", "#1A#", "=", "===", ":", "//", "(", ")", "^", " ", "  ", "    ", "\t"),
    *("\n", "\n", "\n\n", "\n  \n", "\r\n", "\r", "\ufeff", "\x0c", "\u2028", "\u3000"),
)
SCRIPTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60)


def without_place(elements: tuple[Element, ...]) -> list[Element]:
    return [replace(element, line=0, column=0) for element in elements]


@settings(max_examples=400, deadline=None)
@given(SCRIPTS)
@example("@X\n  \n===\nfoo")
@example("[/*x*/[b]]")
@example("MAY\na [[b]] c [[ d\n(beat)")
def test_what_is_written_reads_back_as_the_same_elements(script: str) -> None:
    elements = parse(script)
    assert without_place(parse(write(elements))) == without_place(elements)


@settings(max_examples=200, deadline=None)
@given(SCRIPTS)
def test_no_letter_or_figure_of_a_script_is_lost(script: str) -> None:
    kept = "".join(f"{one.key}{one.text}{one.scene_number or ''}" for one in parse(script))
    assert Counter(filter(str.isalnum, kept)) == Counter(filter(str.isalnum, script))


@pytest.mark.parametrize(
    "script",
    [
        "Title:\n    LOW\n    WATER\nAuthor: May\n\n.back at the farm #1A#\n\nHens.\n",
        "MAY\nNo!\n\nHUGO ^\nYes!\n",
        "MAY\nOne.\n  \nTwo.\n[[Too long?]]\n(beat)\nThree.\n~La la\n",
        "/*\nAn old scene.\n\nGone.\n*/\n\n[[A thought\n  \nthat goes on.]]\n",
        "# Act One\n\n= May leaves.\n\n===\n\n> FIN <\n\n> Fade to grey.\n\nCUT TO:\n",
    ],
)
def test_a_tidy_script_is_written_as_it_was(script: str) -> None:
    assert write(parse(script)) == script


def test_a_song_that_nobody_sings_stays_apart_from_the_speech_above() -> None:
    script = "MAY\nGo.\n\n~Row on, row on\n"
    assert write(parse(script)) == script


def test_nothing_is_written_for_no_elements() -> None:
    assert write(()) == ""


def test_marks_of_direction_do_not_hide_what_a_line_is() -> None:
    for text in ("!\u200f@x", "Rain.\n!\u200f> x", "\u200fRain.\n\u200f.x"):
        assert parse(write(parse(text))) == parse(text)


def test_a_cue_with_a_colon_at_the_very_beginning_does_not_become_a_title_page() -> None:
    elements = parse("  CUT TO:INT. QUAY - DAY\nTitle: Low")
    assert [one.kind.value for one in elements] == ["character", "dialogue"]
    assert [(one.kind, one.text) for one in parse(write(elements))] == [
        (one.kind, one.text) for one in elements
    ]
