"""The screenplay: the elements of a Fountain script and the scenes they make. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class ElementKind(StrEnum):
    """The elements of Fountain 1.1 (fountain.io/syntax)."""

    TITLE_PAGE = "title_page"
    SCENE_HEADING = "scene_heading"
    ACTION = "action"
    CHARACTER = "character"
    PARENTHETICAL = "parenthetical"
    DIALOGUE = "dialogue"
    LYRICS = "lyrics"
    TRANSITION = "transition"
    CENTERED = "centered"
    NOTE = "note"
    BONEYARD = "boneyard"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    PAGE_BREAK = "page_break"


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of the script, without its structural marks and with its inline emphasis."""

    kind: ElementKind
    text: str
    line: int = 0
    """1-based line of the source where the element begins."""
    column: int = 0
    """1-based column of the source where the element begins."""
    scene_number: str | None = None
    forced: bool = False
    dual: str | None = None
    """ "left" or "right" on the two cues of dual dialogue."""
    level: int = 0
    """Depth of a section: the number of its #."""
    key: str = ""
    """Key of a title page element, as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What one character says without being interrupted."""

    character: str
    """The name without its extension: "HANS", not "HANS (O.S.)"."""
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One scene, from its heading to the next."""

    number: str
    """As written between # signs, else counted from 1."""
    heading: str
    setting: str
    """ "INT", "EXT", "INT/EXT" or "" where the heading does not say."""
    place: str
    time_of_day: str
    line: int
    eighths: int
    """Length in eighths of a page, at least 1; 0 where it is omitted."""
    seconds: int
    """Length on screen: measured where somebody measured it, else estimated."""
    last_line: int = 0
    """1-based line of the source where the last thing of the scene ends."""
    estimated_seconds: int = 0
    """From the number of rows on the page: a page is a minute."""
    measured_seconds: int | None = None
    """Read aloud with a watch, from a [[time: 0:45]] note."""
    omitted: bool = False
    """Whether the scene was taken out after its number was given away: no film, no shots."""
    characters: tuple[str, ...] = ()
    """Those who speak, in order of their first speech."""
    speeches: tuple[Speech, ...] = ()
    sounds: tuple[str, ...] = ()
    """From [[sound: ...]] notes."""
    props: tuple[str, ...] = ()
    """From [[prop: ...]] notes."""
    summary: str = ""
    """The first sentence of action, or the synopsis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CastEntry:
    """Who plays whom, from a [[cast: HANS = Mia]] note."""

    character: str
    """In capitals, without an extension."""
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """One line whose kind the text did not say."""

    kind: ElementKind
    """What it was taken for."""
    line: int
    why: str
    """The rule by which it was guessed: a key that pages put into words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screenplay:
    """A whole script."""

    title: str
    elements: tuple[Element, ...]
    scenes: tuple[Scene, ...] = ()
    page_eighths: int = 0
    """Length of the whole script in eighths of a page, without the title page."""
    seconds: int = 0
    """Length of the film: the measured scenes as measured, the others as estimated."""
    estimated_seconds: int = 0
    measured_seconds: int | None = None
    """Of the scenes that were read aloud with a watch; None while none was."""
    cast: tuple[CastEntry, ...] = ()
    guesses: tuple[Guess, ...] = ()
    """Empty for a script that says itself what each line is."""
    is_encoding_sure: bool = True
    """Whether the file said its alphabet; otherwise letters with accents may be wrong."""
