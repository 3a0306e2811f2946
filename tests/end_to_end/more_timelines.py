"""Timelines like the shared ones, made by hand for what those do not show.

Each is a function that returns the tracks; the shared media carry their numbers in every frame and
sound, so that the shared checker can judge any of them.
"""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio

Tracks = list[Any]
Case = Callable[[], Tracks]
N24, N30, N60 = (float(Fraction(rate * 1000, 1001)) for rate in (24, 30, 60))

RATES = {
    "a24.mp4": 24.0,
    "b24.mp4": 24.0,
    "a2997.mp4": N30,
    "b2997.mp4": N30,
    "phone_vertical.mp4": 30.0,
    "vfr_phone.mp4": 30.0,
    "tc24.mov": 24.0,
    "prores24.mov": 24.0,
    "film2398.mkv": N24,
    "dual_sound.wav": 48000.0,
    "music.wav": 48000.0,
    "tc_sound.wav": 48000.0,
}
SECONDS = {"phone_vertical.mp4": 12, "prores24.mov": 8, "film2398.mkv": 12, "music.wav": 60}
STARTS = {"tc24.mov": 86400.0, "tc_sound.wav": 3600 * 48000.0}


def rt(value: float, rate: float = 25.0) -> Any:
    return otio.opentime.RationalTime(value, rate)


def reach(start: float, duration: float, rate: float = 25.0) -> Any:
    return otio.opentime.TimeRange(rt(start, rate), rt(duration, rate))


def reference(name: str) -> Any:
    rate = RATES.get(name, 25.0)
    length = SECONDS.get(name, 20) * rate
    return otio.schema.ExternalReference(
        target_url=f"file:///films/media/{name}",
        available_range=reach(STARTS.get(name, 0.0), length, rate),
    )


def clip(name: str, start: float, duration: float, rate: float | None = None, **more: Any) -> Any:
    """Return a clip that begins `start` units after the first frame of its medium."""
    own = RATES.get(name, 25.0)
    rate = rate or own
    first = STARTS.get(name, 0.0) * rate / own
    medium = more.pop("medium", None) or reference(name)
    return otio.schema.Clip(
        name="a clip",
        media_reference=medium,
        source_range=reach(first + start, duration, rate),
        **more,
    )


def gap(duration: float, rate: float = 25.0) -> Any:
    return otio.schema.Gap(source_range=reach(0, duration, rate))


def dissolve(before: float, after: float, rate: float = 25.0) -> Any:
    return otio.schema.Transition(
        transition_type="SMPTE_Dissolve", in_offset=rt(before, rate), out_offset=rt(after, rate)
    )


def warp(scalar: float) -> list[Any]:
    return [otio.schema.LinearTimeWarp(time_scalar=scalar)]


def freeze() -> list[Any]:
    return [otio.schema.FreezeFrame()]


def video(*items: Any, **more: Any) -> Any:
    return otio.schema.Track(kind="Video", children=list(items), **more)


def audio(*items: Any, **more: Any) -> Any:
    return otio.schema.Track(kind="Audio", children=list(items), **more)


def stack(*tracks: Any, **more: Any) -> Any:
    return otio.schema.Stack(children=list(tracks), **more)


def both(*items: Any) -> Tracks:
    return [video(*items), audio(*(item.deepcopy() for item in items))]


def row(first: int, step: int, count: int, start: float) -> Any:
    return otio.schema.ImageSequenceReference(
        target_url_base="file:///films/media/seq/",
        name_prefix="shot.",
        name_suffix=".png",
        start_frame=first,
        frame_step=step,
        rate=25.0,
        frame_zero_padding=4,
        available_range=reach(start, count, 25),
    )


def television_recordings() -> Tracks:
    return both(*(clip("broadcast.ts", at, 12) for at in (200, 3, 288, 0, 137)))


def a_television_recording_backwards() -> Tracks:
    return [video(clip("broadcast.ts", 250, 20, effects=warp(-1)), clip("broadcast.ts", 40, 9))]


def the_last_frames_of_everything() -> Tracks:
    return both(
        clip("a24.mp4", 479, 1),
        clip("film2398.mkv", 287, 1),
        clip("prores24.mov", 191, 1),
        clip("hevc10.mp4", 299, 1),
        clip("phone_vertical.mp4", 359, 1),
        clip("a2997.mp4", 598, 1),
        clip("noaudio.mp4", 499, 1),
    )


def uneven_times_at_30_with_sound() -> Tracks:
    return both(
        clip("vfr_phone.mp4", 15, 90), clip("a25.mp4", 30, 30), clip("vfr_phone.mp4", 150, 60)
    )


