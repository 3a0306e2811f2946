"""The table of a group: what is on its way, what has arrived, and the way in without JavaScript."""

from flask import Blueprint, current_app, flash, jsonify, redirect, request, url_for
from flask_babel import gettext, ngettext
from werkzeug import Response

from pipeline import arrivals, gathering
from pipeline.access import must_be_maker
from pipeline.arrivals import Announced
from pipeline.errors import CannotRead, NotFound
from pipeline.files import StoredFile
from pipeline.records import uploads
from web import access, auth, table_of_rushes
from web import uploads as forms
from web.parts import parts

blueprint = Blueprint("arrivals", __name__)

ANY_NAME = ("",)
"""What a recording is, its bytes decide."""
ALL = "/projects/<int:project_id>/rushes/uploads/"


@blueprint.get(ALL, provide_automatic_options=False)
def listing(project_id: int) -> Response:
    """Tell what is on its way and what lies on the table."""
    group = access.group_of(project_id)
    return jsonify(table_of_rushes.as_plain(project_id, is_maker=_is_maker(group.id)))


def _is_maker(group_id: int) -> bool:
    return auth.person().group_id == group_id


@blueprint.post(f"{ALL}known")
def known(project_id: int) -> Response:
    """Tell whether these bytes lie on the group's own table; nobody hears of another's."""
    must_be_maker(auth.person(), access.group_of(project_id))
    wanted = request.form.get("digest", "").strip().lower()
    with parts().book.reading() as session:
        lying = uploads.on_table(session, project_id, arrivals.STAGE)
    found = next((one for one in lying if wanted and one.digest == wanted), None)
    return jsonify(
        known=found is not None, id=found.id if found else None, name=found.name if found else ""
    )


@blueprint.post("/projects/<int:project_id>/rushes/files")
def send(project_id: int) -> Response:
    """Take recordings in by a plain form; the answer comes when they are safe on the disk."""
    must_be_maker(auth.person(), access.group_of(project_id))
    forms.prepare(request)
    current_app.extensions["csrf"].protect()
    given = [one for one in request.files.getlist("files") if one.filename]
    if not given:
        raise CannotRead("No file was chosen. Choose your recordings, then send them.")
    stored = forms.store_files(given, parts().store, ANY_NAME)
    tables = {name: file for name, file in stored.items() if arrivals.is_table(name)}
    for name, file in stored.items():
        if name not in tables:
            _lay(project_id, name, file)
    if tables:
        by = auth.person().id
        gathering.gather(parts().book, project_id=project_id, by=by, tables=tables)
    parts().announce()
    flash(_safe(len(stored)), "done")
    return _back(project_id)


def _safe(count: int) -> str:
    return str(
        ngettext("Safe on the server: %(num)d file.", "Safe on the server: %(num)d files.", count)
    )


def _lay(project_id: int, name: str, file: StoredFile) -> None:
    who, quota = auth.person(), parts().settings.group_quota_bytes
    announced = Announced(project_id=project_id, by=who.id, name=name, length=file.bytes)
    arrivals.lay_whole(parts().book, announced, file, quota_bytes=quota)


@blueprint.post("/uploads/<int:upload_id>/remove")
def remove(upload_id: int) -> Response:
    """Take a recording from the table; a version that holds it still does."""
    who = auth.person()
    upload = access.named(uploads.with_id, upload_id)
    if who.group_id != access.group_of(upload.project_id).id or upload.removed_at:
        raise NotFound("There is no such upload.")
    arrivals.remove(parts().book, upload_id=upload_id, by=who.id)
    flash(gettext("Taken from the table."), "done")
    return _back(upload.project_id)


def _back(project_id: int) -> Response:
    return redirect(url_for("send.page", project_id=project_id), code=303)
