"""The dailies: the takes of a day as one film, to be watched together."""

import datetime as dt

from flask import Blueprint, render_template, request
from flask_babel import gettext

from pipeline.rushes.reel_plan import ALL, UNDATED
from web import access, gate
from web.parts import parts
from web.reels import ShownReel, dailies_of
from web.shooting_days import long_day
from web.take_words import words_of_takes

blueprint = Blueprint("dailies", __name__)


@blueprint.get("/projects/<int:project_id>/rushes/dailies")
def dailies(project_id: int) -> str:
    """Show the reel of a day (?day=), with a list of its takes to jump to."""
    access.group_of(project_id)
    last_event = parts().live.last_id()
    found = dailies_of(project_id)
    return render_template(
        "rushes/dailies.html",
        dailies=found,
        view=found.view,
        shown=found.named(request.args.get("day", "")),
        title_of=_title_of,
        words=words_of_takes(),
        is_maker=gate.may("arrivals.send"),
        last_event=last_event,
    )


def _title_of(reel: ShownReel) -> str:
    """Return what a reel is called: its day as a call sheet writes it."""
    if reel.name == ALL:
        return str(gettext("All takes"))
    if reel.name == UNDATED:
        return str(gettext("Takes without a day"))
    return long_day(dt.date.fromisoformat(reel.name))
