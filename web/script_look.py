"""The script as its writers see it while they write: kinds of lines, pages, scenes, findings."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from flask_babel import lazy_gettext as _

from pipeline.documents.project import Project
from pipeline.documents.report import Finding
from pipeline.documents.screenplay import ElementKind, Screenplay
from pipeline.fountain.checks import check_screenplay, minutes
from pipeline.fountain.layout import A4
from pipeline.fountain.look import Look, look_at
from pipeline.fountain.paginate import Page
from web.errors import sentence_of

MOST_FINDINGS: Final = 12

KIND_WORDS: Final[dict[str, Any]] = {
    ElementKind.TITLE_PAGE: _("Title page"),
    ElementKind.SCENE_HEADING: _("Scene heading"),
    ElementKind.ACTION: _("Action: what we see"),
    ElementKind.CHARACTER: _("Who speaks"),
    ElementKind.PARENTHETICAL: _("How it is said"),
    ElementKind.DIALOGUE: _("Dialogue"),
    ElementKind.LYRICS: _("Sung"),
    ElementKind.TRANSITION: _("Transition"),
    ElementKind.CENTERED: _("Centred"),
    ElementKind.NOTE: _("Note: not printed"),
    ElementKind.BONEYARD: _("Cut out: not printed"),
    ElementKind.SECTION: _("Section: not printed"),
    ElementKind.SYNOPSIS: _("What it is about: not printed"),
    ElementKind.PAGE_BREAK: _("New page"),
}
"""What people read for the kind of the line they are in."""

QUICK: Final = (
    ("scene", _("New scene"), "clapperboard", "INT. "),
    ("character", _("Somebody speaks"), "message-circle", "@"),
    ("action", _("We see"), "eye", ""),
    ("prop", _("Prop"), "package", "[[prop: ]]"),
    ("sound", _("Sound"), "volume-2", "[[sound: ]]"),
)
"""Buttons that begin a line: key, words, icon, what is written."""

TIMES: Final = {
    "en": ("DAY", "NIGHT", "DAWN", "DUSK"),
    "fr": ("JOUR", "NUIT", "AUBE", "SOIR"),
    "ja": ("昼", "夜", "朝", "夕"),
    "ar": ("نهار", "ليل", "فجر", "غروب"),
}
"""Times of day for headings, domain vocabulary by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """One printed row of a page."""

    kind: str
    number: str
    """Scene number in the margin, as written."""
    scene: str
    """Number of the scene that begins here, else "" (an anchor)."""
    cells: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """One printed page."""

    number: int
    rows: tuple[PrintedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineScene:
    """One scene in the list above the pages."""

    number: str
    heading: str
    line: int
    length: str
    """Minutes and seconds on screen, as estimated or read aloud."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFinding:
    """What a machine says of the script while it is written."""

    severity: str
    line: int
    """1-based; 0 where it is about the whole."""
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterLook:
    """Everything the page of the editor shows of a script."""

    kinds: tuple[str, ...]
    pages: tuple[PrintedPage, ...]
    scenes: tuple[OutlineScene, ...]
    findings: tuple[WrittenFinding, ...]
    names: tuple[str, ...]
    headings: tuple[str, ...]
    places: tuple[str, ...]
    length: str
    target: str
    is_long: bool


def writer_look(text: str, project: Project, frozen: Screenplay | None = None) -> WriterLook:
    """Return what the editor shows of a text; a signed screenplay numbers its scenes."""
    look = look_at(text, sheet=A4, frozen=frozen)
    screenplay = look.screenplay
    scenes = screenplay.scenes
    return WriterLook(
        kinds=look.kinds,
        pages=tuple(_printed(look)),
        scenes=tuple(
            OutlineScene(
                number=one.number, heading=one.heading, line=one.line, length=minutes(one.seconds)
            )
            for one in scenes
        ),
        findings=tuple(_findings(screenplay, project)),
        names=tuple(dict.fromkeys([*look.names, *project.cast])),
        headings=tuple(dict.fromkeys(one.heading for one in scenes)),
        places=look.places,
        length=minutes(screenplay.seconds),
        target=minutes(project.target_seconds),
        is_long=screenplay.seconds > project.target_seconds * 1.1,
    )


def _printed(look: Look) -> Iterator[PrintedPage]:
    numbers = iter(scene.number for scene in look.screenplay.scenes)
    for number, page in enumerate(look.pages, start=1):
        yield PrintedPage(number=number, rows=tuple(_rows(page, numbers)))


def _rows(page: Page, numbers: Iterator[str]) -> Iterator[PrintedRow]:
    before = None
    for row in page:
        begins = row.kind is ElementKind.SCENE_HEADING and before is not row.kind and row.cells
        before = row.kind if row.cells else None
        yield PrintedRow(
            kind=row.kind.value,
            number=row.scene_number,
            scene=next(numbers, "") if begins else "",
            cells=row.cells,
        )


def _findings(screenplay: Screenplay, project: Project) -> Iterator[WrittenFinding]:
    lines = {f"scene {one.number}": one.line for one in screenplay.scenes}
    for one in islice(check_screenplay(screenplay, project), MOST_FINDINGS):
        yield WrittenFinding(
            severity=one.severity.value,
            line=_line_of(one, lines),
            sentence=sentence_of(one.template, one.values),
        )


def _line_of(finding: Finding, lines: dict[str, int]) -> int:
    if finding.place.startswith("line "):
        return int(finding.place.removeprefix("line "))
    return lines.get(finding.place, 0)
