"""Transitions that overlap, reach past short clips, or lack a side."""

import json
from typing import Any

import pytest

from pipeline.documents.edit import Edit
from pipeline.timeline.flatten import flatten
from pipeline.timeline.reading import timeline_of
from tests.pipeline.timeline.otio_text import clip, dissolve, timeline, track

LEFT_OUT = (
    "A transition on the track “V1” has no clip or gap on one of its sides and is left out. "
    "Put a gap there."
)
THEIRS = {"metadata": {"Resolve_OTIO": {"Transition Type": "Cross Dissolve"}}}


def edit_of(*children: Any) -> Edit:
    plain = json.loads(timeline(track(*children, name="V1")))
    return flatten(timeline_of(plain), known={})


def mixes(edit: Edit) -> list[tuple[int, int]]:
    return [(one.start_frame, one.end_frame) for one in edit.dissolves]


def shots(edit: Edit) -> list[tuple[str, int, int]]:
    return sorted((one.media, one.start_frame, one.end_frame) for one in edit.picture)


@pytest.mark.parametrize(
    "children",
    [
        (dissolve(0, 5), clip("a", 20, 10)),
        (clip("a", 20, 10), dissolve(5, 0)),
        (clip("a", 20, 5), dissolve(2, 2), dissolve(2, 2), clip("a", 0, 5)),
    ],
)
def test_a_transition_without_a_side_is_left_out_and_named(children: Any) -> None:
    edit = edit_of(*children)
    assert mixes(edit) == []
    assert {loss.message for loss in edit.losses} == {LEFT_OUT}


def test_at_the_edges_of_a_track_resolve_means_a_fade() -> None:
    edit = edit_of(dissolve(0, 5) | THEIRS, clip("a", 20, 30), dissolve(5, 0) | THEIRS)
    assert mixes(edit) == [(0, 5), (25, 30)]
    assert edit.losses == ()
    assert edit.frames == 30


def test_a_transition_alone_on_a_track_is_nothing() -> None:
    edit = edit_of(dissolve(5, 5) | THEIRS)
    assert (edit.frames, mixes(edit)) == (0, [])


def test_a_transition_may_be_longer_than_the_clip_before_it() -> None:
    edit = edit_of(clip("a", 50, 20), clip("b", 50, 4), dissolve(10, 6), clip("c", 50, 20))
    assert mixes(edit) == [(14, 30)]
    assert shots(edit) == [("a", 0, 14), ("b", 14, 30), ("c", 14, 44)]


def test_of_two_transitions_that_overlap_the_first_counts() -> None:
    edit = edit_of(
        clip("a", 50, 20), dissolve(4, 8), clip("b", 50, 10), dissolve(8, 4), clip("c", 50, 20)
    )
    assert mixes(edit) == [(16, 28), (28, 34)]
    assert shots(edit) == [("a", 0, 28), ("b", 16, 34), ("c", 28, 50)]
    second = edit.dissolves[1]
    assert (float(second.ramp_start), float(second.ramp_frames)) == (22, 12)
