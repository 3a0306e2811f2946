"""OpenTimelineIO files become nodes, or a sentence that says what to do."""

import gzip
import json
from fractions import Fraction

import pytest

from pipeline.errors import CannotRead
from pipeline.timeline.nodes import Clip, Gap, Timeline, Track, duration_of
from pipeline.timeline.reading import read_timeline, timeline_of
from tests.conftest import SHARED
from tests.pipeline.timeline.otio_text import (
    at,
    clip,
    dissolve,
    freeze,
    gap,
    reach,
    stack,
    timeline,
    track,
    warp,
)


def nodes(text: bytes) -> Timeline:
    """What has today's schema needs no process of its own to be read."""
    return timeline_of(json.loads(text))


def told(timeline: Timeline) -> tuple[str, ...]:
    return tuple(loss.message for loss in timeline.losses)


def only_track(text: bytes) -> Track:
    found = nodes(text).stack.children[0]
    assert isinstance(found, Track)
    return found


def only_clip(text: bytes) -> Clip:
    found = only_track(text).children[0]
    assert isinstance(found, Clip)
    return found


def test_times_are_exact_seconds() -> None:
    found = only_clip(timeline(track(clip("a.mp4", 50, 25, rate=29.97002997002997))))
    assert found.start == Fraction(50 * 1001, 30000)
    assert found.duration == Fraction(25 * 1001, 30000)


def test_the_rate_is_that_of_the_start_time() -> None:
    assert nodes(timeline(track(gap(5)), start=at(0, 24.0))).rate == 24


def test_without_a_start_time_the_rate_is_that_of_the_first_picture() -> None:
    text = timeline(
        track(clip("a.wav", 0, 48000, rate=48000.0), kind="Audio"),
        track(clip("a.mp4", 0, 30, rate=30.0)),
        start=at(0, 1_000_000.0),
    )
    plain = json.loads(text) | {"global_start_time": None}
    assert nodes(json.dumps(plain).encode()).rate == 30


def test_a_start_time_that_counts_microseconds_says_no_frame_rate() -> None:
    assert nodes(timeline(track(gap(5)), start=at(0, 1_000_000.0))).rate is None


def test_the_size_is_read_from_the_notes_for_the_render() -> None:
    notes = {"render": {"width": 640, "height": 360}}
    assert nodes(timeline(track(gap(5)), metadata=notes)).size == (640, 360)


@pytest.mark.parametrize("notes", [{}, {"render": 3}, {"render": {"width": "big", "height": 9}}])
def test_a_size_that_is_none_is_left_to_the_project(notes: dict[str, object]) -> None:
    assert nodes(timeline(track(gap(5)), metadata=notes)).size is None


def test_a_clip_without_a_range_is_its_whole_medium() -> None:
    whole = clip("a.mp4", 0, 0, available=reach(10, 90)) | {"source_range": None}
    found = only_clip(timeline(track(whole)))
    assert (found.start, found.duration) == (Fraction(10, 25), Fraction(90, 25))


def test_a_clip_of_unknown_length_is_named_and_takes_no_time() -> None:
    lost = clip("a.mp4", 0, 0, available=None) | {"source_range": None}
    found = nodes(timeline(track(lost)))
    assert duration_of(found.stack) == 0
    assert told(found) == ("The clip “a.mp4” does not say how long it is and was left out.",)


def test_speeds_multiply_and_a_freeze_stands_still() -> None:
    fast = clip("a.mp4", 0, 10, effects=[warp(2.0), warp(-1.5)])
    still = clip("a.mp4", 0, 10, effects=[freeze()])
    assert only_clip(timeline(track(fast))).speed == -3
    assert only_clip(timeline(track(still))).speed == 0


def test_an_effect_that_is_switched_off_is_no_loss() -> None:
    blur = {"OTIO_SCHEMA": "Effect.1", "effect_name": "Blur", "enabled": False}
    assert told(nodes(timeline(track(clip("a.mp4", 0, 9, effects=[blur]))))) == ()


def test_an_effect_that_nobody_does_is_named() -> None:
    blur = {"OTIO_SCHEMA": "Effect.1", "effect_name": "movie=/etc/passwd"}
    losses = told(nodes(timeline(track(clip("a.mp4", 0, 9, effects=[blur])))))
    assert losses == ("The effect “movie=/etc/passwd” on “a.mp4” is not done.",)


def test_a_wipe_is_shown_as_a_dissolve_and_named() -> None:
    text = timeline(track(clip("a.mp4", 9, 9), dissolve(2, 2, "SMPTE_Wipe"), clip("b.mp4", 9, 9)))
    assert told(nodes(text)) == ("The transition “SMPTE_Wipe” is shown as a dissolve.",)


def test_a_generator_that_nobody_draws_is_black_and_named() -> None:
    title = clip("", 0, 9)
    drawn = {"OTIO_SCHEMA": "GeneratorReference.1", "generator_kind": "Rolling Title"}
    title["media_references"]["DEFAULT_MEDIA"] = drawn
    losses = told(nodes(timeline(track(title))))
    assert losses == ("“Rolling Title” on the timeline is shown as black.",)
    title["media_references"]["DEFAULT_MEDIA"] = drawn | {"generator_kind": "SMPTEBars"}
    assert told(nodes(timeline(track(title)))) == ()


