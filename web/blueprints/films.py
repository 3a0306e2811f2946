"""Always a film: the newest thing of a group that can be watched, from cards to the final cut."""

from flask import Blueprint, render_template, request

from web import access
from web.parts import parts
from web.showing import SHOWN_AS, shown_of

blueprint = Blueprint("films", __name__)


@blueprint.get("/projects/<int:project_id>/film")
def show(project_id: int) -> str:
    """Play the furthest film there is, or the one of ?stage=; ?hall=yes is for a projector."""
    access.group_of(project_id)
    last_event = parts().live.last_id()
    with parts().book.reading() as session:
        shown = shown_of(session, project_id, request.args.get("stage", ""))
    return render_template(
        "films/film.html",
        shown=shown,
        words=SHOWN_AS,
        hall=request.args.get("hall") == "yes",
        last_event=last_event,
    )
