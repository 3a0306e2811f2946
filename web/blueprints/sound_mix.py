"""The mix to listen to: with its picture, stem by stem, in words, and in the hall."""

from io import BytesIO

from flask import Blueprint, Response, render_template, request, send_file

from pipeline.errors import NotFound
from pipeline.records import questions
from web import access, line_up, mix_drawing, mixes
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
        last_event=last_event,
    )


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