def test_a_child_that_nobody_knows_is_left_out_and_named() -> None:
    odd = {"OTIO_SCHEMA": "Hologram.1", "name": "future"}
    found = nodes(timeline(track(odd, gap(5))))
    assert told(found) == ("“Hologram” in the timeline is not known and was left out.",)
    assert only_track(timeline(track(odd, gap(5)))).children == (Gap(duration=Fraction(1, 5)),)


def test_a_clip_of_an_older_version_is_read_like_one_of_today() -> None:
    old = {
        "OTIO_SCHEMA": "Clip.1",
        "name": "old",
        "source_range": reach(0, 10),
        "media_reference": {"OTIO_SCHEMA": "ExternalReference.1", "target_url": "a.mp4"},
    }
    found = read_timeline(timeline(track(old))).stack.children[0]
    assert isinstance(found, Track)
    assert isinstance(found.children[0], Clip)
    assert found.children[0].reference.names == ("a.mp4",)


def test_markers_of_a_newer_version_do_not_stand_in_the_way() -> None:
    newer = {"OTIO_SCHEMA": "Marker.3", "name": "look", "color": {"OTIO_SCHEMA": "Color.1"}}
    found = read_timeline(timeline(track(clip("a.mp4", 0, 10, markers=[newer]))))
    assert duration_of(found.stack) == Fraction(10, 25)


def test_a_range_beside_all_clips_of_a_track_is_a_time_of_day() -> None:
    clips = (clip("a.mp4", 0, 10), clip("b.mp4", 0, 10))
    assert only_track(timeline(track(*clips, trim=reach(-86243, 20)))).start == 0
    assert only_track(timeline(track(*clips, trim=reach(-5, 20)))).start == Fraction(-1, 5)
    assert only_track(timeline(track(*clips, trim=reach(5, 20)))).start == Fraction(1, 5)


def test_a_lone_stack_and_a_collection_of_one_are_timelines_too() -> None:
    lone = json.dumps(stack(track(clip("a.mp4", 0, 10)))).encode()
    inside = json.loads(timeline(track(clip("a.mp4", 0, 10))))
    shelf = {"OTIO_SCHEMA": "SerializableCollection.1", "children": [inside]}
    for text in (lone, json.dumps(shelf).encode()):
        assert duration_of(read_timeline(text).stack) == Fraction(10, 25)


@pytest.mark.parametrize(
    "times",
    [at(10, 0), at(10, -25), at(10, 1e9), at(1e308, 25), at(1e18, 25), at(-10, 25)],
)
def test_an_impossible_time_is_refused(times: dict[str, object]) -> None:
    broken = clip("a.mp4", 0, 10)
    broken["source_range"]["duration"] = times
    with pytest.raises(CannotRead, match="impossible"):
        nodes(timeline(track(broken)))


@pytest.mark.parametrize("speed", [1e-9, 1e9, -10000.0])
def test_an_impossible_speed_is_refused(speed: float) -> None:
    with pytest.raises(CannotRead, match="impossible speed"):
        nodes(timeline(track(clip("a.mp4", 0, 10, effects=[warp(speed)]))))


def test_not_a_number_is_no_time() -> None:
    text = timeline(track(clip("a.mp4", 0, 10))).replace(b'"value": 10', b'"value": NaN')
    with pytest.raises(CannotRead):
        read_timeline(text)


def test_a_reference_of_seventy_thousand_letters_is_refused() -> None:
    with pytest.raises(CannotRead, match="too long"):
        nodes(timeline(track(clip("a" * 70_000, 0, 10))))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"not json",
        b"[1, 2]",
        b'{"OTIO_SCHEMA": "Clip.2", "name": "alone"}',
        b'{"OTIO_SCHEMA": "Timeline.999"}',
        b'{"OTIO_SCHEMA": "Timeline.1", "tracks": {"OTIO_SCHEMA": "RationalTime.1"}}',
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_timeline_is_refused_with_what_to_do(text: bytes) -> None:
    with pytest.raises(CannotRead, match="Export it again"):
        read_timeline(text)


def test_no_hostile_timeline_takes_a_worker_down(shared_fixtures: object) -> None:
    folder = SHARED / "hostile" / "edit"
    refused = {
        "depth_10000", "dur_1e308", "json_depth_100000", "metadata_depth", "rate_1e9",
        "rate_negative", "rate_zero", "ref_19", "schema_999", "schema_type_confusion", "start_1e18",
    }  # fmt: skip
    for path in sorted(folder.glob("*.otio")):
        try:
            read_timeline(path.read_bytes())
            was_refused = False
        except CannotRead:
            was_refused = True
        assert was_refused == (path.stem in refused), path.name
    with pytest.raises(CannotRead, match="20000 clips"):
        read_timeline(gzip.decompress((folder / "clips_20000.otio.gz").read_bytes()))
