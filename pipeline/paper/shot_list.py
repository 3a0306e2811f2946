"""The shot list on paper: a row a shot, scenes as bands in the colours of a stripboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.screenplay import Scene
from pipeline.documents.shot_list import Priority, Shot, ShotList
from pipeline.fountain.headings import Light, light_of
from pipeline.paper.palette import (
    FAINT,
    HAIR,
    INK,
    SHADE,
    WHITE,
    Colour,
    group_colour,
    strip_colour,
)
from pipeline.paper.pictogram import HEIGHT, WIDTH, Shade, shapes_of
from pipeline.paper.press import Box, Press, Type
from pipeline.shots.columns import COLUMNS
from pipeline.shots.schedule import setup_minutes_of
from pipeline.shots.vocabulary import ANGLES, FRAMINGS, LANGUAGES, MOVES, SIZES, word_of
from pipeline.timing import frames_to_seconds

TITLES: Final = ("Shot list", "Découpage technique", "カット割り表", "قائمة اللقطات")

_MARGIN: Final = 10.0
_TOP: Final = 31.0
_BAND: Final = 7.5
_LOWEST: Final = 14.5
_PICTURE: Final = Box(x=0, y=0, w=20.8, h=11.7)

_TEXT: Final = Type(size_pt=8.5)
_SMALL: Final = Type(size_pt=7.5, colour=FAINT)
_STRONG: Final = Type(style="B", size_pt=9)
_SPOKEN: Final = Type(family="script", size_pt=8.5)
_NUMBER: Final = Type(family="narrow", style="B", size_pt=17)
_FIGURE: Final = Type(family="narrow", style="B", size_pt=11)
_LINE: Final = 3.9
"""Millimetres from row to row of text."""

# Where each column begins and how wide it is.
_TICK: Final = Box(x=_MARGIN + 1, y=0, w=4.2)
_LABEL: Final = Box(x=_MARGIN + 8, y=0, w=17)
_FRAME_X: Final = _MARGIN + 27
_SIZE: Final = Box(x=_MARGIN + 51, y=0, w=40)
_ACTION: Final = Box(x=_MARGIN + 94, y=0, w=106)
_WHO: Final = Box(x=_MARGIN + 203, y=0, w=42)
_SECONDS: Final = Box(x=_MARGIN + 246, y=0, w=14)
_MINUTES: Final = Box(x=_MARGIN + 262, y=0, w=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """The folded texts of a row."""

    action: tuple[str, ...]
    dialogue: tuple[str, ...]
    who: tuple[str, ...]

    @property
    def height(self) -> float:
        rows = max(len(self.action) + len(self.dialogue), len(self.who))
        return max(_LOWEST, rows * _LINE + 4)


def shot_list_pdf(shot_list: ShotList, scenes: Sequence[Scene], project: Project) -> bytes:
    """Return the PDF, A4 across."""
    words = repr((shot_list, scenes, project.title, project.group, project.language))
    words += "".join(word_of(SIZES, shot.size, project.language) for shot in shot_list.shots)
    words += TITLES[_language(project)]
    press = Press(words=words, title=f"{project.title} – {TITLES[0]}", landscape=True)
    sheet = _Sheet(press=press, project=project, colour=group_colour(project))
    sheet.turn(shot_list)
    by_number = {scene.number: scene for scene in scenes}
    for place, shot in enumerate(shot_list.shots):
        before = shot_list.shots[place - 1].scene if place else ""
        lines = sheet.lines_of(shot)
        needed = lines.height + (_BAND if shot.scene != before else 0)
        if sheet.y + needed > press.h - _MARGIN - 4:
            sheet.turn(shot_list)
            before = ""
        if shot.scene != before:
            sheet.band(shot.scene, by_number.get(shot.scene))
        sheet.row(shot, lines)
    return press.finish()


def _language(project: Project) -> int:
    code = project.language.lower()[:2]
    return LANGUAGES.index(code) if code in LANGUAGES else 0


@dataclass(slots=True)
class _Sheet:
    """The page being printed."""

    press: Press
    project: Project
    colour: Colour
    y: float = 0.0

    def turn(self, shot_list: ShotList) -> None:
        """Begin a page with its head."""
        press, width = self.press, self.press.w - 2 * _MARGIN
        press.add_page()
        press.stripes(Box(x=0, y=0, w=press.w, h=6))
        title = Type(family="narrow", style="B", size_pt=21)
        press.put(Box(x=_MARGIN, y=9.5, w=width * 0.62, h=9), self.project.title, title)
        press.put(
            Box(x=_MARGIN + width * 0.62, y=9.5, w=width * 0.38, h=9),
            TITLES[_language(self.project)],
            Type(size_pt=12),
            "R",
        )
        press.set_fill_color(*self.colour)
        press.rect(_MARGIN, 19.6, 3, 3, style="F")
        press.put(Box(x=_MARGIN + 5, y=19.1, w=100, h=4), self.project.group, _STRONG)
        press.put(Box(x=_MARGIN, y=19.1, w=width, h=4), self._summary(shot_list), _SMALL, "R")
        self._headings()
        page = Box(x=_MARGIN, y=press.h - 9, w=width, h=4)
        press.put(page, str(press.page_no()), _SMALL, "R")
        self.y = _TOP

    def _summary(self, shot_list: ShotList) -> str:
        frames = sum(shot.planned_frames for shot in shot_list.shots)
        seconds = round(frames_to_seconds(frames, self.project.frame_rate))
        minutes = sum(map(setup_minutes_of, shot_list.shots))
        length = f"{seconds // 60}:{seconds % 60:02d}"
        shots = _word("shot", self.project)
        setup = _word("setup_minutes", self.project)
        return f"{shots} {len(shot_list.shots)}  ·  {length}  ·  {setup} {minutes}"

    def _headings(self) -> None:
        for box, key, align in (
            (_LABEL, "shot", "L"),
            (_SIZE, "size", "L"),
            (_ACTION, "description", "L"),
            (_WHO, "characters", "L"),
            (_SECONDS, "seconds", "R"),
            (_MINUTES, "setup_minutes", "R"),
        ):
            text = "min" if key == "setup_minutes" else _word(key, self.project)
            self.press.put(Box(x=box.x, y=25.4, w=box.w, h=4), text, _SMALL, align)

    def band(self, number: str, scene: Scene | None) -> None:
        """Print the strip of a scene."""
        press, width = self.press, self.press.w - 2 * _MARGIN
        night = bool(scene) and light_of(scene.time_of_day) is Light.NIGHT if scene else False
        press.set_fill_color(*strip_colour(scene.setting if scene else "", night=night))
        press.set_draw_color(*INK)
        press.set_line_width(0.35)
        press.rect(_MARGIN, self.y, width, _BAND - 1, style="DF")
        inside = Box(x=_MARGIN + 2, y=self.y, w=15, h=_BAND - 1)
        press.put(inside, number, Type(family="narrow", style="B", size_pt=13))
        heading = Box(x=_LABEL.x + 8, y=self.y, w=150, h=_BAND - 1)
        press.put(
            heading, scene.heading if scene else "?", Type(family="script", style="B", size_pt=10)
        )
        if scene:
            length = Box(x=_MARGIN, y=self.y, w=width - 2, h=_BAND - 1)
            press.put(length, _eighths(scene.eighths), _STRONG, "R")
        self.y += _BAND

    def lines_of(self, shot: Shot) -> _Lines:
        """Fold the texts of a shot into its columns."""
        fold = self.press.fold
        who = [
            *fold(", ".join(shot.characters), _TEXT, _WHO.w, 2),
            *fold(", ".join(shot.props), _SMALL, _WHO.w, 1),
            *fold(shot.sound, _SMALL, _WHO.w, 1),
        ]
        return _Lines(
            action=tuple(fold(shot.description, _TEXT, _ACTION.w, 2)),
            dialogue=tuple(fold(shot.dialogue, _SPOKEN, _ACTION.w, 2)),
            who=tuple(who),
        )

    def row(self, shot: Shot, lines: _Lines) -> None:
        """Print a shot."""
        press, y = self.press, self.y
        press.set_draw_color(*INK)
        press.set_line_width(0.3)
        press.rect(_TICK.x, y + 4.4, _TICK.w, _TICK.w)
        label = Box(x=_LABEL.x, y=y + 2.6, w=_LABEL.w, h=8)
        press.put(label, f"{shot.scene}/{shot.shot}", _NUMBER)
        draw_pictogram(
            press, shot, Box(x=_FRAME_X, y=y + 1.3, w=_PICTURE.w, h=_PICTURE.h), self.colour
        )
        self._size(shot)
        kinds = [*(_TEXT for _ in lines.action), *(_SPOKEN for _ in lines.dialogue)]
        for place, (text, kind) in enumerate(
            zip((*lines.action, *lines.dialogue), kinds, strict=True)
        ):
            press.put(Box(x=_ACTION.x, y=y + 1.6 + place * _LINE, w=_ACTION.w, h=_LINE), text, kind)
        for place, text in enumerate(lines.who):
            kind = _TEXT if place == 0 else _SMALL
            press.put(Box(x=_WHO.x, y=y + 1.6 + place * _LINE, w=_WHO.w, h=_LINE), text, kind)
        seconds = frames_to_seconds(shot.planned_frames, self.project.frame_rate)
        press.put(Box(x=_SECONDS.x, y=y + 1.6, w=_SECONDS.w, h=5), _tenths(seconds), _FIGURE, "R")
        minutes = str(setup_minutes_of(shot))
        press.put(Box(x=_MINUTES.x, y=y + 1.6, w=_MINUTES.w, h=5), minutes, _FIGURE, "R")
        self.y += lines.height
        press.rule(Box(x=_MARGIN, y=self.y - 0.4, w=press.w - 2 * _MARGIN))

    def _size(self, shot: Shot) -> None:
        language = self.project.language
        head = word_of(SIZES, shot.size, language) or word_of(FRAMINGS, shot.framing, language)
        words = (
            word_of(FRAMINGS, shot.framing, language) if shot.size else "",
            word_of(ANGLES, shot.angle, language) if shot.angle != "eye" else "",
            word_of(MOVES, shot.move, language) if shot.move != "static" else "",
            _word("priority_nice", self.project) if shot.priority is Priority.NICE else "",
        )
        box = Box(x=_SIZE.x, y=self.y + 1.6, w=_SIZE.w, h=_LINE)
        self.press.put(box, head or "–", _STRONG)
        rest = self.press.fold(" · ".join(filter(None, words)), _SMALL, _SIZE.w, 2)
        for place, text in enumerate(rest, start=1):
            below = Box(x=_SIZE.x, y=self.y + 1.6 + place * _LINE, w=_SIZE.w, h=_LINE)
            self.press.put(below, text, _SMALL)


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


def _word(key: str, project: Project) -> str:
    if key == "priority_nice":
        return ("nice to have", "si possible", "できれば", "إن أمكن")[_language(project)]
    return next(column for column in COLUMNS if column.key == key).word(project.language)


def _eighths(eighths: int) -> str:
    whole, part = divmod(eighths, 8)
    return " ".join(text for text in (str(whole or ""), f"{part}/8" if part else "") if text)


def _tenths(seconds: Fraction) -> str:
    return f"{float(seconds):.1f}″"