def uneven_times_faster_and_backwards() -> Tracks:
    return [
        video(
            clip("vfr_phone.mp4", 10, 40, effects=warp(2)),
            clip("vfr_phone.mp4", 90, 30, effects=warp(-1)),
        )
    ]


def unequal_offsets_at_2997() -> Tracks:
    return both(
        clip("a2997.mp4", 40, 45),
        dissolve(3, 14, N30),
        clip("b24.mp4", 60, 40),
        dissolve(11, 2, N30),
        clip("b2997.mp4", 100, 37),
    )


def unequal_offsets_at_5994() -> Tracks:
    return [video(clip("a2997.mp4", 40, 30), dissolve(7, 16, N60), clip("film2398.mkv", 60, 30))]


def early_and_late_sound_with_dissolves() -> Tracks:
    return [
        video(
            clip("a25.mp4", 50, 50),
            dissolve(6, 6),
            clip("b25.mp4", 100, 50),
            clip("c25.mp4", 60, 50),
        ),
        audio(
            clip("a25.mp4", 50, 40),
            dissolve(4, 9),
            clip("b25.mp4", 90, 72),
            clip("c25.mp4", 72, 38),
        ),
    ]


def sound_longer_than_the_picture() -> Tracks:
    return [
        video(clip("a25.mp4", 10, 30)),
        audio(clip("music.wav", 48000, 48000 * 3)),
        audio(gap(50), clip("dual_sound.wav", 96000, 48000)),
    ]


def sound_alone() -> Tracks:
    return [audio(gap(10), clip("music.wav", 4800, 96000)), audio(clip("a25.mp4", 100, 60))]


def picture_alone() -> Tracks:
    return [video(clip("a25.mp4", 100, 30), clip("noaudio.mp4", 20, 30))]


def a_sequence_of_timecoded_takes_trimmed() -> Tracks:
    inner = stack(
        video(clip("tc24.mov", 48, 60), clip("tc24.mov", 300, 40)),
        audio(clip("tc24.mov", 48, 60), clip("tc24.mov", 300, 40)),
        source_range=reach(20, 70, 24),
    )
    return [video(clip("a24.mp4", 0, 20), inner.deepcopy()), audio(clip("a24.mp4", 0, 20), inner)]


def a_freeze_turns_into_a_reversed_shot() -> Tracks:
    return [
        video(
            clip("a25.mp4", 123, 30, effects=freeze()),
            dissolve(8, 5),
            clip("b25.mp4", 200, 40, effects=warp(-1)),
            dissolve(5, 10),
            clip("c25.mp4", 50, 30, effects=warp(0.5)),
        )
    ]


def a_transition_longer_than_its_neighbour() -> Tracks:
    return [
        video(
            clip("a25.mp4", 50, 40),
            clip("b25.mp4", 100, 6),
            dissolve(12, 12),
            clip("c25.mp4", 60, 40),
        )
    ]


def three_dissolves_that_overlap() -> Tracks:
    return [
        video(
            clip("a25.mp4", 50, 30),
            dissolve(10, 10),
            clip("b25.mp4", 100, 12),
            dissolve(10, 10),
            clip("c25.mp4", 60, 12),
            dissolve(10, 10),
            clip("a25.mp4", 300, 30),
        )
    ]


def every_second_picture_of_a_row() -> Tracks:
    return [
        video(
            clip("a25.mp4", 0, 10),
            clip("seq", 1021, 30, medium=row(1001, 1, 100, 1001)),
            clip("seq", 60, 30, medium=row(1001, 1, 100, 0)),
        )
    ]


def a_row_in_another_rate_backwards() -> Tracks:
    pictures = row(1001, 1, 100, 1001)
    return [
        video(clip("seq", 1080, 40, medium=pictures, effects=warp(-1.5)), clip("a24.mp4", 5, 20))
    ]


def names_in_every_spelling() -> Tracks:
    name = "wéird näme #1 100%.mp4"
    spelled = (
        name,
        f"../media/{name}",
        "file:///films/media/w%C3%A9ird%20n%C3%A4me%20%231%20100%25.mp4",
    )
    mediums = [
        otio.schema.ExternalReference(target_url=url, available_range=reach(0, 300))
        for url in spelled
    ]
    return both(*(clip(name, 20 * n, 15, medium=one) for n, one in enumerate(mediums)))


