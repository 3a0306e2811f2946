"""People from a table: sent or pasted, looked at row by row, then written down all at once."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext, ngettext
from werkzeug import Response

from pipeline import members
from pipeline.documents.roster import COLUMNS, Known, RosterTable, as_table, read_roster
from pipeline.documents.workshop_plan import LONGEST_NAME
from pipeline.errors import CannotRead
from pipeline.shots.spreadsheet import lines_of_text, read_csv, read_xlsx, write_csv
from web import auth, office
from web.errors import sentence
from web.parts import parts

blueprint = Blueprint("roster", __name__)

LARGEST_BYTES: Final = 500_000


@blueprint.get("/people/table")
def page() -> str:
    """Ask for the table."""
    return _asking()


@blueprint.post("/people/table")
def look() -> str | tuple[str, int]:
    """Read the table and show each row with what was found; nothing is written yet."""
    try:
        lines = _sent()
        table = read_roster(lines, _known())
    except CannotRead as fault:
        return _asking(sentence(fault)), 422
    return _looked_at(table, lines)


@blueprint.post("/people/table/keep")
def keep() -> Response | str | tuple[str, int]:
    """Write all rows that were looked at."""
    lines = lines_of_text(request.form.get("table", ""), name="roster.csv")
    table = read_roster(lines, _known())
    if request.form.get("shortened") and not request.form.get("agreed"):
        raise CannotRead("Say that the first names are right, then write the people down.")
    if table.blockers:
        return _looked_at(table, lines), 422
    came = members.keep_roster(parts().book, table, by=auth.person().id, title=office.film_title())
    flash(ngettext("%(num)d person is here now.", "%(num)d people are here now.", came), "done")
    flash(gettext("Next: look at the groups, then print the cards."), "done")
    return redirect(url_for("groups.groups"), code=303)


def _sent() -> list[list[str]]:
    """Return the lines that were pasted, or those of the file; the file itself is not kept."""
    file = request.files.get("file")
    if file is None or not file.filename:
        text = request.form.get("text", "").replace("\r\n", "\n")
        return lines_of_text(text, name=gettext("The table"))
    content, name = file.stream.read(LARGEST_BYTES + 1), file.filename[:LONGEST_NAME]
    file.close()
    if len(content) > LARGEST_BYTES:
        raise CannotRead("This table is too large for a workshop. Send only its people.")
    if name.lower().endswith(".xlsx"):
        return read_xlsx(content, name=name)
    return read_csv(content, name=name, language=str(get_locale() or "en"))


def _known() -> Known:
    return members.known_of(office.roster_here(), office.languages_here())


def _asking(fault: str = "") -> str:
    return render_template(
        "office/table.html",
        room="roster.page",
        columns=COLUMNS,
        fault=fault,
        given=request.form.get("text", "") if not fault or "text" in request.form else "",
    )


def _looked_at(table: RosterTable, lines: list[list[str]]) -> str:
    return render_template(
        "office/table_look.html",
        room="roster.page",
        table=table,
        kept=as_table(table.rows),
        given=write_csv(lines) if table.blockers else "",
        new_groups=table.new_groups(_known()),
    )
