"""What changed between two versions of a script, and which shots that touches."""

from dataclasses import dataclass
from typing import Final

from pipeline.documents.json import from_json
from pipeline.documents.screenplay import Screenplay
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.errors import NotFound, PipelineError
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.difference import ScriptDifference, difference
from pipeline.fountain.parse import parse
from pipeline.fountain.touched import TouchedShot, touched_shots
from pipeline.records import Session, revisions
from pipeline.records.values import FileSide, RevisionView
from web import papers
from web.parts import parts

MOST_BYTES: Final = 8 << 20
SHORT_BYTES: Final = 1 << 20
"""A longer screenplay is compared on its own page only, not on top of the page of the stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Two versions, and what is between them."""

    old: RevisionView
    new: RevisionView
    difference: ScriptDifference
    touched: tuple[tuple[Shot, TouchedShot], ...]

    def count(self, state: str) -> int:
        """Return how many scenes have a state."""
        return sum(one.state == state for one in self.difference.scenes)


def versions_to_compare(
    versions: tuple[RevisionView, ...], signed: int | None, old: int | None, new: int | None
) -> tuple[RevisionView, RevisionView] | None:
    """Return which two versions are compared, or None where there is only one.

    versions are the newest first. Without a choice the newest is compared with the last one that
    was signed before it, else with the one before. Raise NotFound for a version that is not there.
    """
    by_number = {one.number: one for one in versions}
    if not versions or (len(versions) < 2 and new is None):
        return None
    last = new or versions[0].number
    earlier = [number for number in by_number if number < last]
    before = signed if signed in earlier else max(earlier, default=None)
    first = old or before
    if first is None:
        return None
    if first not in by_number or last not in by_number:
        raise NotFound("There is no such version.")
    return by_number[first], by_number[last]


def changed_between(
    project_id: int, old: RevisionView, new: RevisionView, *, most_bytes: int = MOST_BYTES
) -> Changed | None:
    """Return what changed, or None where one of the two cannot be read."""
    with parts().book.reading() as session:
        before, now = (_screenplay(session, one, most_bytes) for one in (old, new))
    if before is None or now is None:
        return None
    found = difference(before, now)
    shots = papers.shots_of(project_id)
    by_name = {one.name: one for one in shots}
    touched = touched_shots(found, ShotList(shots=shots))
    return Changed(
        old=old,
        new=new,
        difference=found,
        touched=tuple((by_name[one.name], one) for one in touched),
    )


def _screenplay(session: Session, revision: RevisionView, most_bytes: int) -> Screenplay | None:
    made = revisions.files_of(session, revision.id, FileSide.MADE)
    paper = next((one for one in made if one.name == "screenplay.json"), None)
    if paper is None:
        text = papers.script_of(session, revision)
        return screenplay_of(parse(text)) if 0 < len(text) <= most_bytes else None
    if paper.bytes > most_bytes:
        return None
    try:
        return from_json(parts().store.path(paper.digest).read_bytes(), Screenplay)
    except PipelineError:
        return None
