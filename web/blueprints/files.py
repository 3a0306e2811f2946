"""Files for those who may see them: our own type by an allow-list, never what was uploaded says.

Media that Claquette has made is shown in the page; everything else is a download that a browser
may not run, whatever is in it. Range requests let a player seek.
"""

import unicodedata
from typing import Final

from flask import Blueprint, Response, send_file

from pipeline.errors import NotFound
from pipeline.records import questions, revisions
from pipeline.records.values import FileOf, FileSide
from web import access, auth
from web.parts import parts

blueprint = Blueprint("files", __name__)

SHOWN: Final = {
    ".mp4": "video/mp4",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".wav": "audio/wav",
    ".m4a": "audio/mp4",
    ".vtt": "text/vtt",
}
SANDBOX: Final = "sandbox; default-src 'none'"


def _plain(name: str) -> str:
    """Return a name for a header: no folder, no quote, no control character."""
    last = name.rsplit("/", 1)[-1]
    return "".join(
        "_" if one in '"\\' else one for one in last if unicodedata.category(one) != "Cc"
    )


def answer(file: FileOf, *, made: bool) -> Response:
    """Return a file; what Claquette has made is shown, everything else is a download."""
    dot = file.name.rfind(".")
    kind = SHOWN.get(file.name[dot:].lower()) if made and dot >= 0 else None
    given = send_file(
        parts().store.path(file.digest),
        mimetype=kind or "application/octet-stream",
        as_attachment=kind is None,
        download_name=_plain(file.name),
        conditional=True,
        etag=file.digest,
        max_age=0,
    )
    if kind is None:
        given.headers["Content-Security-Policy"] = SANDBOX
    return given


@blueprint.get("/revisions/<int:revision_id>/sent/<path:name>")
def sent(revision_id: int, name: str) -> Response:
    """Give a file as the group sent it, to be saved."""
    return answer(_file_of(revision_id, FileSide.SENT, name), made=False)


@blueprint.get("/revisions/<int:revision_id>/<any(sent, made, locked):side>/<path:name>")
def file(revision_id: int, side: str, name: str) -> Response:
    """Give a file that was made from a version, or of its lock.

    An address of what was sent can be made here, too; whoever follows it comes to the route above.
    """
    return answer(_file_of(revision_id, FileSide(side), name), made=side != "sent")


def _file_of(revision_id: int, side: FileSide, name: str) -> FileOf:
    access.revision_of(revision_id)
    with parts().book.reading() as session:
        found = revisions.files_of(session, revision_id, side)
    match = next((one for one in found if one.name == name), None)
    if match is None:
        raise NotFound("This version has no such file.")
    return match


@blueprint.get("/projects/<int:project_id>/pictures/<digest>")
def picture(project_id: int, digest: str) -> Response:
    """Give a small picture for the board, which everybody of the workshop sees."""
    with parts().book.reading() as session:
        group = access.group_of_film(session, project_id)
        found = questions.file_of(session, project_id, digest)
    if group.workshop_id != auth.person().workshop_id or found is None:
        raise NotFound("There is no such film.")
    if not found.name.lower().endswith((".jpg", ".png")):
        raise NotFound("There is no such picture.")
    return answer(found, made=True)
