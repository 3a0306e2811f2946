"""The AAF and the EDL of a turnover, read again by us and by OpenTimelineIO's adapters."""

from fractions import Fraction
from pathlib import Path

import aaf2
import opentimelineio as otio
import pytest

from pipeline.documents.turnover import LockedVersion, PlacedSound, Turnover, leader_of
from pipeline.timeline.interchange.formats import AAF, EDL
from pipeline.timeline.interchange.sound_lists import SoundList, losses_text, sound_lists
from pipeline.timing import SAMPLE_RATE, frames_to_samples
from tests.pipeline.timeline.interchange.edits import edit_in

PAL, NTSC = Fraction(25), Fraction(30000, 1001)


def placed(number: int, start: int, samples: int, **more: object) -> PlacedSound:
    values: dict[str, object] = {
        "file": f"talk_{number:04d}.wav",
        "track": 1,
        "role": "dialogue",
        "media": "talk",
        "source": "ZOOM0001.WAV",
        "start_sample": start,
        "samples": samples,
        "head_samples": 96_000,
        "tail_samples": 12_000,
        "in_sample": 500_000,
        "gain_db": 0.0,
        "fade_in_samples": 0,
        "fade_out_samples": 0,
        "speed": Fraction(1),
        **more,
    }
    return PlacedSound(**values)  # type: ignore[arg-type]


def handed_over(*sounds: PlacedSound, rate: Fraction = PAL, start: str = "01:00:00:00") -> Turnover:
    return Turnover(
        locked=LockedVersion(number=1, digest="ab" * 32),
        leader=leader_of(frames=500, rate=rate, start=start),
        sounds=sounds,
    )


def on_frames(rate: Fraction) -> tuple[PlacedSound, ...]:
    """Two sounds on one track and one on another, from frame to frame."""
    spans = ((1, 0, 50, 1), (2, 50, 75, 1), (3, 20, 210, 2))
    found = []
    for number, frame, frames, track in spans:
        start, end = (frames_to_samples(one, rate) for one in (frame, frame + frames))
        role = "dialogue" if track == 1 else "ambience"
        found.append(placed(number, start, end - start, track=track, role=role))
    return tuple(found)


def frame_at(sample: int, rate: Fraction) -> int:
    return (sample * rate / SAMPLE_RATE + Fraction(1, 2)).__floor__()


def lists_in(folder: Path, turnover: Turnover) -> dict[str, SoundList]:
    """Write the lists into a folder."""
    lists = sound_lists(turnover, "The kite")
    for one in lists:
        (folder / one.name).write_bytes(one.content)
    return {one.name: one for one in lists}


@pytest.mark.parametrize(("rate", "start"), [(PAL, "01:00:00:00"), (NTSC, "10:00:00;00")])
def test_both_lists_put_every_file_of_the_pack_at_its_frame(
    tmp_path: Path, rate: Fraction, start: str
) -> None:
    turnover = handed_over(*on_frames(rate), rate=rate, start=start)
    lists_in(tmp_path, turnover)
    first = turnover.leader.sample(turnover.leader.first)
    aaf, edl = (edit_in(tmp_path / f"sound_edit.{kind}", rate=rate) for kind in ("aaf", "edl"))
    for one in turnover.sounds:
        (clip,) = (clip for clip in aaf.sound if clip.media == one.file)
        assert (clip.start_sample, clip.samples) == (first + one.start_sample, one.samples)
        assert clip.source_in == Fraction(one.head_samples, SAMPLE_RATE)
        (clip,) = (clip for clip in edl.sound if clip.media == one.file)
        read, wanted = (
            [frame_at(place, rate) for place in (start, start + samples)]
            for start, samples in (
                (clip.start_sample, clip.samples),
                (one.start_sample, one.samples),
            )
        )
        assert read == wanted
    assert len(aaf.sound) == len(edl.sound) == len(turnover.sounds)


def test_the_adapters_of_opentimelineio_find_the_same_places(tmp_path: Path) -> None:
    turnover = handed_over(*on_frames(PAL))
    lists_in(tmp_path, turnover)
    leader = turnover.leader
    edl = otio.adapters.read_from_file(str(tmp_path / "sound_edit.edl"), rate=25)
    aaf = otio.adapters.read_from_file(str(tmp_path / "sound_edit.aaf"))
    assert aaf.global_start_time == otio.opentime.from_timecode("00:59:52:00", 25)
    wanted = {
        one.file: (
            leader.first + one.start_sample * 25 // SAMPLE_RATE,
            one.samples * 25 // SAMPLE_RATE,
        )
        for one in turnover.sounds
    }
    for timeline in (aaf, edl):
        found = {}
        for track in timeline.audio_tracks():
            # The adapter of EDL puts the timecode of its first event into the range of a track.
            begin = -track.source_range.start_time if timeline is edl else aaf.global_start_time
            for clip in track.find_clips():
                at = begin + clip.range_in_parent().start_time
                length = clip.source_range.duration.rescaled_to(25)
                found[clip.name] = (at.rescaled_to(25).value - leader.number(0), length.value)
        assert found == wanted


