"""Plain JSON of OpenTimelineIO, looked at with care: what it holds is never trusted. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from pipeline.documents.losses import Loss, changed, dropped
from pipeline.errors import CannotRead
from pipeline.timeline.cutting_write import OURS
from pipeline.timeline.times import Range, range_of
from pipeline.timing import FrameRate, nearest

LONGEST_NAME: Final = 80
LARGEST_NUMBER: Final = 100_000
"""Of what we write beside a clip: decibels, and frames of a fade."""
SLACK: Final = Fraction(1, 100)
"""Of a frame: times of other programs are rounded."""

Plain = Mapping[str, Any]


def not_a_timeline(detail: str) -> CannotRead:
    """Return the error of a file that is none."""
    return CannotRead(
        "This is not a timeline that can be read. Export it again as OpenTimelineIO (.otio).",
        detail=detail,
    )


def object_of(value: object) -> Plain:
    """Return an object. Raise CannotRead for anything else."""
    if not isinstance(value, Mapping):
        raise not_a_timeline(f"an object is expected, not {str(value)[:80]}")
    return value


def children_of(plain: Plain) -> list[Plain]:
    """Return what lies in a track or a stack. Raise CannotRead."""
    children = plain.get("children")
    if not isinstance(children, list):
        raise not_a_timeline(f"a list is expected, not {str(children)[:80]}")
    return [object_of(child) for child in children]


def schema_of(plain: Plain) -> str:
    """Return the kind of a thing, without its version."""
    return str(plain.get("OTIO_SCHEMA", "")).partition(".")[0]


def name_of(plain: Plain) -> str:
    """Return the name that people have given a thing."""
    return str(plain.get("name") or "")[:LONGEST_NAME]


def is_off(plain: Plain) -> bool:
    """Return whether a thing is switched off."""
    return plain.get("enabled") is False


def ours_of(plain: Plain) -> Plain:
    """Return what we wrote for ourselves beside a thing."""
    metadata = plain.get("metadata")
    ours = metadata.get(OURS) if isinstance(metadata, Mapping) else None
    return ours if isinstance(ours, Mapping) else {}


def id_of(plain: Plain) -> str:
    """Return the id that we gave a thing, or ""."""
    return str(ours_of(plain).get("id", ""))


def number_of(value: object) -> float:
    """Return a sensible number; 0 for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value) if abs(value) < LARGEST_NUMBER else 0.0


def count_of(value: object) -> int:
    """Return a number of frames; 0 for anything else."""
    return max(0, round(number_of(value)))


def reference_in(plain: Plain) -> Plain:
    """Return the media reference of a clip that counts; empty if there is none."""
    references = plain.get("media_references")
    key = plain.get("active_media_reference_key") or "DEFAULT_MEDIA"
    found = references.get(key) if isinstance(references, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def reach_of(plain: Plain) -> Range:
    """Return the range of an item; one that does not say it takes no time. Raise CannotRead."""
    available = range_of(reference_in(plain).get("available_range"))
    nothing = Range(start=Fraction(0), duration=Fraction(0))
    return range_of(plain.get("source_range")) or available or nothing


@dataclass(slots=True)
class Notebook:
    """Collects what the cutter cannot show, and where that is."""

    rate: FrameRate
    losses: list[Loss] = field(default_factory=list)
    place: str = ""

    def drop(self, sentence: str, **values: str) -> None:
        """Write down what is not shown at all."""
        self.losses.append(dropped(sentence, place=self.place, **values))

    def change(self, sentence: str, **values: str) -> None:
        """Write down what is shown otherwise."""
        self.losses.append(changed(sentence, place=self.place, **values))

    def whole(self, plain: Plain) -> None:
        """Write down what lies on a track or a stack and would not come out again."""
        if plain.get("source_range"):
            self.drop("The sequence is trimmed as a whole.")
        self.beside(plain)

    def beside(self, plain: Plain) -> None:
        """Write down markers, effects and changes of speed."""
        if plain.get("markers"):
            self.drop("There are markers; the simple cutter has none.")
        effects = plain.get("effects")
        for effect in effects if isinstance(effects, list) else ():
            named = effect if isinstance(effect, Mapping) else {}
            if not is_off(named):
                name = named.get("effect_name") or named.get("name") or schema_of(named) or "?"
                sentence = "There is an effect or a change of speed (“%(effect)s”)."
                self.drop(sentence, effect=str(name)[:LONGEST_NAME])

    def frame(self, seconds: Fraction) -> int:
        """Return the nearest frame; write it down if a time is not on one."""
        exact = seconds * self.rate
        whole = nearest(exact)
        if abs(exact - whole) > SLACK:
            self.change("It does not begin or end on a whole frame.")
        return whole
