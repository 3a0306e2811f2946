"""The blocks of a call sheet that go scene by scene: what is shot, and who plays in it."""

from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.documents.screenplay import Scene
from pipeline.fountain.headings import Light, light_of
from pipeline.paper import call_sheet_words as words
from pipeline.paper.call_sheet_page import GAP, LINE, TEXT, Page, clock_text
from pipeline.paper.palette import strip_colour
from pipeline.paper.press import Box, Type
from pipeline.paper.sheet import MARGIN, SMALL, STRONG, said
from pipeline.paper.shot_list import eighths_text
from pipeline.shots.day_checks import clock_of
from pipeline.shots.schedule import Slot

_NUMBER: Final = Type(family="narrow", style="B", size_pt=11)


def first_name(name: str) -> str:
    """Return the first word of a name: a call sheet hangs on walls."""
    return name.split()[0] if name.split() else ""


def by_scene(slots: Sequence[Slot]) -> dict[str, list[Slot]]:
    """Return the slots of each scene, in the order of shooting."""
    found: dict[str, list[Slot]] = {}
    for slot in slots:
        found.setdefault(slot.shot.scene, []).append(slot)
    return found


class SceneBlocks(Page):
    """A page that can print scenes and cast."""

    def scenes_of_day(self) -> None:
        """The scenes in the order of shooting."""
        available = self.day.available_minutes
        minutes = {"used": self.plan.used_minutes, "available": available}
        full = said(words.MINUTES, self.language) % minutes if available is not None else ""
        self.heading((words.column("scenes").words), full)
        by_number = {scene.number: scene for scene in self.scenes}
        for number, slots in by_scene(self.plan.slots).items():
            self.room(9)
            self._scene(number, by_number.get(number), slots)
        if not self.plan.slots:
            self.blank_rows(5)
        self.y += GAP

    def _scene(self, number: str, scene: Scene | None, slots: Sequence[Slot]) -> None:
        sheet, width = self.sheet, self.sheet.width
        night = scene is not None and light_of(scene.time_of_day) is Light.NIGHT
        strip = Box(x=MARGIN, y=self.y, w=width, h=8.4)
        sheet.fill(strip, strip_colour(scene.setting if scene else "", night=night))
        sheet.frame(strip, width=0.25)
        clock = clock_of(self.plan, slots[0])
        minutes = sum(slot.setup_minutes for slot in slots)
        sheet.put(Box(x=MARGIN + 1.5, y=self.y, w=11, h=8.4), number, _NUMBER)
        sheet.put(
            Box(x=MARGIN + 13, y=self.y, w=14, h=8.4),
            clock_text(clock[0] if clock else None),
            _NUMBER,
        )
        head = [self._setting(scene), slots[0].place, scene.time_of_day if scene else ""]
        text = " · ".join(filter(None, head))
        sheet.put(Box(x=MARGIN + 29, y=self.y + 0.6, w=100, h=3.8), text, STRONG)
        summary = scene.summary if scene else ""
        sheet.put(Box(x=MARGIN + 29, y=self.y + 4.2, w=100, h=3.6), summary, SMALL)
        cast = " ".join(str(one) for one in self._cast_numbers(scene))
        sheet.put(Box(x=MARGIN + 131, y=self.y, w=16, h=8.4), cast, TEXT)
        pages = eighths_text(scene.eighths) if scene else ""
        sheet.put(Box(x=MARGIN + 147, y=self.y, w=12, h=8.4), pages, TEXT)
        counted = f"{said(words.SHOTS, self.language)} {len(slots)}"
        figures = f"{counted} · {minutes} {said(words.SHORT_MINUTES, self.language)}"
        sheet.put(Box(x=MARGIN + 158, y=self.y, w=width - 159.5, h=8.4), figures, TEXT, "R")
        self.y += 8.4

    def _setting(self, scene: Scene | None) -> str:
        setting = scene.setting if scene else ""
        parts = (("INT", words.INSIDE), ("EXT", words.OUTSIDE))
        return "/".join(said(word, self.language) for key, word in parts if key in setting)

    def _characters(self) -> list[str]:
        """All characters of the film; a number on a call sheet is the same every day."""
        return list(dict.fromkeys(name for scene in self.scenes for name in scene.characters))

    def _cast_numbers(self, scene: Scene | None) -> list[int]:
        everybody = self._characters()
        return [everybody.index(name) + 1 for name in (scene.characters if scene else ())]

    def cast(self) -> None:
        """Who plays today, with the costume to be filled in."""
        today = set(self.plan.scenes)
        playing: dict[str, list[str]] = {}
        for scene in self.scenes:
            for name in scene.characters if scene.number in today else ():
                playing.setdefault(name, []).append(scene.number)
        if not playing:
            return
        self.heading(words.CAST, said(words.COSTUME, self.language))
        people: Mapping[str, str] = {who.upper(): by for who, by in self.sheet.project.cast.items()}
        for name, numbers in playing.items():
            self.room(LINE + 1)
            number = str(self._characters().index(name) + 1)
            call = clock_text(self.day.call)
            actor = first_name(people.get(name.upper(), ""))
            texts = (
                (0, 8, number),
                (9, 44, name),
                (54, 36, actor),
                (91, 30, ", ".join(numbers)),
                (122, 14, call),
            )
            for x, w, text in texts:
                self.sheet.put(Box(x=MARGIN + x, y=self.y, w=w, h=LINE), text, TEXT)
            self.sheet.rule(Box(x=MARGIN + 138, y=self.y + LINE, w=self.sheet.width - 138))
            self.y += LINE + 1
        self.y += GAP
