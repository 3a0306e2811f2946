"""The desk over HTTP: read, save, settle what clashes, take back, and make a version of it.

A script asks for JSON and stays on its page; a form without one is sent back, or to the page that
shows both writings side by side.
"""

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import gettext
from werkzeug import Response as AnyResponse

from pipeline import desk, workflow
from pipeline.access import must_be_maker
from pipeline.desk import Saved, Saving
from pipeline.errors import CannotRead, NotFound
from pipeline.records import desks
from pipeline.records.desks import Place
from pipeline.stage_facts import facts_of
from web import access, auth, uploads
from web.desks import on_desk, start_of
from web.frame_pictures import clean_frame
from web.kept_versions import on_to_its_stage, say_kept
from web.parts import parts

JSON = "application/json"
CHOICE = "at "
"""What the name of a field begins with that says whose writing counts at a place."""

blueprint = Blueprint("desk", __name__, url_prefix="/projects/<int:project_id>/desk/<stage>")


@blueprint.get("/<path:name>")
def read(project_id: int, stage: str, name: str) -> AnyResponse:
    """Give what lies there: a text with its number, or a picture."""
    place = _place(project_id, stage, name)
    if desk.is_picture(stage, name):
        return _picture(place)
    found = on_desk(place)
    return jsonify(
        number=found.number,
        content=found.content.decode(errors="replace"),
        by=found.by,
        at=found.at.isoformat() if found.at else "",
    )


@blueprint.post("/<path:name>")
def save(project_id: int, stage: str, name: str) -> AnyResponse:
    """Lay something there; the answer comes when it is durable. Asked to, make a version of it."""
    place = _place(project_id, stage, name)
    uploads.prepare(request)
    current_app.extensions["csrf"].protect()
    saving = _saving(place, _content(is_picture=desk.is_picture(stage, name)))
    start = b"" if desk.is_picture(stage, name) else start_of(place)
    saved = desk.save(parts().book, parts().store, saving, start=start)
    if request.accept_mimetypes.best == JSON:
        return jsonify(_as_json(saved))
    if saved.clashes:
        return Response(_clash_page(place, saving, saved), status=409)
    is_ready = request.form.get("do") == "send"
    say_kept(saved, is_asked=not is_ready)
    return send(project_id, stage) if is_ready else _back(place)


@blueprint.post("/settle/<path:name>")
def settle(project_id: int, stage: str, name: str) -> AnyResponse:
    """Take the answers of the page that shows a clash: for each place, whose writing counts."""
    place = _place(project_id, stage, name)
    number = request.form.get("aside", 0, type=int)
    aside = desk.lying(parts().book, parts().store, place, number=number)
    if aside is None:
        raise NotFound("There is no such version on the desk.")
    saving = _saving(place, aside.content)
    saved = desk.save(parts().book, parts().store, saving)
    if request.accept_mimetypes.best == JSON:
        return jsonify(_as_json(saved))
    if saved.clashes:
        return Response(_clash_page(place, saving, saved), status=409)
    flash(gettext("Settled, and kept on your desk."), "done")
    return _back(place)


@blueprint.post("/back/<path:name>")
def take_back(project_id: int, stage: str, name: str) -> AnyResponse:
    """Lay an earlier version there again."""
    place = _place(project_id, stage, name)
    number = request.form.get("number", 0, type=int)
    saved = desk.take_back(parts().book, parts().store, place, number=number, by=auth.person().id)
    if request.accept_mimetypes.best == JSON:
        return jsonify(_as_json(saved))
    flash(gettext("It lies on your desk again. What was there is kept, too."), "done")
    return _back(place)


@blueprint.get("/versions/<path:name>")
def versions(project_id: int, stage: str, name: str) -> str:
    """Show everything that ever lay there, the newest first."""
    place = _place(project_id, stage, name)
    with parts().book.reading() as session:
        found = desks.versions(session, place)
    number = request.args.get("version", type=int)
    shown = desk.lying(parts().book, parts().store, place, number=number) if number else None
    return render_template(
        "desk/versions.html",
        place=place,
        group=access.group_of(project_id),
        versions=found,
        shown=shown,
        back=_address(place),
    )


@blueprint.post("/send")
def send(project_id: int, stage: str) -> AnyResponse:
    """Make a version of what lies on the desk, and have it checked."""
    _must_be_ours(project_id, stage)
    note = request.form.get("note", "").strip()[:500]
    new = workflow.send_desk(
        parts().book, project_id=project_id, stage=stage, by=auth.person().id, note=note
    )
    return on_to_its_stage(new)


def _must_be_ours(project_id: int, stage: str) -> None:
    facts_of(stage)
    must_be_maker(auth.person(), access.group_of(project_id))


def _place(project_id: int, stage: str, name: str) -> Place:
    _must_be_ours(project_id, stage)
    if desk.is_sound(stage, name):
        raise NotFound("There is no such file on the desk.")  # the sound pages keep recordings
    return Place(project_id=project_id, stage=stage, name=name)


def _saving(place: Place, content: bytes) -> Saving:
    """Return what is to be saved, with the answers to what has clashed."""
    chosen = [(key, value) for key, value in request.form.items() if key.startswith(CHOICE)]
    return Saving(
        place=place,
        by=auth.person().id,
        base=request.form.get("base", 0, type=int),
        content=content,
        choices={key.removeprefix(CHOICE): value for key, value in chosen},
    )


def _content(*, is_picture: bool) -> bytes:
    """Return the text of the form with plain line ends, or its picture, painted anew."""
    given = request.files.get("content")
    if given is not None and is_picture:
        return clean_frame(given.stream) if given.stream.read(1) else b""
    if "content" not in request.form:
        raise CannotRead("Nothing was sent. Write something, then keep it.")
    return request.form["content"].replace("\r\n", "\n").replace("\r", "\n").encode()


def _as_json(saved: Saved) -> dict[str, object]:
    clashes = [
        {"place": one.place, "base": one.base, "mine": one.mine, "theirs": one.theirs}
        for one in saved.clashes
    ]
    return {
        "number": saved.number,
        "content": saved.content.decode(errors="replace"),
        "merged": saved.merged,
        "clashes": clashes,
        "aside": saved.aside,
    }


def _clash_page(place: Place, saving: Saving, saved: Saved) -> str:
    return render_template(
        "desk/clash.html", place=place, base=saving.base, saved=saved, back=_address(place)
    )


def _picture(place: Place) -> AnyResponse:
    lying = desk.lying(parts().book, parts().store, place)
    if lying is None or not lying.content:
        raise NotFound("There is no such picture.")
    answer = send_file(
        parts().store.path(lying.version.digest),
        mimetype="image/png",
        etag=lying.version.digest,
        conditional=True,
        max_age=0,
    )
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _address(place: Place) -> str:
    """Return the page to go back to: one of ours, else that of the stage."""
    back = request.values.get("back", "")
    if back.startswith("/") and not back.startswith(("//", "/\\")):
        return back
    return url_for("stage.stage", project_id=place.project_id, stage=place.stage)


def _back(place: Place) -> AnyResponse:
    return redirect(_address(place), code=303)
