"""Whether the site lives, and a page that shows every component in all its states."""

from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, Response, render_template

from pipeline.records import decisions
from web.parts import parts
from web.words import PAGE_COLOURS

blueprint = Blueprint("status", __name__)

TAPES: Final = (
    "red", "blue", "yellow", "green", "white", "graphite",
    "orange", "violet", "pink", "teal", "brown",
)  # fmt: skip


@blueprint.get("/status/alive")
def alive() -> Response:
    """Answer when the records answer."""
    with parts().book.reading() as session:
        decisions.last_event_id(session)
    return Response("alive\n", mimetype="text/plain")


@blueprint.get("/status/components")
def components() -> str:
    """Show every component: what a new page is made of."""
    moment = datetime(2026, 7, 11, 14, 20, tzinfo=UTC)
    return render_template("status/components.html", tapes=TAPES, pages=PAGE_COLOURS, moment=moment)
