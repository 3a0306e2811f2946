"""What somebody says about oneself: how to be named in the credits."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response

from pipeline import credit_names
from pipeline.records import credit_names as names_kept
from pipeline.records.credit_names import LONGEST
from web import auth
from web.parts import parts

blueprint = Blueprint("me", __name__, url_prefix="/me")


@blueprint.get("/credits")
def credit_name() -> str:
    """Ask how the one who is logged in wants to be named."""
    person = auth.person()
    with parts().book.reading() as session:
        name, at = names_kept.of_person(session, person.id)
        films = names_kept.films_of(session, person.group_id) if person.group_id else ()
    return render_template(
        "people/credits.html", name=name, confirmed=at, most=LONGEST, film=next(iter(films), None)
    )


@blueprint.post("/credits")
def confirm() -> Response:
    """Keep the name."""
    given = request.form.get("name", "")[: 4 * LONGEST]
    name = credit_names.confirm(parts().book, by=auth.person().id, name=given)
    flash(gettext("Confirmed: the credits will say “%(name)s”.", name=name), "done")
    return redirect(url_for(".credit_name"), code=303)
