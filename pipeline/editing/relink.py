"""Finds the group's recordings for a timeline that was cut on another computer. Pure.

Evidence in this order: what the group has said, a name that is spelled right, the bytes, a name
that was changed on the way, what people called the clip, and last timecode and length without any
name. The first evidence that fits one recording finds it. Where it fits several, the rest is used
to tell them apart; two that stay equal are never guessed at, they are asked about. Only recordings
of the group can be found: whatever a reference says, nothing of it is opened.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from pipeline.documents.relink import (
    WEAK,
    Doubt,
    Evidence,
    FilmPlace,
    Relink,
    Relinks,
    Standing,
    Wanted,
)
from pipeline.editing.relink_choices import Choice, chosen
from pipeline.editing.relink_looks import Verdict, match
from pipeline.editing.relink_media import Medium, Shelf, shelf_of
from pipeline.editing.relink_names import loosely, stem
from pipeline.editing.relink_proposals import propose
from pipeline.editing.relink_times import Times, times_of
from pipeline.media.safety import display_name
from pipeline.rushes.naming import base_name
from pipeline.timeline.asked import Asked
from pipeline.timeline.nodes import Reference
from pipeline.timeline.references import Link, Links
from pipeline.timing import frames_to_timecode

LONGEST_FOLDER: Final = 300
MOST_PROPOSED: Final = 200
"""Rows that get proposals; whoever has more of them will not choose by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What became of all references of a timeline."""

    relinks: Relinks
    links: Links


def relink(
    asked: Iterable[Asked],
    media: Iterable[Medium],
    *,
    choices: Sequence[Choice] = (),
    rate: Fraction,
) -> Matched:
    """Return which recording each reference means, at the rate of the film."""
    shelf, groups = shelf_of(media), _by_name(asked, rate)
    leads = {wanted: times_of(_lead(group), rate) for wanted, group in groups.items()}
    verdicts = {}
    for wanted, times in leads.items():
        said = _of_people(chosen(wanted, list(groups), choices), shelf)
        verdicts[wanted] = said or match(times, shelf)
    rows = [
        _row(wanted, groups[wanted], times, verdicts[wanted])
        for wanted, times in leads.items()
        if any(one.uses for one in groups[wanted])
    ]
    rows = [
        replace(row, doubt=_doubt(verdicts[row.wanted], leads[row.wanted], shelf)) for row in rows
    ]
    rows.sort(key=lambda row: row.places[0].frame)
    return Matched(
        relinks=Relinks(rows=_with_proposals(rows, leads, verdicts, shelf)),
        links=_links(groups, verdicts, rate),
    )


def _links(
    groups: Mapping[Wanted, Sequence[Asked]], verdicts: Mapping[Wanted, Verdict], rate: Fraction
) -> Links:
    found = {}
    for wanted, group in groups.items():
        for one in group:
            if medium := verdicts[wanted].medium:
                found[one.reference] = _link(times_of(one, rate), medium)
    return Links(found=found)


def _with_proposals(
    rows: Sequence[Relink],
    leads: Mapping[Wanted, Times],
    verdicts: Mapping[Wanted, Verdict],
    shelf: Shelf,
) -> tuple[Relink, ...]:
    """Return the rows, those that somebody must look at with what they may be."""
    used = {row.media for row in rows if row.media}
    open_ones = [row for row in rows if row.standing is not Standing.FOUND]
    proposed = {}
    for row in open_ones[:MOST_PROPOSED]:
        found = {one.name for one in verdicts[row.wanted].found}
        equal = found if row.media or row.evidence not in WEAK else set()
        proposed[row.wanted] = propose(leads[row.wanted], shelf, equal=equal, used=used)
    return tuple(replace(row, proposals=proposed.get(row.wanted, ())) for row in rows)


def wanted_of(reference: Reference, rate: Fraction) -> Wanted:
    """Return what a timeline calls a medium, safe to be shown and to be written into a table."""
    name = next(iter(reference.names), "")
    folders = (display_name(folder) for folder in reference.folder.split("/") if folder)
    frames = int(reference.start * rate)
    return Wanted(
        name=display_name(base_name(name)) if name else "?",
        folder="/".join(folders)[-LONGEST_FOLDER:],
        start=frames_to_timecode(frames, rate) if frames > 0 else "",
    )


def _by_name(asked: Iterable[Asked], rate: Fraction) -> dict[Wanted, list[Asked]]:
    """Return the references by what they are called; picture and sound of a file are one."""
    groups: dict[Wanted, list[Asked]] = {}
    for one in asked:
        groups.setdefault(wanted_of(one.reference, rate), []).append(one)
    return groups


def _lead(group: Sequence[Asked]) -> Asked:
    """Return the reference that speaks for all of its name, with the places of all like it."""
    lead = next((one for one in group if one.is_picture), group[0])
    uses = (use for one in group if one.reference.start == lead.reference.start for use in one.uses)
    return replace(lead, uses=tuple(uses))


def _of_people(choice: Choice | None, shelf: Shelf) -> Verdict | None:
    """Return what the group has said; None where it spoke of nothing that is there."""
    if choice is None:
        return None
    by_bytes = next(iter(shelf.by_digest.get(choice.digest, ())), None)
    medium = by_bytes or shelf.named(choice.media)
    return Verdict(evidence=Evidence.PEOPLE, found=(medium,)) if medium else None


def _link(times: Times, medium: Medium) -> Link:
    return Link(
        media=medium.name,
        start=times.start_of(medium),
        digest=medium.digest,
        length=medium.length,
        rate=medium.rate,
    )


def _doubt(verdict: Verdict, times: Times, shelf: Shelf) -> Doubt:
    """Return why a recording that was found by its name may be another one."""
    medium = verdict.medium
    if medium is None or verdict.evidence in (Evidence.PEOPLE, Evidence.DIGEST):
        return Doubt.NONE
    digests = times.asked.reference.digests
    known = [digest for digest in digests if digest in shelf.by_digest]
    if known and medium.digest not in digests:
        return Doubt.OTHER_BYTES
    if times.same_length(medium) or not times.tell_length:
        return Doubt.NONE
    names = {stem(base_name(name)) for name in times.asked.reference.names}
    others = (one for one in shelf.media if one != medium and times.same_length(one))
    once = any(names & set(map(stem, one.every_name())) for one in others)
    return Doubt.OTHER_RECORDING if once else Doubt.NONE


def _row(wanted: Wanted, group: Sequence[Asked], times: Times, verdict: Verdict) -> Relink:
    medium, reference = verdict.medium, times.asked.reference
    start = times.start_of(medium) if medium else reference.start
    is_named_otherwise = loosely(reference.label) != loosely(wanted.name)
    return Relink(
        wanted=wanted,
        label=display_name(reference.label) if reference.label and is_named_otherwise else "",
        media=medium.name if medium else "",
        evidence=verdict.evidence,
        decided_by=verdict.decided_by,
        places=_places(group),
        beyond_frames=times.beyond(medium, start) if medium else 0,
        is_counted_anew=start != reference.start,
        is_picture=times.asked.is_picture,
        equal=tuple(one.name for one in verdict.found) if medium is None else (),
    )


def _places(group: Sequence[Asked]) -> tuple[FilmPlace, ...]:
    """Return where in the film it is on; picture and sound at one place are one."""
    places = {(use.start_frame, use.frames) for one in group for use in one.uses}
    firsts = dict(sorted(places))
    return tuple(FilmPlace(frame=start, frames=frames) for start, frames in firsts.items())