def one_source_again_and_again() -> Tracks:
    return [
        video(clip("a25.mp4", 100, 20), clip("a25.mp4", 120, 20), clip("a25.mp4", 90, 20)),
        audio(clip("a25.mp4", 100, 20), clip("a25.mp4", 120, 20), clip("a25.mp4", 90, 20)),
        audio(gap(30), clip("a25.mp4", 300, 25)),
    ]


def a_source_dissolves_into_itself() -> Tracks:
    return [video(clip("a25.mp4", 100, 30), dissolve(6, 6), clip("a25.mp4", 300, 30))]


def wide_pixels() -> Tracks:
    return both(clip("anamorphic.mp4", 100, 30), dissolve(5, 5), clip("anamorphic.mp4", 30, 30))


def ten_bits_with_open_groups() -> Tracks:
    return both(clip("hevc10.mp4", 110, 15), clip("hevc10.mp4", 99, 4), clip("hevc10.mp4", 201, 20))


def sound_that_begins_late() -> Tracks:
    return both(
        clip("audio_late.mp4", 0, 40), clip("audio_late.mp4", 5, 25), clip("audio_late.mp4", 80, 20)
    )


def a_recorder_with_a_time_of_day() -> Tracks:
    return [
        video(clip("noaudio.mp4", 100, 75)),
        audio(clip("tc_sound.wav", 48000 * 4 + 777, 48000), clip("tc_sound.wav", 250, 50, 25.0)),
    ]


def film_rate_in_a_container_of_milliseconds() -> Tracks:
    return both(
        clip("film2398.mkv", 100, 40), clip("a24.mp4", 100, 24), clip("film2398.mkv", 7, 40)
    )


def a_sequence_at_double_speed_backwards() -> Tracks:
    inner = stack(
        video(clip("a25.mp4", 50, 40), dissolve(6, 10), clip("b25.mp4", 100, 40)),
        source_range=reach(70, 30),
        effects=warp(-2),
    )
    return [video(clip("c25.mp4", 0, 10), inner)]


def a_sequence_that_stands_still() -> Tracks:
    inner = stack(video(clip("a25.mp4", 50, 40)), source_range=reach(17, 20), effects=freeze())
    return [video(inner, clip("c25.mp4", 0, 10))]


def speeds_at_odd_rates() -> Tracks:
    return [
        video(
            clip("a2997.mp4", 100, 25, effects=warp(0.333)),
            clip("a24.mp4", 30, 25, effects=warp(3.7)),
            clip("film2398.mkv", 250, 40, effects=warp(-0.6)),
            clip("phone_vertical.mp4", 20, 20, effects=warp(1.25)),
        )
    ]


def a_dissolve_of_one_frame_and_one_of_none() -> Tracks:
    return [
        video(
            clip("a25.mp4", 50, 20),
            dissolve(1, 0),
            clip("b25.mp4", 100, 20),
            dissolve(0, 0),
            clip("c25.mp4", 60, 20),
        )
    ]


def shots_that_are_off_and_a_track_that_is() -> Tracks:
    off = clip("b25.mp4", 100, 20)
    off.enabled = False
    hidden = video(clip("b25.mp4", 0, 60))
    hidden.enabled = False
    silent = audio(clip("music.wav", 0, 48000 * 2))
    silent.enabled = False
    return [
        video(clip("a25.mp4", 0, 20), dissolve(4, 4), off, dissolve(4, 4), clip("c25.mp4", 60, 20)),
        hidden,
        audio(clip("a25.mp4", 0, 60)),
        silent,
    ]


def broken_and_missing_media_between_good_ones() -> Tracks:
    broken = otio.schema.ExternalReference(
        target_url="file:///films/media/not_media.mp4", available_range=reach(0, 500)
    )
    return both(
        clip("a25.mp4", 20, 20),
        clip("missing_one.mp4", 0, 20),
        clip("b25.mp4", 60, 20),
        clip("not_media.mp4", 0, 10, medium=broken),
        clip("c25.mp4", 10, 10),
    )


def before_the_beginning_and_after_the_end() -> Tracks:
    return both(clip("a25.mp4", -10, 30), clip("b25.mp4", 490, 20), clip("c25.mp4", 0, 10))


def times_in_microseconds() -> Tracks:
    return both(
        clip("a25.mp4", 2_000_000, 1_200_000, 1e6),
        clip("a2997.mp4", 1_001_000, 900_000, 1e6),
    )


