"""Which cut a version of any stage shows: what stands at each frame of its film."""

from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Final

from pipeline.documents.edit import Edit, PictureClip
from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.documents.shot_list import ShotList
from pipeline.errors import PipelineError
from pipeline.records import Session, revisions
from pipeline.records.values import FileSide, RevisionView
from web.parts import parts

EDIT: Final = "edit.json"
SHOTS: Final = "shot_list.json"
MOST_BYTES: Final = 8 << 20


def cut_of(session: Session, revision: RevisionView, project: Project) -> Edit | None:
    """Return the cut that the film of a version shows; None where there is none to be read.

    The film of the sound and of the final cut is that of the edit they rest on; the animatic runs
    through the shots of its list.
    """
    if revision.stage == "shot_list":
        path = _made(session, revision, SHOTS)
        return _animatic(path, project) if path else None
    shown = revision
    if revision.stage in ("sound", "final_cut"):
        digest = revision.inputs.get("edit", "")
        found = revisions.with_digest(session, revision.project_id, "edit", digest)
        if found is None:
            return None
        shown = found
    path = _made(session, shown, EDIT) if shown.stage == "edit" else None
    return _edit(path) if path else None


def _made(session: Session, revision: RevisionView, name: str) -> Path | None:
    made = revisions.files_of(session, revision.id, FileSide.MADE)
    file = next((one for one in made if one.name == name), None)
    return parts().store.path(file.digest) if file and file.bytes <= MOST_BYTES else None


@lru_cache(maxsize=64)
def _edit(path: Path) -> Edit | None:
    """A file of the store never changes, so what was read of it once stays true."""
    try:
        return from_json(path.read_bytes(), Edit)
    except (PipelineError, OSError):
        return None


@lru_cache(maxsize=64)
def _shots(path: Path) -> tuple[tuple[str, int], ...]:
    """Return name and frames of the shots that an animatic runs through."""
    try:
        shots = from_json(path.read_bytes(), ShotList).wanted
    except (PipelineError, OSError):
        return ()
    return tuple((one.name, one.planned_frames) for one in shots)


def _animatic(path: Path, project: Project) -> Edit:
    clips, at = [], 0
    for name, frames in _shots(path):
        clip = PictureClip(media=name, source_in=Fraction(0), start_frame=at, frames=frames)
        clips.append(clip)
        at += frames
    return Edit(
        name=project.title,
        frame_rate=project.frame_rate,
        width=project.width,
        height=project.height,
        frames=at,
        picture=tuple(clips),
    )
