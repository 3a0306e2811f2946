"""What a worker knows of the run that it has claimed: all it needs, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from pipeline.documents.company import Company
from pipeline.documents.master import MASTER_FOLDER
from pipeline.documents.project import Project
from pipeline.errors import MovedOn
from pipeline.records import Session, revisions
from pipeline.records.values import FileOf, FileSide, RevisionView, UploadView

MASTER_FOR: Final = "final_cut"
"""The one stage that gets the picture master: the others need no such large file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A run that a worker has claimed."""

    id: int
    token: str
    """Proof that the run is this worker's."""
    project_id: int
    stage: str
    project: Project


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedIngest(Claim):
    """All that a worker needs to know to take in a recording."""

    upload: UploadView


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedRun(Claim):
    """All that a worker needs to know of a run for a revision."""

    revision_id: int
    is_draft: bool
    """The group has sent nothing: the stage proposes its own start."""
    inputs: Mapping[str, str]
    sent: tuple[FileOf, ...]
    before: Mapping[str, tuple[FileOf, ...]]
    """All files of the revisions that this one was made from, by stage."""
    signed: tuple[FileOf, ...]
    """All files of the last version of this stage that was signed off before this one."""
    signed_digest: str
    clips: Mapping[str, Mapping[str, FileOf]]
    """What was made already of recordings that were sent: by digest, then by name."""
    places: Mapping[str, int]
    """In how many places the bytes of these recordings are, by digest."""
    names: Mapping[str, tuple[str, ...]]
    """What these recordings were called when they were sent, by digest."""
    company: Company
    """Who made the film, with the names that they have confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedFollowUp(Claim):
    """All that a worker needs to know to make what follows the sign-off of a version."""

    revision_id: int
    number: int
    digest: str
    """Of the revision that was signed."""
    signed_by: str
    signed_at: str
    """In ISO 8601."""
    queue: str
    before: Mapping[str, tuple[FileOf, ...]]
    """All files of the signed version and of what it was made from, by stage."""
    company: Company
    """Who made the film: no file that goes out may name them."""


def fields_of(claim: Claim) -> dict[str, Any]:
    """Return the fields of a claim, for what is built on it."""
    return {one.name: getattr(claim, one.name) for one in fields(claim)}


def files_before(session: Session, revision: RevisionView) -> dict[str, tuple[FileOf, ...]]:
    """Return all files of the revisions that one was made from, by stage. Raise MovedOn."""
    found: dict[str, tuple[FileOf, ...]] = {}
    for stage, digest in revision.inputs.items():
        used = revisions.with_digest(session, revision.project_id, stage, digest)
        if used is None:
            raise MovedOn("The work of the stage “%(stage)s” is not there any more.", stage=stage)
        found[stage] = all_files(session, used.id)
        if revision.stage == MASTER_FOR:
            found[stage] += _masters(session, used.id)
    return found


def _masters(session: Session, revision_id: int) -> tuple[FileOf, ...]:
    locked = revisions.files_of(session, revision_id, FileSide.LOCKED)
    return tuple(one for one in locked if one.name.startswith(MASTER_FOLDER))


def all_files(session: Session, revision_id: int) -> tuple[FileOf, ...]:
    """Return what was sent and what was made of it; of one name, what was made."""
    sent = {one.name: one for one in revisions.files_of(session, revision_id, FileSide.SENT)}
    made = {one.name: one for one in revisions.files_of(session, revision_id, FileSide.MADE)}
    return tuple({**sent, **made}.values())
