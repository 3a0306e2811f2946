"""The ways in which a recording is found for one reference, the surest first. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from pipeline.documents.relink import Deciding, Evidence
from pipeline.editing.relink_media import Found, Medium, Shelf
from pipeline.editing.relink_names import loosely, stem
from pipeline.editing.relink_proposals import slate_in
from pipeline.editing.relink_times import Times
from pipeline.rushes.naming import base_name
from pipeline.timeline.nodes import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one reference means."""

    evidence: Evidence = Evidence.NOTHING
    found: tuple[Medium, ...] = ()
    """One: found. Several: equally likely."""
    decided_by: Deciding = Deciding.NOTHING

    @property
    def medium(self) -> Medium | None:
        """The recording that was found."""
        return self.found[0] if len(self.found) == 1 else None


def match(times: Times, shelf: Shelf) -> Verdict:
    """Return what a reference means, by all that it says itself."""
    for look in _LOOKS:
        verdict = look(times, shelf)
        if verdict.found:
            return verdict
    return Verdict()


def _named(names: Iterable[str], times: Times, shelf: Shelf, *, sure: bool) -> Verdict:
    """Return what the names find, the first name first; a later one may tell equals apart."""
    best = Verdict()
    for name in map(base_name, names):
        for evidence, index in shelf.sure if sure else shelf.loose:
            found = _visible(index.find(name), times)
            both = tuple(one for one in found if not best.found or one in best.found)
            if both and (not best.found or len(both) < len(best.found)):
                best = Verdict(evidence=evidence, found=both)
            if found:
                break
        if best.medium:
            return best
    return told_apart(best, times)


def _visible(found: Found, times: Times) -> Found:
    """Return what can be seen, where something must be seen and there is a choice."""
    seen = [one for one in found if one.has_picture] if times.asked.is_picture else []
    return seen or found


def _by_right_name(times: Times, shelf: Shelf) -> Verdict:
    return _named(times.asked.reference.names, times, shelf, sure=True)


def _by_bytes(times: Times, shelf: Shelf) -> Verdict:
    each = (shelf.by_digest.get(digest, ()) for digest in times.asked.reference.digests)
    found = next((one for one in each if one), ())
    return told_apart(Verdict(evidence=Evidence.DIGEST, found=tuple(found)), times)


def _by_changed_name(times: Times, shelf: Shelf) -> Verdict:
    return _named(times.asked.reference.names, times, shelf, sure=False)


def _by_slate(times: Times, shelf: Shelf) -> Verdict:
    slates = (slate_in(base_name(name)) for name in times.asked.reference.names)
    found = (shelf.named(slate.name) for slate in slates if slate)
    return Verdict(evidence=Evidence.SLATE, found=tuple(one for one in found if one)[:1])


def _by_label(times: Times, shelf: Shelf) -> Verdict:
    label = (times.asked.reference.label,) if times.asked.reference.label else ()
    found = [_named(label, times, shelf, sure=sure) for sure in (True, False)]
    verdict = next((one for one in found if one.found), Verdict())
    return replace(verdict, evidence=Evidence.LABEL) if verdict.found else verdict


def _without_name(times: Times, shelf: Shelf) -> Verdict:
    """Return what only timecode and length tell: one that no other recording shares."""
    if times.asked.reference.images or not times.asked.uses:
        return Verdict()
    seen = [one for one in shelf.media if one.has_picture or not times.asked.is_picture]
    starting = [one for one in seen if times.same_start(one)]
    running = [one for one in seen if times.is_running(one)]
    long = [one for one in seen if times.tell_length and times.same_length(one)]
    ways = (
        (Evidence.TIMECODE_LENGTH, [one for one in starting if times.same_length(one)]),
        (Evidence.TIMECODE, [one for one in starting if one in running] or running),
        (Evidence.LENGTH, long),
    )
    found = (Verdict(evidence=way, found=tuple(media)) for way, media in ways if media)
    return next(found, Verdict())


_LOOKS: Final[tuple[Callable[[Times, Shelf], Verdict], ...]] = (
    _by_right_name,
    _by_bytes,
    _by_changed_name,
    _by_slate,
    _by_label,
    _without_name,
)
"""Where evidence is looked for, the best first."""


def told_apart(verdict: Verdict, times: Times) -> Verdict:
    """Return the verdict with what tells several recordings apart, as far as anything does."""
    found = verdict.found
    for deciding, holds in _DECIDING if len(found) > 1 else ():
        left = tuple(holds(found, times))
        if 0 < len(left) < len(found):
            found = left
        if len(found) == 1:
            return replace(verdict, found=found, decided_by=deciding)
    return replace(verdict, found=found)


def _labelled(found: Found, times: Times) -> Found:
    """Return those that have the name that people gave to the clip."""
    label = stem(times.asked.reference.label)
    return [one for one in found if label in map(stem, one.every_name())]


def _in_folder(found: Found, times: Times) -> Found:
    """Return those whose folders on the camera's card are most like those of the reference."""
    shared = {one.name: _shared_folders(one, times.asked.reference) for one in found}
    most = max(shared.values())
    return [one for one in found if most and shared[one.name] == most]


def _shared_folders(medium: Medium, reference: Reference) -> int:
    """Return how many of the folders above a file are called alike."""
    name = loosely(next(iter(reference.names), ""))
    there = [loosely(one) for one in reversed(reference.folder.split("/"))]
    most = 0
    for file in medium.files:
        *folders, base = file.replace("\\", "/").split("/")
        alike = zip(map(loosely, reversed(folders)), there, strict=False)
        count = next((at for at, (one, other) in enumerate(alike) if one != other), None)
        shared = min(len(folders), len(there)) if count is None else count
        most = max(most, shared if loosely(base) == name else 0)
    return most


_DECIDING: Final[tuple[tuple[Deciding, Callable[[Found, Times], Iterable[Medium]]], ...]] = (
    (
        Deciding.DIGEST,
        lambda found, times: (one for one in found if one.digest in times.asked.reference.digests),
    ),
    (Deciding.LABEL, _labelled),
    (Deciding.FOLDER, _in_folder),
    (Deciding.TIMECODE, lambda found, times: (one for one in found if times.same_start(one))),
    (Deciding.TIMECODE, lambda found, times: (one for one in found if times.is_running(one))),
    (Deciding.LENGTH, lambda found, times: (one for one in found if times.same_length(one))),
    (
        Deciding.FITS,
        lambda found, times: (one for one in found if times.fit(one, times.start_of(one))),
    ),
)
"""What tells recordings apart that have the same name, the surest first."""
