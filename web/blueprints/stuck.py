"""Who is stuck: the coordinator's page, once instead of many messages."""

from flask import Blueprint, render_template, request

from web import auth
from web.parts import parts
from web.stuck_groups import HOURS, USUAL_HOURS, WHYS, stuck_groups

blueprint = Blueprint("stuck", __name__)


@blueprint.get("/stuck")
def stuck() -> str:
    """Show who is stuck, and since when; ?hours= says how long one may be still."""
    person = auth.person()
    hours = request.args.get("hours", default=USUAL_HOURS, type=int)
    hours = hours if hours in HOURS else USUAL_HOURS
    with parts().book.reading() as session:
        board, found = stuck_groups(session, person.workshop_id, hours=hours)
    return render_template(
        "stuck/stuck.html", here="stuck", board=board, found=found, hours=hours,
        choices=HOURS, whys=WHYS,
    )  # fmt: skip
