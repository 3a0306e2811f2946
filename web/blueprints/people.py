"""The door: a card's code for students, name and password for adults; language and light."""

from typing import Final

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug import Response

from pipeline import workshops
from pipeline.access import digest_of_code
from pipeline.errors import Refused
from pipeline.records import log_ins, people
from pipeline.records.values import Person
from web import auth, errors, passkeys
from web.language import NAMES, THEMES
from web.parts import parts

blueprint = Blueprint("people", __name__)

EMPTY: Final = dict.fromkeys(("back", "code", "name", "wrong_code", "wrong_name"), "")
"""The fields of the door, and what was wrong with them."""


def safe_path(given: str) -> str:
    """Return a path of this site, or the board's: never another site's address."""
    inside = given.startswith("/") and not given.startswith(("//", "/\\")) and "\n" not in given
    return given if inside else url_for("board.board")


@blueprint.get("/log-in")
def door() -> str | Response:
    """Show the ways in, with the code of a card that was scanned; first of all, the beginning.

    The code is only filled in: whoever opens the address still has to press.
    """
    if workshops.is_fresh(parts().book):
        return redirect(url_for("begin.begin"), code=303)
    return _door(back=request.args.get("back", ""), code=request.args.get("card", "")[:64])


@blueprint.post("/log-in/card")
def card() -> str | Response | tuple[str, int]:
    """Log a student in, or ask which one of those who share the card it is.

    A code that opens nothing stays in its field: most are mistyped by one letter.
    """
    code = request.form.get("code", "")[:64]
    with parts().book.reading() as records:
        found = people.people_with_code(records, digest_of_code(code))
        is_shared = len(found) > 1 or log_ins.group_with_code(records, digest_of_code(code))
    wanted = request.form.get("person", type=int)
    chosen = found if len(found) == 1 else [one for one in found if one.id == wanted]
    if chosen:
        return _enter(chosen[0], card_group=chosen[0].group_id if is_shared else None)
    back = request.form.get("back", "")
    if found:
        return render_template("people/who.html", found=found, code=code, back=back)
    fault = Refused("This code opens nothing. Look at your card again, or ask your mentor.")
    return _door(back=back, code=code, wrong_code=errors.sentence(fault)), errors.status_of(fault)


@blueprint.post("/log-in/password")
def password() -> Response | tuple[str, int]:
    """Log a mentor or the coordinator in; a name that was refused stays in its field."""
    name = request.form.get("name", "").strip()[:200]
    with parts().book.reading() as records:
        found = people.adults_called(records, name)
    adult = auth.adult_with(found, request.form.get("password", "")[:1024])
    if adult is None:
        fault = Refused("This name and this password do not belong together. Try again.")
        shown = _door(
            back=request.form.get("back", ""), name=name, wrong_name=errors.sentence(fault)
        )
        return shown, errors.status_of(fault)
    return _enter(adult)


@blueprint.post("/log-out")
def log_out() -> Response:
    """End the session; on a shared device the next one comes back to the same page."""
    back = request.form.get("back", "")
    auth.log_out()
    return redirect(url_for("people.door", back=safe_path(back) if back else None), code=303)


@blueprint.post("/preferences")
def preferences() -> Response:
    """Keep the language and the light."""
    language, theme = request.form.get("language", ""), request.form.get("theme", "")
    if language in NAMES:
        session["language"] = language
    session["theme"] = theme if theme in THEMES else ""
    return redirect(safe_path(request.form.get("back", "")), code=303)


def _door(**fields: str) -> str:
    """Return the door, with what stands in its fields and what was wrong with it."""
    return render_template(
        "people/door.html", passkeys_are_there=passkeys.are_there(), **(EMPTY | fields)
    )


def _enter(person: Person, *, card_group: int | None = None) -> Response:
    auth.log_in(person, card_group=card_group)
    return redirect(safe_path(request.form.get("back", "")), code=303)
