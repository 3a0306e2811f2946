"""Runs: the only place that writes their state."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from pipeline.errors import NotFound
from pipeline.records.book import now
from pipeline.records.tables import GroupRow, ProjectRow, RevisionRow, RunRow, UploadRow
from pipeline.records.values import RevisionView, RunView, UploadView
from pipeline.run_state import ENDED, RULES, RunAction, RunState, RunTask, states_before


def add(
    session: Session, revision: RevisionView, *, queue: str, task: RunTask = RunTask.MAKE
) -> int:
    """Queue a run for a revision and return its id; the queue's server is told afterwards."""
    of = {"revision_id": revision.id, "task": task}
    return _add(session, revision.project_id, revision.stage, queue, **of)


def add_for_upload(session: Session, upload: UploadView, *, queue: str) -> int:
    """Queue a run for a recording that has arrived and return its id."""
    return _add(session, upload.project_id, upload.stage, queue, upload_id=upload.id)


def _add(session: Session, project_id: int, stage: str, queue: str, **of: Any) -> int:
    row = RunRow(
        project_id=project_id,
        stage=stage,
        queue=queue,
        state=RunState.QUEUED,
        queued_at=now(session),
        **of,
    )
    session.add(row)
    session.flush()
    return row.id


def _select_views() -> Select[RunRow, int | None, str | None, GroupRow]:
    return (
        select(RunRow, RevisionRow.number, UploadRow.name, GroupRow)
        .outerjoin(RevisionRow, RevisionRow.id == RunRow.revision_id)
        .outerjoin(UploadRow, UploadRow.id == RunRow.upload_id)
        .join(ProjectRow, ProjectRow.id == RunRow.project_id)
        .join(GroupRow, GroupRow.id == ProjectRow.group_id)
    )


def _view(row: RunRow, number: int | None, file: str | None, group: GroupRow) -> RunView:
    return RunView(
        id=row.id,
        revision_id=row.revision_id,
        upload_id=row.upload_id,
        project_id=row.project_id,
        stage=row.stage,
        number=number or 0,
        file=file or "",
        task=row.task,
        group=group.name,
        colour=group.colour,
        queue=row.queue,
        state=row.state,
        attempt=row.attempt,
        progress=row.progress,
        doing=row.doing,
        seconds_left=row.seconds_left,
        message=row.message,
        detail=row.detail,
        cancel_asked=row.cancel_asked,
        queued_at=row.queued_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )


def with_id(session: Session, run_id: int) -> RunView:
    """Return a run. Raise NotFound."""
    found = session.execute(_select_views().where(RunRow.id == run_id)).one_or_none()
    if found is None:
        raise NotFound("There is no such run.")
    return _view(*found)


def newest_of(
    session: Session, revision_ids: list[int], *, task: RunTask = RunTask.MAKE
) -> dict[int, RunView]:
    """Return the newest run of each of these revisions."""
    found = session.execute(
        _select_views()
        .where(RunRow.revision_id.in_(revision_ids), RunRow.task == task)
        .order_by(RunRow.id)
    )
    return {one.revision_id: one for one in (_view(*each) for each in found) if one.revision_id}


def newest_of_uploads(session: Session, upload_ids: list[int]) -> dict[int, RunView]:
    """Return the newest run of each of these uploads."""
    found = session.execute(
        _select_views().where(RunRow.upload_id.in_(upload_ids)).order_by(RunRow.id)
    )
    return {one.upload_id: one for one in (_view(*each) for each in found) if one.upload_id}


def of_workshop(session: Session, workshop_id: int, *, most: int = 100) -> tuple[RunView, ...]:
    """Return the runs of a workshop, the newest first."""
    found = session.execute(
        _select_views()
        .where(GroupRow.workshop_id == workshop_id)
        .order_by(RunRow.id.desc())
        .limit(most)
    )
    return tuple(_view(*one) for one in found)


def _move(session: Session, run_id: int, action: RunAction, **values: Any) -> bool:
    """Move a run by an action of the table, if it is in a state that allows it."""
    for state in states_before(action):
        moved = session.scalar(
            update(RunRow)
            .where(RunRow.id == run_id, RunRow.state == state)
            .values(state=RULES[state, action], **values)
            .returning(RunRow.id)
        )
        if moved is not None:
            return True
    return False


def claim(session: Session, *, run_id: int, token: str, lease_s: int) -> bool:
    """Take a queued run for a worker; False if it is not queued (any more)."""
    moment = now(session)
    return _move(
        session,
        run_id,
        RunAction.CLAIM,
        token=token,
        attempt=RunRow.attempt + 1,
        lease_until=moment + timedelta(seconds=lease_s),
        started_at=moment,
        ended_at=None,
        progress=0.0,
        doing="",
        seconds_left=None,
        message="",
        detail="",
    )


