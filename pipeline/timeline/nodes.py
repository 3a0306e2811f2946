"""A timeline as editing programs see it: tracks in stacks, clips and gaps in tracks. Pure.

Times are exact seconds. What a file leaves out is filled in (a clip without a range is its whole
medium), so that `flatten` finds no missing value.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from pipeline.documents.edit import NORMAL_SPEED, Images, SoundRole
from pipeline.documents.losses import Loss
from pipeline.timeline.manner import AS_IT_IS, Manner


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a clip shows: a medium to look up, pictures, a generator, or nothing that is known."""

    names: tuple[str, ...] = ()  # names to look up, the best first; never paths to open
    start: Fraction = Fraction(0)  # the time that the medium's first frame is called
    images: Images | None = None
    generator: str = ""
    text: str = ""  # the words of a title
    folder: str = ""  # where it lay on the other computer; tells two alike apart, never opened
    length: Fraction | None = None  # of the whole medium, as the file says
    digests: tuple[str, ...] = ()  # SHA-256 that the file tells, the most likely first
    label: str = ""  # what people called the clip, where the reference has names of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """One medium, from `start` on, for `duration` on the timeline."""

    name: str
    start: Fraction
    duration: Fraction
    reference: Reference
    speed: Fraction = NORMAL_SPEED
    enabled: bool = True
    manner: Manner = AS_IT_IS


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Nothing, for a while."""

    duration: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """From the item before to the item after; adds no time."""

    in_offset: Fraction  # begins this long before the cut
    out_offset: Fraction  # ends this long after it
    is_fade: bool = False  # at the edge of a track, from nothing or to nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """Items one after the other."""

    name: str
    children: "tuple[Child, ...]"
    is_video: bool = True
    start: Fraction = Fraction(0)
    trimmed: Fraction | None = None  # duration, where the track is trimmed
    speed: Fraction = NORMAL_SPEED
    enabled: bool = True
    gain_db: float = 0.0
    role: SoundRole | None = None  # what its sounds are for; None: what holds it says


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Items above each other, the last on top."""

    name: str
    children: "tuple[Child, ...]"
    start: Fraction = Fraction(0)
    trimmed: Fraction | None = None
    speed: Fraction = NORMAL_SPEED
    enabled: bool = True
    gain_db: float = 0.0


Item: TypeAlias = Clip | Gap | Track | Stack
Child: TypeAlias = Item | Transition


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The whole file."""

    name: str
    rate: Fraction | None  # of its start time, else of its first picture clip; None: not said
    size: tuple[int, int] | None
    stack: Stack
    losses: tuple[Loss, ...] = ()  # what the file asks for and the film does not show as it is


def duration_of(item: Child) -> Fraction:
    """Return the seconds that an item takes on its track."""
    if isinstance(item, Transition):
        return Fraction(0)
    if isinstance(item, Clip | Gap):
        return item.duration
    if item.trimmed is not None:
        return item.trimmed
    each = [duration_of(child) for child in item.children]
    return sum(each, Fraction(0)) if isinstance(item, Track) else max(each, default=Fraction(0))