def tracks_in_tracks_of_sound() -> Tracks:
    inner = audio(
        clip("dual_sound.wav", 48000, 48000),
        gap(10),
        clip("music.wav", 9600, 48000),
        source_range=reach(12, 40),
    )
    return [video(clip("noaudio.mp4", 0, 80)), audio(gap(20), inner, clip("a25.mp4", 9, 20))]


def three_levels_deep() -> Tracks:
    lowest = stack(video(clip("a24.mp4", 10, 48)), source_range=reach(4, 40, 24))
    middle = stack(
        video(clip("c25.mp4", 20, 50)), video(gap(10), lowest), source_range=reach(5, 45)
    )
    return [
        video(clip("b25.mp4", 0, 10), dissolve(5, 5), middle),
        audio(clip("music.wav", 0, 96000)),
    ]


def a_title_over_a_dissolve() -> Tracks:
    title = otio.schema.ExternalReference(target_url="title.png", available_range=reach(0, 1))
    return [
        video(clip("a25.mp4", 10, 30), clip("b25.mp4", 30, 30)),
        video(gap(20), clip("title.png", 0, 20, medium=title)),
    ]


def an_upper_track_with_a_dissolve_from_nothing() -> Tracks:
    return [
        video(clip("a25.mp4", 10, 60)),
        video(gap(20), dissolve(0, 8), clip("b25.mp4", 30, 20), dissolve(8, 0), gap(10)),
    ]


def a_mono_phone_and_a_stereo_recorder() -> Tracks:
    return both(clip("mono441.mp4", 33, 41), dissolve(5, 8), clip("mono441.mp4", 200, 41))


def one_frame_shots_with_sound() -> Tracks:
    return both(*(clip(name, 50 + 7 * n, 1) for n, name in enumerate(("a24.mp4", "b25.mp4") * 12)))


CASES: dict[Case, Fraction] = {
    television_recordings: Fraction(25),
    a_television_recording_backwards: Fraction(25),
    the_last_frames_of_everything: Fraction(25),
    uneven_times_at_30_with_sound: Fraction(30),
    uneven_times_faster_and_backwards: Fraction(25),
    unequal_offsets_at_2997: Fraction(30000, 1001),
    unequal_offsets_at_5994: Fraction(60000, 1001),
    early_and_late_sound_with_dissolves: Fraction(25),
    sound_longer_than_the_picture: Fraction(25),
    sound_alone: Fraction(25),
    picture_alone: Fraction(24),
    a_sequence_of_timecoded_takes_trimmed: Fraction(24),
    a_freeze_turns_into_a_reversed_shot: Fraction(25),
    a_transition_longer_than_its_neighbour: Fraction(25),
    three_dissolves_that_overlap: Fraction(25),
    every_second_picture_of_a_row: Fraction(25),
    a_row_in_another_rate_backwards: Fraction(24),
    names_in_every_spelling: Fraction(25),
    one_source_again_and_again: Fraction(25),
    a_source_dissolves_into_itself: Fraction(25),
    wide_pixels: Fraction(25),
    ten_bits_with_open_groups: Fraction(25),
    sound_that_begins_late: Fraction(25),
    a_recorder_with_a_time_of_day: Fraction(25),
    film_rate_in_a_container_of_milliseconds: Fraction(24000, 1001),
    a_sequence_at_double_speed_backwards: Fraction(25),
    a_sequence_that_stands_still: Fraction(25),
    speeds_at_odd_rates: Fraction(30000, 1001),
    a_dissolve_of_one_frame_and_one_of_none: Fraction(25),
    shots_that_are_off_and_a_track_that_is: Fraction(25),
    broken_and_missing_media_between_good_ones: Fraction(25),
    before_the_beginning_and_after_the_end: Fraction(25),
    times_in_microseconds: Fraction(30000, 1001),
    tracks_in_tracks_of_sound: Fraction(25),
    three_levels_deep: Fraction(25),
    a_title_over_a_dissolve: Fraction(25),
    an_upper_track_with_a_dissolve_from_nothing: Fraction(25),
    a_mono_phone_and_a_stereo_recorder: Fraction(25),
    one_frame_shots_with_sound: Fraction(24),
}
"""Each with the rate of its film."""


def write_timeline(case: Case, folder: Path) -> Path:
    """Write a timeline and return where it is."""
    timeline = otio.schema.Timeline(name=case.__name__)
    timeline.global_start_time = rt(0, float(CASES[case]))
    timeline.metadata["render"] = {"width": 640, "height": 360}
    timeline.tracks.extend(case())
    path = folder / f"{case.__name__}.otio"
    path.write_text(otio.core.serialize_json_to_string(timeline), encoding="utf-8")
    return path
