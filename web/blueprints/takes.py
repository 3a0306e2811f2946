"""The takes of the rushes: by shot, one large, two side by side; every button is a form."""

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from werkzeug import Response as AnyResponse

from pipeline import gathering, review
from pipeline.access import must_be_maker
from pipeline.errors import NotFound
from pipeline.records import notes, revisions
from pipeline.records.notes import Note
from pipeline.records.values import RevisionView
from pipeline.timing import frames_to_timecode, timecode_to_frames
from web import access, auth, gate, take_edits, take_sound
from web.kept_versions import on_to_its_stage
from web.parts import parts
from web.recordings import STAGE, Recording
from web.take_edits import About
from web.take_words import words_of_takes
from web.takes_table import Table, place_of, table_of

blueprint = Blueprint("takes", __name__, url_prefix="/projects/<int:project_id>/rushes/takes")


@blueprint.get("")
def table(project_id: int) -> str:
    """Show all takes by scene and shot, what nobody knows, and what is missing."""
    shown = _table(project_id)
    return render_template(
        "takes/table.html",
        **_around(shown),
        newest=_newest(project_id),
        may_keep=gathering.may_gather(parts().book, project_id=project_id),
    )


@blueprint.get("/<int:upload_id>")
def take(project_id: int, upload_id: int) -> str:
    """Show one recording large, with everything that is said of it."""
    about = _about(project_id, upload_id)
    with parts().book.reading() as session:
        said = notes.notes_on_take(session, project_id, STAGE, about.recording.name)
    row = _row(about)
    at = next((at for at, one in enumerate(row) if one.id == upload_id), 0)
    return render_template(
        "takes/take.html",
        **_around(about.table),
        take=about.recording,
        notes=said,
        newest=_newest(project_id),
        siblings=_siblings(about),
        lined_up=take_sound.lined_up(about.table, about.recording),
        before=row[at - 1] if at else None,
        after=row[at + 1] if at + 1 < len(row) else None,
    )


@blueprint.get("/compare")
def compare(project_id: int) -> str:
    """Show two takes side by side; they run together from their first useful frames."""
    shown = _table(project_id)
    pair = [shown.with_id(request.args.get(side, 0, type=int)) for side in ("one", "other")]
    if pair[0] is None or pair[1] is None:
        raise NotFound("There is no such take on the table. Choose two that are there.")
    siblings = _siblings(About(table=shown, recording=pair[0]))
    return render_template("takes/compare.html", **_around(shown), pair=pair, siblings=siblings)


@blueprint.post("/<int:upload_id>")
def say(project_id: int, upload_id: int) -> AnyResponse:
    """Write what a form says of a recording: rating, shot, in and out, note, sound, costume."""
    about = _about(project_id, upload_id, by_makers=True)
    cells = take_edits.cells_of(request.form, about)
    saved = take_edits.keep(about, cells, base=request.form.get("base", 0, type=int))
    if saved.clashes:
        place, back = place_of(project_id), _back(project_id, upload_id)
        page = render_template(
            "desk/clash.html", place=place, base=saved.number, saved=saved, back=back
        )
        return Response(page, status=409)
    if saved.merged:
        _tell(gettext("Kept, together with what somebody else wrote meanwhile."))
    return redirect(_back(project_id, upload_id), code=303)


@blueprint.post("/<int:upload_id>/notes")
def note(project_id: int, upload_id: int) -> AnyResponse:
    """Write a note on a picture of a take, about the newest version of the rushes."""
    about = _about(project_id, upload_id)
    newest = _newest(project_id)
    if newest is None:
        raise NotFound("There is no version of the rushes yet. Keep one first, then write notes.")
    at = request.form.get("at", "").strip()
    written = Note(
        revision_id=newest.id,
        by=auth.person().id,
        text=request.form.get("text", ""),
        at_frame=timecode_to_frames(at, about.table.project.frame_rate) if at else None,
        take=about.recording.name[:40],
    )
    review.write(parts().book, written)
    return redirect(_back(project_id, upload_id), code=303)


@blueprint.post("/keep")
def keep(project_id: int) -> AnyResponse:
    """Make a version of everything that lies on the table."""
    must_be_maker(auth.person(), access.group_of(project_id))
    said = request.form.get("note", "").strip()[:500]
    new = gathering.gather(parts().book, project_id=project_id, by=auth.person().id, note=said)
    return on_to_its_stage(new)


def _table(project_id: int) -> Table:
    return table_of(project_id, access.group_of(project_id))


def _newest(project_id: int) -> RevisionView | None:
    with parts().book.reading() as session:
        return revisions.newest(session, project_id, STAGE)


def _about(project_id: int, upload_id: int, *, by_makers: bool = False) -> About:
    """Return the recording that is spoken of. Raise NotFound, or Refused for adults."""
    group = access.group_of(project_id)
    if by_makers:
        must_be_maker(auth.person(), group)
    shown = table_of(project_id, group)
    found = shown.with_id(upload_id)
    if found is None:
        raise NotFound("There is no such recording on the table.")
    return About(table=shown, recording=found)


def _around(shown: Table) -> dict[str, object]:
    """Return what every page of takes needs."""
    rate = shown.project.frame_rate
    return {
        "table": shown,
        "last_event": parts().live.last_id(),
        "is_maker": gate.may("takes.say"),
        "timecode": lambda frame: frames_to_timecode(frame, rate),
        "rate_of_film": str(rate),
        "words": words_of_takes(),
    }


def _row(about: About) -> tuple[Recording, ...]:
    """Return what one steps through from this recording: the takes, or what is not named."""
    shown = about.table
    rows = (shown.takes, shown.questions, shown.others)
    return next((row for row in rows if about.recording in row), (about.recording,))


def _siblings(about: About) -> tuple[Recording, ...]:
    slate = about.recording.named.slate
    return about.table.of_shot(slate.shot_name) if slate else ()


def _tell(words: str) -> None:
    """Say something on the next page; a piece that a script fetches would not show it."""
    if not request.headers.get("HX-Request"):
        flash(words, "done")


def _back(project_id: int, upload_id: int) -> str:
    """Return the page that the form stood on."""
    to = request.form.get("to", "take")
    if to == "table":
        return url_for(".table", project_id=project_id, _anchor=f"take-{upload_id}")
    if to == "questions":
        return url_for(".table", project_id=project_id, _anchor="questions")
    if to == "compare":
        one, other = (request.form.get(side, 0, type=int) for side in ("one", "other"))
        return url_for(".compare", project_id=project_id, one=one, other=other)
    return url_for(".take", project_id=project_id, upload_id=upload_id)
