"""What follows from a shot list: what is covered, and on which day it is shot."""

from flask import Blueprint, render_template

from pipeline.shots.coverage import matrix_of, speeches_of
from pipeline.sign_off import Role
from web import access, auth, shot_table
from web.shot_pages import language, sheet_of

blueprint = Blueprint("plans", __name__, url_prefix="/projects/<int:project_id>/shot_list")


@blueprint.get("/coverage")
def coverage(project_id: int) -> str:
    """Show which sizes each scene has and which lines are in which shot."""
    sheet = sheet_of(project_id, access.group_of(project_id))
    shot_list = sheet.shot_list()
    return render_template(
        "shots/coverage.html",
        sheet=sheet,
        matrix=matrix_of(shot_list, sheet.scenes),
        speeches=speeches_of(shot_list, sheet.scenes),
        table=shot_table.words_in(language()),
        is_maker=auth.person().role is Role.STUDENT,
    )


@blueprint.get("/days")
def days(project_id: int) -> str:
    """Show the order of shooting."""
    sheet = sheet_of(project_id, access.group_of(project_id))
    return render_template(
        "shots/days.html", sheet=sheet, is_maker=auth.person().role is Role.STUDENT
    )
