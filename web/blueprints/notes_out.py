"""The notes of a film for other hands: on paper, and as marks that editing programs read."""

from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, Response

from pipeline.errors import NotFound
from pipeline.records import questions
from pipeline.records.views import StageView
from web import access, notes_taken
from web.parts import parts

blueprint = Blueprint("notes_out", __name__)

Writer = Callable[[StageView], bytes]
FORMS: Final[Mapping[str, tuple[str, Writer]]] = {
    "otio": ("application/json", notes_taken.as_timeline),
    "edl": ("text/plain; charset=utf-8", notes_taken.as_list),
    "csv": ("text/csv; charset=utf-8", notes_taken.as_table),
    "pdf": ("application/pdf", notes_taken.on_paper),
}


@blueprint.get("/revisions/<int:revision_id>/notes.<form>")
def out(revision_id: int, form: str) -> Response:
    """Give the notes of a version, earlier ones at their new places, as a file."""
    seen = access.revision_of(revision_id)
    if form not in FORMS:
        raise NotFound("Notes are not written in this form.")
    kind, write = FORMS[form]
    with parts().book.reading() as session:
        view = questions.stage_view(session, seen.project_id, seen.stage, number=seen.number)
    answer = Response(write(view), content_type=kind)
    name = f"notes-{seen.stage}-v{seen.number}.{form}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
