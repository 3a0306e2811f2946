from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fountain.parse import parse
from pipeline.fountain.plain_text import elements_of_plain_text

TYPED = """The kite

1. INT. KITCHEN - DAY
Lena cuts bread at 10:30.
LENA: Are you hungry?
OTTO : Not yet.
Note: buy bread.
See http://example.org

                    LENA
          Eat something.

2 屋外 川 - 夕 2
ハナ：いない！
ハナ：どこ？
"""


def test_the_lines_of_a_typed_script_are_guessed_and_the_guesses_told() -> None:
    elements, guesses = elements_of_plain_text(TYPED)
    assert [(str(one.kind), one.text, one.line) for one in elements] == [
        ("action", "The kite", 1),
        ("scene_heading", "INT. KITCHEN - DAY", 3),
        ("action", "Lena cuts bread at 10:30.", 4),
        ("character", "LENA", 5),
        ("dialogue", "Are you hungry?", 5),
        ("character", "OTTO", 6),
        ("dialogue", "Not yet.", 6),
        ("action", "Note: buy bread.\nSee http://example.org", 7),
        ("character", "LENA", 10),
        ("dialogue", "Eat something.", 11),
        ("scene_heading", "屋外 川 - 夕", 13),
        ("character", "ハナ", 14),
        ("dialogue", "いない！", 14),
        ("character", "ハナ", 15),
        ("dialogue", "どこ？", 15),
    ]
    assert [(str(one.kind), one.line, one.why) for one in guesses] == [
        ("scene_heading", 3, "numbered heading"),
        ("character", 5, "name and colon"),
        ("character", 6, "name and colon"),
        ("scene_heading", 13, "numbered heading"),
        ("character", 14, "name and colon"),
        ("character", 15, "name and colon"),
    ]


def test_a_heading_that_sticks_to_its_text_is_guessed() -> None:
    elements, (guess,) = elements_of_plain_text("INT. ROOF - DAY\nWind.\n")
    assert [str(one.kind) for one in elements] == ["scene_heading", "action"]
    assert guess.why == "heading"


def test_prose_stays_prose() -> None:
    prose = "He thought: why not?\n\nInterior ministers say no.\n\n10:30 he left. " + "x" * 90
    assert elements_of_plain_text(prose) == (parse(prose), ())


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet="INT. A\nb:1)-：あ"))
def test_no_letter_is_lost_by_guessing(text: str) -> None:
    elements, _ = elements_of_plain_text(text)
    printed = "".join(one.key + one.text + (one.scene_number or "") for one in elements)
    for letter in "bあ":
        assert printed.lower().count(letter) == text.lower().count(letter)


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet="INT. A\nb:@=#>~"))
def test_fountain_needs_no_guess_for_what_it_knows(text: str) -> None:
    elements, guesses = elements_of_plain_text(text)
    if not guesses:
        assert elements == parse(text)
