"""Recordings come in piece by piece: the resumable uploads of tus 1.0.

To begin one, one must be logged in and of the group. The key that is drawn then is the right to
send its bytes: a log-in that ends on the way costs nothing. Somebody who is logged in to another
group gets the answer of an upload that is not there.
"""

from flask import Blueprint, Response, abort, g, request, url_for

from pipeline import access as rules
from pipeline import arrivals, receiving
from pipeline.arrivals import Announced
from pipeline.errors import NotFound, PipelineError, TooLarge
from pipeline.files.incoming import moved_on
from pipeline.receiving import OnItsWay
from pipeline.records import people
from pipeline.records.values import UploadView
from web import access, auth, errors, tus
from web.body import Body, BrokeOff
from web.parts import parts

blueprint = Blueprint("tus", __name__)

ALL = "/projects/<int:project_id>/rushes/uploads/"
ONE = "/uploads/<key>"


@blueprint.route(ALL, methods=["OPTIONS"])
@blueprint.route(ONE, methods=["OPTIONS"])
def options(**_where: object) -> Response:
    """Say what is offered."""
    return tus.answer(
        204,
        Tus_Version=tus.VERSION,
        Tus_Extension=tus.EXTENSIONS,
        Tus_Max_Size=str(parts().settings.upload_limit_bytes),
        Tus_Checksum_Algorithm=",".join(tus.ALGORITHMS),
    )


@blueprint.post(ALL)
def create(project_id: int) -> Response:
    """Begin an upload, perhaps with its first bytes."""
    rules.must_be_maker(auth.person(), access.group_of(project_id))
    tus.must_speak()
    length, body = tus.length_of_new(parts().settings.upload_limit_bytes), _body()
    if not body.is_empty() and request.mimetype != tus.BYTES:
        raise tus.Misspoken("Send the bytes as application/offset+octet-stream.", 415)
    if length is not None and (body.length or 0) > length:
        raise _too_much()
    parts().incoming.must_have_room(length or 0)
    upload = arrivals.begin(parts().book, _announced(project_id, length), quota_bytes=_quota())
    found = OnItsWay(upload=upload, offset=0)
    if length == 0 or not body.is_empty():
        found = _receive(found, 0, body)
    place = url_for("tus.one", key=upload.key)
    return tus.answer(201, found, Location=place)


def _announced(project_id: int, length: int | None) -> Announced:
    said = tus.named()
    return Announced(
        project_id=project_id,
        by=auth.person().id,
        name=said.name,
        original_name=said.path,
        length=length,
        mark=said.mark,
    )


@blueprint.route(ONE, methods=["HEAD", "PATCH", "DELETE", "POST"])
def one(key: str) -> Response:
    """Answer for one upload; a POST must say which method it stands for."""
    tus.must_speak()
    verb = VERBS.get(tus.method())
    if verb is None:
        abort(405)
    found = receiving.look(parts().book, parts().incoming, key)
    _must_be_theirs(found.upload)
    if found.upload.finished_at is not None:
        parts().announce()
    if found.expired:
        raise tus.Misspoken("Nobody went on with this file for too long. Send it anew.", 410)
    return verb(found)


def _must_be_theirs(upload: UploadView) -> None:
    """Raise for somebody who is logged in and may not send for the group."""
    who = g.get("person")
    if who is None:
        return
    with parts().book.reading() as session:
        group = people.group_of_project(session, upload.project_id)
    if not rules.may_see(who, group):
        raise NotFound("There is no such upload.")
    rules.must_be_maker(who, group)


def _head(found: OnItsWay) -> Response:
    return tus.answer(200, found, **tus.described(found))


def _patch(found: OnItsWay) -> Response:
    at, body = tus.offset(), _body()
    said = tus.must_fit(tus.number("Upload-Length"), parts().settings.upload_limit_bytes)
    if at != found.offset:
        raise moved_on()
    if said is not None:
        found = receiving.say_length(parts().book, found, said, quota_bytes=_quota())
    return tus.answer(204, _receive(found, at, body))


def _receive(found: OnItsWay, at: int, body: Body) -> OnItsWay:
    """Take the bytes in; nothing is written where more is announced than should come."""
    most = _most(found, at)
    if (body.length or 0) > most:
        raise _too_much()
    if found.upload.finished_at is None:
        folder = parts().settings.home / "incoming"
        with tus.checked(body.blocks(most=most), tus.checksum(), folder) as blocks:
            found = receiving.receive(parts().book, parts().incoming, found, at=at, blocks=blocks)
    if found.upload.finished_at is not None:
        parts().announce()
    return found


def _most(found: OnItsWay, at: int) -> int:
    """Return how many bytes may come from here on."""
    if found.upload.length is not None:
        return found.upload.length - at
    with parts().book.reading() as session:
        left = arrivals.room_left(session, found.upload.project_id, _quota())
    largest = parts().settings.upload_limit_bytes - at
    return largest if left is None else min(largest, left)


def _delete(found: OnItsWay) -> Response:
    receiving.give_up(parts().book, parts().incoming, found.upload)
    return tus.answer(204)


VERBS = {"HEAD": _head, "PATCH": _patch, "DELETE": _delete}


def _quota() -> int:
    return parts().settings.group_quota_bytes


def _too_much() -> TooLarge:
    return TooLarge("More comes than this file should have. Send it anew.")


def _body() -> Body:
    g.body = Body(request.environ)
    body: Body = g.body
    return body


@blueprint.errorhandler(PipelineError)
def in_words(error: PipelineError) -> Response:
    """Answer a program with a status and one sentence, which it can show."""
    status = 408 if isinstance(error, BrokeOff) else errors.status_of(error)
    if isinstance(error, tus.Misspoken):
        status = error.status
    made = Response(errors.sentence(error), status=status, mimetype="text/plain")
    if error.can_retry:
        made.status_code = 503
        made.headers["Retry-After"] = "1"
    made.headers["Cache-Control"] = "no-store"
    return made


@blueprint.after_request
def speak(answer: Response) -> Response:
    """Say the version in every answer, and hear a refused sender out, so that it hears us."""
    answer.headers["Tus-Resumable"] = tus.VERSION
    if answer.status_code == 412:
        answer.headers["Tus-Version"] = tus.VERSION
    if answer.status_code >= 400 and request.method in {"POST", "PATCH"}:
        body: Body = g.get("body") or _body()
        answer.call_on_close(body.drain)
    return answer
