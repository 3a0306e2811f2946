"""A slate for each shot: big type for the camera, a QR code for the machine that names the takes.

The code says "CLQ1 S03 P02"; the take is told by hand, since it is only known on set.
"""

from collections.abc import Sequence
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.screenplay import Scene
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.slate import scene_name
from pipeline.paper.palette import FAINT, INK
from pipeline.paper.press import Box, Press, Type
from pipeline.paper.qr import draw_qr
from pipeline.paper.sheet import Sheet, said
from pipeline.paper.shot_list import draw_pictogram
from pipeline.shots.columns import COLUMNS
from pipeline.shots.vocabulary import SIZES, word_of

MOST_TAKES: Final = 8

_MARGIN: Final = 12.0
_TAKES: Final = ("Take", "Prise", "テイク", "المحاولة")
_LABEL: Final = Type(style="B", size_pt=13, colour=FAINT)
_TEXT: Final = Type(size_pt=15)
_CODE: Final = Box(x=297 - _MARGIN - 57, y=126, w=57)


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
    sheet = Sheet(press, project)
    for shot in shot_list.wanted:
        _print(sheet, shot, headings.get(shot.scene, ""))
    if not press.pages_count:
        press.add_page()
    return press.finish()


def _print(sheet: Sheet, shot: Shot, heading: str) -> None:
    press, language = sheet.press, sheet.project.language
    press.add_page()
    width = press.w - 2 * _MARGIN
    press.stripes(Box(x=0, y=0, w=press.w, h=19))
    press.stripes(Box(x=0, y=21, w=press.w, h=19), falling=True)
    sheet.fill(Box(x=0, y=40, w=press.w, h=3), sheet.colour)
    title = Type(family="narrow", style="B", size_pt=26)
    sheet.put(Box(x=_MARGIN, y=47, w=width * 0.7, h=11), sheet.project.title, title)
    sheet.put(
        Box(x=_MARGIN + width * 0.7, y=47, w=width * 0.3, h=11), sheet.project.group, _TEXT, "R"
    )
    _fields(sheet, shot)
    _takes(sheet)
    draw_pictogram(press, shot, sheet.box(Box(x=_MARGIN, y=154, w=53.3)), sheet.colour)
    beside = Box(x=_MARGIN + 59, y=154, w=_CODE.x - _MARGIN - 71, h=7)
    sheet.put(beside, heading, Type(family="script", style="B", size_pt=13))
    size = Type(style="B", size_pt=15)
    below = Box(x=beside.x, y=162, w=beside.w, h=7)
    sheet.put(below, word_of(SIZES, shot.size, language), size)
    sheet.fold(Box(x=beside.x, y=170, w=beside.w), shot.description, Type(size_pt=12), 3)
    _print_code(sheet, code_of(shot))


def _fields(sheet: Sheet, shot: Shot) -> None:
    """The three cells of a slate; the take is written with a pen."""
    language = sheet.project.language
    words = (COLUMNS[0].word(language), COLUMNS[1].word(language), said(_TAKES, language))
    width = (sheet.press.w - 2 * _MARGIN) / 3
    for place, (word, text) in enumerate(zip(words, (shot.scene, str(shot.shot), ""), strict=True)):
        x = _MARGIN + place * width
        sheet.frame(Box(x=x, y=62, w=width, h=54), width=0.9)
        sheet.put(Box(x=x + 4, y=64, w=width - 8, h=7), word, _LABEL)
        number = Type(family="narrow", style="B", size_pt=130)
        sheet.put(Box(x=x + 4, y=66, w=width - 8, h=50), text, number, "C")


def _takes(sheet: Sheet) -> None:
    """Circles to tick: the good takes are circled, as on a camera report."""
    press = sheet.press
    press.set_draw_color(*INK)
    press.set_line_width(0.5)
    step = (_CODE.x - 12 - _MARGIN) / MOST_TAKES
    for take in range(MOST_TAKES):
        cell = Box(x=_MARGIN + step * take, y=130.6, w=step, h=9)
        press.circle(sheet.box(cell).x + step / 2, 135, 8.4)
        number = Type(family="narrow", style="B", size_pt=19)
        sheet.put(cell, str(take + 1), number, "C")


def _print_code(sheet: Sheet, text: str) -> None:
    draw_qr(sheet, _CODE, text)
    below = Box(x=_CODE.x, y=_CODE.y + _CODE.w + 6, w=_CODE.w, h=6)
    sheet.put(below, text, Type(family="script", style="B", size_pt=13), "C")
