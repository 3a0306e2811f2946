"""Says, frame by frame, what an edit shows: in the words of the shared expectations.

This reads the rendering plan and not the timeline, so that flattening and planning are both judged.
"""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pipeline.documents.edit import Edit, PictureClip
from pipeline.render.plan import Mix, Over, Picture, Shot, Span, spans_of

Sources = Mapping[str, Mapping[str, Any]]


def seen(edit: Edit, sources: Sources) -> list[set[str]]:
    """Return for each frame all acceptable words; "mix" where two pictures are mixed."""
    spans = spans_of(edit, seen_through=lambda clip: clip.media == "title.png")
    return [_words(span.picture, frame, edit, sources) for span in spans for frame in _frames(span)]


def _frames(span: Span) -> range:
    return range(span.start, span.end)


def _words(picture: Picture, frame: int, edit: Edit, sources: Sources) -> set[str]:
    if isinstance(picture, Shot):
        return _source_words(picture.clip, frame, edit, sources)
    if isinstance(picture, Over):
        below = _words(picture.pictures[0], frame, edit, sources)
        return {f"{word}+title" for word in below}
    if isinstance(picture, Mix):
        sides = [
            _words(side, frame, edit, sources) for side in (picture.outgoing, picture.incoming)
        ]
        weight = (frame + Fraction(1, 2) - picture.ramp_start) / picture.ramp_frames
        if sides[0] == sides[1]:
            return sides[0]
        return {f"mix({a},{b},{float(weight):.4f}" for a in sides[0] for b in sides[1]}
    return {"black"}


def _source_words(clip: PictureClip, frame: int, edit: Edit, sources: Sources) -> set[str]:
    if clip.generator:
        return {"black"} if clip.generator == "black" else {"nocode"}
    if clip.images:
        return {f"14:{_frame_at(clip, frame, edit, clip.images.rate)}"}
    number = next((n for n, source in sources.items() if source["name"] == clip.media), None)
    if number is None:
        return {"nocode"}
    source = sources[number]
    moment = clip.source_in + (frame - clip.start_frame) * clip.speed / edit.frame_rate
    if source.get("vfr_pts"):
        times = source["vfr_pts"]
        return {
            f"{number}:{max(k for k, time in enumerate(times) if time <= float(moment) + 1e-4)}"
        }
    at = _frame_at(clip, frame, edit, Fraction(*source["fps"]))
    return {f"{number}:{at}"} if 0 <= at < source["frames"] else {"any"}


def _frame_at(clip: PictureClip, frame: int, edit: Edit, rate: Fraction) -> int:
    moment = clip.source_in + (frame - clip.start_frame) * clip.speed / edit.frame_rate
    return math.floor(moment * rate)


def agrees(words: set[str], expected: str) -> bool:
    """Return whether one of the words is what is expected. Weights may differ by their rounding."""
    if expected.startswith("mix("):
        sides, weight = _mix_parts(expected.rpartition(",")[0])
        found = [_mix_parts(word) for word in words]
        return any(_alike(sides, other) and abs(weight - one) < 0.001 for other, one in found)
    return expected == "any" or any(word in _alternatives(expected) for word in words)


def _alternatives(expected: str) -> set[str]:
    plain, title, _ = expected.partition("+title")
    return {f"{word}{title}" for word in plain.split("|")}


def _mix_parts(word: str) -> tuple[tuple[str, str], float]:
    outgoing, incoming, weight = word.removeprefix("mix(").split(",")
    return (outgoing, incoming), float(weight)


def _alike(expected: tuple[str, str], found: tuple[str, str]) -> bool:
    return all(one in _alternatives(many) for many, one in zip(expected, found, strict=True))
