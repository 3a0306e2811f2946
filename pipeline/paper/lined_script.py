"""The lined script: the pages of the script, and down each the line of every shot that films it.

Straight where who speaks is seen, wavy where they are only heard; at the head the number and the
size of the shot. The lines keep to the side where the rows end.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import pi, sin
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.screenplay import Screenplay
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.fountain.breakdown import numbered
from pipeline.fountain.layout import A4
from pipeline.fountain.paginate import Page, pages_of
from pipeline.paper.palette import LINES, WHITE, Colour
from pipeline.paper.press import Box, Press, Type
from pipeline.paper.screenplay import ROW, TOP, print_page
from pipeline.paper.sheet import MARGIN, SMALL, Sheet, Words, said
from pipeline.shots.lining import Lining, lining_of
from pipeline.shots.vocabulary import SIZES, short_of

TITLE: Final[Words] = ("Lined script", "Scénario tramé", "カット割り台本", "السيناريو المخطط")

_STEPS: Final = (4.7, 8.6)
"""Millimetres from line to line, at least and at most: many lines stand closer, beside the text."""
_EDGE: Final = 6.0
_TEXT: Final = A4.columns * 2.54
_NARROW: Final = 26.0
"""The margin on the side of the scene numbers: the lines get what is left on the other."""
_LABEL: Final = Box(x=0, y=0, w=8.0, h=5.4)
_NUMBER: Final = Type(family="narrow", style="B", size_pt=7.5, colour=WHITE)
_SIZE: Final = Type(family="text", style="B", size_pt=4.6, colour=WHITE)
_WIDTH: Final = 0.8
_WAVE: Final = 1.1
_WAVE_LENGTH: Final = 4.2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """A part of a line on one page, in millimetres."""

    top: float
    bottom: float
    on_camera: bool


def lined_script_pdf(shot_list: ShotList, screenplay: Screenplay, project: Project) -> bytes:
    """Return the PDF, A4 upright, as the script is printed."""
    words = repr((screenplay.elements, shot_list.shots, project.title, project.group)) + said(
        TITLE, project.language
    )
    words += "".join(short_of(SIZES, shot.size, project.language) for shot in shot_list.shots)
    press = Press(words=words, title=f"{screenplay.title or project.title} – {TITLE[0]}")
    sheet = Sheet(press, project)
    lines = lining_of(shot_list, screenplay)
    step = _step_of(lines, press.w)
    by_line = {element.line: place for place, element in enumerate(screenplay.elements)}
    for number, page in enumerate(pages_of(numbered(screenplay), A4), start=1):
        left = press.w - _NARROW - _TEXT if sheet.is_mirrored else _NARROW
        print_page(press, page, number, left=left, is_numbered_twice=sheet.is_mirrored)
        _head(sheet, is_first=number == 1)
        places = _places(page, by_line)
        for line in lines:
            _draw(sheet, line, list(_runs(line, places)), step)
    if not press.pages_count:
        press.add_page()
    return press.finish()


def _head(sheet: Sheet, *, is_first: bool) -> None:
    if is_first:
        sheet.press.stripes(Box(x=0, y=0, w=sheet.press.w, h=6))
    sheet.fill(Box(x=MARGIN, y=12.2, w=3, h=3), sheet.colour)
    parts = (sheet.project.title, sheet.said(TITLE), sheet.project.group)
    text = "  ·  ".join(part for part in parts if part)
    sheet.put(Box(x=MARGIN + 5, y=11.6, w=120, h=4), text, SMALL)


def _places(page: Page, by_line: Mapping[int, int]) -> list[int | None]:
    """Return for each row of a page the place of its element; None for empty and added rows."""
    return [by_line.get(row.line) if row.cells and row.line else None for row in page]


def _runs(line: Lining, places: Sequence[int | None]) -> Iterator[_Run]:
    for stretch in line.stretches:
        rows = [
            row
            for row, place in enumerate(places)
            if place is not None and stretch.first <= place <= stretch.last
        ]
        if rows:
            yield _Run(
                top=TOP + rows[0] * ROW,
                bottom=TOP + (rows[-1] + 1) * ROW,
                on_camera=stretch.on_camera,
            )


def _step_of(lines: Sequence[Lining], width: float) -> float:
    """Return the millimetres between lines, so that all lanes stand beside the text if they can."""
    lanes = max((line.lane for line in lines), default=0) + 1
    least, most = _STEPS
    return max(least, min(most, (width - _NARROW - _TEXT - _EDGE) / lanes))


def _draw(sheet: Sheet, line: Lining, runs: Sequence[_Run], step: float) -> None:
    if not runs:
        return
    press = sheet.press
    lanes = int((press.w - _NARROW - _EDGE) / step) - 1
    side = _EDGE + (line.lane % lanes + 0.5) * step
    x = side if sheet.is_mirrored else press.w - side
    with press.local_context(stroke_opacity=0.8):
        press.set_draw_color(*_colour(line.shot))
        press.set_line_width(_WIDTH)
        for place, run in enumerate(runs):
            top = run.top if place == 0 else runs[place - 1].bottom
            _stroke(press, x, top, run)
        press.line(x - 1.6, runs[-1].bottom, x + 1.6, runs[-1].bottom)
    wide = min(_LABEL.w, step - 0.3)
    head = Box(x=x - wide / 2, y=runs[0].top - _LABEL.h, w=wide)
    _label(press, line.shot, head, sheet.project.language)


def _colour(shot: Shot) -> Colour:
    return LINES[(shot.shot - 1) % len(LINES)]


def _stroke(press: Press, x: float, top: float, run: _Run) -> None:
    if run.on_camera:
        press.line(x, top, x, run.bottom)
        return
    steps = max(8, round((run.bottom - top) / _WAVE_LENGTH * 12))
    height = run.bottom - top
    points = [
        (
            x + _WAVE * sin(2 * pi * height * step / steps / _WAVE_LENGTH),
            top + height * step / steps,
        )
        for step in range(steps + 1)
    ]
    press.polyline(points)


def _label(press: Press, shot: Shot, box: Box, language: str) -> None:
    press.set_fill_color(*_colour(shot))
    press.rect(box.x, box.y, box.w, _LABEL.h, style="F")
    press.put(Box(x=box.x, y=box.y, w=box.w, h=3.1), f"{shot.scene}/{shot.shot}", _NUMBER, "C")
    size = short_of(SIZES, shot.size, language) if shot.size else "–"
    press.put(Box(x=box.x, y=box.y + 2.9, w=box.w, h=2.3), size, _SIZE, "C")
