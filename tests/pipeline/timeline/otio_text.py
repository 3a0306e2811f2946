"""Small timelines as OpenTimelineIO text, by hand: tests do not trust what they test."""

import json
from typing import Any

Plain = dict[str, Any]


def at(value: float, rate: float = 25.0) -> Plain:
    return {"OTIO_SCHEMA": "RationalTime.1", "value": value, "rate": rate}


def reach(start: float, duration: float, rate: float = 25.0) -> Plain:
    times = {"start_time": at(start, rate), "duration": at(duration, rate)}
    return {"OTIO_SCHEMA": "TimeRange.1", **times}


def clip(url: str, start: float, duration: float, **more: Any) -> Plain:
    rate = more.pop("rate", 25.0)
    available = more.pop("available", reach(0, 500))
    reference = {
        "OTIO_SCHEMA": "ExternalReference.1",
        "target_url": url,
        "available_range": available,
    }
    return {
        "OTIO_SCHEMA": "Clip.2",
        "name": url,
        "source_range": reach(start, duration, rate),
        "media_references": {"DEFAULT_MEDIA": reference},
        "active_media_reference_key": "DEFAULT_MEDIA",
        "effects": [],
        **more,
    }


def gap(duration: float) -> Plain:
    return {"OTIO_SCHEMA": "Gap.1", "source_range": reach(0, duration)}


def dissolve(in_offset: float, out_offset: float, kind: str = "SMPTE_Dissolve") -> Plain:
    offsets = {"in_offset": at(in_offset), "out_offset": at(out_offset)}
    return {"OTIO_SCHEMA": "Transition.1", "transition_type": kind, **offsets}


def warp(scalar: float) -> Plain:
    return {
        "OTIO_SCHEMA": "LinearTimeWarp.1",
        "effect_name": "LinearTimeWarp",
        "time_scalar": scalar,
    }


def freeze() -> Plain:
    return {"OTIO_SCHEMA": "FreezeFrame.1", "effect_name": "FreezeFrame", "time_scalar": 0.0}


def track(*children: Plain, kind: str = "Video", trim: Plain | None = None, **more: Any) -> Plain:
    own = {"OTIO_SCHEMA": "Track.1", "kind": kind, "source_range": trim, "children": list(children)}
    return {**own, **more}


def stack(*children: Plain, trim: Plain | None = None, **more: Any) -> Plain:
    own = {"OTIO_SCHEMA": "Stack.1", "source_range": trim, "children": list(children)}
    return {**own, **more}


def timeline(*tracks: Plain, start: Plain | None = None, **more: Any) -> bytes:
    own = {"OTIO_SCHEMA": "Timeline.1", "name": "A film", "global_start_time": start or at(0)}
    return json.dumps({**own, "tracks": stack(*tracks), **more}).encode()
