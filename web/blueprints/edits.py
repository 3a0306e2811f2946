"""The cut as something to talk about: what changed in it, and what of the story is in it."""

from typing import Final

from flask import Blueprint, render_template, request, url_for
from flask_babel import lazy_gettext as _

from pipeline.editing.difference import ChangeKind
from pipeline.records import questions
from pipeline.timing import frames_to_timecode
from web import access, edit_strips, edits, papers
from web.errors import sentence_of
from web.parts import parts
from web.words import Word

blueprint = Blueprint("edits", __name__, url_prefix="/projects/<int:project_id>/edit")

CHANGE_WORDS: Final = {
    ChangeKind.NEW: Word(_("new"), "plus"),
    ChangeKind.OUT: Word(_("out"), "minus"),
    ChangeKind.MOVED: Word(_("moved"), "arrow-right"),
    ChangeKind.TAKE: Word(_("other take"), "film"),
    ChangeKind.TRIMMED: Word(_("trimmed"), "scissors"),
    ChangeKind.SPEED: Word(_("speed"), "timer"),
    ChangeKind.DISSOLVE: Word(_("dissolve"), "git-merge"),
    ChangeKind.GRADE: Word(_("grade"), "sun"),
    ChangeKind.SOUND: Word(_("sound"), "volume-2"),
}


@blueprint.get("/changes")
def changes(project_id: int) -> str:
    """Show two versions of the cut: in words, and as strips."""
    group = access.group_of(project_id)
    asked = (request.args.get(name, type=int) for name in ("from", "to"))
    found = edits.compared(project_id, *asked)
    with parts().book.reading() as session:
        versions = questions.stage_view(session, project_id, edits.STAGE).revisions
    difference = found.difference if found else None
    return render_template(
        "edit/changes.html",
        **_around(project_id),
        group=group,
        versions=versions,
        found=found,
        difference=difference,
        strips=edit_strips.strips_of(difference) if difference else None,
        drawn=edit_strips,
        change_words=CHANGE_WORDS,
        sentence_of=sentence_of,
    )


@blueprint.get("/story")
def story(project_id: int) -> str:
    """Show which planned shots and which lines of the script are in the cut."""
    group = access.group_of(project_id)
    found = edits.story_at_hand(project_id)
    return render_template(
        "edit/story.html",
        **_around(project_id),
        group=group,
        revision=found[0] if found else None,
        story=found[1] if found else None,
    )


def _around(project_id: int) -> dict[str, object]:
    project = papers.project_of(project_id)
    pictures = edits.thumbnails(project_id)

    def picture(name: str) -> str:
        where = pictures.get(name)
        if where is None:
            return ""
        return url_for("files.file", revision_id=where[0], side="made", name=where[1])

    return {
        "project_id": project_id,
        "project": project,
        "picture": picture,
        "timecode": lambda frame: frames_to_timecode(frame, project.frame_rate),
    }
