"""What a timeline asks for: each medium once, with the times of it that are on."""

from fractions import Fraction

from pipeline.timeline.asked import Asked, asked_of
from pipeline.timeline.reading import read_timeline
from tests.pipeline.timeline.otio_text import (
    clip,
    dissolve,
    gap,
    reach,
    stack,
    timeline,
    track,
    warp,
)


def asked(*tracks: dict[str, object]) -> dict[str, Asked]:
    found = asked_of(read_timeline(timeline(*tracks)))
    return {one.reference.names[0]: one for one in found}


def test_a_medium_that_is_on_twice_is_asked_for_once() -> None:
    found = asked(
        track(clip("a.mp4", 10, 50), clip("b.mp4", 0, 25), clip("a.mp4", 100, 5, name="a"))
    )
    assert list(found) == ["a.mp4", "b.mp4"]
    times = [(use.start_frame, use.frames, use.first) for use in found["b.mp4"].uses]
    assert times == [(50, 25, Fraction(0))]
    assert found["b.mp4"].is_picture


def test_the_used_times_are_inclusive_and_count_the_handles_of_dissolves() -> None:
    cut = track(clip("a.mp4", 10, 50), dissolve(5, 5), clip("b.mp4", 20, 50))
    found = asked(cut)
    last, first = found["a.mp4"].uses[0], found["b.mp4"].uses[0]
    assert (last.first, last.last) == (Fraction(10, 25), Fraction(64, 25))
    assert (first.first, first.start_frame) == (Fraction(15, 25), 45)


def test_backwards_and_twice_as_fast_uses_the_same_frames() -> None:
    found = asked(track(clip("a.mp4", 0, 25, effects=[warp(-2.0)])))
    use = found["a.mp4"].uses[0]
    assert use.last - use.first == Fraction(48, 25)
    assert use.last == 0


def test_a_clip_in_a_nested_sequence_has_its_place_in_the_film() -> None:
    inner = stack(track(gap(10), clip("deep.mp4", 5, 40)), trim=reach(20, 20))
    found = asked(track(clip("a.mp4", 0, 25), inner))
    use = found["deep.mp4"].uses[0]
    assert (use.start_frame, use.frames, use.first) == (25, 20, Fraction(15, 25))


def test_a_sound_is_asked_for_with_its_times_and_is_no_picture() -> None:
    found = asked(track(clip("a.mp4", 0, 50)), track(clip("rain.wav", 25, 50), kind="Audio"))
    use = found["rain.wav"].uses[0]
    assert (use.start_frame, use.frames, use.first) == (0, 50, Fraction(1))
    assert not found["rain.wav"].is_picture


def test_what_is_switched_off_is_asked_for_and_used_nowhere() -> None:
    found = asked(track(clip("a.mp4", 0, 50, enabled=False), clip("b.mp4", 0, 5)))
    assert found["a.mp4"].uses == ()


def test_a_generator_asks_for_nothing() -> None:
    bars = {"OTIO_SCHEMA": "GeneratorReference.1", "generator_kind": "bars", "parameters": {}}
    drawn = clip("x", 0, 10, media_references={"DEFAULT_MEDIA": bars})
    assert asked(track(drawn)) == {}
