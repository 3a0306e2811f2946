"""Live events of a workshop: a stream, and a question where a filter breaks streams."""

import time

from flask import Blueprint, Response, g, jsonify, request, session, stream_with_context

from pipeline.errors import NotFound
from pipeline.records import people
from web import auth
from web.live import as_plain
from web.parts import parts
from web.streams import HandedOver, socket_of

blueprint = Blueprint("live", __name__)

ASK_AGAIN_S = 10.0
"""A person who was logged out hears nothing more after so long."""


def _workshop() -> int:
    """Return whose events somebody may hear: their workshop's; the wall's without a log-in.

    Events hold no names: a number of a film, a stage, a kind. Raise NotFound.
    """
    wanted = request.args.get("workshop", type=int)
    found = g.get("person")
    if found is not None and wanted in (None, found.workshop_id):
        return int(found.workshop_id)
    with parts().book.reading() as records:
        known = [number for number, _name in people.workshops(records)]
    if found is None and wanted in known:
        return int(wanted or 0)
    raise NotFound("There is no such workshop.")


class _StillIn:
    """Whether somebody is logged in yet, asked of the database every ten seconds."""

    def __init__(self, token: str | None) -> None:
        self._token = token
        self._next = time.monotonic() + ASK_AGAIN_S
        self._answer = True

    def __call__(self) -> bool:
        if self._token and time.monotonic() >= self._next:
            self._answer = auth.person_of_token(self._token) is not None
            self._next = time.monotonic() + ASK_AGAIN_S
        return self._answer


@blueprint.get("/events")
def events() -> Response:
    """Stream what changes, from the event after Last-Event-ID (or ?after=) on."""
    last = request.headers.get("Last-Event-ID", type=int)
    if last is None:
        last = request.args.get("after", type=int)
    token = session.get(auth.TOKEN) if g.get("person") else None
    answer = _handed_over(last, token) if socket_of(request.environ) else _held(last, token)
    answer.headers["X-Accel-Buffering"] = "no"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _handed_over(last: int | None, token: str | None) -> Response:
    """Return an answer that the one thread of all streams goes on with."""
    streams, workshop_id = parts().streams, _workshop()
    streams.reserve()
    return HandedOver(
        lambda sock, head: streams.take(sock, head, workshop_id=workshop_id, last=last, token=token)
    )


def _held(last: int | None, token: str | None) -> Response:
    """Return an answer that its own thread goes on with."""
    lines = parts().live.stream(_workshop(), last, _StillIn(token))
    return Response(stream_with_context(lines), mimetype="text/event-stream")


@blueprint.get("/events/since")
def since() -> Response:
    """Return what has changed since an event, for those who cannot hear the stream."""
    after = request.args.get("after", default=0, type=int)
    found = parts().live.after(_workshop(), after)
    return jsonify([as_plain(event) for event in found])
