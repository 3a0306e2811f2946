"""The screenplay on paper: twelve-point Courier, typewriter margins, numbered scenes."""

from collections.abc import Sequence
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind, Screenplay
from pipeline.fountain.breakdown import numbered
from pipeline.fountain.emphasis import plain
from pipeline.fountain.layout import A4, Align, Cell
from pipeline.fountain.paginate import Page, pages_of
from pipeline.paper.palette import FAINT
from pipeline.paper.press import Box, Press, Type, is_right_to_left

_INCH: Final = 25.4
ROW: Final = _INCH / 6
_COLUMN: Final = _INCH / 10
LEFT: Final = 1.5 * _INCH
TOP: Final = 1.0 * _INCH
_SIZE: Final = 12.0
_CENTERED_KEYS: Final = ("credit", "author", "authors", "auteur", "auteurs", "source")
_RIGHT_KEYS: Final = ("draft date", "date", "draft", "revision")


def screenplay_pdf(screenplay: Screenplay) -> bytes:
    """Return the PDF: a title page where there is one, then the pages."""
    words = "".join(element.key + element.text for element in screenplay.elements)
    press = Press(words=words, title=screenplay.title or "Screenplay")
    title_page = [one for one in screenplay.elements if one.kind is ElementKind.TITLE_PAGE]
    if title_page:
        _print_title_page(press, title_page)
    for number, page in enumerate(pages_of(numbered(screenplay), A4), start=1):
        print_page(press, page, number)
    if not press.pages_count:
        press.add_page()
    return press.finish()


def print_page(
    press: Press, page: Page, number: int, *, left: float = LEFT, is_numbered_twice: bool = True
) -> None:
    """Print one page below the title page; left is where its action begins, in millimetres."""
    press.add_page()
    right = left + A4.columns * _COLUMN
    if number > 1:
        press.put(Box(x=right - 30, y=0.5 * _INCH, w=30, h=ROW), f"{number}.", _type(""), "R")
    for place, row in enumerate(page):
        y = TOP + place * ROW
        for cell in row.cells:
            place_of = Box(x=left, y=y, w=A4.columns * _COLUMN, h=ROW)
            _print_cell(press, cell, place_of, bold=row.kind is ElementKind.SCENE_HEADING)
        edges = (left - 20, right + 4) if is_numbered_twice else (left - 20,)
        for x in edges if row.scene_number else ():
            press.put(Box(x=x, y=y, w=14, h=ROW), row.scene_number, _type("b"))


def _print_cell(press: Press, cell: Cell, row: Box, *, bold: bool) -> None:
    """Print a piece of a row; writing from the right has its columns from the right edge."""
    x, width = row.x + cell.column * _COLUMN, cell.width * _COLUMN
    runs = [(text, flags + "b" * bold) for text, flags in cell.runs]
    if is_right_to_left(cell.text):
        align = "C" if cell.align is Align.CENTER else "R"
        mirrored = row.x + row.w - cell.column * _COLUMN - width
        press.put(Box(x=mirrored, y=row.y, w=width, h=ROW), cell.text, _type("b" * bold), align)
        return
    widths = []
    for text, flags in runs:
        press.set_type(_type(flags))
        widths.append(press.get_string_width(text))
    spare = max(0.0, width - sum(widths))
    x += {Align.LEFT: 0.0, Align.CENTER: spare / 2, Align.RIGHT: spare}[cell.align]
    for (text, flags), wide in zip(runs, widths, strict=True):
        press.set_type(_type(flags))
        press.set_xy(x, row.y)
        press.cell(wide, ROW, text)
        x += wide


def _type(flags: str) -> Type:
    return Type(family="script", style="".join(sorted(set(flags.upper()))), size_pt=_SIZE)


def _print_title_page(press: Press, elements: Sequence[Element]) -> None:
    press.add_page()
    press.stripes(Box(x=0, y=0, w=press.w, h=9))
    middle = Box(x=LEFT, y=0, w=press.w - 2 * LEFT, h=0)
    y = press.h * 0.3
    left: list[str] = []
    right: list[str] = []
    for element in sorted(elements, key=lambda one: _order(one.key)):
        key, lines = element.key.casefold(), plain(element.text).split("\n")
        if _order(key) == 0:
            kind = Type(family="script", style="B", size_pt=22)
            y = _print_lines(press, _folded(press, lines, kind, middle.w), kind, middle, y) + 8
        elif _order(key) == 1:
            kind = Type(family="script", size_pt=_SIZE)
            y = _print_lines(press, _folded(press, lines, kind, middle.w), kind, middle, y) + 4
        else:
            (right if key in _RIGHT_KEYS else left).extend(lines)
    foot = Type(family="script", size_pt=10, colour=FAINT)
    half = middle.w / 2 - 4
    for texts, x, align in ((left, _INCH, "L"), (right, press.w - _INCH - half, "R")):
        folded = _folded(press, texts, foot, half)
        start = press.h - _INCH - len(folded) * ROW
        for place, text in enumerate(folded):
            press.put(Box(x=x, y=start + place * ROW, w=half, h=ROW), text, foot, align)


def _order(key: str) -> int:
    if key.casefold() in ("title", "titre"):
        return 0
    return 1 if key.casefold() in _CENTERED_KEYS else 2


def _folded(press: Press, lines: Sequence[str], kind: Type, width: float) -> list[str]:
    return [part for line in lines for part in press.fold(line, kind, width, 6)]


def _print_lines(press: Press, lines: Sequence[str], kind: Type, box: Box, y: float) -> float:
    height = kind.size_pt * 0.45
    for line in lines:
        press.put(Box(x=box.x, y=y, w=box.w, h=height), line, kind, "C")
        y += height
    return y
