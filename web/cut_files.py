"""The files of an edit for the rooms beside it: sent, made, and who may change them."""

from collections.abc import Mapping
from typing import Final, TypeVar

from pipeline import guards
from pipeline.documents.json import from_json
from pipeline.errors import PipelineError, Refused
from pipeline.records import Session, revisions
from pipeline.records.values import FileOf, FileSide, RevisionView
from web.parts import parts

STAGE: Final = "edit"

Document = TypeVar("Document")


def files_of(session: Session, view: RevisionView | None, side: FileSide) -> dict[str, FileOf]:
    """Return the files of one side of a version by name."""
    found = revisions.files_of(session, view.id, side) if view else ()
    return {one.name: one for one in found}


def rushes_before(session: Session, newest: RevisionView | None) -> RevisionView | None:
    """Return the version of the rushes that an edit was made from."""
    digest = newest.inputs.get("rushes", "") if newest else ""
    if newest is None or not digest:
        return None
    return revisions.with_digest(session, newest.project_id, "rushes", digest)


def may_be_changed(session: Session, project_id: int) -> bool:
    """Return whether the group may change its edit now."""
    try:
        guards.must_be_changeable(session, project_id, STAGE)
    except Refused:
        return False
    return True


def content_of(file: FileOf | None) -> bytes:
    """Return what is in a file; nothing where there is none."""
    return parts().store.path(file.digest).read_bytes() if file else b""


def document_of(files: Mapping[str, FileOf], name: str, kind: type[Document]) -> Document | None:
    """Return a document that was made; None where it is missing or cannot be read."""
    content = content_of(files.get(name))
    try:
        return from_json(content, kind) if content else None
    except PipelineError:
        return None
