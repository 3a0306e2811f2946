from hypothesis import given
from hypothesis import strategies as st

from pipeline.fountain.layout import A4
from pipeline.fountain.look import look_at

SCRIPT = """Title: The kite
Credit: by
  Blue

INT. KITCHEN - DAY

Lena waits.
She waits [[prop: red kite]] long.

LENA
(softly)
Where
is it?

/* a thing
that went */

CUT TO:

LENA
Again.
"""


def test_every_line_has_its_kind() -> None:
    kinds = look_at(SCRIPT, sheet=A4).kinds
    assert kinds == (
        *("title_page", "title_page", "title_page", ""),
        *("scene_heading", "", "action", "action", ""),
        *("character", "parenthetical", "dialogue", "dialogue", ""),
        *("boneyard", "boneyard", "", "transition", "", "character", "dialogue", ""),
    )


def test_a_note_of_many_lines_is_a_note_on_each() -> None:
    kinds = look_at("INT. A\n\n[[one\ntwo]]\n\nShe runs.\n", sheet=A4).kinds
    assert kinds == ("scene_heading", "", "note", "note", "", "action", "")


def test_those_who_speak_most_come_first() -> None:
    look = look_at("INT. A\n\nOTTO\nHi.\n\nLENA\nHi.\n\nLENA\nHello?\n", sheet=A4)
    assert look.names == ("LENA", "OTTO")
    assert len(look.pages) == 1
    assert look.screenplay.scenes[0].number == "1"


@given(st.text(alphabet="aA \n@.#/*[]=~><!(:-é日م\r\t"))
def test_there_is_a_kind_for_each_line_of_any_text(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kinds = look_at(text, sheet=A4).kinds
    assert len(kinds) == len(plain.split("\n"))
    assert all(
        not kind or line.strip() for kind, line in zip(kinds, plain.split("\n"), strict=True)
    )
