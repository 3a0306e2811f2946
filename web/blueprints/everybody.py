"""The people of a workshop, one by one: who they are, what they do, how they come in."""

import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response

from pipeline import members
from pipeline.card_codes import WORDS
from pipeline.documents.animals import ANIMALS
from pipeline.errors import CannotRead, NotFound
from pipeline.records.views import PersonOnRoster, Roster
from pipeline.sign_off import Role
from web import auth, office
from web.language import NAMES
from web.parts import parts

blueprint = Blueprint("everybody", __name__)


@blueprint.get("/people")
def everybody() -> str:
    """Show everybody, and the form for one more."""
    return render_template(
        "office/people.html",
        room="everybody.everybody",
        roster=office.roster_here(),
        roles=members.ROLES,
        offered=_offered(),
    )


@blueprint.post("/people/add")
def add() -> Response:
    """Write one person down."""
    member = members.NewMember(
        name=request.form.get("name", ""),
        role=_role(request.form.get("role", "")),
        group_id=next(iter(office.ids("group")), None),
        language=office.language_of(request.form.get("language", "")),
    )
    person_id = members.add(parts().book, member, by=auth.person().id)
    if member.role is Role.STUDENT:
        flash(gettext("Written down. The card is made on the page of the cards."), "done")
        return redirect(url_for(".everybody", _anchor=f"person-{person_id}"), code=303)
    flash(gettext("Written down. Set a password now, so that they can come in."), "done")
    return redirect(url_for(".one", person_id=person_id), code=303)


@blueprint.get("/people/<int:person_id>")
def one(person_id: int) -> str:
    """Show one person with everything that can be changed."""
    return _one(person_id)


@blueprint.post("/people/<int:person_id>/change")
def change(person_id: int) -> Response:
    """Keep name, animal and language."""
    members.change(
        parts().book,
        person_id,
        name=request.form.get("name", ""),
        avatar=request.form.get("avatar", ""),
        language=office.language_of(request.form.get("language", "")),
        by=auth.person().id,
    )
    return _changed(person_id)


@blueprint.post("/people/<int:person_id>/role")
def role(person_id: int) -> Response:
    """Keep what an adult does."""
    wanted = _role(request.form.get("role", ""))
    members.give_role(parts().book, person_id, wanted, by=auth.person().id)
    return _changed(person_id)


@blueprint.post("/people/<int:person_id>/password")
def password(person_id: int) -> str:
    """Draw a new password for an adult and show it once."""
    words = [secrets.choice(WORDS).lower() for _ in range(4)]
    drawn = "-".join((*words, str(10 + secrets.randbelow(90))))
    person = members.give_password(
        parts().book, person_id, auth.hash_of_password(drawn), by=auth.person().id
    )
    return render_template("office/password.html", whose=person, password=drawn)


@blueprint.post("/people/<int:person_id>/log-out")
def log_out(person_id: int) -> Response:
    """End all log-ins of somebody."""
    members.log_out_everywhere(parts().book, person_id, by=auth.person().id)
    flash(gettext("Logged out everywhere."), "done")
    return redirect(url_for(".one", person_id=person_id), code=303)


@blueprint.post("/people/<int:person_id>/remove")
def remove(person_id: int) -> Response:
    """Remove somebody, or close the door where their name must stay."""
    if members.leave(parts().book, person_id, by=auth.person().id):
        flash(gettext("Removed. Nothing of this person is left."), "done")
    else:
        flash(
            gettext("The door is closed. The name stays with what this person made or signed."),
            "done",
        )
    return redirect(url_for(".everybody"), code=303)


def _changed(person_id: int) -> Response:
    flash(gettext("Kept."), "done")
    return redirect(url_for(".one", person_id=person_id), code=303)


def _one(person_id: int) -> str:
    found = office.roster_here()
    row = _row(found, person_id)
    return render_template(
        "office/person.html",
        room="everybody.everybody",
        row=row,
        group=next((one.group for one in found.groups if row in one.students), None),
        roles=[one for one in members.ROLES if one is not Role.STUDENT],
        all_animals=ANIMALS,
        offered=_offered(),
    )


def _row(found: Roster, person_id: int) -> PersonOnRoster:
    for row in found.everybody:
        if row.person.id == person_id:
            return row
    raise NotFound("This person is not in the workshop any more.")


def _role(given: str) -> Role:
    if given not in {one.value for one in members.ROLES}:
        raise CannotRead("Choose what this person does.")
    return Role(given)


def _offered() -> list[tuple[str, str]]:
    return [(code, NAMES[code]) for code in office.languages_here()]
