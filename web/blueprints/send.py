"""The page on which a group sends its recordings; the bytes go to the routes of the uploads."""

from typing import Final

from flask import Blueprint, render_template

from pipeline import gathering, guards
from pipeline.access import must_be_maker
from pipeline.arrivals import STAGE
from pipeline.errors import Refused
from pipeline.stage_facts import facts_of
from web import access, auth, papers
from web.lying import table_of
from web.parts import parts

blueprint = Blueprint("send", __name__, url_prefix="/projects/<int:project_id>/rushes/send")

CHUNK_BYTES: Final = 16 << 20
"""So much goes in one request: what stands between page and server may hold that much back."""


@blueprint.get("")
def page(project_id: int) -> str:
    """Show where to drop a card, what is on its way, and what lies on the table."""
    group = access.group_of(project_id)
    must_be_maker(auth.person(), group)
    last_event = parts().live.last_id()
    return render_template(
        "rushes/send.html",
        project_id=project_id,
        project=papers.project_of(project_id),
        group=group,
        is_open=_is_open(project_id),
        may_keep=gathering.may_gather(parts().book, project_id=project_id),
        table=table_of(project_id),
        accepts=facts_of(STAGE).accepts,
        chunk_bytes=CHUNK_BYTES,
        last_event=last_event,
    )


@blueprint.get("/lying")
def lying(project_id: int) -> str:
    """Show only what lies on the table, for a page that follows it."""
    must_be_maker(auth.person(), access.group_of(project_id))
    return render_template("rushes/lying_part.html", table=table_of(project_id))


def _is_open(project_id: int) -> bool:
    try:
        with parts().book.reading() as session:
            guards.must_be_begun(session, project_id, STAGE)
    except Refused:
        return False
    return True
