"""What follows from a shot list: what is covered, in which order it is shot, and on which day."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response

from pipeline.access import must_be_maker
from pipeline.errors import CannotRead
from pipeline.shots.coverage import matrix_of, speeches_of
from pipeline.shots.day_checks import clock_of
from pipeline.shots.lining import lining_of
from pipeline.shots.schedule import MOST_PERCENT, VIEWS, plan_of
from web import access, auth, gate, lined_pages, shooting_days, shot_table
from web.shooting_days import DayForm
from web.shot_pages import Sheet, language, sheet_of

blueprint = Blueprint("plans", __name__, url_prefix="/projects/<int:project_id>/shot_list")


@blueprint.get("/coverage")
def coverage(project_id: int) -> str:
    """Show which sizes each scene has and which lines are in which shot."""
    sheet = sheet_of(project_id, access.group_of(project_id))
    shot_list = sheet.shot_list()
    lining = lining_of(shot_list, sheet.script) if sheet.script else ()
    return render_template(
        "shots/coverage.html",
        sheet=sheet,
        matrix=matrix_of(shot_list, sheet.scenes),
        speeches=speeches_of(shot_list, sheet.scenes),
        pages=lined_pages.pages_of(sheet.script, lining) if sheet.script else (),
        table=shot_table.words_in(language()),
        is_maker=gate.may("plans.keep_day"),
    )


@blueprint.get("/days")
def days(project_id: int) -> str:
    """Show the order of shooting, and what of it fits on which day."""
    return _days_page(sheet_of(project_id, access.group_of(project_id)), None)


@blueprint.post("/days")
def keep_day(project_id: int) -> tuple[str, int] | Response:
    """Keep one day as it is written, or take it out."""
    group = access.group_of(project_id)
    must_be_maker(auth.person(), group)
    was, cells = request.form.get("was", ""), shooting_days.cells_of(request.form)
    if request.form.get("do") == "remove":
        shooting_days.remove_day(project_id, was)
        return _back(project_id)
    try:
        shooting_days.keep_day(project_id, was, cells)
    except CannotRead as fault:
        wrong = DayForm(was=was, cells=cells, fault=shooting_days.reason_of(fault))
        return _days_page(sheet_of(project_id, group), wrong), 422
    flash(gettext("The day is kept on your desk."), "done")
    return _back(project_id)


def _days_page(sheet: Sheet, wrong: DayForm | None) -> str:
    order = request.values.get("order", "place")
    view = order if order in VIEWS else "place"
    planned = shooting_days.days_on_desk(sheet.project_id)
    slots = VIEWS[view](sheet.shot_list(), sheet.scenes)
    forms = {form.was: form for form in map(shooting_days.form_of, planned)}
    new = shooting_days.empty_form(planned[-1] if planned else None)
    if wrong:
        forms, new = (forms | {wrong.was: wrong}, new) if wrong.was else (forms, wrong)
    return render_template(
        "shots/days.html",
        sheet=sheet,
        order=view,
        plan=plan_of(slots, planned),
        papers=[name for name in sheet.made if name.startswith("call_sheet")],
        long_day=shooting_days.long_day,
        forms=forms,
        new=new,
        days=shooting_days,
        clock_of=clock_of,
        most_percent=MOST_PERCENT,
        language_code=language(),
        table=shot_table.words_in(language()),
        is_maker=gate.may("plans.keep_day"),
    )


def _back(project_id: int) -> Response:
    order = request.form.get("order", "place")
    return redirect(url_for(".days", project_id=project_id, order=order), code=303)
