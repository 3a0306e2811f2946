from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fountain.pins import Pin, follow

KITCHEN = "INT. KITCHEN - DAY\n\nLena cuts bread.\n\nLENA\nAre you hungry at all?\n\n"
GARDEN = "EXT. GARDEN - DAY\n\nOtto digs a hole.\n\nOTTO\nNot yet.\n\n"
SCRIPT = "Title: The kite\n\n" + KITCHEN + GARDEN


def at(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def followed(new: str, words: str, old: str = SCRIPT) -> Pin:
    return follow(old, new, at(old, words))


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet="INT. AB\n\r#@"), st.integers(1, 40))
def test_in_the_same_text_every_line_is_where_it_was(text: str, line: int) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    expected = Pin(line=line, how="same") if line <= lines else Pin(line=None, how="gone")
    assert follow(text, text, line) == expected
    assert follow(text, text, 0).how == "gone"


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 12), st.integers(3, 15))
def test_lines_put_in_above_shift_it(count: int, line: int) -> None:
    new = SCRIPT.replace("The kite\n", "The kite\n" + "Author: Aya\n" * count)
    assert follow(SCRIPT, new, line) == Pin(line=line + count, how="same")


def test_a_line_that_was_rewritten_is_followed_and_told() -> None:
    new = SCRIPT.replace("Are you hungry at all?", "Are you really hungry?\nOr tired?")
    assert followed(new, "Are you hungry") == Pin(line=at(new, "Are you really"), how="changed")
    assert followed(new, "Not yet") == Pin(line=at(new, "Not yet"), how="same")


def test_a_line_that_is_gone_is_told() -> None:
    assert followed(SCRIPT.replace("Lena cuts bread.\n\n", ""), "Lena cuts").how == "gone"
    assert followed(SCRIPT.replace("Lena cuts bread.", "Xyz!"), "Lena cuts").how == "gone"
    assert followed("Title: The kite\n\n" + KITCHEN, "Otto digs").how == "gone"


def test_an_empty_line_that_was_filled_is_gone() -> None:
    new = SCRIPT.replace("hungry at all?\n\n", "hungry at all?\nNow?\n")
    assert follow(SCRIPT, new, at(SCRIPT, "Are you") + 1).how in ("gone", "same")
    assert follow("a\n\nb\n", "a\nx\nb\n", 2).how == "gone"


def test_a_pin_moves_with_its_scene() -> None:
    new = "Title: The kite\n\n" + GARDEN.replace("Not yet", "Not yet, Lena") + KITCHEN
    assert followed(new, "Are you hungry") == Pin(line=at(new, "Are you hungry"), how="same")
    assert followed(new, "Not yet") == Pin(line=at(new, "Not yet"), how="changed")
    assert followed(new, "Title") == Pin(line=1, how="same")


def test_a_change_below_leaves_the_lines_above_alone() -> None:
    new = SCRIPT.replace("Are you hungry at all?", "Tired?")
    assert followed(new, "Lena cuts") == Pin(line=at(new, "Lena cuts"), how="same")
