"""The mix to listen to: with its picture, stem by stem, in words, and in the hall."""

from io import BytesIO

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import gettext
from werkzeug import Response as AnyResponse

from pipeline.documents.buses import BUSES, strip_of
from pipeline.editing import mix_table
from pipeline.errors import CannotRead, NotFound
from pipeline.records import questions
from web import (
    access,
    desk_tables,
    gate,
    line_up,
    mix_desk,
    mix_drawing,
    mixes,
    sound_pages,
)
from web.errors import sentence
from web.mix_sayings import sayings
from web.parts import parts

blueprint = Blueprint("sound_mix", __name__, url_prefix="/projects/<int:project_id>/sound/mix")


@blueprint.get("")
def page(project_id: int) -> str:
    """Show the newest mix, or that of the version that ?version= names."""
    access.group_of(project_id)
    last_event = parts().live.last_id()
    with parts().book.reading() as session:
        mix = mixes.mix_of(session, project_id, request.args.get("version", type=int))
        view = mix.view if mix else questions.stage_view(session, project_id, mixes.STAGE)
    return render_template(
        "sound/mix.html",
        view=view,
        mix=mix,
        said=_said(mix) if mix else (),
        drawing=mix_drawing,
        desk=mix_desk.desk_of(project_id),
        choices=mix_desk.CHOICES,
        duckings=mix_desk.DUCKINGS,
        is_maker=gate.may("sound_mix.keep"),
        last_event=last_event,
    )


@blueprint.post("/desk")
def keep(project_id: int) -> AnyResponse:
    """Set the buses and the loudness of the film; the next version is mixed so."""
    sound_pages.ours(project_id)
    here = url_for(".page", project_id=project_id, _anchor="desk")
    try:
        clash = desk_tables.keep(mix_desk.place_of(project_id), _set, back=here)
    except CannotRead as refusal:
        flash(sentence(refusal), "warning")
        return redirect(here, code=303)
    if clash is None:
        flash(gettext("Kept on your desk. Mix it anew to hear it."), "done")
    return clash or redirect(here, code=303)


def _set(text: str) -> str:
    """Return mix.csv as the form sets it."""
    known = mix_table.strips_in(text)
    before = tuple(strip_of(known, bus) for bus in BUSES)
    form = request.form
    return mix_table.changed(text, mix_desk.strips_of(form, before), mix_desk.loudness_of(form))


def _said(mix: mixes.Mix) -> tuple[object, ...]:
    figures = mix.figures
    rate = mix.view.project.frame_rate
    return sayings(mix.meters, figures.integrated_lufs, figures.target_lufs, rate)


@blueprint.get("/line-up-<side>.wav")
def tone(project_id: int, side: str) -> Response:
    """Give the tone that sets up a hall: on both sides, left or right."""
    access.group_of(project_id)
    if side not in line_up.SIDES:
        raise NotFound("There is no such tone.")
    return send_file(
        BytesIO(line_up.line_up_tone(side)),
        mimetype="audio/wav",
        download_name=f"line-up-{side}.wav",
        conditional=True,
    )
