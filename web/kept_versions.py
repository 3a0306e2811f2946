"""What every page does after it has kept something: the same words, and the way from there."""

from flask import flash, redirect, url_for
from flask_babel import gettext
from werkzeug import Response

from pipeline.desk import Saved
from pipeline.records.values import RevisionView
from web.parts import parts


def on_to_its_stage(new: RevisionView) -> Response:
    """Tell the queue and the person of a new version, and go to its stage."""
    tell_of(new)
    return redirect(url_for("stage.stage", project_id=new.project_id, stage=new.stage), code=303)


def tell_of(new: RevisionView) -> None:
    """Tell the queue and the person that a version is kept."""
    parts().announce()
    kept = gettext("Safe: version %(number)s is kept. Claquette checks it now.", number=new.number)
    flash(kept, "done")


def say_kept(saved: Saved, *, is_asked: bool) -> None:
    """Say that others wrote meanwhile, or, to somebody who asked for it, that it is kept."""
    if saved.merged:
        flash(gettext("Kept, together with what somebody else wrote meanwhile."), "done")
    elif is_asked:
        flash(gettext("Kept on your desk."), "done")
