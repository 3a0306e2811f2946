"""Passkeys: adults may log in with a finger or a face instead of a password."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response as AnyResponse

from pipeline.errors import NotFound
from pipeline.records import passkeys as records
from web import auth, passkeys
from web.blueprints.people import safe_path
from web.parts import parts

blueprint = Blueprint("passkeys", __name__)


@blueprint.get("/me/passkeys")
def page() -> str:
    """Show the passkeys of the one who is logged in, and the button for a new one."""
    with parts().book.reading() as session:
        known = records.of_person(session, auth.person().id)
    return render_template(
        "passkeys/page.html", known=known, are_there=passkeys.are_there(), most=passkeys.MOST
    )


@blueprint.post("/me/passkeys/question")
def question() -> Response:
    """Ask the device to make one."""
    _must_be_there()
    return Response(passkeys.question_for_new(auth.person()), mimetype="application/json")


@blueprint.post("/me/passkeys")
def keep() -> AnyResponse:
    """Keep what the device has made."""
    _must_be_there()
    answer, name = request.form.get("answer", ""), request.form.get("name", "")
    passkeys.keep_new(auth.person(), answer, name)
    flash(gettext("From now on this device lets you in."), "done")
    return redirect(url_for(".page"), code=303)


@blueprint.post("/me/passkeys/<int:passkey_id>/remove")
def remove(passkey_id: int) -> AnyResponse:
    """Take one away."""
    with parts().book.writing() as session:
        if not records.remove(session, passkey_id=passkey_id, person_id=auth.person().id):
            raise NotFound("There is no such passkey.")
    flash(gettext("Taken away. That device does not let you in any more."), "done")
    return redirect(url_for(".page"), code=303)


@blueprint.post("/log-in/passkey/question")
def door_question() -> Response:
    """Ask the device of somebody at the door."""
    _must_be_there()
    return Response(passkeys.question_at_door(), mimetype="application/json")


@blueprint.post("/log-in/passkey")
def come_in() -> AnyResponse:
    """Log in whose passkey has answered."""
    _must_be_there()
    auth.log_in(passkeys.who_answers(request.form.get("answer", "")))
    return redirect(safe_path(request.form.get("back", "")), code=303)


def _must_be_there() -> None:
    if not passkeys.are_there():
        raise NotFound("This Claquette knows no passkeys. Log in with your name and password.")
