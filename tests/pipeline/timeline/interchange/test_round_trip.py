"""Random edits go out in every format and come back the same: lengths, cuts, source ranges."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.timeline.flatten import flatten
from pipeline.timeline.interchange.as_otio import as_otio
from pipeline.timeline.interchange.exporting import take_out
from pipeline.timeline.interchange.formats import FORMATS, Format
from pipeline.timeline.reading import timeline_of
from tests.pipeline.timeline.interchange.edits import heard, mixed, seen
from tests.pipeline.timeline.otio_text import at, clip, dissolve, gap, track, warp

OURS = [form for form in FORMATS if form.read and form.write]
RATES = (24000 / 1001, 24.0, 25.0, 30000 / 1001, 50.0)
HANDLE = 6
SOUND = 10
"""Takes of scenes above it are only heard: what two tracks play alike is heard once, on purpose."""
Plain = dict[str, Any]


@st.composite
def lane(draw: st.DrawFn, *, scene: int, rate: float) -> Plain:
    """A track of clips, gaps and dissolves, each with the handles it needs."""
    children: list[Plain] = []
    is_plain = scene > SOUND
    for number in range(draw(st.integers(1, 6))):
        effects = [warp(2.0)] if draw(st.integers(0, 5)) == 0 and not is_plain else []
        name = f"S{scene:02d}_P{draw(st.integers(1, 4)):02d}_T01.mov"
        first = 2 * draw(st.integers(HANDLE, 150))  # even: at twice the speed it is a frame
        one = clip(name, first, draw(st.integers(HANDLE * 3, 60)), rate=rate, effects=effects)
        if children and children[-1]["OTIO_SCHEMA"].startswith("Clip") and draw(st.booleans()):
            half = draw(st.sampled_from((2, 4, HANDLE)))
            children.append(_at_rate(dissolve(half, half), rate))
        elif number and not is_plain and draw(st.integers(0, 2)) == 0:
            children.append(_at_rate(gap(draw(st.integers(1, 20))), rate))
        children.append(one)
    return track(*children, kind="Audio" if is_plain else "Video")


def _at_rate(plain: Plain, rate: float) -> Plain:
    return {
        key: _at_rate(value, rate) if isinstance(value, dict) else rate if key == "rate" else value
        for key, value in plain.items()
    }


@st.composite
def films(draw: st.DrawFn, form: Format) -> Plain:
    """A timeline that the format can hold."""
    rate = draw(st.sampled_from(RATES))
    picture = draw(st.integers(1, min(2, form.can.picture_lanes)))
    sound = draw(st.integers(0, 2))
    scenes = (*range(picture), *range(SOUND + 1, SOUND + 1 + sound))
    lanes = [draw(lane(scene=scene, rate=rate)) for scene in scenes]
    stack = {"OTIO_SCHEMA": "Stack.1", "children": lanes}
    start = {"global_start_time": at(0, rate)}
    return {"OTIO_SCHEMA": "Timeline.1", "name": "random", "tracks": stack, **start}


@pytest.mark.parametrize("form", OURS, ids=lambda form: form.suffix)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_goes_out_comes_back(form: Format, data: st.DataObject) -> None:
    edit = flatten(timeline_of(data.draw(films(form))), known={})
    content = take_out(edit, "", form).content
    assert form.read is not None
    back = flatten(timeline_of(as_otio(form.read(content, edit.frame_rate))), known={})
    assert (back.frames, back.frame_rate) == (edit.frames, edit.frame_rate)
    assert sorted(map(str, seen(back))) == sorted(map(str, seen(edit)))
    assert mixed(back) == mixed(edit)
    assert sorted(map(str, heard(back))) == sorted(map(str, heard(edit)))
    assert Fraction(back.frames) > 0
