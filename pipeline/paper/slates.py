"""A slate for each shot: big type for the camera, a QR code for the machine that names the takes.

The code says "CLQ1 S03 P02"; the take is told by hand, since it is only known on set.
"""

from collections.abc import Sequence
from typing import Final

import segno

from pipeline.documents.project import Project
from pipeline.documents.screenplay import Scene
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.slate import scene_name
from pipeline.paper.palette import FAINT, INK, group_colour
from pipeline.paper.press import Box, Press, Type
from pipeline.paper.sheet import said
from pipeline.paper.shot_list import draw_pictogram
from pipeline.shots.columns import COLUMNS
from pipeline.shots.vocabulary import SIZES, word_of

MOST_TAKES: Final = 8

_MARGIN: Final = 12.0
_TAKES: Final = ("Take", "Prise", "テイク", "المحاولة")
_LABEL: Final = Type(style="B", size_pt=13, colour=FAINT)
_TEXT: Final = Type(size_pt=15)
_CODE: Final = Box(x=297 - _MARGIN - 57, y=126, w=57)
"""White is left around it, so that a phone finds its corners."""


def code_of(shot: Shot) -> str:
    """Return what the QR code of a shot says."""
    return f"CLQ1 {scene_name(shot.scene)} P{shot.shot:02d}"


def slates_pdf(shot_list: ShotList, scenes: Sequence[Scene], project: Project) -> bytes:
    """Return the PDF, one shot a page, A4 across."""
    words = repr((shot_list.shots, scenes, project)) + said(_TAKES, project.language)
    words += "".join(column.word(project.language) for column in COLUMNS[:2])
    words += "".join(word_of(SIZES, shot.size, project.language) for shot in shot_list.shots)
    press = Press(words=words, title=f"{project.title} – Slates", landscape=True)
    headings = {scene.number: scene.heading for scene in scenes}
    for shot in shot_list.wanted:
        _print(press, shot, headings.get(shot.scene, ""), project)
    if not press.pages_count:
        press.add_page()
    return press.finish()


def _print(press: Press, shot: Shot, heading: str, project: Project) -> None:
    press.add_page()
    width = press.w - 2 * _MARGIN
    press.stripes(Box(x=0, y=0, w=press.w, h=19))
    press.stripes(Box(x=0, y=21, w=press.w, h=19), falling=True)
    press.set_fill_color(*group_colour(project))
    press.rect(0, 40, press.w, 3, style="F")
    title = Type(family="narrow", style="B", size_pt=26)
    press.put(Box(x=_MARGIN, y=47, w=width * 0.7, h=11), project.title, title)
    press.put(Box(x=_MARGIN, y=47, w=width, h=11), project.group, _TEXT, "R")
    _fields(press, shot, project)
    _takes(press, project)
    draw_pictogram(press, shot, Box(x=_MARGIN, y=154, w=53.3), group_colour(project))
    beside = Box(x=_MARGIN + 59, y=154, w=_CODE.x - _MARGIN - 71, h=7)
    script = Type(family="script", style="B", size_pt=13)
    press.put(beside, heading, script)
    size = Type(style="B", size_pt=15)
    press.put(Box(x=beside.x, y=162, w=beside.w, h=7), _size(shot, project), size)
    for place, line in enumerate(press.fold(shot.description, Type(size_pt=12), beside.w, 3)):
        below = Box(x=beside.x, y=170 + place * 5.4, w=beside.w, h=5.4)
        press.put(below, line, Type(size_pt=12))
    _print_code(press, code_of(shot))


def _size(shot: Shot, project: Project) -> str:
    return word_of(SIZES, shot.size, project.language)


def _fields(press: Press, shot: Shot, project: Project) -> None:
    """The three cells of a slate; the take is written with a pen."""
    take = said(_TAKES, project.language)
    words = (COLUMNS[0].word(project.language), COLUMNS[1].word(project.language), take)
    width = (press.w - 2 * _MARGIN) / 3
    press.set_draw_color(*INK)
    press.set_line_width(0.9)
    for place, (word, text) in enumerate(zip(words, (shot.scene, str(shot.shot), ""), strict=True)):
        x = _MARGIN + place * width
        press.rect(x, 62, width, 54)
        press.put(Box(x=x + 4, y=64, w=width - 8, h=7), word, _LABEL)
        number = Type(family="narrow", style="B", size_pt=130)
        press.put(Box(x=x + 4, y=66, w=width - 8, h=50), text, number, "C")


def _takes(press: Press, project: Project) -> None:
    """Circles to tick: the good takes are circled, as on a camera report."""
    press.set_draw_color(*INK)
    press.set_line_width(0.5)
    step = (_CODE.x - 12 - _MARGIN) / MOST_TAKES
    for take in range(MOST_TAKES):
        middle = _MARGIN + step * (take + 0.5)
        press.circle(middle, 135, 8.4)
        number = Type(family="narrow", style="B", size_pt=19)
        press.put(Box(x=middle - 8, y=130.6, w=16, h=9), str(take + 1), number, "C")


def _print_code(press: Press, text: str) -> None:
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    module = _CODE.w / len(rows)
    press.set_fill_color(*INK)
    for down, row in enumerate(rows):
        across = 0
        while across < len(row):
            length = 1
            while row[across] and across + length < len(row) and row[across + length]:
                length += 1
            if row[across]:
                x, y = _CODE.x + across * module, _CODE.y + down * module
                press.rect(x, y, length * module, module, style="F")
            across += length
    below = Box(x=_CODE.x, y=_CODE.y + _CODE.w + 6, w=_CODE.w, h=6)
    press.put(below, text, Type(family="script", style="B", size_pt=13), "C")
