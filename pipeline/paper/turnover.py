"""The readme of a turnover: one page with what a sound person has to know before beginning."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.turnover import POP_DBFS, POP_HERTZ, Turnover
from pipeline.paper import turnover_words as words
from pipeline.paper.palette import FAINT
from pipeline.paper.press import Box, Press, Type
from pipeline.paper.sheet import HEAD, MARGIN, Sheet, Words, said
from pipeline.timing import frames_to_samples, frames_to_timecode

MOST: Final = 8
"""Tracks, or wild sounds, that are named; the rest is counted."""
_TEXT: Final = Type(size_pt=9.5)
_LABEL: Final = Type(size_pt=8, colour=FAINT)
_HEADING: Final = Type(style="B", size_pt=12)
_TYPED: Final = Type(family="script", size_pt=9.5)
_LINE: Final = 5.4
_LABEL_WIDTH: Final = 68.0

Row = tuple[str, str]


def readme_pdf(turnover: Turnover, project: Project) -> bytes:
    """Return the page, A4 upright, in the language of the film."""
    press = Press(words=_letters(turnover, project), title=f"{project.title} – Turnover")
    page = _Page(sheet=Sheet(press, project), turnover=turnover)
    page.print_all()
    return press.finish()


def _letters(turnover: Turnover, project: Project) -> str:
    own = [one for one in vars(words).values() if isinstance(one, tuple) and len(one) == 4]
    spoken = [said(one, project.language) for one in (*own, *words.ROLES.values())]
    names = repr((project.title, project.group, turnover.locked, turnover.wild))
    return "".join(spoken) + names + repr(turnover.unheard)


@dataclass(slots=True)
class _Page:
    """Where the next line goes."""

    sheet: Sheet
    turnover: Turnover
    y: float = HEAD + 6

    def word(self, meant: Words, **values: object) -> str:
        text = self.sheet.said(meant)
        return text % values if values else text

    def print_all(self) -> None:
        version = self.turnover.locked
        about = self.word(words.VERSION, number=version.number, digest=version.digest[:8])
        self.sheet.head(self.word(words.TITLE), about)
        for label, text in self._facts():
            self._row(label, text, _LABEL)
        self._block(words.CONTENTS, self._contents())
        self._block(words.TRACKS, self._tracks())
        self._block(words.WILD, self._wild())
        if self.turnover.unheard:
            self._block(words.UNHEARD, [("", ", ".join(self.turnover.unheard))])

    def _facts(self) -> Iterator[Row]:
        """Yield what is known: the words in the language of the film, the figures as they are."""
        leader, version = self.turnover.leader, self.turnover.locked
        if version.locked_by:
            when = version.locked_at[:16].replace("T", " ")
            yield self.word(words.LOCKED), f"{version.locked_by} · {when} UTC"
        length = frames_to_timecode(leader.frames, leader.rate)
        samples = frames_to_samples(leader.frames, leader.rate)
        yield self.word(words.RATE), str(leader.rate)
        yield self.word(words.LENGTH), f"{length} · {leader.frames}"
        yield self.word(words.FIRST), leader.timecode(leader.first)
        yield self.word(words.POPS), " · ".join(leader.timecode(frame) for frame in leader.pops)
        yield self.word(words.BEEP), f"{POP_HERTZ} Hz · {POP_DBFS} dBFS"
        yield self.word(words.SOUND), "WAV (BWF) · 48 kHz · 24 bit · stereo"
        yield self.word(words.HANDLES), f"{version.handle_s} s"
        yield self.word(words.LOUDNESS), f"{self.sheet.project.loudness_lufs:g} LUFS"
        yield self.word(words.PEAK), f"{self.sheet.project.true_peak_dbtp:g} dBTP"
        yield self.word(words.MIX_LENGTH), str(samples)

    def _contents(self) -> list[Row]:
        files: list[tuple[str, Words]] = [
            ("guide.mp4", words.GUIDE),
            ("guide.wav", words.GUIDE_SOUND),
            ("stems/", words.STEMS),
            ("clips/", words.CLIPS),
            ("positions.csv", words.POSITIONS),
            ("sound_edit.otio", words.TIMELINE),
            ("wild/", words.WILD),
        ]
        if self.turnover.sounds:
            files.insert(-1, ("sound_edit.aaf · .edl", words.LISTS))
        return [(name, self.word(meant)) for name, meant in files]

    def _tracks(self) -> list[Row]:
        return [
            (one.file, f"{self._role(one.role)} – {self.word(words.CLIP_COUNT, count=one.clips)}")
            for one in self.turnover.stems
        ]

    def _wild(self) -> list[Row]:
        return [
            (one.file, f"{self._role(one.role)}, {float(one.seconds):.0f} s")
            for one in self.turnover.wild
        ]

    def _role(self, role: str) -> str:
        meant = words.ROLES.get(role)
        return self.word(meant) if meant else role

    def _block(self, heading: Words, rows: list[Row]) -> None:
        self.y += 3.5
        self.sheet.put(self._box(MARGIN, self.sheet.width), self.word(heading), _HEADING)
        self.y += 1
        self.sheet.rule(Box(x=MARGIN, y=self.y + 5, w=self.sheet.width))
        self.y += _LINE
        for name, text in rows[:MOST]:
            self._row(name, text, _TYPED)
        if len(rows) > MOST:
            self._row(self.word(words.MORE, count=len(rows) - MOST), "", _LABEL)
        if not rows:
            self._row(self.word(words.NOTHING), "", _LABEL)

    def _row(self, label: str, text: str, kind: Type) -> None:
        self.sheet.put(self._box(MARGIN, _LABEL_WIDTH - 2), label, kind)
        rest = self.sheet.width - _LABEL_WIDTH
        self.sheet.put(self._box(MARGIN + _LABEL_WIDTH, rest), text, _TEXT)
        self.y += _LINE

    def _box(self, x: float, width: float) -> Box:
        return Box(x=x, y=self.y, w=width, h=5)
