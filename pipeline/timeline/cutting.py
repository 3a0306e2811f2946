"""The cut as an OpenTimelineIO timeline, and a timeline as a cut, if the simple cutter can show it.

Beside the tracks stands the cut itself, for what a timeline cannot say: sounds beyond the last
picture, and the ids. It counts only as long as the tracks are what it says; when another program
has changed them, they are read. Pure.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.documents.cut import Cut, CutBin
from pipeline.documents.json import canonical, from_json, to_json
from pipeline.documents.losses import Loss
from pipeline.errors import CannotRead
from pipeline.timeline.cutting_items import Frame, cut_of_lanes
from pipeline.timeline.cutting_json import not_a_timeline, ours_of
from pipeline.timeline.cutting_lanes import lanes_of
from pipeline.timeline.cutting_pieces import Sources
from pipeline.timeline.cutting_read import read_lanes
from pipeline.timeline.cutting_write import timeline_json
from pipeline.timeline.scan import scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A timeline as a cut."""

    cut: Cut
    """All of it that a cut can be."""
    losses: tuple[Loss, ...] = ()
    """Why the cut is not the whole timeline; none: it is."""


def timeline_of_cut(cut: Cut, bin_: CutBin) -> str:
    """Return the .otio text of a cut; the same cut gives the same text."""
    own = {"cut": json.loads(to_json(cut))}
    return canonical(timeline_json(cut, lanes_of(cut, bin_), bin_, own)) + "\n"


def cut_of_timeline(timeline: bytes, sources: Sources, film: Frame) -> Opened:
    """Return the cut of an .otio text in today's schema. Raise CannotRead for what is none."""
    scan(timeline)
    try:
        plain = json.loads(timeline)
    except ValueError as fault:
        raise not_a_timeline(str(fault)) from fault
    read = read_lanes(plain if isinstance(plain, Mapping) else {}, sources)
    beside = None if read.losses else _cut_beside(plain, film)
    if beside is not None and lanes_of(beside, sources.bin) == read.lanes:
        return Opened(cut=beside)
    cut, losses = cut_of_lanes(read.lanes, film, sources.bin)
    return Opened(cut=cut, losses=(*read.losses, *losses))


def written_in(timeline: bytes) -> Cut | None:
    """Return the cut that we wrote beside the tracks, without a look at them; None without one.

    For lists of many versions: whoever cuts with it opens the timeline.
    """
    try:
        scan(timeline)
        plain = json.loads(timeline)
    except (CannotRead, ValueError):
        return None
    return _written(plain) if isinstance(plain, Mapping) else None


def _cut_beside(plain: Mapping[str, Any], film: Frame) -> Cut | None:
    cut = _written(plain)
    if cut is None or (cut.frame_rate, cut.width, cut.height) != (
        film.rate,
        film.width,
        film.height,
    ):
        return None
    return cut


def _written(plain: Mapping[str, Any]) -> Cut | None:
    written = ours_of(plain).get("cut")
    if not isinstance(written, Mapping):
        return None
    try:
        return from_json(canonical(written), Cut)
    except (CannotRead, ValueError):
        return None
