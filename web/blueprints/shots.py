"""The shot list as a table that people fill in: every button is a form, a script makes it quick."""

from flask import (
    Blueprint,
    Response,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug import Response as AnyResponse

from pipeline import desk, workflow
from pipeline.access import must_be_maker
from pipeline.desk import Saved, Saving
from pipeline.errors import NotFound
from pipeline.shots.vocabulary import ANGLES, FRAMINGS, MOVES, SIZES
from web import access, auth, shot_moves, shot_rows, shot_table
from web.kept_versions import on_to_its_stage, say_kept
from web.parts import parts
from web.pictograms import pictogram_svg
from web.shot_pages import STAGE, Sheet, language, place_of, sheet_of

blueprint = Blueprint("shots", __name__)

WEEK_S = 7 * 24 * 3600
LARGEST_FORM_BYTES = 8 << 20


@blueprint.get("/projects/<int:project_id>/shot_list/table")
def table(project_id: int) -> str:
    """Show the table, beginning with what lies on the desk."""
    return _page(_ours(project_id))


@blueprint.post("/projects/<int:project_id>/shot_list/table")
def keep(project_id: int) -> AnyResponse:
    """Lay the table on the desk after what its button asks; "send" makes a version of it."""
    sheet = _ours(project_id)
    _let_a_long_table_in()
    asked = request.form.get("do", "keep")
    rows = shot_moves.changed(shot_rows.rows_of_form(request.form), asked)
    saving = Saving(
        place=place_of(project_id),
        by=auth.person().id,
        base=request.form.get("base", 0, type=int),
        content=shot_rows.text_of(rows).encode(),
    )
    saved = desk.save(parts().book, parts().store, saving, start=sheet.content)
    if saved.clashes:
        return Response(_clash_page(sheet, saving, saved), status=409)
    if asked == "send":
        return _send(project_id)
    say_kept(saved, is_asked=asked == "keep")
    return redirect(url_for(".table", project_id=project_id, _anchor=_anchor(asked)), code=303)


@blueprint.get("/pictograms/<size>/<framing>/<angle>/<move>.svg")
def pictogram(size: str, framing: str, angle: str, move: str) -> AnyResponse:
    """Give the small picture of how a shot is framed; "-" stands for what is not said."""
    said = (size, framing, angle, move)
    known = ({"-", *(term.key for term in terms)} for terms in (SIZES, FRAMINGS, ANGLES, MOVES))
    if not all(one in keys for one, keys in zip(said, known, strict=True)):
        raise NotFound("There is no such picture.")
    answer = Response(pictogram_svg(*said), mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = f"private, max-age={WEEK_S}"
    return answer


def _ours(project_id: int) -> Sheet:
    """Return the shot list for a student of the group. Raise NotFound or Refused."""
    group = access.group_of(project_id)
    must_be_maker(auth.person(), group)
    return sheet_of(project_id, group)


def _let_a_long_table_in() -> None:
    """A table of some hundred shots is larger than the forms of other pages."""
    request.max_content_length = request.max_form_memory_size = LARGEST_FORM_BYTES
    current_app.extensions["csrf"].protect()


def _page(sheet: Sheet) -> str:
    return render_template(
        "shots/table.html",
        sheet=sheet,
        scenes=shot_table.scenes_of(sheet),
        table=shot_table.words_in(language()),
        lying=sheet.content.decode(errors="replace"),
        lists=shot_table.known_words(sheet),
        blank=shot_table.blank_row(),
        person=auth.person(),
        last_event=parts().live.last_id(),
    )


def _clash_page(sheet: Sheet, saving: Saving, saved: Saved) -> str:
    back = url_for(".table", project_id=sheet.project_id)
    return render_template(
        "desk/clash.html", place=saving.place, base=saving.base, saved=saved, back=back
    )


def _send(project_id: int) -> AnyResponse:
    new = workflow.send_desk(parts().book, project_id=project_id, stage=STAGE, by=auth.person().id)
    return on_to_its_stage(new)


def _anchor(asked: str) -> str:
    """Return where the page shall open: at the row or the scene whose button was pressed."""
    what, _, which = asked.partition(":")
    places = {"up": -1, "down": 1, "below": 1, "copy": 1, "remove": -1}
    if what in places and which.isdecimal():
        return f"row-{max(0, int(which) + places[what])}"
    return f"scene-{which}" if which else "work"
