import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.fonts import Font, font_path
from pipeline.paper.press import Box, Press, Type, is_right_to_left


@pytest.fixture
def press() -> Iterator[Press]:
    press = Press(words="", title="Test")
    press.add_page()
    yield press
    press.finish()


def test_a_text_that_is_too_wide_is_cut_with_an_ellipsis(press: Press) -> None:
    press.set_type(Type(size_pt=10))
    short = press.cut("The tide is out and far away", 20)
    assert short.endswith("…")
    assert press.get_string_width(short) <= 20
    assert press.cut("Tide", 200) == "Tide"


def test_a_text_is_folded_and_its_last_line_cut(press: Press) -> None:
    lines = press.fold("The tide is out and far away from the quay", Type(size_pt=10), 25, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert press.fold("", Type(), 25, 2) == []
    assert press.fold("Tide", Type(), 25, 2) == ["Tide"]


def test_the_direction_is_that_of_the_first_letter() -> None:
    assert is_right_to_left("12 سلمى and May")
    assert not is_right_to_left("May سلمى")
    assert not is_right_to_left("12…")


def test_stripes_are_drawn_either_way(press: Press) -> None:
    press.stripes(Box(x=0, y=0, w=100, h=10))
    press.stripes(Box(x=0, y=10, w=100, h=10), falling=True)
    assert press.pages_count == 1


@pytest.mark.parametrize("font", Font)
def test_each_font_is_the_one_that_is_listed_with_its_licence(font: Font) -> None:
    path = font_path(font)
    listed = (path.parent / "VENDOR.md").read_text(encoding="utf-8")
    row = next(line for line in listed.splitlines() if f"| {path.name} " in line)
    assert hashlib.sha256(path.read_bytes()).hexdigest() in row
    licence = re.search(r"LICENCE-[a-z-]+\.txt", row)
    assert licence is not None
    text = Path(path.parent, licence[0]).read_text(encoding="utf-8")
    assert "SIL Open Font License, Version 1.1" in text
