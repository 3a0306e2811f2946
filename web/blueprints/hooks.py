"""Which other programs are told what happens: the coordinator writes their addresses."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response

from pipeline import webhooks
from pipeline.records import hooks
from web import auth
from web.parts import parts

blueprint = Blueprint("hooks", __name__)


@blueprint.get("/hooks")
def page() -> str:
    """Show the addresses, and whether they take what they are told."""
    person = auth.person()
    with parts().book.reading() as session:
        found = hooks.of_workshop(session, person.workshop_id)
    return render_template("hooks/page.html", hooks=found)


@blueprint.post("/hooks")
def add() -> Response:
    """Add an address."""
    person = auth.person()
    webhooks.add_hook(parts().book, by=person.id, address=request.form.get("address", ""))
    flash(gettext("From now on this address is told what happens."), "done")
    return redirect(url_for("hooks.page"), code=303)


@blueprint.post("/hooks/<int:hook_id>/remove")
def remove(hook_id: int) -> Response:
    """Tell an address nothing more."""
    person = auth.person()
    webhooks.remove_hook(parts().book, by=person.id, hook_id=hook_id)
    return redirect(url_for("hooks.page"), code=303)
