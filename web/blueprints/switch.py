"""A device that a group shares goes from hand to hand: tap the name, tap the next face."""

from flask import Blueprint, redirect, render_template, request
from werkzeug import Response

from web import auth, office
from web.blueprints.people import safe_path

blueprint = Blueprint("switch", __name__)


@blueprint.get("/who")
def who() -> str:
    """Show the faces of the group whose shared card opened this device."""
    return render_template(
        "people/switch.html", faces=auth.sharing(), back=request.args.get("back", "")
    )


@blueprint.post("/who")
def hand_on() -> Response:
    """Let another student of the group go on, without a code."""
    auth.hand_on(next(iter(office.ids("person")), 0))
    return redirect(safe_path(request.form.get("back", "")), code=303)
