"""What is said of media that were not found under their plain name (C34), and of frames that a
recording does not have (BEYOND).
"""

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.documents.relink import Doubt, Evidence, Relink, Relinks, Standing
from pipeline.documents.report import Finding, blocker, warning
from pipeline.timing import FrameRate, frames_to_timecode

MOST_NAMED: Final = 4

_WEAK: Final[Mapping[Evidence, str]] = {
    Evidence.TIMECODE_LENGTH: "Nothing here is called “%(name)s”. %(take)s was taken for it: it "
    "has the same timecode and the same length. Look whether it is the right one.",
    Evidence.TIMECODE: "Nothing here is called “%(name)s”. %(take)s was taken for it: only this "
    "one was running at that timecode. Look whether it is the right one.",
    Evidence.LENGTH: "Nothing here is called “%(name)s”. %(take)s was taken for it: only this one "
    "is as long as the timeline says. Look whether it is the right one.",
}
_DOUBTS: Final[Mapping[Doubt, str]] = {
    Doubt.OTHER_BYTES: "“%(name)s” is %(take)s by its name, but the timeline was cut with another "
    "recording of the rushes. Look whether the names have changed since.",
    Doubt.OTHER_RECORDING: "“%(name)s” is %(take)s by its name, but not as long as the timeline "
    "says, and another recording had this name before. Look which one is meant.",
}
_FITS: Final = (
    "Several recordings are called “%(name)s”. %(take)s was taken: only this one has all the "
    "frames that the film uses. Look whether it is the right one."
)


def relinked(relinks: Relinks, rate: FrameRate) -> Iterator[Finding]:
    """Yield what somebody must decide or look at, in the order of the film."""
    for row in relinks.rows:
        at = frames_to_timecode(row.places[0].frame, rate) if row.places else ""
        yield from _found(row, at)
        if row.media and row.beyond_frames:
            yield warning(
                "BEYOND",
                at,
                "The film uses %(frames)s frames of %(take)s that the recording does not have. "
                "Make the clip shorter, or look whether another take is meant.",
                frames=row.beyond_frames,
                take=row.media,
            )


def _found(row: Relink, at: str) -> Iterator[Finding]:
    if row.standing is Standing.MISSING:
        yield blocker(
            "C34",
            at,
            "“%(name)s” is not among the rushes. Say which take it is on the page “Missing "
            "clips”, or add it to the rushes.",
            name=row.wanted.name,
        )
    elif row.standing is Standing.AMBIGUOUS:
        more = ["…"] if len(row.equal) > MOST_NAMED else []
        yield blocker(
            "C34",
            at,
            "“%(name)s” may be %(takes)s: nothing tells them apart. Say which one it is on the "
            "page “Missing clips”.",
            name=row.wanted.name,
            takes=", ".join([*row.equal[:MOST_NAMED], *more]),
        )
    elif sentence := _sentence(row):
        yield warning("C34", at, sentence, name=row.wanted.name, take=row.media)


def _sentence(row: Relink) -> str:
    """Return why somebody should look at a recording that was found; "" where nobody needs to."""
    if row.standing is not Standing.UNCERTAIN:
        return ""
    by_evidence = _WEAK.get(row.evidence, "")
    return by_evidence or _DOUBTS.get(row.doubt, "") or (_FITS if row.decided_by == "fits" else "")
