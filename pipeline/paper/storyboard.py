"""The storyboard on paper: six frames a page, with what happens, what is said and how long it is.

A shot without a frame shows how it is framed as shapes, so that it can be drawn over.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.screenplay import Scene
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.paper.press import Box, Press, Type
from pipeline.paper.sheet import HEAD, MARGIN, SMALL, Sheet, Words, said
from pipeline.paper.shot_list import draw_frame
from pipeline.shots.columns import COLUMNS
from pipeline.shots.vocabulary import ANGLES, FRAMINGS, MOVES, SIZES, word_of
from pipeline.timing import frames_to_seconds

TITLE: Final[Words] = ("Storyboard", "Story-board", "絵コンテ", "ستوري بورد")
ACROSS: Final = 2
DOWN: Final = 3

_GAP: Final = 6.0
_HIGH: Final = 84.0
"""Millimetres from row to row of frames."""
_TEXT: Final = Type(size_pt=8.5)
_SPOKEN: Final = Type(family="script", size_pt=8.5)
_NUMBER: Final = Type(family="narrow", style="B", size_pt=13)
_FIGURE: Final = Type(family="narrow", style="B", size_pt=10)


def storyboard_pdf(
    shot_list: ShotList, scenes: Sequence[Scene], project: Project, frames: Mapping[str, Path]
) -> bytes:
    """Return the PDF, A4 upright; frames are JPEGs of 16 to 9 by the name of the shot."""
    words = repr((shot_list, scenes, project.title, project.group)) + said(TITLE, project.language)
    words += "".join(
        word
        for terms in (SIZES, FRAMINGS, ANGLES, MOVES)
        for one in terms
        for word in (one.word(project.language),)
    )
    words += "".join(column.word(project.language) for column in COLUMNS)
    press = Press(words=words, title=f"{project.title} – {TITLE[0]}")
    sheet = Sheet(press, project)
    headings = {scene.number: scene.heading for scene in scenes}
    for place, shot in enumerate(shot_list.wanted):
        on_page = place % (ACROSS * DOWN)
        if on_page == 0:
            sheet.head(sheet.said(TITLE), _summary(shot_list, project))
        _print(sheet, shot, headings.get(shot.scene, ""), on_page, frames)
    if not press.pages_count:
        sheet.head(sheet.said(TITLE))
    return press.finish()


def _summary(shot_list: ShotList, project: Project) -> str:
    shots = shot_list.wanted
    seconds = round(
        frames_to_seconds(sum(shot.planned_frames for shot in shots), project.frame_rate)
    )
    return (
        f"{COLUMNS[1].word(project.language)} {len(shots)}  ·  {seconds // 60}:{seconds % 60:02d}"
    )


def _print(sheet: Sheet, shot: Shot, heading: str, place: int, frames: Mapping[str, Path]) -> None:
    down, across = divmod(place, ACROSS)
    wide = (sheet.width - _GAP * (ACROSS - 1)) / ACROSS
    x, y = MARGIN + across * (wide + _GAP), HEAD + down * _HIGH
    sheet.put(Box(x=x, y=y, w=18, h=5.5), f"{shot.scene}/{shot.shot}", _NUMBER)
    sheet.put(Box(x=x + 18, y=y + 0.4, w=wide - 32, h=5.5), heading, SMALL)
    seconds = float(frames_to_seconds(shot.planned_frames, sheet.project.frame_rate))
    sheet.put(Box(x=x + wide - 14, y=y, w=14, h=5.5), f"{seconds:.1f}″", _FIGURE, "R")
    frame = Box(x=x, y=y + 6, w=wide, h=wide * 9 / 16)
    draw_frame(sheet, shot, frame, frames)
    below = frame.y + frame.h + 1.2
    for text, kind, most in (
        (_framed(shot, sheet.project.language), SMALL, 1),
        (shot.description, _TEXT, 2),
        (shot.dialogue, _SPOKEN, 2),
        (shot.sound, SMALL, 1),
    ):
        below += sheet.fold(Box(x=x, y=below, w=wide), text, kind, most)


def _framed(shot: Shot, language: str) -> str:
    """Return size, framing, angle and move in a line; the move is also an arrow in the shapes."""
    words = (
        word_of(SIZES, shot.size, language),
        word_of(FRAMINGS, shot.framing, language),
        word_of(ANGLES, shot.angle, language) if shot.angle != "eye" else "",
        word_of(MOVES, shot.move, language) if shot.move != "static" else "",
    )
    return " · ".join(filter(None, words))
