"""Two versions of a film side by side, or one wiped over the other, running together."""

from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response as AnyResponse

from pipeline.errors import NotFound
from pipeline.records import Session, questions, revisions
from pipeline.records.values import FileOf, FileSide, RevisionView
from pipeline.records.views import StageView
from pipeline.timing import frames_to_timecode
from web import access
from web.parts import parts
from web.pictures import FILMS

blueprint = Blueprint("side_by_side", __name__)

Side = tuple[RevisionView, FileOf]


@blueprint.get("/projects/<int:project_id>/<stage>/side-by-side")
def page(project_id: int, stage: str) -> AnyResponse | str:
    """Show two versions of a stage; without a choice the newest two that have a film."""
    access.group_of(project_id)
    one, other = (request.args.get(side, type=int) for side in ("one", "other"))
    if stage == "script":  # it has no film, and a page of its own for what changed
        return redirect(_changes(project_id, one, other))
    with parts().book.reading() as session:
        view = questions.stage_view(session, project_id, stage)
        films = _films(session, view)
    pair, rate = _pair(films, one, other), view.project.frame_rate
    timecode = partial(frames_to_timecode, rate=rate)
    shown = {"view": view, "films": films, "pair": pair, "timecode": timecode}
    return render_template("stage/side_by_side.html", **shown)


def _changes(project_id: int, one: int | None, other: int | None) -> str:
    """Return the address of what changed between two versions of a script."""
    versions: dict[str, Any] = {"from": one, "to": other}
    return url_for("changes.changes", project_id=project_id, **versions)


def _films(session: Session, view: StageView) -> list[Side]:
    """Return the versions that have a film, the newest first."""
    return [
        (one, film)
        for one in view.revisions
        if (film := _film(revisions.files_of(session, one.id, FileSide.MADE)))
    ]


def _film(made: tuple[FileOf, ...]) -> FileOf | None:
    return next((one for name in FILMS for one in made if one.name == name), None)


def _pair(films: list[Side], one: int | None, other: int | None) -> tuple[Side, Side] | None:
    """Return the older and the newer side; None where there are not two films."""
    if len(films) < 2:
        return None
    by_number = {revision.number: (revision, film) for revision, film in films}
    numbers = {one or films[1][0].number, other or films[0][0].number}
    if not numbers <= by_number.keys():
        raise NotFound("There is no such version with a film.")
    return by_number[min(numbers)], by_number[max(numbers)]
