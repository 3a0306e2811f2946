"""A timeline that lies on the desk, opened as a cut, or why it cannot be. Pure."""

from dataclasses import replace

from pipeline.documents.losses import changed
from pipeline.documents.project import Project
from pipeline.documents.takes import Takes
from pipeline.editing.cut_bin import film_of, sources_of
from pipeline.editing.cut_rules import settled
from pipeline.timeline.cutting import Opened, cut_of_timeline


def open_timeline(timeline: bytes, rushes: Takes, project: Project) -> Opened:
    """Return the cut of a timeline, every rule of a cut kept. Raise CannotRead for what is none."""
    sources = sources_of(rushes, project)
    opened = cut_of_timeline(timeline, sources, film_of(project))
    cut = settled(opened.cut, sources.bin)
    if cut == opened.cut:
        return opened
    loss = changed(
        "A dissolve, a fade or a sound reaches further than its take; it is shorter here."
    )
    return replace(opened, cut=cut, losses=(*opened.losses, loss))
