"""The very first page of a fresh installation: the first coordinator comes in."""

from datetime import UTC, datetime
from hmac import compare_digest
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import get_locale
from werkzeug import Response

from pipeline import workshops
from pipeline.access import digest_of_code
from pipeline.errors import CannotRead, Refused
from pipeline.members import display_name
from web import auth, errors
from web.parts import parts

blueprint = Blueprint("begin", __name__)

SHORTEST: Final = 10
"""Letters of a password that somebody chooses."""


@blueprint.get("/begin")
def begin() -> str | Response:
    """Show the page as long as no workshop exists; afterwards everybody uses the door."""
    if not workshops.is_fresh(parts().book):
        return redirect(url_for("people.door"), code=303)
    return _page()


@blueprint.post("/begin")
def come_in() -> Response | tuple[str, int]:
    """Write the first coordinator down, and lead on to the first workshop."""
    try:
        return _let_in()
    except (Refused, CannotRead) as fault:
        return _page(errors.sentence(fault)), errors.status_of(fault)


def _page(wrong: str = "") -> str:
    """Return the page, with what was written but the password, and what was wrong with it."""
    kept = {key: request.form.get(key, "")[:64] for key in ("code", "name")}
    return render_template("office/begin.html", shortest=SHORTEST, wrong=wrong, **kept)


def _let_in() -> Response:
    """Begin. Raise Refused for a wrong word, CannotRead for a short password or no name."""
    word = workshops.word_of(parts().settings)
    given = digest_of_code(request.form.get("code", "")[:64])
    if not compare_digest(given, digest_of_code(word)):
        raise Refused("This is not the word. Claquette prints it where it was started.")
    password = request.form.get("password", "")[:1024]
    if len(password) < SHORTEST:
        raise CannotRead("The password needs at least %(least)s letters.", least=SHORTEST)
    founder = workshops.Founder(
        name=display_name(request.form.get("name", "")),
        password_hash=auth.hash_of_password(password),
        language=str(get_locale() or "en"),
    )
    auth.log_in(workshops.begin(parts().book, founder, now=datetime.now(tz=UTC)))
    return redirect(url_for("workshops.new"), code=303)
