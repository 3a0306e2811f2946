"""A script as its writers see it while they type: one pass over the text. Pure."""

from collections import Counter
from dataclasses import dataclass

from pipeline.documents.report import Finding
from pipeline.documents.screenplay import Screenplay
from pipeline.fountain.breakdown import numbered, screenplay_of
from pipeline.fountain.checks import check_writing
from pipeline.fountain.freezing import freeze
from pipeline.fountain.layout import Sheet
from pipeline.fountain.paginate import Page, pages_of
from pipeline.fountain.parse import parse_with_kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What an editor shows of a script."""

    kinds: tuple[str, ...]
    """The kind of every line of the source ("scene_heading"), "" where it is empty; line 1 is 0."""
    screenplay: Screenplay
    """Its scenes with line, last_line, eighths, seconds and measured_seconds."""
    pages: tuple[Page, ...]
    """The rows of each page as they are printed; row.line is the line of the source."""
    names: tuple[str, ...]
    """Who speaks, those who speak most first."""
    places: tuple[str, ...]
    """Where scenes play, the most frequent first."""
    remarks: tuple[Finding, ...]
    """What may be meant otherwise than it is read; the place is "line 12"."""


def look_at(text: str, *, sheet: Sheet, frozen: Screenplay | None = None) -> Look:
    """Return what an editor shows of a text, in whatever state it is; never fails.

    With a screenplay that was signed, its scenes keep their numbers.
    """
    elements, kinds = parse_with_kinds(text)
    if frozen is not None:
        elements = freeze(elements, frozen)
    screenplay = screenplay_of(elements)
    scenes = screenplay.scenes
    speeches = Counter(speech.character for scene in scenes for speech in scene.speeches)
    places = Counter(scene.place for scene in scenes if scene.place)
    return Look(
        kinds=tuple(str(kind or "") for kind in kinds),
        screenplay=screenplay,
        pages=pages_of(numbered(screenplay), sheet),
        names=tuple(name for name, _ in speeches.most_common()),
        places=tuple(place for place, _ in places.most_common()),
        remarks=tuple(check_writing(elements)),
    )
