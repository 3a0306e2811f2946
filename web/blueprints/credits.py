"""The credits of a film: a table that the group fills in, and every card as it will be seen."""

from flask import (
    Blueprint,
    Response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug import Response as AnyResponse

from pipeline import workflow
from pipeline.access import must_be_maker
from pipeline.desk import Saved, Saving
from pipeline.documents.final_cut import LANGUAGES, Credits
from pipeline.errors import NotFound
from pipeline.render.card_words import role_words
from pipeline.stages.credits_draft import with_confirmed_names
from web import access, auth, credits_room, gate
from web.credits_room import Room, credits_of_form, moved, room_of
from web.credits_words import KINDS, known_roles
from web.kept_versions import on_to_its_stage, say_kept
from web.parts import parts

blueprint = Blueprint(
    "credits", __name__, url_prefix="/projects/<int:project_id>/final_cut/credits"
)

DAY_S = 24 * 3600


@blueprint.get("")
def page(project_id: int) -> str:
    """Show the credits; the group fills them in, others look."""
    room = room_of(project_id, access.group_of(project_id))
    return render_template(
        "credits/page.html",
        **_shown(room),
        kinds=KINDS,
        roles=known_roles(room.project.language),
        role_words=role_words,
        languages_of_cards=LANGUAGES,
        is_maker=gate.may("credits.keep"),
        last_event=parts().live.last_id(),
    )


@blueprint.post("")
def keep(project_id: int) -> AnyResponse:
    """Lay the table on the desk after what its button asks; "send" makes a version of it."""
    group = access.group_of(project_id)
    must_be_maker(auth.person(), group)
    room = room_of(project_id, group)
    asked = request.form.get("do", "keep")
    base = request.form.get("base", 0, type=int)
    saving, saved = credits_room.keep(room, _changed(room, asked), base)
    if "HX-Request" in request.headers:
        return _in_place(project_id, saved)
    if saved.clashes:
        return Response(_clash_page(saving, saved), status=409)
    if asked == "send":
        return _send(project_id)
    say_kept(saved, is_asked=asked in ("keep", "names"))
    anchor = f"kind-{asked.partition(':')[2]}" if asked.startswith("add:") else "table"
    return redirect(url_for(".page", project_id=project_id, _anchor=anchor), code=303)


@blueprint.get("/cards/<int:number>.png")
def card(project_id: int, number: int) -> AnyResponse:
    """Give a card as a picture."""
    room = room_of(project_id, access.group_of(project_id))
    cards = room.cards()
    if number >= len(cards):
        raise NotFound("There is no such card.")
    picture = credits_room.picture_of(cards[number].card, room.group.colour)
    answer = Response(picture, mimetype="image/png")
    answer.headers["Cache-Control"] = f"private, max-age={DAY_S}"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _shown(room: Room) -> dict[str, object]:
    return {
        "room": room,
        "cards": room.cards(),
        "findings": room.findings(),
        "makers": room.company.makers(room.project),
    }


def _changed(room: Room, asked: str) -> Credits:
    written = credits_of_form(request.form, room)
    if asked == "names":
        return with_confirmed_names(written, room.project, room.company)
    return moved(written, asked, request.form.getlist("row"))


def _in_place(project_id: int, saved: Saved) -> AnyResponse:
    """Answer the script of the page: the cards again, or the whole page when others wrote too."""
    room = room_of(project_id, access.group_of(project_id))
    base = request.form.get("base", 0, type=int) if saved.clashes else saved.number
    seen = render_template(
        "credits/seen.html", **_shown(room), base=base, clashes=saved.clashes, is_maker=True
    )
    answer = Response(seen)
    if saved.merged:
        answer.headers["HX-Refresh"] = "true"
    return answer


def _clash_page(saving: Saving, saved: Saved) -> str:
    back = url_for(".page", project_id=saving.place.project_id)
    return render_template(
        "desk/clash.html", place=saving.place, base=saving.base, saved=saved, back=back
    )


def _send(project_id: int) -> AnyResponse:
    new = workflow.send_desk(
        parts().book, project_id=project_id, stage=credits_room.STAGE, by=auth.person().id
    )
    return on_to_its_stage(new)
