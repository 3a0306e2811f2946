"""The call sheet: when, where, which scenes, who comes, what is brought, who helps. One day a page.

What nobody has written yet is a line to write on. Of people it prints first names only, and no
phone number but that of the mentor and of those who help (domain.md 8.6 and its privacy rule).
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from pipeline.documents.days import ShootingDay
from pipeline.documents.project import Project
from pipeline.documents.screenplay import Scene
from pipeline.documents.shot_list import ShotList
from pipeline.paper import call_sheet_words as words
from pipeline.paper.call_sheet_page import (
    GAP,
    LABEL,
    UNDATED,
    clock_text,
    date_text,
)
from pipeline.paper.call_sheet_scenes import SceneBlocks, by_scene, first_name
from pipeline.paper.palette import INK, WHITE
from pipeline.paper.press import Box, Press, Type
from pipeline.paper.sheet import MARGIN, SMALL, STRONG, Sheet, said
from pipeline.render.card_words import role_words
from pipeline.shots.days import COLUMNS
from pipeline.shots.schedule import DayPlan, by_place, plan_of
from pipeline.shots.sun import sun_of

_CLOCK: Final = Type(family="narrow", style="B", size_pt=27)
_NUMBER: Final = Type(family="narrow", style="B", size_pt=11)


def call_sheets_pdf(shot_list: ShotList, scenes: Sequence[Scene], project: Project) -> bytes:
    """Return the PDF, A4 upright, a day a sheet; one to fill in by hand while no day is planned."""
    slots = by_place(shot_list, scenes)
    plans = plan_of(slots, shot_list.days).days or (
        DayPlan(day=ShootingDay(date=UNDATED), slots=slots),
    )
    press = Press(
        words=_letters(shot_list, scenes, project), title=f"{project.title} – Call sheets"
    )
    for number, plan in enumerate(plans, start=1):
        page = _Day(sheet=Sheet(press, project), plan=plan, scenes=scenes)
        page.print_all(number, len(plans))
    return press.finish()


def _letters(shot_list: ShotList, scenes: Sequence[Scene], project: Project) -> str:
    own = [value for value in vars(words).values() if isinstance(value, tuple) and len(value) == 4]
    spoken = [said(one, project.language) for one in own if isinstance(one[0], str)]
    spoken += [one.word(project.language) for one in COLUMNS]
    spoken += [role_words(role, project.language) for role in project.crew]
    spoken += [date_text(day, project.language) for day in shot_list.days]
    return "".join(spoken) + repr(
        (shot_list, scenes, project.title, project.group, project.cast, project.crew)
    )


class _Day(SceneBlocks):
    """A day being printed, block below block."""

    def print_all(self, number: int, total: int) -> None:
        """Print every block in the order in which it is asked for in the morning."""
        counted = said(words.DAY, self.language) % {"number": number, "total": total}
        self.number = counted if self.day.date != UNDATED else ""
        self.turn()
        self.times()
        self.place_and_sky()
        self.help()
        self.scenes_of_day()
        self.cast()
        self.crew()
        self.to_bring()
        self.free_texts()
        self.signature()

    def times(self) -> None:
        """The four times of the day, large."""
        wide = self.sheet.width / 4
        for place, key in enumerate(("call", "shooting_call", "lunch", "wrap")):
            x = MARGIN + place * wide
            time: dt.time | None = getattr(self.day, key)
            box = Box(x=x, y=self.y, w=wide, h=17)
            self.sheet.frame(box, width=0.45)
            self.sheet.put(Box(x=x + 2, y=self.y + 1, w=wide - 4, h=3.4), self.column(key), LABEL)
            number = Box(x=x + 2, y=self.y + 4.5, w=wide - 4, h=11.5)
            self.sheet.put(number, time.strftime("%H:%M") if time else "", _CLOCK, "C")
        self.y += 17 + GAP

    def place_and_sky(self) -> None:
        """Where it is and who allowed it; the sun and the weather."""
        day, half = self.day, (self.sheet.width - GAP) / 2
        sun = sun_of(day)
        shown = {"sunrise": sun.rise, "sunset": sun.set}
        left = [("location", day.location), ("address", day.address)]
        right = [("weather", day.weather), ("bad_weather_cover", day.bad_weather_cover)]
        heights = [
            self.stack(Box(x=MARGIN, y=self.y, w=half), left),
            self.stack(Box(x=MARGIN + half + GAP, y=self.y + 9.5, w=half), right) + 9.5,
        ]
        for place, (key, time) in enumerate(shown.items()):
            x = MARGIN + half + GAP + place * half / 2
            self.field(Box(x=x, y=self.y, w=half / 2 - 2), self.column(key), clock_text(time))
        tick = Box(x=MARGIN, y=self.y + heights[0] + 0.6, w=3.6, h=3.6)
        self.sheet.fill(tick, INK if day.permission else WHITE)
        self.sheet.frame(tick)
        beside = Box(x=MARGIN + 5.5, y=tick.y - 0.2, w=half - 6, h=4)
        self.sheet.put(beside, self.column("permission"), STRONG)
        self.y += max(heights[0] + 5, heights[1]) + GAP

    def help(self) -> None:
        """Who helps when something happens, in a frame of the group's colour."""
        day = self.day
        third = (self.sheet.width - 8) / 3
        texts = (
            *(("hospital", day.hospital), ("emergency", day.emergency)),
            *(("first_aider", day.first_aider), ("mentor", day.mentor)),
            *(("mentor_phone", day.mentor_phone), ("special", day.special)),
        )
        rows = [texts[:3], texts[3:]]
        start, self.y = self.y, self.y + 1.5
        for row in rows:
            heights = [
                self.field(
                    Box(x=MARGIN + 3 + place * third, y=self.y, w=third - 3), self.column(key), text
                )
                for place, (key, text) in enumerate(row)
            ]
            self.y += max(heights) + 1.2
        frame = Box(x=MARGIN, y=start, w=self.sheet.width, h=self.y - start)
        self.sheet.frame(frame, colour=self.sheet.colour, width=0.9)
        self.y += GAP

    def crew(self) -> None:
        """Who does what, in two columns."""
        entries = [
            f"{role_words(role, self.language)}: {', '.join(map(first_name, names))}"
            for role, names in self.sheet.project.crew.items()
            if names
        ]
        if entries:
            self.two_columns(words.CREW, entries, clock_text(self.day.call))

    def to_bring(self) -> None:
        """What lies ready in the morning, scene by scene."""
        entries = []
        for number, slots in by_scene(self.plan.slots).items():
            things = [*(prop for slot in slots for prop in slot.shot.props)]
            things += [text for slot in slots for text in (slot.shot.kit, slot.shot.lens) if text]
            if things:
                entries.append(f"{number}: {', '.join(dict.fromkeys(things))}")
        if entries:
            self.two_columns(words.TO_BRING, entries, "")

    def free_texts(self) -> None:
        """Notes, and what must be ready for the next day."""
        self.room(14)
        texts = (("notes", self.day.notes), ("advance", self.day.advance))
        half = (self.sheet.width - GAP) / 2
        heights = [
            self.field(
                Box(x=MARGIN + place * (half + GAP), y=self.y, w=half), self.column(key), text, 3
            )
            for place, (key, text) in enumerate(texts)
        ]
        self.y += max(heights) + GAP

    def signature(self) -> None:
        """A line to sign on, at the foot."""
        self.room(10)
        y = self.sheet.press.h - 18
        self.sheet.put(Box(x=MARGIN, y=y, w=70, h=4), said(words.SIGNED, self.language), SMALL)
        self.sheet.rule(Box(x=MARGIN + 72, y=y + 4, w=self.sheet.width - 72), colour=INK)
