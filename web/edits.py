"""What the pages about the cut read: edits of two versions, the story, pictures of takes."""

from dataclasses import dataclass
from typing import Final

from pipeline.documents.edit import Edit
from pipeline.documents.json import from_json
from pipeline.documents.shot_list import ShotList
from pipeline.documents.takes import Takes
from pipeline.editing.difference import EditDifference, compare
from pipeline.editing.story import Story, story_of
from pipeline.errors import PipelineError
from pipeline.records import Session, questions, revisions
from pipeline.records.values import FileSide, RevisionView
from web import papers
from web.changed import versions_to_compare
from web.parts import parts

STAGE: Final = "edit"
EDIT: Final = "edit.json"
MOST_BYTES: Final = 8 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedEdits:
    """Two versions of the cut; a difference of None: one of the two cannot be read."""

    old: RevisionView
    new: RevisionView
    difference: EditDifference | None


def edit_of(session: Session, revision: RevisionView) -> Edit | None:
    """Return the edit of a version; None where it was never made or cannot be read."""
    made = revisions.files_of(session, revision.id, FileSide.MADE)
    paper = next((one for one in made if one.name == EDIT), None)
    if paper is None or paper.bytes > MOST_BYTES:
        return None
    try:
        return from_json(parts().store.path(paper.digest).read_bytes(), Edit)
    except PipelineError:
        return None


def compared(project_id: int, old: int | None, new: int | None) -> ComparedEdits | None:
    """Return two versions side by side; without a choice the newest and the last that was signed.

    None where there is one version only. Raise NotFound for a version that is not there.
    """
    with parts().book.reading() as session:
        versions = questions.stage_view(session, project_id, STAGE).revisions
        last = new or (versions[0].number if versions else 0)
        signed = revisions.newest_signed(session, project_id, STAGE, before=last)
        pair = versions_to_compare(versions, signed.number if signed else None, old, new)
        if pair is None:
            return None
        before, now = (edit_of(session, one) for one in pair)
    found = compare(before, now) if before and now else None
    return ComparedEdits(old=pair[0], new=pair[1], difference=found)


def story_at_hand(project_id: int) -> tuple[RevisionView, Story] | None:
    """Return what of the script is in the newest cut that can be read, and that version."""
    with parts().book.reading() as session:
        versions = questions.stage_view(session, project_id, STAGE).revisions
        readable = ((one, edit_of(session, one)) for one in versions)
        found = next(((one, edit) for one, edit in readable if edit), None)
    if found is None:
        return None
    revision, edit = found
    shot_list = ShotList(shots=papers.shots_of(project_id))
    scenes = papers.scenes_of(project_id)
    return revision, story_of(edit, shot_list, scenes, _rushes(project_id))


def _rushes(project_id: int) -> Takes:
    content = papers.paper_of(project_id, "rushes", "takes.json")
    empty = Takes(frame_rate=papers.project_of(project_id).frame_rate, takes=())
    try:
        return from_json(content, Takes) if content else empty
    except PipelineError:
        return empty


def thumbnails(project_id: int) -> dict[str, tuple[int, str]]:
    """Return for each take the version and the name of its picture."""
    with parts().book.reading() as session:
        chosen = revisions.approved(session, project_id).get("rushes")
        chosen = chosen or revisions.newest(session, project_id, "rushes")
    if chosen is None:
        return {}
    takes = _rushes(project_id).takes
    return {take.name: (chosen.id, take.thumbnail) for take in takes if take.thumbnail}
