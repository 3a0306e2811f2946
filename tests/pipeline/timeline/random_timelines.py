"""Timelines that nobody would cut, by hypothesis: everything inside everything, at odd rates."""

from fractions import Fraction
from typing import Any

import opentimelineio as otio
from hypothesis import strategies as st

from tests.pipeline.timeline.oracle import Recording

MEDIA = {
    "a24.mp4": Recording(rate=Fraction(24), frames=480),
    "b25.mp4": Recording(rate=Fraction(25), frames=500),
    "a2997.mp4": Recording(rate=Fraction(30000, 1001), frames=599),
    "film2398.mkv": Recording(rate=Fraction(24000, 1001), frames=288),
    "title.png": Recording(is_title=True),
    "lost50.mp4": Recording(rate=Fraction(50), frames=100),
}
"""Named and long like the shared coded media, but for the last one."""
RATES = (24000 / 1001, 24.0, 25.0, 30000 / 1001, 30.0, 50.0, 60000 / 1001, 48000.0)
FILM_RATES = tuple(
    Fraction(rate) for rate in ("24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001")
)
SPEEDS = (0.0, 1.0, 2.0, 0.5, -1.0, -0.5, -2.0, 1.25, 0.1, 3.7)
HOUR = 3600
LONGEST_S = 2.5

rates = st.sampled_from(RATES)
names = st.sampled_from((*MEDIA, "lost.mp4"))


def time_at(seconds: float, rate: float, *, whole: bool = True) -> Any:
    value = seconds * rate
    return otio.opentime.RationalTime(round(value) if whole else round(value, 2), rate)


@st.composite
def ranges(draw: Any, *, start: float = 0.0, longest: float = 0.7) -> Any:
    rate = draw(rates)
    whole = draw(st.sampled_from((True, True, True, False)))
    begin = start + draw(st.floats(-0.3, 2.2) | st.floats(11.5, 12.2) | st.floats(19.5, 20.1))
    duration = draw(st.floats(0.0, longest))
    return otio.opentime.TimeRange(
        time_at(begin, rate, whole=whole), time_at(duration, rate, whole=whole)
    )


@st.composite
def references(draw: Any) -> tuple[Any, float]:
    """Draw a reference, and the second that its first frame is called."""
    kind = draw(st.sampled_from(("file",) * 8 + ("pictures", "black", "bars", "missing")))
    start = draw(st.sampled_from((0.0, 0.0, 0.0, float(HOUR))))
    if kind == "missing":
        return otio.schema.MissingReference(), 0.0
    if kind in ("black", "bars"):
        return otio.schema.GeneratorReference(generator_kind=kind), 0.0
    rate = 24.0
    span = otio.opentime.TimeRange(time_at(start, rate), time_at(2, rate))
    if kind == "pictures":
        return _row(draw, span, start)
    reference = otio.schema.ExternalReference(target_url=f"file:///x/{draw(names)}")
    if start:
        reference.available_range = span
    return reference, start


def _row(draw: Any, span: Any, start: float) -> tuple[Any, float]:
    row = otio.schema.ImageSequenceReference(
        target_url_base="file:///x/",
        name_prefix="shot.",
        name_suffix=".png",
        start_frame=draw(st.sampled_from((0, 1001))),
        frame_step=draw(st.sampled_from((1, 2))),
        rate=24.0,
        frame_zero_padding=4,
        available_range=span,
    )
    return row, start


def _warped(draw: Any, item: Any) -> Any:
    if draw(st.integers(0, 3)) == 0:
        if draw(st.booleans()):
            item.effects.append(
                otio.schema.LinearTimeWarp(time_scalar=draw(st.sampled_from(SPEEDS)))
            )
        else:
            item.effects.append(otio.schema.FreezeFrame())
    item.enabled = draw(st.sampled_from((True,) * 7 + (False,)))
    return item


@st.composite
def clips(draw: Any) -> Any:
    reference, start = draw(references())
    return _warped(
        draw,
        otio.schema.Clip(
            name="a clip", media_reference=reference, source_range=draw(ranges(start=start))
        ),
    )


@st.composite
def gaps(draw: Any) -> Any:
    return otio.schema.Gap(source_range=draw(ranges(longest=0.4)))


@st.composite
def transitions(draw: Any) -> Any:
    rate = draw(rates)
    offsets = [time_at(draw(st.floats(0.0, 0.4)), rate) for _ in range(2)]
    return otio.schema.Transition(
        transition_type="SMPTE_Dissolve", in_offset=offsets[0], out_offset=offsets[1]
    )


@st.composite
def tracks(draw: Any, *, depth: int, kind: str) -> Any:
    track = otio.schema.Track(name="a track", kind=kind)
    for number in range(draw(st.integers(0, 4))):
        if number and draw(st.integers(0, 2)) == 0:
            track.append(draw(transitions()))
        inside = draw(st.integers(0, 5))
        if depth and inside == 0:
            track.append(draw(stacks(depth=depth - 1)))
        elif depth and inside == 1:
            track.append(draw(tracks(depth=depth - 1, kind=kind)))
        else:
            track.append(draw(gaps() if inside == 2 else clips()))
    if depth < DEEPEST and draw(st.booleans()) and len(track):
        track.source_range = _inside(draw, track)
    return _warped(draw, track) if depth < DEEPEST else track


def _inside(draw: Any, track: Any) -> Any:
    """Draw a range that begins inside the track, as one beside it means a time of day."""
    duration = sum(
        (child.trimmed_range().duration.to_seconds() for child in track if not _is_mix(child)), 0.0
    )
    rate = draw(rates)
    start = time_at(draw(st.floats(0, 0.8)) * duration, rate)
    return otio.opentime.TimeRange(start, time_at(draw(st.floats(0.05, 0.8)), rate))


def _is_mix(child: Any) -> bool:
    return isinstance(child, otio.schema.Transition)


DEEPEST = 2


@st.composite
def stacks(draw: Any, *, depth: int) -> Any:
    stack = otio.schema.Stack(name="a sequence")
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(("Video", "Video", "Audio")))
        stack.append(draw(tracks(depth=depth, kind=kind)))
    if draw(st.booleans()):
        stack.source_range = draw(ranges(longest=1.0))
    return _warped(draw, stack)


@st.composite
def timelines(draw: Any) -> Any:
    timeline = otio.schema.Timeline(name="random")
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(("Video", "Video", "Audio")))
        timeline.tracks.append(draw(tracks(depth=DEEPEST, kind=kind)))
    if draw(st.integers(0, 5)) == 0:
        timeline.tracks.source_range = draw(ranges(longest=LONGEST_S))
    return timeline
