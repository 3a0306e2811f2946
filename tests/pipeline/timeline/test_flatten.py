"""Tracks become clips at whole frames; what the shared timelines do not have is tried here."""

import json
from fractions import Fraction
from typing import Any

from pipeline.documents.edit import Edit, PictureClip
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.reading import timeline_of
from tests.pipeline.timeline.otio_text import (
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


def edit_of(*tracks: Any, **film: Any) -> Edit:
    nodes = timeline_of(json.loads(timeline(*tracks)))
    return flatten(nodes, known={"a.mp4": "S01_P01_T01"}, film=FilmFormat(**film))


def frames(found: PictureClip) -> tuple[int, int]:
    return found.start_frame, found.frames


def test_a_medium_is_called_by_its_name_here_and_a_lost_one_by_its_own() -> None:
    edit = edit_of(track(clip("file:///x/A.MP4", 0, 10), clip("lost.mov", 0, 10)))
    assert [found.media for found in edit.picture] == ["S01_P01_T01", "lost.mov"]
    assert edit.media_names() == ("S01_P01_T01", "lost.mov")


def test_a_frame_belongs_to_the_clip_that_is_on_at_its_first_instant() -> None:
    edit = edit_of(track(clip("a.mp4", 0, 1.5), clip("b.mp4", 0, 2)), rate=Fraction(25))
    first, second = edit.picture
    assert (frames(first), frames(second)) == ((0, 2), (2, 2))
    assert second.source_in == Fraction(1, 50)


def test_film_rate_and_size_are_those_of_the_project() -> None:
    edit = edit_of(track(clip("a.mp4", 0, 50)), rate=Fraction(24), size=(640, 360))
    assert edit.frame_rate == 24
    assert (edit.frames, edit.width, edit.height) == (48, 640, 360)


def test_without_a_project_a_film_is_720p() -> None:
    edit = edit_of(track(clip("a.mp4", 0, 50)))
    assert edit.frame_rate == 25
    assert (edit.width, edit.height) == (1280, 720)


def test_a_clip_backwards_reads_before_its_first_frame() -> None:
    (found,) = edit_of(track(clip("a.mp4", 100, 10, effects=[warp(-2.0)]))).picture
    assert found.source_in == 4
    assert found.speed == -2


def test_a_frozen_clip_is_silent() -> None:
    still = clip("a.mp4", 100, 10, effects=[freeze()])
    edit = edit_of(track(still), track(still, kind="Audio"))
    assert edit.picture[0].speed == 0
    assert edit.sound == ()


def test_a_nested_sequence_that_runs_backwards_shows_its_clips_from_the_last() -> None:
    inner = stack(track(clip("a.mp4", 0, 10), clip("b.mp4", 0, 10)), effects=[warp(-1.0)])
    edit = edit_of(track(inner | {"source_range": reach(19, 20)}))
    assert [(found.media, *frames(found)) for found in edit.picture] == [
        ("b.mp4", 0, 10),
        ("S01_P01_T01", 10, 10),
    ]
    assert edit.picture[0].source_in == Fraction(9, 25)


def test_a_dissolve_inside_a_sequence_at_double_speed_is_half_as_long() -> None:
    inner = stack(
        track(clip("a.mp4", 50, 20), dissolve(4, 4), clip("b.mp4", 50, 20)), effects=[warp(2.0)]
    )
    (found,) = edit_of(track(inner | {"source_range": reach(0, 20)})).dissolves
    assert (found.start_frame, found.frames, found.end_frame) == (8, 4, 12)
    assert found.ramp_frames == 4
    weights = [(f + Fraction(1, 2) - found.ramp_start) / found.ramp_frames for f in range(8, 12)]
    assert weights == [Fraction(1 + 4 * step, 16) for step in range(4)]


def test_a_dissolve_in_a_frozen_sequence_stands_still() -> None:
    inner = stack(
        track(clip("a.mp4", 50, 20), dissolve(4, 4), clip("b.mp4", 50, 20)), effects=[freeze()]
    )
    (found,) = edit_of(track(inner | {"source_range": reach(20, 10)})).dissolves
    weights = [(f + Fraction(1, 2) - found.ramp_start) / found.ramp_frames for f in (0, 9)]
    assert abs(weights[0] - Fraction(9, 16)) < Fraction(1, 1000)
    assert abs(weights[1] - weights[0]) < Fraction(1, 1000)


def test_a_dissolve_of_layered_sequences_mixes_all_their_layers() -> None:
    inner = stack(track(clip("a.mp4", 0, 40)), track(clip("b.mp4", 0, 40)), trim=reach(5, 20))
    edit = edit_of(track(inner, dissolve(5, 5), clip("c.mp4", 50, 20)))
    (found,) = edit.dissolves
    assert (found.outgoing, found.incoming) == ((0, 2), (2, 4))
    assert sorted(one.layer for one in edit.picture) == [0, 1, 2]


def test_a_dissolve_at_the_end_of_a_track_is_none() -> None:
    assert edit_of(track(clip("a.mp4", 0, 9), dissolve(2, 2))).dissolves == ()


def test_a_dissolve_without_length_is_a_cut() -> None:
    assert edit_of(track(clip("a.mp4", 0, 9), dissolve(0, 0), clip("b.mp4", 0, 9))).dissolves == ()


def test_what_is_switched_off_is_not_there() -> None:
    off = clip("b.mp4", 0, 10, enabled=False)
    hidden = track(clip("c.mp4", 0, 30), enabled=False)
    edit = edit_of(track(clip("a.mp4", 0, 10), off), hidden, track(off, kind="Audio"))
    assert [found.media for found in edit.picture] == ["S01_P01_T01"]
    assert edit.sound == ()


def test_a_film_of_five_hours_is_cut_and_says_so() -> None:
    edit = edit_of(track(clip("a.mp4", 0, 25 * 5 * 3600)))
    assert edit.frames == 25 * 4 * 3600
    assert tuple(loss.message for loss in edit.losses) == (
        "The timeline is longer than four hours and was cut there.",
    )


def test_sound_comes_from_audio_tracks_only_and_picture_from_video_tracks_only() -> None:
    edit = edit_of(
        track(clip("a.mp4", 0, 10), track(clip("x.wav", 0, 10), kind="Audio")),
        track(gap(5), clip("b.wav", 25, 10), kind="Audio"),
    )
    assert [found.media for found in edit.picture] == ["S01_P01_T01"]
    (heard,) = edit.sound
    assert (heard.media, heard.start_sample, heard.samples) == ("b.wav", 9600, 19200)
    assert heard.end_sample == 28800
    assert heard.source_in == 1


def test_a_crossfade_gives_both_sounds_their_handles() -> None:
    first, second = edit_of(
        track(clip("a.mp4", 50, 20), dissolve(5, 10), clip("b.mp4", 50, 20), kind="Audio")
    ).sound
    assert (first.end_sample, second.start_sample) == (30 * 1920, 15 * 1920)
    assert first.fade_out_samples == second.fade_in_samples == 15 * 1920
    assert second.source_in == Fraction(45, 25)


def test_sequences_on_an_audio_track_are_opened() -> None:
    inner = stack(track(clip("b.wav", 0, 50), kind="Audio"), trim=reach(10, 20))
    plain = track(clip("c.wav", 0, 50), kind="Audio", trim=reach(30, 5))
    edit = edit_of(track(gap(5), inner, plain, kind="Audio"))
    assert [(one.media, one.start_sample, one.samples) for one in edit.sound] == [
        ("b.wav", 5 * 1920, 20 * 1920),
        ("c.wav", 25 * 1920, 5 * 1920),
    ]
    assert [one.source_in for one in edit.sound] == [Fraction(10, 25), Fraction(30, 25)]


def test_a_row_of_pictures_needs_each_of_them() -> None:
    row = clip("", 1001, 3)
    row["media_references"]["DEFAULT_MEDIA"] = {
        "OTIO_SCHEMA": "ImageSequenceReference.1",
        "name_prefix": "shot.",
        "name_suffix": ".png",
        "frame_zero_padding": 4,
        "start_frame": 1001,
        "frame_step": 1,
        "rate": 25.0,
        "available_range": reach(1001, 3),
    }
    edit = edit_of(track(row))
    assert edit.picture[0].source_in == 0
    assert edit.media_names() == ("shot.1001.png", "shot.1002.png", "shot.1003.png")


def test_a_generator_is_no_medium() -> None:
    bars = clip("", 0, 10)
    bars["media_references"]["DEFAULT_MEDIA"] = {
        "OTIO_SCHEMA": "GeneratorReference.1",
        "generator_kind": "SMPTEBars",
    }
    edit = edit_of(track(bars), track(bars, kind="Audio"))
    assert (edit.picture[0].generator, edit.picture[0].media) == ("smptebars", "")
    assert edit.media_names() == ()
