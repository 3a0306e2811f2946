"""A new version of a stage: what is in it, what it rests on, and the run that looks at it.

The verbs of workflow.py write versions with these, inside their own transactions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.documents.film_stages import stage_after, stage_needs
from pipeline.errors import Refused
from pipeline.files import StoredFile
from pipeline.records import Session, decisions, revisions, runs
from pipeline.records.values import FileOf, FileSide, RevisionView
from pipeline.stage_facts import facts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Files that a group sends for a stage."""

    project_id: int
    stage: str
    by: int
    files: Mapping[str, StoredFile] = field(default_factory=dict)
    """By name; already safe in the store. None means: the newest files once more."""
    leave_out: frozenset[str] = frozenset()
    """Names of files sent before that shall not be part of the new revision."""
    note: str = ""


def files_of(session: Session, sending: Sending, last: RevisionView | None) -> tuple[FileOf, ...]:
    """The files of a new revision: what is sent, and what stays of the revision before."""
    kept: dict[str, FileOf] = {}
    if last:
        replaced = facts_of(sending.stage).replaced_by(sending.files)
        before = revisions.files_of(session, last.id, FileSide.SENT)
        kept = {one.name: one for one in before if not replaced(one.name)}
    kept = {name: one for name, one in kept.items() if name not in sending.leave_out}
    for name, stored in sending.files.items():
        kept[name] = FileOf(name=name, digest=stored.digest, bytes=stored.bytes)
    return tuple(kept[name] for name in sorted(kept))


def inputs_of(session: Session, project_id: int, stage: str) -> dict[str, str]:
    """The digests of what a stage of a film rests on. Raise Refused where that is not approved."""
    approved = revisions.approved(session, project_id)
    needs = stage_needs(revisions.project_settings(session, project_id).stages, stage)
    missing = [need for need in needs if need not in approved]
    if missing:
        raise Refused(
            "This stage needs the approved work of: %(stages)s.", stages=", ".join(missing)
        )
    return {need: approved[need].digest for need in needs}


def begin_next(session: Session, seen: RevisionView) -> None:
    """Begin the stage after one that was signed off, unless it has begun before."""
    stages = revisions.project_settings(session, seen.project_id).stages
    after = stage_after(stages, seen.stage)
    if after and revisions.newest(session, seen.project_id, after) is None:
        begin_draft(session, seen.project_id, after)


def begin_draft(session: Session, project_id: int, stage: str) -> RevisionView:
    """Write the version that a worker drafts: of no files yet, made by nobody."""
    new = revisions.NewRevision(
        project_id=project_id,
        stage=stage,
        digest="",
        inputs=inputs_of(session, project_id, stage),
        files=(),
        made_by=None,
    )
    return write_with_run(session, new)


def write_with_run(session: Session, new: revisions.NewRevision) -> RevisionView:
    """Write a version, ask for its run, and tell the pages."""
    view = revisions.add(session, new)
    runs.add(session, view, queue=facts_of(new.stage).queue)
    decisions.tell(session, project_id=new.project_id, stage=new.stage, kind="revision")
    return view


def stop_run_of(session: Session, last: RevisionView) -> None:
    """Ask the run of an older version to stop: nobody waits for it any more."""
    run = runs.newest_of(session, [last.id]).get(last.id)
    if run:
        runs.ask_to_cancel(session, run.id)
