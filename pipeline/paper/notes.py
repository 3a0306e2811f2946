"""The notes about a film on paper: each with its picture, and what was drawn on it.

Three a page; what was answered stands below; a to-do has a box to tick.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.documents.drawing import COLOURS, Drawing, Stroke
from pipeline.documents.marked import Mark
from pipeline.documents.project import Project
from pipeline.paper.palette import HAIR, INK, SHADE
from pipeline.paper.press import Box, Press, Type
from pipeline.paper.sheet import HEAD, MARGIN, SMALL, STRONG, Sheet, Words
from pipeline.timing import frames_to_timecode

TITLE: Final[Words] = ("Notes", "Notes", "メモ", "ملاحظات")
KINDS: Final[Mapping[str, Words]] = {
    "story": ("Story", "Histoire", "物語", "القصة"),
    "picture": ("Picture", "Image", "画", "الصورة"),
    "sound": ("Sound", "Son", "音", "الصوت"),
    "praise": ("Praise", "Bravo", "よいところ", "إشادة"),
}
TODO: Final[Words] = ("To do", "À faire", "やること", "للتنفيذ")
DOWN: Final = 4
NOTHING: Final = Drawing()
_HIGH: Final = 63.0
"""Millimetres from note to note."""
_WIDE: Final = 88.0
_TEXT: Final = Type(size_pt=9)
_CODE: Final = Type(family="script", style="B", size_pt=12)
_LINES: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNote:
    """A note, its picture and its drawing."""

    mark: Mark
    still: Path | None = None
    """A JPEG; None: it has no picture."""
    drawing: Drawing = NOTHING


def notes_pdf(notes: Sequence[PrintedNote], project: Project) -> bytes:
    """Return the PDF, A4 upright, in the order of the film."""
    words = repr([one.mark for one in notes]) + project.title + project.group
    words += "".join(word for all_words in (TITLE, TODO, *KINDS.values()) for word in all_words)
    press = Press(words=words, title=f"{project.title} – {TITLE[0]}")
    sheet = Sheet(press, project)
    ordered = sorted(notes, key=lambda one: one.mark.frame)
    for place, note in enumerate(ordered):
        if place % DOWN == 0:
            sheet.head(sheet.said(TITLE), str(len(ordered)))
        _print(sheet, note, HEAD + place % DOWN * _HIGH)
    if not ordered:
        sheet.head(sheet.said(TITLE))
    return press.finish()


def _print(sheet: Sheet, note: PrintedNote, y: float) -> None:
    project, mark = sheet.project, note.mark
    picture = Box(x=MARGIN, y=y, w=_WIDE, h=_WIDE * project.height / max(1, project.width))
    if picture.h > _HIGH - 6:
        wide = (_HIGH - 6) * project.width / project.height
        picture = Box(x=MARGIN, y=y, w=wide, h=_HIGH - 6)
    _picture(sheet, note, picture)
    x, wide = MARGIN + _WIDE + 5, sheet.width - _WIDE - 5
    code = frames_to_timecode(mark.frame, project.frame_rate)
    sheet.put(Box(x=x, y=y, w=wide, h=5), code, _CODE)
    kind = sheet.said(KINDS[mark.kind]) if mark.kind in KINDS else ""
    sheet.put(
        Box(x=x, y=y + 5.5, w=wide, h=4), " · ".join(filter(None, (mark.person, kind))), SMALL
    )
    below = y + 11.0
    if mark.is_todo:
        _box(sheet, Box(x=x, y=below, w=3.4, h=3.4), is_ticked=mark.is_done)
        sheet.put(Box(x=x + 5, y=below - 0.3, w=wide - 5, h=4), sheet.said(TODO), STRONG)
        below += 5.5
    sheet.fold(Box(x=x, y=below, w=wide), mark.text, _TEXT, _LINES)
    sheet.rule(Box(x=MARGIN, y=y + _HIGH - 3.5, w=sheet.width), colour=HAIR)


def _box(sheet: Sheet, box: Box, *, is_ticked: bool) -> None:
    sheet.frame(box, colour=INK)
    if is_ticked:
        place = sheet.box(box)
        sheet.press.set_line_width(0.6)
        sheet.press.line(place.x + 0.6, place.y + 1.8, place.x + 1.5, place.y + 2.7)
        sheet.press.line(place.x + 1.5, place.y + 2.7, place.x + 3, place.y + 0.6)


def _picture(sheet: Sheet, note: PrintedNote, box: Box) -> None:
    if note.still is None:
        sheet.fill(box, SHADE)
    else:
        sheet.picture(box, note.still)
    sheet.frame(box)
    place = sheet.box(box)
    with sheet.press.local_context(), sheet.press.rect_clip(place.x, place.y, place.w, place.h):
        for stroke in note.drawing.strokes:
            _stroke(sheet.press, stroke, place)


def _stroke(press: Press, stroke: Stroke, box: Box) -> None:
    press.set_draw_color(*COLOURS[stroke.colour])
    press.set_line_width(max(0.3, stroke.width * box.w))
    points = [(box.x + x * box.w, box.y + y * box.h) for x, y in stroke.points]
    for (x1, y1), (x2, y2) in zip(points, points[1:] or points, strict=False):
        press.line(x1, y1, x2, y2)
