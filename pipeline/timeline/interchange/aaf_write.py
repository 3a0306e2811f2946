"""A sheet as OpenTimelineIO with what the AAF adapter asks for beside it. Pure.

The adapter wants the reach of every medium, one identity for each, and says nothing of its own
about a dissolve.
"""

import hashlib
from fractions import Fraction
from typing import Any, Final

from pipeline.timeline.interchange.as_otio import as_otio
from pipeline.timeline.interchange.sheet import ZERO, Medium, Sheet
from pipeline.timeline.interchange.xml_write import file_url

Plain = dict[str, Any]

_MOB: Final = "urn:smpte:umid:060a2b34.01010105.01010f10.13000000"
_DISSOLVES: Final = {
    "Video": ("0c3bea40-fc05-11d2-8a29-0050040ef7d2", "Picture", "Video Dissolve"),
    "Audio": ("0c3bea41-fc05-11d2-8a29-0050040ef7d2", "Sound", "Audio Dissolve"),
}


def for_aaf(sheet: Sheet) -> Plain:
    """Return the timeline as the adapter takes it; generators become nothing."""
    plain = as_otio(sheet)
    reach = _reach(sheet)
    for track in plain["tracks"]["children"]:
        track["children"] = [_child(child, track["kind"], reach) for child in track["children"]]
    return plain


def _reach(sheet: Sheet) -> dict[str, Fraction]:
    """Return how far each file is played."""
    reach: dict[str, Fraction] = {}
    for lane in sheet.lanes:
        for piece in lane.pieces:
            medium = piece.medium or Medium(name=piece.name)
            end = piece.source_in - medium.start + piece.length + lane.handles
            frames = (max(end, medium.length or ZERO) * sheet.rate).__ceil__()
            reach[medium.name] = max(reach.get(medium.name, ZERO), Fraction(frames))
    return reach


def _child(child: Plain, kind: str, reach: dict[str, Fraction]) -> Plain:
    if child["OTIO_SCHEMA"] == "Transition.1":
        return child | {"metadata": {"AAF": _dissolve(child, kind)}}
    if child["OTIO_SCHEMA"] != "Clip.2":
        return child
    reference = child["media_references"]["DEFAULT_MEDIA"]
    if reference["OTIO_SCHEMA"] != "ExternalReference.1":
        empty = {"name": "", "metadata": {}, "enabled": True, "effects": [], "markers": []}
        return {"OTIO_SCHEMA": "Gap.1", "source_range": child["source_range"], **empty}
    name = reference["target_url"]
    given = reference["available_range"]
    rate = child["source_range"]["duration"]["rate"]
    start = given["start_time"] if given else child["source_range"]["start_time"] | {"value": 0.0}
    available = {
        "OTIO_SCHEMA": "TimeRange.1",
        "start_time": start,
        "duration": {
            "OTIO_SCHEMA": "RationalTime.1",
            "rate": rate,
            "value": float(reach.get(name, ZERO)),
        },
    }
    named = {"target_url": file_url(name), "available_range": available}
    own = {"metadata": {"AAF": {"SourceID": _mob_of(name)}}, "name": name}
    return child | own | {"media_references": {"DEFAULT_MEDIA": reference | named}}


def _mob_of(name: str) -> str:
    """Return the identity of a file: the same name is the same file."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    return ".".join((_MOB, *(digest[at : at + 8] for at in (0, 8, 16, 24))))


def _dissolve(child: Plain, kind: str) -> Plain:
    identity, data, name = _DISSOLVES[kind]
    return {
        "PointList": [{"Value": 0, "Time": 0}, {"Value": 1, "Time": 1}],
        "CutPoint": round(child["in_offset"]["value"]),
        "OperationGroup": {
            "Operation": {
                "Identification": identity,
                "IsTimeWarp": False,
                "Bypass": 1,
                "NumberInputs": 2,
                "OperationCategory": "OperationCategory_Effect",
                "DataDefinition": {"Name": data},
                "Description": name,
                "Name": name,
            }
        },
    }
