"""What the pages of writing and shooting read: the newest papers of a film.

The script that a group works on lies on its desk; before the first word is written there, it is
the script of the newest version. Papers that were made (the shot list) are those that a mentor has
approved, else the newest.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from pipeline import desk
from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.documents.screenplay import Element, Scene, Screenplay
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.errors import PipelineError
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.freezing import freeze
from pipeline.fountain.parse import parse
from pipeline.fountain.text import text_of, with_one_line_end
from pipeline.records import Session, revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileSide, RevisionView
from web import auth
from web.desks import on_desk
from web.parts import parts

SCRIPT: Final = "script.fountain"
SCREENPLAY: Final = "screenplay.json"
_TEXTS: Final = (".fountain", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptAtHand:
    """The script as the group last left it."""

    text: str
    number: int
    """Of the version on the desk; 0 while nothing lies there."""


def project_of(project_id: int) -> Project:
    """Return the settings of a film. Raise NotFound."""
    with parts().book.reading() as session:
        return revisions.project_settings(session, project_id)


def script_place(project_id: int) -> Place:
    """Return where the script of a film lies."""
    return Place(project_id=project_id, stage="script", name=SCRIPT)


def script_at_hand(project_id: int) -> ScriptAtHand:
    """Return what lies on the desk, else the newest version; an empty text before the first."""
    found = on_desk(script_place(project_id))
    text = with_one_line_end(found.content.decode(errors="replace"))
    return ScriptAtHand(text=text, number=found.number)


def script_of(session: Session, revision: RevisionView) -> str:
    """Return the Fountain text of a version of the script; "" if it has none that can be read.

    What was sent comes first, since notes are pinned to its lines; a script that was sent in
    another format is read as Claquette has written it.
    """
    sent = revisions.files_of(session, revision.id, FileSide.SENT)
    made = revisions.files_of(session, revision.id, FileSide.MADE)
    found = [one for one in sent if one.name.lower().endswith(_TEXTS)]
    found += [one for one in made if one.name == SCRIPT]
    if not found:
        return ""
    try:
        return text_of(parts().store.path(found[0].digest).read_bytes(), name=found[0].name)
    except PipelineError:
        return ""


def screenplay_at_hand(project_id: int, at_hand: ScriptAtHand) -> Screenplay:
    """Return the screenplay of the script at hand, its scenes numbered as the slates have them.

    Numbers that were given away by a sign-off stay, as when a version is made of it.
    """
    with parts().book.reading() as session:
        signed = revisions.newest_signed(session, project_id, "script")
        made = revisions.files_of(session, signed.id, FileSide.MADE) if signed else ()
    paper = next((one for one in made if one.name == SCREENPLAY), None)
    content = parts().store.path(paper.digest).read_bytes() if paper else b""
    elements: Sequence[Element] = parse(at_hand.text)
    if content:
        with suppress(PipelineError):
            elements = freeze(elements, from_json(content, Screenplay))
    return screenplay_of(elements)


def keep_script(project_id: int, text: str, *, at_hand: ScriptAtHand) -> desk.Saved:
    """Lay a script on the desk that was made from what was at hand. Raise Refused."""
    saving = desk.Saving(
        place=script_place(project_id),
        by=auth.person().id,
        base=at_hand.number,
        content=text.encode(),
    )
    start = at_hand.text.encode() if not at_hand.number else b""
    return desk.save(parts().book, parts().store, saving, start=start)


def paper_of(project_id: int, stage: str, name: str) -> bytes | None:
    """Return what was made of the approved version of a stage, else of the newest; or None."""
    with parts().book.reading() as session:
        chosen = revisions.approved(session, project_id).get(stage)
        chosen = chosen or revisions.newest(session, project_id, stage)
        found = revisions.files_of(session, chosen.id, FileSide.MADE) if chosen else ()
    paper = next((one for one in found if one.name == name), None)
    return parts().store.path(paper.digest).read_bytes() if paper else None


def shots_of(project_id: int) -> tuple[Shot, ...]:
    """Return the shots that are to be made; none where there is no list, or a damaged one."""
    content = paper_of(project_id, "shot_list", "shot_list.json")
    try:
        return from_json(content, ShotList).wanted if content else ()
    except PipelineError:
        return ()


def scenes_of(project_id: int) -> tuple[Scene, ...]:
    """Return the scenes as the paper of the script has them; none where there is no script."""
    content = paper_of(project_id, "script", SCREENPLAY)
    try:
        return from_json(content, Screenplay).scenes if content else ()
    except PipelineError:
        return ()