def beat(session: Session, *, run_id: int, token: str, lease_s: int, **shown: Any) -> bool | None:
    """Extend the lease and say how far the run is: progress, doing, seconds_left.

    Return whether a person asked to cancel it, or None if the run belongs to another worker now.
    """
    asked = session.scalar(
        update(RunRow)
        .where(RunRow.id == run_id, RunRow.token == token, RunRow.state == RunState.RUNNING)
        .values(lease_until=now(session) + timedelta(seconds=lease_s), **shown)
        .returning(RunRow.cancel_asked)
    )
    return asked


def is_asked_to_stop(session: Session, *, run_id: int, token: str) -> bool:
    """Return whether the work for a run shall stop: cancelled, ended, or another worker's now."""
    goes_on = select(RunRow.id).where(
        RunRow.id == run_id,
        RunRow.token == token,
        RunRow.state == RunState.RUNNING,
        RunRow.cancel_asked.is_(False),
    )
    return session.scalar(goes_on) is None


def end(
    session: Session,
    *,
    run_id: int,
    token: str,
    action: RunAction,
    message: str = "",
    detail: str = "",
) -> bool:
    """End a run that this token holds; False if the run belongs to another worker now."""
    held = session.scalar(
        select(RunRow.id).where(RunRow.id == run_id, RunRow.token == token).with_for_update()
    )
    if held is None:
        return False
    values: dict[str, Any] = {"message": message, "detail": detail, "ended_at": now(session)}
    if action is RunAction.FINISH:
        values["progress"] = 1.0
    return _move(session, run_id, action, lease_until=None, token="", **values)


def ask_to_cancel(session: Session, run_id: int) -> bool:
    """Cancel a queued run at once, ask the worker of a running one; False if it has ended."""
    stopped = session.scalar(
        update(RunRow)
        .where(RunRow.id == run_id, RunRow.state == RunState.QUEUED)
        .values(state=RULES[RunState.QUEUED, RunAction.CANCEL], ended_at=now(session))
        .returning(RunRow.id)
    )
    if stopped is not None:
        return True
    asked = session.scalar(
        update(RunRow)
        .where(RunRow.id == run_id, RunRow.state == RunState.RUNNING)
        .values(cancel_asked=True)
        .returning(RunRow.id)
    )
    return asked is not None


def queue_again(session: Session, run_id: int) -> bool:
    """Queue an ended run once more; False if it is done, queued or running."""
    ended = session.scalar(select(RunRow.state).where(RunRow.id == run_id)) in ENDED
    return ended and _move(session, run_id, RunAction.RETRY, **_afresh(session), attempt=0)


def _afresh(session: Session) -> dict[str, Any]:
    return {
        "token": "",
        "lease_until": None,
        "cancel_asked": False,
        "announced_at": None,
        "progress": 0.0,
        "doing": "",
        "seconds_left": None,
        "queued_at": now(session),
    }


def silent(session: Session) -> tuple[tuple[int, int, str], ...]:
    """Return id, attempt and token of the running runs whose lease has ended."""
    found = session.execute(
        select(RunRow.id, RunRow.attempt, RunRow.token).where(
            RunRow.state == RunState.RUNNING, RunRow.lease_until < now(session)
        )
    )
    return tuple((row.id, row.attempt, row.token) for row in found)


def queue_lost(session: Session, run_id: int, token: str) -> bool:
    """Queue a run again whose worker fell silent; its token is worth nothing from now on."""
    moved = session.scalar(
        update(RunRow)
        .where(RunRow.id == run_id, RunRow.token == token, RunRow.state == RunState.RUNNING)
        .values(state=RULES[RunState.RUNNING, RunAction.RETRY], **_afresh(session))
        .returning(RunRow.id)
    )
    return moved is not None


def step_aside(session: Session, run_id: int, token: str) -> bool:
    """Queue a running run again, so that others come first; this was no attempt that failed."""
    moved = session.scalar(
        update(RunRow)
        .where(RunRow.id == run_id, RunRow.token == token, RunRow.state == RunState.RUNNING)
        .values(
            state=RULES[RunState.RUNNING, RunAction.RETRY],
            **_afresh(session),
            attempt=RunRow.attempt - 1,
        )
        .returning(RunRow.id)
    )
    return moved is not None


def last_state(session: Session, revision_id: int) -> RunState | None:
    """Return the state of the newest run of a revision, or None before the first."""
    return session.scalar(
        select(RunRow.state)
        .where(RunRow.revision_id == revision_id, RunRow.task == RunTask.MAKE)
        .order_by(RunRow.id.desc())
        .limit(1)
    )
