"""The face of a stage on the board: the first page of a script, the first frames of its boards."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from pipeline.documents.project import Project
from pipeline.documents.screenplay import ElementKind, Screenplay
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.fonts import Font
from pipeline.fountain.layout import A4, Cell
from pipeline.fountain.paginate import pages_of
from pipeline.paper.card import font_for, framing, type_of
from pipeline.paper.palette import INK, PAPER, WHITE, group_colour

WIDTH: Final = 640
HEIGHT: Final = 360
_ROW: Final = 20
_COLUMN: Final = 9.6
"""A column of Courier at 16 pixels."""
_LEFT: Final = 36
_TOP: Final = 22
_TYPE: Final = 16
_ACROSS: Final = 3
_DOWN: Final = 3
_GAP: Final = 10


def page_face(screenplay: Screenplay) -> bytes:
    """Return the top of the first page as a PNG, 640 x 360."""
    page = Image.new("RGB", (WIDTH, HEIGHT), WHITE)
    pen = ImageDraw.Draw(page)
    first = next(iter(pages_of(screenplay.elements, A4)), ())
    for place, row in enumerate(first[: HEIGHT // _ROW]):
        bold = row.kind is ElementKind.SCENE_HEADING
        for cell in row.cells:
            _write(pen, cell, _TOP + place * _ROW, bold=bold)
    return _png(page)


def _write(pen: ImageDraw.ImageDraw, cell: Cell, y: int, *, bold: bool) -> None:
    font = font_for(Font.SCRIPT_BOLD if bold else Font.SCRIPT, cell.text)
    pen.text((_LEFT + cell.column * _COLUMN, y), cell.text, INK, type_of(font, _TYPE))


def boards_face(
    shot_list: ShotList, project: Project, frames: Mapping[str, Path] | None = None
) -> bytes:
    """Return the first nine frames side by side as a PNG, 640 x 360; shapes where there is none."""
    boards = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(boards)
    wide = (WIDTH - _GAP * (_ACROSS + 1)) // _ACROSS
    high = (HEIGHT - _GAP * (_DOWN + 1)) // _DOWN
    for place, shot in enumerate(shot_list.wanted[: _ACROSS * _DOWN]):
        down, across = divmod(place, _ACROSS)
        x, y = _GAP + across * (wide + _GAP), _GAP + down * (high + _GAP)
        frame = _frame(shot, project, frames or {})
        boards.paste(frame.resize((wide, high), Image.Resampling.LANCZOS), (x, y))
        pen.rectangle((x, y, x + wide, y + high), outline=INK, width=2)
    return _png(boards)


def _frame(shot: Shot, project: Project, frames: Mapping[str, Path]) -> Image.Image:
    if shot.name not in frames:
        return framing(shot, group_colour(project))
    with Image.open(frames[shot.name], formats=("JPEG",)) as opened:
        return opened.convert("RGB")


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, format="PNG", optimize=True)
    return file.getvalue()