def test_every_file_is_called_the_time_that_it_says_itself(tmp_path: Path) -> None:
    turnover = handed_over(*on_frames(NTSC), rate=NTSC, start="10:00:00;00")
    lists_in(tmp_path, turnover)
    lines = (tmp_path / "sound_edit.edl").read_text().splitlines()
    assert lines[1] == "FCM: DROP FRAME"
    events = [line.split() for line in lines if line[:1].isdigit()]
    assert [one[4:6] for one in events] == [one[6:8] for one in events]
    assert events[0][6] == "10:00:00;00"
    with aaf2.open(str(tmp_path / "sound_edit.aaf")) as file:
        (top,) = file.content.toplevel()
        clocks = [one.segment for one in top.slots if type(one.segment).__name__ == "Timecode"]
        assert [(one.fps, one.drop) for one in clocks] == [(30, True)]
        assert [one.name for one in top.slots] == ["1 dialogue", "2 ambience", "TC"]
        tapes = {
            mob.name: slot.segment
            for mob in file.content.sourcemobs()
            for slot in mob.slots
            if type(slot.segment).__name__ == "Timecode"
        }
        one = turnover.sounds[1]
        begin = turnover.leader.sample(turnover.leader.first) + one.start_sample - one.head_samples
        assert tapes[one.file].start == turnover.leader.time_reference + begin
        assert tapes[one.file].fps == 30


def test_a_sound_that_begins_within_a_frame_stays_in_time_in_the_list(tmp_path: Path) -> None:
    turnover = handed_over(placed(1, 1_000, 48_000, gain_db=-6.0), placed(2, 96_000, 48_000))
    lists = lists_in(tmp_path, turnover)
    events = [
        line.split()
        for line in (tmp_path / "sound_edit.edl").read_text().splitlines()
        if line[:1].isdigit()
    ]
    assert events[0][4:] == ["01:00:00:01", "01:00:01:01"] * 2
    messages = {name: {loss.message for loss in one.losses} for name, one in lists.items()}
    loud, near = (
        "It is as loud as it was recorded.",
        "It begins or ends at the nearest whole frame.",
    )
    assert messages == {"sound_edit.aaf": {loud}, "sound_edit.edl": {loud, near}}
    (clip, _) = edit_in(tmp_path / "sound_edit.aaf").sound
    assert clip.start_sample == turnover.leader.sample(turnover.leader.first) + 1_000
    text = losses_text(tuple(lists.values()))
    assert "sound_edit.edl (CMX 3600 EDL)" in text
    assert "1 dialogue 00:00:08:01 “talk_0001.wav”  It is as loud as it was recorded." in text


def test_what_a_list_has_no_room_for_is_told(tmp_path: Path) -> None:
    rows = tuple(placed(number, 0, 48_000, track=number) for number in range(1, 6))
    lists = lists_in(tmp_path, handed_over(*rows))
    assert "The track “A5” has no place in this format." in losses_text(tuple(lists.values()))
    assert len(edit_in(tmp_path / "sound_edit.aaf").sound) == 5
    many = tuple(placed(number, number * 1_920, 1_920) for number in range(501))
    aaf, edl = sound_lists(handed_over(*many), "Long")
    assert (aaf.form, aaf.content) == (AAF, b"")
    assert "An AAF is only written of up to 500 clips." in aaf.losses[0].message
    assert (edl.form, edl.content.count(b"FROM CLIP NAME")) == (EDL, 501)


def test_sounds_that_cross_mix_in_both_and_a_silent_film_has_no_list(tmp_path: Path) -> None:
    crossing = (
        placed(1, 0, 96_000, fade_out_samples=19_200),
        placed(2, 76_800, 96_000, fade_in_samples=19_200),
    )
    lists_in(tmp_path, handed_over(*crossing))
    for name in ("sound_edit.aaf", "sound_edit.edl"):
        one, other = edit_in(tmp_path / name, rate=PAL).sound
        assert (one.end_sample - other.start_sample, other.fade_in_samples) == (19_200, 19_200)
    assert sound_lists(handed_over(), "Silent") == ()
