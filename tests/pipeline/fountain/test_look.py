from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fountain.layout import A4, LETTER
from pipeline.fountain.look import look_at

SCRIPT = """Title: The Blue kite

INT. KITCHEN - DAY #1#

Lena cuts bread.[[prop: bread]]
The kettle sings.

LENA
(to Otto)
Hungry?
[[a note
of two lines]]
Now.

~La la

EXT. GARDEN - DAY
OTTO
Yes.

INT. KITCHEN - NIGHT

OTTO
Goodnight.

LENA
Yes. [[open

LENA
No.
"""


def test_every_line_of_the_source_has_its_kind() -> None:
    assert look_at(SCRIPT, sheet=A4).kinds == (
        *("title_page", "", "scene_heading", "", "action", "action", ""),
        *("character", "parenthetical", "dialogue", "note", "note", "dialogue", ""),
        *("lyrics", "", "action", "action", "action", ""),
        *("scene_heading", "", "character", "dialogue", "", "character", "dialogue", ""),
        *("character", "dialogue", ""),
    )


def test_it_shows_pages_scenes_names_and_places() -> None:
    look = look_at(SCRIPT, sheet=LETTER)
    scenes = [(one.number, one.line, one.last_line) for one in look.screenplay.scenes]
    assert scenes == [("1", 3, 19), ("2", 21, 30)]
    assert look.names == ("LENA", "OTTO")
    assert look.places == ("KITCHEN",)
    first, *_, last = (row for row in look.pages[0] if row.cells)
    assert (first.scene_number, first.line, last.line) == ("1", 3, 30)


def test_it_tells_which_lines_may_be_meant_otherwise() -> None:
    remarks = look_at(SCRIPT, sheet=A4).remarks
    assert [(one.code, one.place) for one in remarks] == [("C5", "line 17"), ("NOTE", "line 27")]


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet="INT. A\nb[]/*\r()~>=#@!"))
def test_whatever_is_typed_has_one_kind_a_line(text: str) -> None:
    look = look_at(text, sheet=A4)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert len(look.kinds) == len(lines)
    assert all(line.strip() for line, kind in zip(lines, look.kinds, strict=True) if kind)


def test_the_scenes_of_a_signed_script_keep_their_numbers() -> None:
    signed = look_at("INT. A - DAY\n\nOne.\n\nINT. B - DAY\n\nTwo.\n", sheet=A4).screenplay
    text = "INT. A - DAY\n\nOne.\n\nINT. NEW - DAY\n\nBetween.\n\nINT. B - DAY\n\nTwo.\n"
    look = look_at(text, sheet=A4, frozen=signed)
    assert [scene.number for scene in look.screenplay.scenes] == ["1", "1A", "2"]
