"""What a timeline says of its media: what the first frame of each is called, and how long it is."""

from collections.abc import Mapping
from typing import Any

from pipeline.timeline.interchange.sheet import Medium
from pipeline.timeline.references import reference_of
from pipeline.timeline.times import range_of

Plain = Mapping[str, Any]


def media_in(plain: Any) -> dict[str, Medium]:
    """Return the media of a timeline by the names that its edit uses, with what it says of them."""
    found: dict[str, Medium] = {}
    waiting = [plain]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, Mapping):
            waiting += one.values()
            medium = _said(one)
            if medium is not None:
                found.setdefault(medium.name, medium)
    return found


def _said(reference: Plain) -> Medium | None:
    schema = str(reference.get("OTIO_SCHEMA", ""))
    reach = reference.get("available_range")
    if not schema.startswith("ExternalReference") or reach is None:
        return None
    names = reference_of(reference, "").names
    available = range_of(reach)
    if not names or available is None:
        return None
    return Medium(name=names[0], start=available.start, length=available.duration)
