"""Visitors: the coordinator makes links and takes them back; somebody comes in by one."""

from datetime import timedelta
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext
from werkzeug import Response

from pipeline import guests
from pipeline.access import digest_of_token
from pipeline.errors import CannotRead, Refused
from pipeline.guests import LONGEST_NAME, Invitation
from pipeline.records import groups
from pipeline.records import guests as links
from pipeline.records.guests import GuestLink
from web import auth, errors
from web.parts import parts
from web.qr import svg_of

blueprint = Blueprint("guests", __name__)

UNITS: Final = {"hours": timedelta(hours=1), "days": timedelta(days=1)}
LONGEST_PASSWORD: Final = 1024


@blueprint.get("/guests")
def page() -> str:
    """Show the links, who came in by each and when, and the form for a new one."""
    person = auth.person()
    with parts().book.reading() as session:
        return render_template(
            "guests/page.html",
            here="guests",
            groups=groups.groups_of(session, person.workshop_id),
            links=links.links_of(session, person.workshop_id),
            guests=links.guests_of(session, person.workshop_id),
            longest=LONGEST_NAME,
        )


@blueprint.post("/guests")
def make() -> Response:
    """Make a link; the answer is the only page that ever shows it."""
    link, token = guests.invite(parts().book, _asked())
    address = url_for(".door", token=token, _external=True)
    shown = render_template(
        "guests/made.html", here="guests", link=link, address=address, qr=svg_of(address)
    )
    answer = Response(shown, status=201, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/guests/<int:link_id>/revoke")
def revoke(link_id: int) -> Response:
    """Take a link back."""
    guests.revoke(parts().book, link_id=link_id, by=auth.person().id)
    flash(gettext("Taken back. Who came in by it is out now."), "done")
    return redirect(url_for(".page"), code=303)


@blueprint.get("/guest/<token>")
def door(token: str) -> str | tuple[str, int]:
    """Ask a visitor for a name, and for the password if the link has one."""
    link = _link(token)
    if not link.is_open:
        return render_template("guests/closed.html", link=link), 410
    return _door(link, token)


@blueprint.post("/guest/<token>")
def come_in(token: str) -> Response | tuple[str, int]:
    """Let a visitor in."""
    link, form = _link(token), request.form
    if not link.is_open:
        return render_template("guests/closed.html", link=link), 410
    if link.password_hash and not auth.is_right(link.password_hash, form.get("password", "")):
        fault = Refused("This password does not open the link. Ask who invited you.")
        return _door(link, token, fault), errors.status_of(fault)
    name = form.get("name", "")[: 4 * LONGEST_NAME]
    person = guests.come_in(parts().book, token=token, name=name, language=str(get_locale()))
    auth.log_in(person)
    return redirect(url_for("board.board"), code=303)


def _door(link: GuestLink, token: str, fault: Refused | None = None) -> str:
    return render_template(
        "guests/door.html",
        link=link,
        token=token,
        longest=LONGEST_NAME,
        name=request.form.get("name", "")[:LONGEST_NAME],
        wrong=errors.sentence(fault) if fault else "",
    )


def _link(token: str) -> GuestLink:
    with parts().book.reading() as session:
        return links.link_with_digest(session, digest_of_token(token))


def _asked() -> Invitation:
    """Return what the form asks for. Raise CannotRead, NotFound."""
    form = request.form
    unit, count = UNITS.get(form.get("unit", "")), form.get("count", type=int)
    if unit is None or count is None or not 0 < count <= 1000:
        raise CannotRead("Say for how many hours or days the link shall be good.")
    password = form.get("password", "").strip()[:LONGEST_PASSWORD]
    group = form.get("group", "")
    if group != "all" and not (group.isascii() and group.isdecimal()):
        raise CannotRead("Choose a group, or all of them.")
    return Invitation(
        by=auth.person().id,
        name=form.get("name", "")[: 4 * LONGEST_NAME],
        group_id=None if group == "all" else int(group[:9]),
        lasts=count * unit,
        may_write=form.get("may_write") == "yes",
        password_hash=auth.hash_of_password(password) if password else None,
    )
