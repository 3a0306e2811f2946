"""Storyboard frames: the sheet of all shots, and one shot to draw, photograph or choose."""

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import gettext
from werkzeug import Response as AnyResponse

from pipeline import desk
from pipeline.access import must_be_maker
from pipeline.desk import Saving
from pipeline.errors import CannotRead, NotFound
from web import access, auth, gate, shot_rows, shot_table, uploads
from web.frame_pictures import clean_frame
from web.parts import parts
from web.shot_pages import (
    STAGE,
    Sheet,
    language,
    name_of,
    place_for_frame,
    place_of,
    sent_frame,
    sheet_of,
)
from web.shot_table import ShotRow

blueprint = Blueprint("frames", __name__, url_prefix="/projects/<int:project_id>/shot_list")

SANDBOX = "sandbox; default-src 'none'"
PNG = b"\x89PNG\r\n"
"""How everything begins that was painted anew here."""


@blueprint.get("/frames")
def grid(project_id: int) -> str:
    """Show the storyboard: every shot with its frame, or with its pictogram."""
    sheet = sheet_of(project_id, access.group_of(project_id))
    return render_template(
        "shots/frames.html",
        sheet=sheet,
        scenes=shot_table.scenes_of(sheet),
        table=shot_table.words_in(language()),
        is_maker=gate.may("frames.keep"),
    )


@blueprint.get("/frames/<name>")
def frame(project_id: int, name: str) -> str:
    """Show one shot to draw it."""
    sheet = _ours(project_id)
    shots = [one for part in shot_table.scenes_of(sheet) for one in part.shots if one.name]
    at = next((at for at, one in enumerate(shots) if one.name == name), None)
    if at is None:
        raise NotFound("There is no such shot in the list. Keep the table first, then draw.")
    return render_template(
        "shots/frame.html",
        sheet=sheet,
        shot=shots[at],
        place=(at + 1, len(shots)),
        before=shots[at - 1].name if at else "",
        after=shots[at + 1].name if at + 1 < len(shots) else "",
        table=shot_table.words_in(language()),
        number_of=_lying_number(project_id, shots[at], sheet),
    )


@blueprint.post("/frames/<name>")
def keep(project_id: int, name: str) -> AnyResponse:
    """Keep a drawing or a photo as the frame of a shot; "remove" takes it out."""
    must_be_maker(auth.person(), access.group_of(project_id))
    uploads.prepare(request)
    current_app.extensions["csrf"].protect()
    sheet = _ours(project_id)
    row = next((one for one in sheet.rows if name_of(one) == name), None)
    if row is None:
        raise NotFound("There is no such shot in the list. Keep the table first, then draw.")
    board = place_for_frame(row, sheet.rows)
    _lay(project_id, board, _picture())
    if row.cells["board"] != board:
        _tell_the_table(sheet, row, board)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(board=board)
    flash(gettext("The frame of %(shot)s is kept.", shot=name), "done")
    return redirect(_next_page(project_id, name), code=303)


@blueprint.get("/pictures/<path:name>")
def picture(project_id: int, name: str) -> AnyResponse:
    """Give a frame to those who may see the film."""
    access.group_of(project_id)
    place = place_of(project_id, name)
    lying = desk.lying(parts().book, parts().store, place) if desk.is_picture(STAGE, name) else None
    made = sent_frame(project_id, name) if lying is None else None
    if made is None and (lying is None or not lying.content.startswith(PNG)):
        raise NotFound("There is no such picture.")
    digest = made.digest if made else lying.version.digest if lying else ""
    answer: Response = send_file(
        parts().store.path(digest),
        mimetype="image/jpeg" if made else "image/png",
        etag=digest,
        conditional=True,
        max_age=0,
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def _ours(project_id: int) -> Sheet:
    group = access.group_of(project_id)
    must_be_maker(auth.person(), group)
    return sheet_of(project_id, group)


def _lying_number(project_id: int, shot: ShotRow, sheet: Sheet) -> int:
    """Return the number of the newest version of a frame, removed or not: 0 for none."""
    place = place_of(project_id, place_for_frame(shot.row, sheet.rows))
    lying = desk.lying(parts().book, parts().store, place)
    return lying.version.number if lying else 0


def _picture() -> bytes:
    """Return the frame that was sent, painted anew; nothing for one that is to go."""
    if request.form.get("do") == "remove":
        return b""
    given = request.files.get("picture")
    if given is None or not given.filename:
        raise CannotRead("No picture was chosen. Take a photo or choose one, then keep it.")
    return clean_frame(given.stream)


def _lay(project_id: int, name: str, content: bytes) -> None:
    saving = Saving(place=place_of(project_id, name), by=auth.person().id, base=0, content=content)
    desk.save(parts().book, parts().store, saving)


def _tell_the_table(sheet: Sheet, row: shot_rows.Row, board: str) -> None:
    """Write into the row which frame is its own, so that it keeps it under another number."""
    cells = [{**one.cells, "board": board} if one.id == row.id else one.cells for one in sheet.rows]
    content = shot_rows.text_of(shot_rows.rows_of(cells)).encode()
    saving = Saving(
        place=place_of(sheet.project_id), by=auth.person().id, base=sheet.number, content=content
    )
    desk.save(parts().book, parts().store, saving, start=sheet.content)


def _next_page(project_id: int, name: str) -> str:
    after = request.form.get("after", "")
    return url_for(".frame", project_id=project_id, name=after or name)
