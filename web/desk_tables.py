"""Tables on a desk that pages change row by row: kept, shown where two clash, sent as a version."""

from collections.abc import Callable

from flask import Response, render_template, request
from werkzeug import Response as AnyResponse

from pipeline import desk, workflow
from pipeline.desk import Saving
from pipeline.errors import NotFound
from pipeline.files import StoredFile
from pipeline.records import desks as desk_records
from pipeline.records.desks import Place
from web import auth, desks
from web.kept_versions import on_to_its_stage
from web.parts import parts


def keep(place: Place, how: Callable[[str], str], *, back: str) -> Response | None:
    """Lay a changed table on the desk; what others said meanwhile about other rows stays.

    The form names as `base` the version that its page showed. Return None when it is kept, else
    the page that shows both writings. Raise CannotRead, Refused.
    """
    who, base = auth.person().id, request.form.get("base", 0, type=int)
    with parts().book.reading() as session:
        newest = desk_records.version(session, place)
        if newest and not desk_records.others_wrote(session, place, who, since=base):
            base = newest.number
    start = desks.start_of(place)
    seen = desk.lying(parts().book, parts().store, place, number=base) if base else None
    before = (seen.content if seen else start).decode(errors="replace")
    saving = Saving(place=place, by=who, base=base, content=how(before).encode())
    saved = desk.save(parts().book, parts().store, saving, start=start)
    if not saved.clashes:
        return None
    page = render_template("desk/clash.html", place=place, base=base, saved=saved, back=back)
    return Response(page, status=409)


def send(place: Place, nothing: NotFound) -> AnyResponse:
    """Make a version with the table of the desk, and go to its stage.

    Raise `nothing` where none lies there, Refused.
    """
    lying = desk.lying(parts().book, parts().store, place)
    if lying is None:
        raise nothing
    sending = workflow.Sending(
        project_id=place.project_id,
        stage=place.stage,
        by=auth.person().id,
        files={place.name: StoredFile(digest=lying.version.digest, bytes=len(lying.content))},
        note=request.form.get("note", "").strip()[:500],
    )
    new = workflow.add_revision(parts().book, sending)
    return on_to_its_stage(new)
