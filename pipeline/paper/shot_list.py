"""The shot list on paper: a row a shot, scenes as bands in the colours of a stripboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.screenplay import Scene
from pipeline.documents.shot_list import Priority, Shot, ShotList, ShotStatus
from pipeline.fountain.headings import Light, light_of
from pipeline.paper.palette import (
    HAIR,
    INK,
    SHADE,
    WHITE,
    Colour,
    strip_colour,
)
from pipeline.paper.pictogram import HEIGHT, WIDTH, Shade, shapes_of
from pipeline.paper.press import Box, Press, Type
from pipeline.paper.sheet import MARGIN, SMALL, STRONG, Sheet, said
from pipeline.shots.columns import COLUMNS
from pipeline.shots.schedule import setup_minutes_of
from pipeline.shots.vocabulary import ANGLES, FRAMINGS, MOVES, PRIORITIES, SIZES, STATUSES, word_of
from pipeline.timing import frames_to_seconds

TITLES: Final = ("Shot list", "Découpage technique", "カット割り表", "قائمة اللقطات")

_SHORT_MINUTES: Final = ("min", "min", "分", "دقيقة")

_TOP: Final = 31.0
_BAND: Final = 7.5
_LOWEST: Final = 14.5
_PICTURE: Final = Box(x=0, y=0, w=20.8, h=11.7)

_TEXT: Final = Type(size_pt=8.5)
_SPOKEN: Final = Type(family="script", size_pt=8.5)
_NUMBER: Final = Type(family="narrow", style="B", size_pt=17)
_FIGURE: Final = Type(family="narrow", style="B", size_pt=11)
_LINE: Final = 3.9
"""Millimetres from row to row of text."""

# Where each column begins and how wide it is.
_TICK: Final = Box(x=MARGIN + 1, y=0, w=4.2)
_LABEL: Final = Box(x=MARGIN + 8, y=0, w=17)
_FRAME_X: Final = MARGIN + 27
_SIZE: Final = Box(x=MARGIN + 51, y=0, w=40)
_ACTION: Final = Box(x=MARGIN + 94, y=0, w=106)
_WHO: Final = Box(x=MARGIN + 203, y=0, w=42)
_SECONDS: Final = Box(x=MARGIN + 246, y=0, w=14)
_MINUTES: Final = Box(x=MARGIN + 262, y=0, w=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """The folded texts of a row."""

    action: tuple[str, ...]
    dialogue: tuple[str, ...]
    names: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def height(self) -> float:
        rows = max(len(self.action) + len(self.dialogue), len(self.names) + len(self.others))
        return max(_LOWEST, rows * _LINE + 4)


def shot_list_pdf(
    shot_list: ShotList,
    scenes: Sequence[Scene],
    project: Project,
    frames: Mapping[str, Path] | None = None,
) -> bytes:
    """Return the PDF, A4 across; frames are JPEGs of 16 to 9 by the name of the shot."""
    words = repr((shot_list, scenes, project.title, project.group, project.language))
    words += "".join(word_of(SIZES, shot.size, project.language) for shot in shot_list.shots)
    words += said(TITLES, project.language)
    press = Press(words=words, title=f"{project.title} – {TITLES[0]}", landscape=True)
    rows = _Rows(sheet=Sheet(press, project), shot_list=shot_list, frames=frames or {})
    rows.turn()
    by_number = {scene.number: scene for scene in scenes}
    for place, shot in enumerate(shot_list.shots):
        before = shot_list.shots[place - 1].scene if place else ""
        lines = rows.lines_of(shot)
        needed = lines.height + (_BAND if shot.scene != before else 0)
        if rows.y + needed > press.h - MARGIN - 4:
            rows.turn()
            before = ""
        if shot.scene != before:
            rows.band(shot.scene, by_number.get(shot.scene))
        rows.row(shot, lines)
    return press.finish()


@dataclass(slots=True)
class _Rows:
    """The page being printed."""

    sheet: Sheet
    shot_list: ShotList
    frames: Mapping[str, Path]
    y: float = 0.0

    @property
    def language(self) -> str:
        return self.sheet.project.language

    def turn(self) -> None:
        """Begin a page with its head."""
        self.sheet.head(said(TITLES, self.language), self._summary())
        for box, key, align in (
            (_LABEL, "shot", "L"),
            (_SIZE, "size", "L"),
            (_ACTION, "description", "L"),
            (_WHO, "characters", "L"),
            (_SECONDS, "seconds", "R"),
            (_MINUTES, "setup_minutes", "R"),
        ):
            text = (
                said(_SHORT_MINUTES, self.language) if key == "setup_minutes" else self._word(key)
            )
            self.sheet.put(Box(x=box.x, y=25.4, w=box.w, h=4), text, SMALL, align)
        self.y = _TOP

    def _word(self, key: str) -> str:
        return next(column for column in COLUMNS if column.key == key).word(self.language)

    def _summary(self) -> str:
        shots, rate = self.shot_list.wanted, self.sheet.project.frame_rate
        seconds = round(frames_to_seconds(sum(shot.planned_frames for shot in shots), rate))
        minutes = sum(map(setup_minutes_of, shots))
        length = f"{seconds // 60}:{seconds % 60:02d}"
        parts = (
            f"{self._word('shot')} {len(shots)}",
            length,
            f"{self._word('setup_minutes')} {minutes}",
        )
        return "  ·  ".join(parts)

    def band(self, number: str, scene: Scene | None) -> None:
        """Print the strip of a scene."""
        strip = Box(x=MARGIN, y=self.y, w=self.sheet.width, h=_BAND - 1)
        night = scene is not None and light_of(scene.time_of_day) is Light.NIGHT
        self.sheet.fill(strip, strip_colour(scene.setting if scene else "", night=night))
        self.sheet.frame(strip, width=0.35)
        inside = Box(x=MARGIN + 2, y=self.y, w=15, h=_BAND - 1)
        self.sheet.put(inside, number, Type(family="narrow", style="B", size_pt=13))
        heading = Box(x=_LABEL.x + 8, y=self.y, w=220, h=_BAND - 1)
        script = Type(family="script", style="B", size_pt=10)
        self.sheet.put(heading, scene.heading if scene else "?", script)
        if scene:
            length = Box(x=MARGIN, y=self.y, w=self.sheet.width - 2, h=_BAND - 1)
            self.sheet.put(length, eighths_text(scene.eighths), STRONG, "R")
        self.y += _BAND

    def lines_of(self, shot: Shot) -> _Lines:
        """Fold the texts of a shot into its columns."""
        fold = self.sheet.press.fold
        rest = " · ".join(
            filter(None, (shot.location, shot.sound, shot.lens, shot.kit, shot.light))
        )
        names = fold(", ".join(shot.characters), _TEXT, _WHO.w, 2)
        others = [*fold(", ".join(shot.props), SMALL, _WHO.w, 1), *fold(rest, SMALL, _WHO.w, 1)]
        return _Lines(
            action=tuple(fold(shot.description, _TEXT, _ACTION.w, 2)),
            dialogue=tuple(fold(shot.dialogue, _SPOKEN, _ACTION.w, 2)),
            names=tuple(names),
            others=tuple(others),
        )

    def row(self, shot: Shot, lines: _Lines) -> None:
        """Print a shot; the number of one that was dropped is crossed out."""
        self._marks(shot)
        self._size(shot)
        kinds = [*(_TEXT for _ in lines.action), *(_SPOKEN for _ in lines.dialogue)]
        self._column(_ACTION, (*lines.action, *lines.dialogue), kinds)
        kinds = [*(_TEXT for _ in lines.names), *(SMALL for _ in lines.others)]
        self._column(_WHO, (*lines.names, *lines.others), kinds)
        seconds = frames_to_seconds(shot.planned_frames, self.sheet.project.frame_rate)
        for column, text in ((_SECONDS, _tenths(seconds)), (_MINUTES, str(setup_minutes_of(shot)))):
            self.sheet.put(Box(x=column.x, y=self.y + 1.6, w=column.w, h=5), text, _FIGURE, "R")
        self.y += lines.height
        self.sheet.rule(Box(x=MARGIN, y=self.y - 0.4, w=self.sheet.width))

    def _column(self, column: Box, lines: Sequence[str], kinds: Sequence[Type]) -> None:
        for place, (text, kind) in enumerate(zip(lines, kinds, strict=False)):
            y = self.y + 1.6 + place * _LINE
            self.sheet.put(Box(x=column.x, y=y, w=column.w, h=_LINE), text, kind)

    def _marks(self, shot: Shot) -> None:
        """Print the box to tick, the number and the frame."""
        sheet, y = self.sheet, self.y
        tick = Box(x=_TICK.x, y=y + 4.4, w=_TICK.w, h=_TICK.w)
        if shot.status is ShotStatus.SHOT:
            sheet.fill(tick, INK)
        sheet.frame(tick)
        label = Box(x=_LABEL.x, y=y + 2.6, w=_LABEL.w, h=8)
        sheet.put(label, f"{shot.scene}/{shot.shot}", _NUMBER)
        sheet.put(Box(x=label.x, y=y + 9.4, w=label.w, h=3.6), shot.setup, SMALL)
        if shot.is_dropped:
            across = Box(x=_TICK.x, y=y + 6.5, w=_FRAME_X - _TICK.x - 2)
            sheet.rule(across, colour=INK, width=0.6)
        draw_frame(sheet, shot, replace(_PICTURE, x=_FRAME_X, y=y + 1.3), self.frames)

    def _size(self, shot: Shot) -> None:
        language = self.language
        head = word_of(SIZES, shot.size, language) or word_of(FRAMINGS, shot.framing, language)
        words = (
            word_of(FRAMINGS, shot.framing, language) if shot.size else "",
            word_of(ANGLES, shot.angle, language) if shot.angle != "eye" else "",
            word_of(MOVES, shot.move, language) if shot.move != "static" else "",
            word_of(PRIORITIES, "nice", language) if shot.priority is Priority.NICE else "",
            word_of(STATUSES, "dropped", language) if shot.is_dropped else "",
        )
        rest = self.sheet.press.fold(" · ".join(filter(None, words)), SMALL, _SIZE.w, 2)
        self._column(_SIZE, (head or "–", *rest), [STRONG, SMALL, SMALL])


def draw_frame(sheet: Sheet, shot: Shot, box: Box, frames: Mapping[str, Path]) -> None:
    """Print the drawn or photographed frame of a shot, else how it is framed as shapes."""
    if shot.name in frames:
        sheet.picture(box, frames[shot.name])
        sheet.frame(box)
    else:
        draw_pictogram(sheet.press, shot, sheet.box(box), sheet.colour)


def draw_pictogram(press: Press, shot: Shot, box: Box, colour: Colour) -> None:
    """Draw the framing of a shot into a box of 16 to 9."""
    shades = {Shade.GROUND: SHADE, Shade.OTHER: INK, Shade.MAIN: colour, Shade.LIGHT: WHITE}
    scale = box.w / WIDTH
    with press.local_context():
        with press.rect_clip(box.x, box.y, box.w, HEIGHT * scale):
            for shape in shapes_of(shot):
                points = [(box.x + x * scale, box.y + y * scale) for x, y in shape.points]
                press.set_fill_color(*shades[shape.shade])
                press.set_draw_color(*shades[shape.shade])
                if shape.line_width:
                    press.set_line_width(shape.line_width * scale)
                    press.polyline(points)
                else:
                    press.polygon(points, style="F")
        press.set_draw_color(*HAIR if not shot.size else INK)
        press.set_line_width(0.3)
        press.rect(box.x, box.y, box.w, HEIGHT * scale)


def eighths_text(eighths: int) -> str:
    """Return a length in pages and eighths: "1 3/8"."""
    whole, part = divmod(eighths, 8)
    return " ".join(text for text in (str(whole or ""), f"{part}/8" if part else "") if text)


def _tenths(seconds: Fraction) -> str:
    return f"{float(seconds):.1f}″"
