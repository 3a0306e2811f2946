"""The subtitles of a film over HTTP: the page, a form for each move, files in and out, sound."""

from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response as AnyResponse
from werkzeug.datastructures import MultiDict

from pipeline.access import must_be_maker
from pipeline.desk import Saved
from pipeline.documents.subtitle_names import code_of, name_of
from pipeline.documents.subtitle_rules import LANGUAGES
from pipeline.documents.subtitles import write_srt, write_vtt
from pipeline.editing import subtitle_moves as moves
from pipeline.errors import CannotRead, NotFound
from web import access, auth, gate, papers, subtitle_room
from web.cutter_room import number_of
from web.errors import sentence
from web.language import NAMES
from web.parts import parts
from web.subtitle_room import Room, room_of

blueprint = Blueprint(
    "subtitles", __name__, url_prefix="/projects/<int:project_id>/final_cut/subtitles"
)
Form = MultiDict[str, str]


@blueprint.get("")
def page(project_id: int) -> str:
    """Show the subtitles of a language, the film and its sound."""
    last_event = parts().live.last_id()
    room = _room(project_id)
    return render_template(
        "subtitles/page.html",
        room=room,
        rows=room.rows(),
        content=write_srt(room.subtitles),
        film=subtitle_room.film_of(project_id),
        mix=subtitle_room.mix_of(project_id),
        burnt=subtitle_room.burnt_in(project_id),
        version=subtitle_room.newest_version(project_id),
        tracks=[(one, NAMES.get(one, one)) for one in _languages(room)],
        words=subtitle_room.STATES,
        says={key: [str(word.text), word.icon] for key, word in subtitle_room.STATES.items()},
        is_maker=gate.may("subtitles.do"),
        last_event=last_event,
    )


@blueprint.post("/do")
def do(project_id: int) -> AnyResponse:
    """Make the move of a form on the subtitles that its sender saw."""
    room = _ours(project_id)
    base = number_of(request.form.get("base"))
    move = MOVES.get(request.form.get("what", ""))
    try:
        if move is None:
            raise CannotRead("Nothing was sent. Write something, then keep it.")
        saved = subtitle_room.keep(room, move(room, base, request.form), base=base)
    except CannotRead as refusal:
        flash(sentence(refusal), "warning")
        return _back(room, request.form.get("at", ""))
    if saved.clashes:
        return _clash_page(room, saved, base=base)
    return _back(room, request.form.get("at", ""))


@blueprint.post("/bring")
def bring(project_id: int) -> AnyResponse:
    """Lay a file of subtitles on the desk, in place of what lies there; that stays kept."""
    room = _ours(project_id)
    given = request.files.get("file")
    try:
        content = given.stream.read() if given else b""
        if not content:
            raise CannotRead("Choose a file with subtitles first: SRT or WebVTT.")
        subtitle_room.keep(room, subtitle_room.read(content, room.language), base=room.number)
    except CannotRead as refusal:
        flash(sentence(refusal), "warning")
    else:
        flash(gettext("It lies on your desk. What was there is kept, too."), "done")
    return _back(room)


@blueprint.post("/burn")
def burn(project_id: int) -> AnyResponse:
    """Say in which languages there shall be a film with words in its picture."""
    room = _ours(project_id)
    subtitle_room.keep_burnt_in(project_id, request.form.getlist("language"))
    flash(gettext("Kept on your desk."), "done")
    return _back(room)


@blueprint.get("/wave")
def wave(project_id: int) -> AnyResponse:
    """Give how loud the mix is along the film: a byte for each 20 ms."""
    access.group_of(project_id)
    digest, peaks = subtitle_room.wave_of(project_id)
    answer = Response(peaks, mimetype="application/octet-stream")
    if digest:
        answer.set_etag(digest)
    return answer.make_conditional(request)


@blueprint.get("/files/<name>")
def file(project_id: int, name: str) -> AnyResponse:
    """Give the subtitles as SRT or WebVTT, timed from the first picture of the edit."""
    group = access.group_of(project_id)
    own = papers.project_of(project_id).language
    for suffix, write, kind in FILES:
        for language in dict.fromkeys((code_of(own), *LANGUAGES)):
            if name == name_of(language, own, suffix):
                answer = Response(
                    write(room_of(project_id, group, language).subtitles), mimetype=kind
                )
                if "shown" not in request.args:
                    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
                return answer
    raise NotFound("There is no such file on the desk.")


FILES: Final = ((".srt", write_srt, "application/x-subrip"), (".vtt", write_vtt, "text/vtt"))


def _put(room: Room, base: int, form: Form) -> moves.Subtitles:
    at, lines = number_of(form.get("at")), moves.written(form.get("text", ""))
    return moves.put(subtitle_room.seen(room, base), at, _span(room, form), lines, room.rate)


def _add(room: Room, base: int, form: Form) -> moves.Subtitles:
    lines = moves.written(form.get("text", ""))
    return moves.added(subtitle_room.seen(room, base), _span(room, form), lines, room.rate)


def _delete(room: Room, base: int, form: Form) -> moves.Subtitles:
    return moves.without(subtitle_room.seen(room, base), number_of(form.get("at")))


def _split(room: Room, base: int, form: Form) -> moves.Subtitles:
    return moves.parted(subtitle_room.seen(room, base), number_of(form.get("at")), room.rate)


def _join(room: Room, base: int, form: Form) -> moves.Subtitles:
    return moves.joined(subtitle_room.seen(room, base), number_of(form.get("at")))


def _shift(room: Room, base: int, form: Form) -> moves.Subtitles:
    frames = number_of(form.get("frames")) * (-1 if form.get("way") == "earlier" else 1)
    return moves.shifted_by(subtitle_room.seen(room, base), frames, room.rate)


def _translate(room: Room, base: int, _form: Form) -> moves.Subtitles:
    """Begin a language with the times and the words of the film's."""
    own = room_of(room.project_id, room.group, code_of(room.project.language))
    return subtitle_room.seen(room, base) or own.subtitles


MOVES: Final[Mapping[str, Callable[[Room, int, Form], moves.Subtitles]]] = {
    "keep": _put,
    "add": _add,
    "delete": _delete,
    "split": _split,
    "join": _join,
    "shift": _shift,
    "translate": _translate,
}


def _span(room: Room, form: Form) -> tuple[int, int]:
    start, end = (moves.frame_of(form.get(name, ""), room.rate) for name in ("in", "out"))
    return start, end


def _languages(room: Room) -> list[str]:
    """Return the languages of the page, that of the film first."""
    own = code_of(room.project.language)
    return list(dict.fromkeys((own, *LANGUAGES)))


def _room(project_id: int) -> Room:
    language = request.values.get("language", "")
    return room_of(project_id, access.group_of(project_id), language)


def _ours(project_id: int) -> Room:
    """Return the room for a student of the group. Raise NotFound or Refused."""
    must_be_maker(auth.person(), access.group_of(project_id))
    return room_of(project_id, access.group_of(project_id), request.form.get("track", ""))


def _back(room: Room, at: str = "") -> AnyResponse:
    anchor = f"s{number_of(at)}" if at else None
    where = url_for(
        "subtitles.page", project_id=room.project_id, language=room.language, _anchor=anchor
    )
    return redirect(where, code=303)


def _clash_page(room: Room, saved: Saved, *, base: int) -> AnyResponse:
    back = url_for("subtitles.page", project_id=room.project_id, language=room.language)
    page = render_template("desk/clash.html", place=room.place, base=base, saved=saved, back=back)
    return Response(page, status=409)
