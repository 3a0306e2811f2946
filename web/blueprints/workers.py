"""The machines: what is in the queue, how far it is, try again, stop."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from pipeline import access, running
from pipeline.errors import NotFound
from pipeline.records import Session, people, runs
from pipeline.records.values import Person, RunView
from pipeline.run_state import RunState
from web import auth, words
from web.access import named
from web.crew import crew_of
from web.parts import parts

blueprint = Blueprint("workers", __name__)

BUSY = frozenset({RunState.QUEUED, RunState.RUNNING})
BROKEN = frozenset({RunState.FAILED, RunState.LOST, RunState.CANCELLED})


def _visible(session: Session, person: Person) -> tuple[RunView, ...]:
    found = runs.of_workshop(session, person.workshop_id)
    films = {one.project_id for one in found}
    groups = {film: people.group_of_project(session, film) for film in sorted(films)}
    return tuple(one for one in found if access.may_see(person, groups[one.project_id]))


@blueprint.get("/workers")
def workers() -> str:
    """Show the runs that somebody may see, those at work first."""
    with parts().book.reading() as session:
        found = _visible(session, auth.person())
        crew, counts = crew_of(session, found)
        last_event = parts().live.last_id()
    return render_template(
        "workers/workers.html",
        here="workers",
        busy=[one for one in reversed(found) if one.state in BUSY],
        broken=[one for one in found if one.state in BROKEN],
        done=[one for one in found if one.state is RunState.DONE][:20],
        crew=crew,
        helpers=words.HELPERS,
        counts=counts,
        last_event=last_event,
    )


def _after(run_id: int) -> Response:
    stage = request.form.get("stage", "")
    project_id = request.form.get("project_id", type=int)
    if stage and project_id:
        return redirect(url_for("stage.stage", project_id=project_id, stage=stage), code=303)
    return redirect(url_for("workers.workers", _anchor=f"run-{run_id}"), code=303)


def _must_see(run_id: int) -> None:
    run = named(runs.with_id, run_id)
    if not access.may_see(auth.person(), named(people.group_of_project, run.project_id)):
        raise NotFound("There is no such run.")


@blueprint.post("/runs/<int:run_id>/cancel")
def cancel(run_id: int) -> Response:
    """Stop a run."""
    _must_see(run_id)
    running.cancel_run(parts().book, run_id=run_id, by=auth.person().id)
    return _after(run_id)


@blueprint.post("/runs/<int:run_id>/retry")
def retry(run_id: int) -> Response:
    """Try a run again."""
    _must_see(run_id)
    running.retry_run(parts().book, run_id=run_id, by=auth.person().id)
    parts().announce()
    return _after(run_id)
