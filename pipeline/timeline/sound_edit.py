"""The sound of a locked edit as a timeline of its own: the guide above, each clip at its sample."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import opentimelineio as otio

from pipeline.documents.turnover import Leader, PlacedSound, Turnover
from pipeline.timeline.writing import INDENT
from pipeline.timing import SAMPLE_RATE, nearest

GUIDE: Final = "guide.mp4"
CLIPS: Final = "clips/"


def sound_edit(turnover: Turnover, film: str) -> str:
    """Return an .otio whose media lie beside it: the guide, and the clips with their handles.

    Time is counted in samples on the audio tracks, so that nothing is moved by a part of a frame.
    """
    leader = turnover.leader
    rate = float(leader.rate)
    timeline = otio.schema.Timeline(
        name=film,
        global_start_time=otio.opentime.RationalTime(leader.number(0), rate),
    )
    timeline.tracks.append(_guide(leader, rate))
    for number in sorted({sound.track for sound in turnover.sounds}):
        on_track = [sound for sound in turnover.sounds if sound.track == number]
        for lane in _lanes(on_track):
            timeline.tracks.append(_track(number, lane, leader))
    text: str = otio.core.serialize_json_to_string(timeline, {}, INDENT)
    return text + "\n"


def _guide(leader: Leader, rate: float) -> Any:
    whole = otio.opentime.TimeRange(
        otio.opentime.RationalTime(0, rate), otio.opentime.RationalTime(leader.total, rate)
    )
    reference = otio.schema.ExternalReference(target_url=GUIDE, available_range=whole)
    track = otio.schema.Track(name="Guide", kind=otio.schema.TrackKind.Video)
    track.append(otio.schema.Clip(name="Guide", source_range=whole, media_reference=reference))
    return track


def _lanes(sounds: Iterable[PlacedSound]) -> list[list[PlacedSound]]:
    """Return clips in rows in which none overlaps the next: crossfades need a second row."""
    lanes: list[list[PlacedSound]] = []
    for sound in sounds:
        for lane in lanes:
            if lane[-1].start_sample + lane[-1].samples <= sound.start_sample:
                lane.append(sound)
                break
        else:
            lanes.append([sound])
    return lanes


def _track(number: int, sounds: Sequence[PlacedSound], leader: Leader) -> Any:
    track = otio.schema.Track(name=f"{number} {sounds[0].role}", kind=otio.schema.TrackKind.Audio)
    track.metadata["claquette"] = {"role": sounds[0].role}
    at, first = 0, leader.sample(leader.first)
    for sound in sounds:
        begin = first + sound.start_sample
        if begin > at:
            track.append(otio.schema.Gap(source_range=_samples(0, begin - at)))
        track.append(_clip(sound, leader))
        at = begin + sound.samples
    return track


def _clip(sound: PlacedSound, leader: Leader) -> Any:
    reference = otio.schema.ExternalReference(
        target_url=f"{CLIPS}{sound.file}", available_range=_samples(0, sound.whole)
    )
    return otio.schema.Clip(
        name=sound.name or sound.media,
        source_range=_samples(sound.head_samples, sound.samples),
        media_reference=reference,
        metadata={
            "claquette": {
                "gain_db": sound.gain_db,
                "fade_in_frames": _frames(sound.fade_in_samples, leader),
                "fade_out_frames": _frames(sound.fade_out_samples, leader),
                "source": sound.source,
            }
        },
    )


def _frames(samples: int, leader: Leader) -> int:
    return nearest(samples * leader.rate / SAMPLE_RATE)


def _samples(first: int, count: int) -> Any:
    return otio.opentime.TimeRange(
        otio.opentime.RationalTime(first, SAMPLE_RATE),
        otio.opentime.RationalTime(count, SAMPLE_RATE),
    )
