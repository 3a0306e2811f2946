"""What a reference that finds nothing may mean: the likeliest recordings, each with its reasons.
Pure.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from pipeline.documents.relink import Proposal, Reason
from pipeline.documents.slate import Slate, parse_slate
from pipeline.editing.relink_media import Medium, Shelf
from pipeline.editing.relink_names import likeness, pairs
from pipeline.editing.relink_times import Times
from pipeline.errors import CannotRead
from pipeline.rushes.naming import base_name, slates_of

MOST: Final = 6
_ALIKE: Final = 0.6

_WEIGHTS: Final[Mapping[Reason, int]] = {
    Reason.SAME_BYTES: 9,
    Reason.SAME_NAME: 8,
    Reason.SAME_TIMECODE: 6,
    Reason.SAME_LENGTH: 5,
    Reason.RUNNING: 4,
    Reason.SAME_SHOT: 3,
    Reason.ALIKE: 3,
    Reason.NEAR_LENGTH: 2,
    Reason.UNUSED: 1,
}
_TIMES: Final[tuple[tuple[Reason, Callable[[Times, Medium], bool]], ...]] = (
    (Reason.SAME_TIMECODE, Times.same_start),
    (Reason.SAME_LENGTH, Times.same_length),
    (Reason.RUNNING, Times.is_running),
    (Reason.NEAR_LENGTH, Times.near_length),
)
_SAID_BETTER: Final = {
    Reason.SAME_NAME: Reason.ALIKE,
    Reason.SAME_TIMECODE: Reason.RUNNING,
    Reason.SAME_LENGTH: Reason.NEAR_LENGTH,
}


def slate_in(name: str) -> Slate | None:
    """Return the slate that the name of a file tells."""
    return slates_of([name]).get(name)


def propose(
    times: Times, shelf: Shelf, *, equal: Collection[str] = (), used: Collection[str] = ()
) -> tuple[Proposal, ...]:
    """Return the likeliest recordings, the best first.

    `equal` are those that have the name, or the one that was taken, which is left out; `used`
    those that are in the film already.
    """
    names = times.asked.reference.names
    shot = next((slate.shot_name for name in names if (slate := slate_in(base_name(name)))), "")
    alike = frozenset[str]().union(*map(pairs, names))
    taken = equal if len(equal) == 1 else ()
    weighed = []
    for medium in shelf.media:
        if medium.name in taken or (times.asked.is_picture and not medium.has_picture):
            continue
        holding = {
            Reason.SAME_NAME: medium.name in equal,
            Reason.SAME_BYTES: medium.digest in times.asked.reference.digests,
            Reason.SAME_SHOT: bool(shot) and _shot_of(medium) == shot,
            Reason.ALIKE: likeness(alike, shelf.pairs[medium.name]) >= _ALIKE,
            Reason.UNUSED: medium.name not in used and times.fit(medium, times.start_of(medium)),
            **{reason: holds(times, medium) for reason, holds in _TIMES},
        }
        reasons = {reason for reason, holds in holding.items() if holds}
        weighed.append((medium.name, reasons - {_SAID_BETTER.get(one) for one in reasons}))
    return _ranked(weighed)


def _shot_of(medium: Medium) -> str:
    try:
        return parse_slate(medium.name).shot_name
    except CannotRead:
        return ""


def _ranked(found: Iterable[tuple[str, set[Reason]]]) -> tuple[Proposal, ...]:
    """Return the best; the order of the shelf tells those apart that weigh the same.

    That one is not in the film yet is a reason only where there is no other.
    """
    weighed = [(sum(_WEIGHTS[one] for one in reasons), name, reasons) for name, reasons in found]
    weighed.sort(key=lambda one: -one[0])
    least = _WEIGHTS[Reason.UNUSED] + (weighed[0][0] > _WEIGHTS[Reason.UNUSED] if weighed else 0)
    return tuple(
        Proposal(media=name, reasons=tuple(one for one in _WEIGHTS if one in reasons))
        for weight, name, reasons in weighed[:MOST]
        if weight >= least
    )
