"""What was made of recordings, and the recordings themselves, for those who may see them."""

from flask import Blueprint, Response

from pipeline.access import may_see
from pipeline.errors import NotFound
from pipeline.records.values import FileOf
from web import access, auth
from web.blueprints.files import answer
from web.parts import parts
from web.recordings import Arrived, arrived_one

blueprint = Blueprint("recordings", __name__, url_prefix="/uploads/<int:upload_id>")


@blueprint.get("/made/<name>")
def made(upload_id: int, name: str) -> Response:
    """Give a product of a recording: what a page plays or shows."""
    found = _ours(upload_id).files.get(name)
    if found is None:
        raise NotFound("This recording has no such file.")
    return answer(found, made=True)


@blueprint.get("/original")
def original(upload_id: int) -> Response:
    """Give a recording as it was sent, to be saved."""
    upload = _ours(upload_id).upload
    if not upload.digest:
        raise NotFound("This recording is not safe yet. Ask again in a minute.")
    return answer(FileOf(name=upload.name, digest=upload.digest, bytes=upload.bytes), made=False)


def _ours(upload_id: int) -> Arrived:
    """Return a recording that the asking person may see. Raise NotFound."""
    with parts().book.reading() as session:
        found = arrived_one(session, upload_id)
        group = access.group_of_film(session, found.upload.project_id)
    if not may_see(auth.person(), group):
        raise NotFound("There is no such upload.")
    return found
