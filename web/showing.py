"""What can be watched of a film now: "always a film", from the cards to the final cut."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from flask_babel import lazy_gettext as _

from pipeline.documents.json import from_json
from pipeline.documents.screenplay import Element, ElementKind, Screenplay
from pipeline.errors import PipelineError
from pipeline.records import Session, faces, questions, revisions
from pipeline.records.values import FileSide
from pipeline.records.views import BoardRow, Playable
from web.parts import parts
from web.words import Word

SHOWN_AS: Final = {
    "script": Word(_("The story on cards"), "sticky-note"),
    "shot_list": Word(_("The boards in motion"), "images"),
    "rushes": Word(_("The takes of the day"), "clapperboard"),
    "edit": Word(_("The cut"), "scissors"),
    "sound": Word(_("The cut with its sound"), "audio-lines"),
    "final_cut": Word(_("The film"), "film"),
}
"""What a stage lets one watch."""
CARDS: Final = "script"
MOST_BYTES: Final = 4 << 20
_ACTION: Final = frozenset({ElementKind.ACTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A scene of the script as a card."""

    number: str
    heading: str
    words: str
    """What is seen first."""
    names: tuple[str, ...]
    """Who speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page of a film shows."""

    row: BoardRow
    choices: tuple[str, ...]
    """The stages that have something to watch, the furthest first."""
    stage: str
    """The one that is shown; empty when there is nothing yet."""
    film: Playable | None
    subtitles: str
    """Name of the subtitles beside the film; empty: none."""
    language: str
    rate: Fraction
    cards: tuple[Card, ...]


def shown_of(session: Session, project_id: int, wanted: str) -> Shown:
    """Return what can be watched: of the stage that is wanted, else of the furthest one."""
    films = {
        one.stage: one for one in faces.films_of(session, [project_id]).get(project_id, ())
    }  # the last one of a stage is its newest
    script = _screenplay_of(session, project_id)
    choices = (*reversed(films), *((CARDS,) if script else ()))
    stage = wanted if wanted in choices else next(iter(choices), "")
    film = films.get(stage)
    project = revisions.project_settings(session, project_id)
    made = revisions.files_of(session, film.revision_id, FileSide.MADE) if film else ()
    return Shown(
        row=questions.board_row(session, project_id),
        choices=choices,
        stage=stage,
        film=film,
        subtitles=next((one.name for one in made if one.name == "subtitles.vtt"), ""),
        language=project.language,
        rate=project.frame_rate,
        cards=cards_of(script.elements) if script and stage == CARDS else (),
    )


def cards_of(elements: Iterable[Element]) -> tuple[Card, ...]:
    """Return the scenes of a script as cards."""
    scenes: list[list[Element]] = []
    for element in elements:
        if element.kind is ElementKind.SCENE_HEADING:
            scenes.append([element])
        elif scenes:
            scenes[-1].append(element)
    return tuple(map(_card, scenes))


def _card(scene: list[Element]) -> Card:
    heading, *rest = scene
    speakers = (one.text for one in rest if one.kind is ElementKind.CHARACTER)
    return Card(
        number=heading.scene_number or "",
        heading=heading.text,
        words=next((one.text for one in rest if one.kind in _ACTION), ""),
        names=tuple(dict.fromkeys(name.split("(")[0].strip() for name in speakers)),
    )


def _screenplay_of(session: Session, project_id: int) -> Screenplay | None:
    """Return the script of the newest version that can be read; None before the first."""
    newest = revisions.newest(session, project_id, CARDS)
    made = revisions.files_of(session, newest.id, FileSide.MADE) if newest else ()
    file = next((one for one in made if one.name == "screenplay.json"), None)
    if file is None or file.bytes > MOST_BYTES:
        return None
    try:
        return from_json(parts().store.path(file.digest).read_bytes(), Screenplay)
    except PipelineError:
        return None
