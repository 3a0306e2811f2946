"""The script and the cut beside the picture: which shot, scene and lines are on at a frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.documents.edit import Edit
from pipeline.documents.screenplay import Speech
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.slate import parse_slate
from pipeline.documents.takes import Takes
from pipeline.editing.cut_shots import CutShot, shots_in
from pipeline.editing.story import story_of
from pipeline.errors import CannotRead
from pipeline.records import Session
from pipeline.records.views import StageView
from web import papers
from web.cuts import cut_of

MOST_ROWS: Final = 400
"""A film with more shots is followed on its own pages only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowRow:
    """One shot of the film."""

    shot: CutShot
    scene: str = ""
    """Heading of its scene; empty where it is that of the shot before."""
    description: str = ""
    lines: tuple[Speech, ...] = ()

    @property
    def last_frame(self) -> int:
        """The last frame of it."""
        return self.shot.start_frame + max(1, self.shot.frames) - 1


def follow_rows(session: Session, view: StageView) -> tuple[FollowRow, ...]:
    """Return the shots of the film that is shown; none where there is no cut."""
    edit = cut_of(session, view.shown.revision, view.project) if view.shown else None
    if edit is None or not 0 < len(edit.picture) <= MOST_ROWS:
        return ()
    scenes = papers.scenes_of(view.project_id)
    planned = {one.name: one for one in papers.shots_of(view.project_id)}
    said = _lines(edit, view, planned)
    headings = {one.number: one.heading for one in scenes}
    rows, before = [], ""
    for shot in shots_in(edit):
        heading = headings.get(_scene(shot), "")
        row = FollowRow(
            shot=shot,
            scene=heading if heading != before else "",
            description=planned[shot.planned].description if shot.planned in planned else "",
            lines=said.get(shot.number, ()),
        )
        rows.append(row)
        before = heading
    return tuple(rows)


def _scene(shot: CutShot) -> str:
    try:
        return parse_slate(shot.name).scene
    except CannotRead:
        return ""


def _lines(
    edit: Edit, view: StageView, planned: Mapping[str, Shot]
) -> Mapping[int, tuple[Speech, ...]]:
    """Return what is said in a shot, by its number."""
    nothing = Takes(frame_rate=view.project.frame_rate, takes=())
    shot_list = ShotList(shots=tuple(planned.values()))
    story = story_of(edit, shot_list, papers.scenes_of(view.project_id), nothing)
    found: dict[int, tuple[Speech, ...]] = {}
    for scene in story.scenes:
        for line in scene.lines:
            for shot in line.seen:
                found[shot.number] = (*found.get(shot.number, ()), line.speech)
    return found
