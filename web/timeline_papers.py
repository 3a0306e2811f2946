"""What the page of the edit tells of a timeline: what became of it, and how to take it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from pipeline.documents.json import from_json
from pipeline.documents.losses import Fate, ImportReport, Loss, TakenFormat, TakeOutReport
from pipeline.errors import PipelineError
from pipeline.files.store import Store
from pipeline.records.values import FileOf
from pipeline.records.views import StageView

Document = TypeVar("Document", ImportReport, TakeOutReport)

MOST_SHOWN: Final = 30
"""Things of one fate in the page; the list on paper has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fated:
    """The things of a timeline that became so."""

    fate: Fate
    losses: tuple[Loss, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePapers:
    """Both papers; empty before they are made, and for every other stage."""

    came: ImportReport | None = None
    fates: tuple[Fated, ...] = ()
    formats: tuple[TakenFormat, ...] = ()


def timeline_papers(view: StageView, store: Store) -> TimelinePapers:
    """Return the papers of the edit that is shown; a damaged one shows nothing."""
    if view.stage != "edit" or view.shown is None:
        return TimelinePapers()
    made = {one.name: one for one in view.shown.made}
    try:
        came = _read(made, "losses.json", ImportReport, store)
        taken = _read(made, "take_out.json", TakeOutReport, store)
    except PipelineError:
        return TimelinePapers()
    if came is None:
        return TimelinePapers()
    fates = (_fated(came, fate) for fate in (Fate.DROPPED, Fate.CHANGED, Fate.KEPT))
    return TimelinePapers(
        came=came,
        fates=tuple(one for one in fates if one.losses),
        formats=taken.formats if taken else (),
    )


def _fated(came: ImportReport, fate: Fate) -> Fated:
    losses = came.of(fate)
    return Fated(fate=fate, losses=losses[:MOST_SHOWN], more=max(0, len(losses) - MOST_SHOWN))


def _read(
    made: Mapping[str, FileOf], name: str, kind: type[Document], store: Store
) -> Document | None:
    file = made.get(name)
    return from_json(store.path(file.digest).read_bytes(), kind) if file else None
