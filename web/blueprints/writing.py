"""The writing room: the script on the left, the page as it is printed on the right."""

import hashlib
from collections.abc import Iterable, Iterator

from flask import Blueprint, get_template_attribute, jsonify, render_template, request, url_for
from werkzeug import Response

from pipeline.access import must_be_maker
from pipeline.desk import LARGEST_TEXT_BYTES
from pipeline.errors import CannotRead
from pipeline.fountain.starter import starter_script
from pipeline.records import questions, revisions
from pipeline.records.desks import Place
from pipeline.records.views import StageView
from web import access, auth
from web.desks import OnDesk, on_desk, signed_screenplay
from web.doors import doors_of
from web.parts import parts
from web.script_look import KIND_WORDS, QUICK, TIMES, WriterLook, writer_look

blueprint = Blueprint("writing", __name__)

SCRIPT = "script.fountain"


@blueprint.get("/projects/<int:project_id>/script/write")
def write(project_id: int) -> str:
    """Show the script that lies on the desk, to go on writing; it works without a script, too."""
    must_be_maker(auth.person(), access.group_of(project_id))
    last_event = parts().live.last_id()
    found = on_desk(Place(project_id=project_id, stage="script", name=SCRIPT))
    with parts().book.reading() as session:
        view = questions.stage_view(session, project_id, "script")
    return render_template("script/write.html", **_shown(view, found), last_event=last_event)


def _shown(view: StageView, found: OnDesk) -> dict[str, object]:
    """Return what the writing room needs besides the event it was drawn at."""
    text = found.content.decode(errors="replace")
    doors = (one for one in doors_of("script", is_maker=True) if one.endpoint != "writing.write")
    return {
        "view": view,
        "found": found,
        "text": text,
        "look": writer_look(text, view.project, signed_screenplay(view.project_id)),
        "example": starter_script(view.project).partition("\n\n")[2],
        "kind_words": {kind: str(words) for kind, words in KIND_WORDS.items()},
        "times": TIMES.get(view.project.language, TIMES["en"]),
        "quick": QUICK,
        "doors": tuple(doors),
        "stage_page": url_for("stage.stage", project_id=view.project_id, stage="script"),
    }


def _pages(printed: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the mark of each page, and the page itself where the browser does not have it yet."""
    there = frozenset(request.form.get("have", "").split())
    for html in printed:
        mark = hashlib.sha256(html.encode()).hexdigest()[:12]
        yield {"mark": mark, "html": "" if mark in there else html}


@blueprint.post("/projects/<int:project_id>/script/look")
def look(project_id: int) -> Response:
    """Return what a text is at this moment; nothing is kept of it."""
    must_be_maker(auth.person(), access.group_of(project_id))
    text = request.form.get("text", "").replace("\r\n", "\n")
    if len(text) > LARGEST_TEXT_BYTES:
        raise CannotRead("This is too large for the desk. Send it as a file instead.")
    with parts().book.reading() as session:
        project = revisions.project_settings(session, project_id)
    return _as_json(writer_look(text, project, signed_screenplay(project_id)))


def _as_json(found: WriterLook) -> Response:
    one_page = get_template_attribute("script/write_page.html", "one_page")
    return jsonify(
        kinds=found.kinds,
        pages=list(_pages(map(str, map(one_page, found.pages)))),
        outline=render_template("script/outline.html", look=found),
        findings=render_template("script/words.html", look=found),
        names=found.names,
        headings=found.headings,
        places=found.places,
        length=found.length,
        is_long=found.is_long,
    )
