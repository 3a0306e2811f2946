"""The slate on a phone: it shows scene, shot and take, claps, and logs which takes were good.

The page works without a network (static/js/offline_worker.js keeps it on the device); its takes
are sent whenever there is one, and join those of the other phones.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final

import segno
from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request
from flask import url_for as address_of
from flask_babel import gettext
from werkzeug import Response as AnyResponse

from pipeline import desk
from pipeline.access import must_be_maker
from pipeline.documents.shot_list import Shot
from pipeline.documents.slate import parse_slate, scene_name
from pipeline.errors import CannotRead
from pipeline.paper.slates import code_of
from pipeline.records.desks import Place
from pipeline.shots.slate_log import (
    VOID,
    LoggedTake,
    log_of,
    merge_logs,
    next_take,
    take_of,
    text_of,
)
from pipeline.shots.vocabulary import SIZES, short_of, word_of
from web import access, auth, gate, papers
from web.language import local
from web.parts import parts

blueprint = Blueprint("slate", __name__)

LOG: Final = "slate_log.csv"
MOST_TAKES: Final = 5000
PERSON_MARK: Final = "X-Claquette-Person"
"""Tells the worker on the device whose page it keeps, so that nobody else is shown it."""


@blueprint.get("/projects/<int:project_id>/slate")
def slate(project_id: int) -> str:
    """Show the slate; without a script a list of shots with their codes, and a form."""
    group = access.group_of(project_id)
    takes, shots = _log(project_id), papers.shots_of(project_id)
    project = papers.project_of(project_id)
    return render_template(
        "slate/slate.html",
        project_id=project_id,
        project=project,
        back_to="shot_list" if "shot_list" in project.stages else "rushes",
        group=group,
        may_log=gate.may("slate.log"),
        headings={one.number: one.heading for one in papers.scenes_of(project_id)},
        takes=[one for one in reversed(takes) if one.rating != VOID],
        known=list(map(_plain, takes)),
        clock=lambda at: local(datetime.fromisoformat(at)),
        **_cards(shots, takes, project.language),
    )


@blueprint.post("/projects/<int:project_id>/slate/takes")
def log(project_id: int) -> AnyResponse:
    """Join takes with the log: those of a phone (takes, a JSON list), or the one of a form."""
    must_be_maker(auth.person(), access.group_of(project_id))
    from_phone = "takes" in request.form
    new = _from_phone() if from_phone else (_from_form(_log(project_id)),)
    joined = _keep(project_id, new) if new else _log(project_id)
    if from_phone:
        return Response(json.dumps(list(map(_plain, joined))), mimetype="application/json")
    name = f"{scene_name(new[0].scene)} P{new[0].shot:02d} T{new[0].take:02d}"
    flash(gettext("Take %(name)s is in the log.", name=name), "done")
    return redirect(address_of("slate.slate", project_id=project_id, _anchor="log"), code=303)


@blueprint.get("/offline_worker.js")
def offline_worker() -> Response:
    """Give the script that keeps pages on the device; from here its reach is the whole site."""
    answer = current_app.send_static_file("js/offline_worker.js")
    answer.headers["Cache-Control"] = "no-cache, private"
    return answer


@blueprint.after_app_request
def mark_person(answer: Response) -> Response:
    """Say on every page whose it is; on those before the door, that it is nobody's."""
    if answer.mimetype == "text/html":
        person = g.get("person")
        answer.headers[PERSON_MARK] = str(person.id) if person else "nobody"
    return answer


def _place(project_id: int) -> Place:
    return Place(project_id=project_id, stage="rushes", name=LOG)


def _log(project_id: int) -> tuple[LoggedTake, ...]:
    lying = desk.lying(parts().book, parts().store, _place(project_id))
    return _takes_in(lying.content) if lying else ()


def _takes_in(content: bytes) -> tuple[LoggedTake, ...]:
    """Return the takes of a log; another table that somebody laid there holds none."""
    try:
        return log_of(content.decode())
    except CannotRead:
        return ()


def _keep(project_id: int, new: tuple[LoggedTake, ...]) -> tuple[LoggedTake, ...]:
    """Lay the log on the desk with the new takes in it; the desk joins what comes meanwhile."""
    lying = desk.lying(parts().book, parts().store, _place(project_id))
    known = text_of(_takes_in(lying.content)) if lying else ""
    saving = desk.Saving(
        place=_place(project_id),
        by=auth.person().id,
        base=lying.version.number if lying else 0,
        content=merge_logs("", text_of(new), known).text.encode(),
    )
    saved = desk.save(parts().book, parts().store, saving)
    return log_of(saved.content.decode())


def _from_phone() -> tuple[LoggedTake, ...]:
    try:
        given = json.loads(request.form["takes"])
    except ValueError as fault:
        raise CannotRead("These takes cannot be read.", detail=str(fault)) from fault
    if not isinstance(given, list) or len(given) > MOST_TAKES:
        raise CannotRead("These are no takes, or too many.")
    if not all(isinstance(one, dict) for one in given):
        raise CannotRead("These takes cannot be read.")
    return tuple(map(take_of, given))


def _from_form(known: tuple[LoggedTake, ...]) -> LoggedTake:
    """Return the take of a form: a new one, or one of the log with another judgement."""
    now = datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    rating, note = request.form.get("rating", ""), request.form.get("note", "")
    found = next((one for one in known if one.id == request.form.get("id")), None)
    if found is not None:
        return take_of({**_plain(found), "rating": rating, "note": note, "changed": now})
    shot = request.form.get("shot", "").strip().upper().replace(" ", "_")
    slate = parse_slate(f"{shot}_T1")
    take = request.form.get("take", "").strip()
    number = take or str(next_take(known, scene=slate.scene, shot=slate.shot))
    said = {"take": number, "rating": rating, "note": note, "by": auth.person().name}
    drawn = {"id": secrets.token_hex(8), "at": now, "changed": now}
    return take_of({"scene": slate.scene, "shot": slate.shot, **said, **drawn})


def _plain(take: LoggedTake) -> dict[str, object]:
    return asdict(take)


def _cards(shots: Sequence[Shot], takes: Sequence[LoggedTake], language: str) -> dict[str, object]:
    """Return the shots, and by name the code of each and the number of its next take."""
    return {
        "shots": [_card(shot, language) for shot in shots],
        "codes": {shot.name: _picture(code_of(shot)) for shot in shots},
        "next_takes": {
            shot.name: next_take(takes, scene=shot.scene, shot=shot.shot) for shot in shots
        },
    }


def _card(shot: Shot, language: str) -> dict[str, object]:
    """Return what the slate shows of a planned shot."""
    return {
        "name": shot.name,
        "scene": shot.scene,
        "shot": shot.shot,
        "size": word_of(SIZES, shot.size, language),
        "short": short_of(SIZES, shot.size) if shot.size else "",
        "description": shot.description,
        "must": shot.priority.value == "must",
    }


def _picture(code: str) -> str:
    """Return a QR code as SVG; white is left around it, so that a camera finds its corners."""
    drawn = segno.make(code, error="m", micro=False)
    return str(drawn.svg_inline(border=4, light="#fff", omitsize=True))
