"""The groups of a workshop: people are dragged from one to another, or ticked and moved."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext, ngettext
from werkzeug import Response

from pipeline import groups as verbs
from pipeline import members
from pipeline.documents.group_colours import COLOURS, colour_word
from pipeline.errors import CannotRead
from web import auth, office
from web.parts import parts

blueprint = Blueprint("groups", __name__)


@blueprint.get("/groups")
def groups() -> str:
    """Show the groups with their people and mentors."""
    language = str(get_locale() or "en")
    return render_template(
        "office/groups.html",
        room="groups.groups",
        roster=office.roster_here(),
        colours=[(key, colour_word(key, language)) for key in COLOURS],
    )


@blueprint.post("/groups/add")
def add() -> Response:
    """Make one more group."""
    name = request.form.get("name", "")
    group_id = verbs.make_group(parts().book, name, by=auth.person().id, title=office.film_title())
    flash(gettext("The group is made, with a film and its times."), "done")
    return _at(group_id)


@blueprint.post("/groups/move")
def move() -> Response:
    """Put people into another group."""
    people, to = office.ids("person"), office.ids("group")
    if not people or not to:
        raise CannotRead("Tick who moves, and choose the group.")
    moved = members.move(parts().book, people, to[0], by=auth.person().id)
    flash(ngettext("%(num)d person moved.", "%(num)d people moved.", moved), "done")
    return _at(to[0])


@blueprint.post("/groups/<int:group_id>/change")
def change(group_id: int) -> Response:
    """Keep name, colour and mentors of a group."""
    verbs.change_group(
        parts().book,
        group_id,
        name=request.form.get("name", ""),
        colour=request.form.get("colour", ""),
        mentors=office.ids("mentor"),
        by=auth.person().id,
    )
    flash(gettext("Kept."), "done")
    return _at(group_id)


def _at(group_id: int) -> Response:
    return redirect(url_for(".groups", _anchor=f"group-{group_id}"), code=303)
