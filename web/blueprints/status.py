"""Whether the site lives, and a page that shows every component in all its states."""

import json
from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, Response, render_template, url_for

from pipeline.records import decisions
from web.parts import parts
from web.words import PAGE_COLOURS

blueprint = Blueprint("status", __name__)

APP: Final = {
    "name": "Claquette",
    "short_name": "Claquette",
    "scope": "/",
    "display": "standalone",
    "background_color": "#efeadd",
    "theme_color": "#efeadd",
}
ICONS: Final = (
    {"src": "claquette.svg", "sizes": "any", "purpose": "any"},
    {"src": "icon-192.png", "sizes": "192x192", "purpose": "any maskable"},
    {"src": "icon-512.png", "sizes": "512x512", "purpose": "any maskable"},
)
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


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """Say how the site looks as an app of its own on a phone (W3C Web Application Manifest)."""
    home = url_for("board.board")
    pictures = [
        {**picture, "src": url_for("static", filename=f"img/{picture['src']}")} for picture in ICONS
    ]
    told = {**APP, "id": home, "start_url": home, "icons": pictures}
    return Response(json.dumps(told), mimetype="application/manifest+json")


@blueprint.get("/status/without-network")
def without_network() -> str:
    """What a device shows, without a network, in place of a page that it does not keep."""
    return render_template("status/without_network.html")


@blueprint.get("/status/components")
def components() -> str:
    """Show every component: what a new page is made of."""
    moment = datetime(2026, 7, 11, 14, 20, tzinfo=UTC)
    return render_template("status/components.html", tapes=TAPES, pages=PAGE_COLOURS, moment=moment)
