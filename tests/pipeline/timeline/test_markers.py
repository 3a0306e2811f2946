"""Notes as markers: OpenTimelineIO itself reads what was written."""

import json
from fractions import Fraction

import opentimelineio as otio
import pytest

from pipeline.documents.marked import Mark
from pipeline.errors import CannotRead
from pipeline.timeline.markers import start_frame_of, with_markers

RATE = Fraction(30000, 1001)
MARKS = (
    Mark(frame=53, frames=10, text="Where are we?", person="Marc", kind="sound", version=2),
    Mark(frame=5, text="Cut it", person="Nadia", is_todo=True),
)


def timeline(start: float | None = None) -> str:
    """A timeline of one clip that has a marker of its own."""
    made = otio.schema.Timeline(name="The kite")
    if start is not None:
        made.global_start_time = otio.opentime.RationalTime(start, 24)
    track = otio.schema.Track(kind="Video")
    span = otio.opentime.TimeRange(
        otio.opentime.RationalTime(0, 24), otio.opentime.RationalTime(48, 24)
    )
    track.append(otio.schema.Clip(name="S01_P01_T01", source_range=span))
    made.tracks.append(track)
    made.tracks.markers.append(otio.schema.Marker(name="theirs", marked_range=span))
    return str(otio.adapters.write_to_string(made, "otio_json"))


def test_each_note_is_a_marker_at_its_frames() -> None:
    read = otio.adapters.read_from_string(with_markers(timeline(), MARKS, RATE), "otio_json")
    theirs, first, second = read.tracks.markers
    assert theirs.name == "theirs"
    assert (first.name, first.color, first.comment) == (
        "Marc: Where are we?",
        "GREEN",
        "Where are we?",
    )
    assert (first.marked_range.start_time.value, first.marked_range.duration.value) == (53, 10)
    assert first.marked_range.start_time.rate == pytest.approx(float(RATE))
    assert (second.color, second.metadata["claquette"]["is_todo"]) == ("RED", True)
    assert [one.name for one in read.find_clips()] == ["S01_P01_T01"]


def test_a_timeline_that_begins_at_one_hour_says_so() -> None:
    assert start_frame_of(timeline(start=24 * 3600), Fraction(25)) == 25 * 3600
    assert start_frame_of(timeline(), Fraction(25)) == 0


@pytest.mark.parametrize(
    "start", ["x", {"value": "1", "rate": 24}, {"value": -5, "rate": 24}, {"value": 1, "rate": 0}]
)
def test_a_start_that_is_none_is_the_beginning(start: object) -> None:
    text = json.dumps({"tracks": {}, "global_start_time": start})
    assert start_frame_of(text, Fraction(25)) == 0


@pytest.mark.parametrize("wrong", ["{", "[]", "{}", '{"tracks": 1}', "[" * 100_000])
def test_a_timeline_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(CannotRead, match="cannot be read"):
        with_markers(wrong, MARKS, RATE)


def test_markers_that_are_none_are_left_behind() -> None:
    plain = json.loads(with_markers('{"tracks": {"markers": 5}}', MARKS, RATE))
    assert len(plain["tracks"]["markers"]) == 2
