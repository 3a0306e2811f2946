"""Every loss says where: track, timecode, clip."""

import json
import time
from typing import Any

from pipeline.timeline.places import MOST
from pipeline.timeline.reading import read_timeline, timeline_of
from tests.pipeline.timeline.otio_text import at, clip, dissolve, gap, stack, timeline, track

GLOW = {"OTIO_SCHEMA": "Effect.1", "effect_name": "Glow"}
MARKER = {"OTIO_SCHEMA": "Marker.2", "name": "look"}


def places(*tracks: Any, **more: Any) -> list[str]:
    return [loss.place for loss in timeline_of(json.loads(timeline(*tracks, **more))).losses]


def test_an_effect_is_at_its_clip() -> None:
    film = track(clip("a.mp4", 0, 50), gap(10), clip("b.mp4", 0, 50, effects=[GLOW]))
    assert places(film) == ["V1 00:00:02:10 “b.mp4”"]


def test_tracks_of_picture_and_sound_are_counted_apart() -> None:
    dull = clip("a.mp4", 0, 50, effects=[GLOW])
    sound = track(dull, kind="Audio")
    assert places(track(dull), sound, track(dull), sound) == [
        *("V1 00:00:00:00 “a.mp4”", "A1 00:00:00:00 “a.mp4”"),
        *("V2 00:00:00:00 “a.mp4”", "A2 00:00:00:00 “a.mp4”"),
    ]


def test_what_lies_in_a_sequence_is_where_the_sequence_is() -> None:
    inner = stack(track(clip("a", 0, 20), clip("b", 0, 20, effects=[GLOW])))
    assert places(track(clip("c", 0, 25), inner)) == ["V1 00:00:01:00 “b”"]


def test_the_timecode_counts_at_the_rate_of_the_film() -> None:
    film = track(clip("a", 0, 60, rate=30.0), clip("b", 0, 30, rate=30.0, effects=[GLOW]))
    assert places(film, start=at(0, 30.0)) == ["V1 00:00:02:00 “b”"]


def test_a_transition_is_at_its_cut_and_notes_are_kept() -> None:
    film = track(
        clip("a", 9, 25, markers=[MARKER, MARKER]), dissolve(2, 2, "Wipe"), clip("b", 9, 25)
    )
    losses = timeline_of(json.loads(timeline(film))).losses
    assert [f"{loss.fate.value} {loss.place}" for loss in losses] == [
        "kept V1 00:00:00:00 “a”",
        "changed V1 00:00:01:00",
    ]


def test_the_same_thing_at_the_same_place_is_told_once() -> None:
    assert len(places(track(clip("a", 0, 25, effects=[GLOW, GLOW])))) == 1


def test_of_very_many_losses_the_rest_is_counted() -> None:
    film = track(*(clip("a", 0, 5, effects=[GLOW]) for _ in range(MOST + 7)))
    losses = timeline_of(json.loads(timeline(film))).losses
    assert len(losses) == MOST + 1
    assert losses[-1].message == "7 more things are not listed."


def test_notes_in_a_form_that_is_not_known_are_told_to_be_gone() -> None:
    newer = [{"OTIO_SCHEMA": "Marker.99", "name": "look"}]
    film = read_timeline(timeline(track(clip("a", 0, 25, markers=newer))))
    assert [(loss.fate.value, loss.place) for loss in film.losses] == [("changed", "")]


def test_reading_takes_eight_times_as_long_for_eight_times_the_clips() -> None:
    def seconds(clips: int) -> float:
        film = track(*(clip("a", 0, 5, effects=[GLOW]) for _ in range(clips)))
        plain = json.loads(timeline(film, film))
        took = []
        for _ in range(3):
            began = time.process_time()
            timeline_of(plain)
            took.append(time.process_time() - began)
        return min(took)

    assert seconds(4000) < 24 * seconds(500)
