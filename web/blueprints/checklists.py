"""What the school looks at before it signs a stage: one list for each, with all its versions."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response

from pipeline import checklists, workshop_stages
from web import auth, gate
from web.parts import parts

blueprint = Blueprint("checklists", __name__, url_prefix="/checklists")


@blueprint.get("")
def page() -> str:
    """Show the lists of the workshop; a mentor reads them, a coordinator changes them."""
    person = auth.person()
    with parts().book.reading() as session:
        stages = workshop_stages.stages_of(session, person.workshop_id)
        lists = {stage: checklists.all_of(session, person.workshop_id, stage) for stage in stages}
    return render_template(
        "checklists/page.html",
        lists=lists,
        may_change=gate.may("checklists.change"),
        most=checklists.MOST_ITEMS,
    )


@blueprint.post("/<stage>")
def change(stage: str) -> Response:
    """Keep a new version of a list."""
    kept = checklists.change(
        parts().book,
        stage=stage,
        items=request.form.get("content", "").splitlines(),
        by=auth.person().id,
        seen=request.form.get("seen", -1, type=int),
    )
    said = gettext("List %(number)s is kept. What was signed before stays.", number=kept.version)
    flash(said, "done")
    return redirect(url_for(".page", _anchor=f"list-{stage}"), code=303)
