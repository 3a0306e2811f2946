"""What is said of what was seen and heard: each finding once with it and once without."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.documents.report import Finding, Severity
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Rating, SoundFile, SoundRole, Take, Takes
from pipeline.media.figures import SILENCE_DB, ChannelFigures, SoundFigures
from pipeline.rushes.clip import Clip, PictureFigures, Span
from pipeline.rushes.judging import judged, lamps_of, sound_findings
from tests.pipeline.media.test_safety import AUDIO, FILM, VIDEO

CLEAN = ChannelFigures(rms_db=-25.0, peak_db=-8.0, flat_factor=0.0, peak_count=2)
DEAD = ChannelFigures(rms_db=SILENCE_DB, peak_db=SILENCE_DB, flat_factor=0.0, peak_count=9)
SOUND = SoundFigures(integrated_lufs=-23.0, channels=(CLEAN, CLEAN), samples=480_000)
PICTURE = PictureFigures(
    luma_mean=110.0, bright_share=0.01, sharpness=300.0, shake=0.001, flicker_hz=0.0
)
FRAMES = 250
SAMPLES = 480_000
CLIP = Clip(
    recipe=2,
    digest="d",
    rate=Fraction(25),
    frames=FRAMES,
    samples=SAMPLES,
    facts=FILM,
    sound=SOUND,
    picture=PICTURE,
)


def take(number: int = 1, **changed: object) -> Take:
    plain = Take(
        slate=Slate(scene="1", shot=1, take=number),
        file=f"{number}.mov",
        digest=f"d{number}",
        kind="mov",
        out_frame=FRAMES,
        frames=FRAMES,
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def told(*clips: Clip, first: Take | None = None) -> list[tuple[str, str]]:
    """Codes and places of what is said of some takes of one shot."""
    takes = [take(number) for number in range(1, len(clips) + 1)]
    takes[0] = first or takes[0]
    catalogue = Takes(frame_rate=Fraction(25), takes=tuple(takes))
    by_file = {one.file: clip for one, clip in zip(takes, clips, strict=True)}
    found = list(judged(catalogue, by_file))
    assert all(one.severity is Severity.WARNING and one.message for one in found)
    return [(one.code, one.place) for one in found]


def seen(**figures: object) -> Clip:
    return replace(CLIP, picture=replace(PICTURE, **figures))  # type: ignore[arg-type]


def test_takes_as_they_should_be_have_no_finding() -> None:
    assert told(CLIP, CLIP, CLIP) == []


@pytest.mark.parametrize(
    ("clip", "code"),
    [
        (seen(luma_mean=20.0), "C24"),
        (seen(bright_share=0.3), "C24"),
        (seen(flicker_hz=5.0), "C25"),
        (seen(black=(Span(start=100, end=160),)), "C35"),
        (seen(frozen=(Span(start=100, end=160),)), "C37"),
        (replace(CLIP, silent=(Span(start=0, end=100_000),)), "SILENCE"),
        (replace(CLIP, damaged=True), "C28"),
    ],
)
def test_each_trouble_has_its_code(clip: Clip, code: str) -> None:
    assert told(clip) == [(code, "S01_P01_T01")]
    assert told(clip, first=take(rating=Rating.NO_GOOD)) == []


@pytest.mark.parametrize(
    "clip",
    [
        seen(luma_mean=31.0),
        seen(bright_share=0.19),
        seen(black=(Span(start=100, end=149),)),
        seen(frozen=(Span(start=100, end=149),)),
        replace(CLIP, silent=(Span(start=0, end=95_000),)),
        replace(CLIP, facts=replace(FILM, video=replace(VIDEO, damaged=1)), damaged=True),
    ],
)
def test_a_little_of_it_is_no_trouble_and_nothing_is_told_twice(clip: Clip) -> None:
    assert told(clip) == []


def test_what_nobody_will_use_of_a_take_may_be_black_still_or_silent() -> None:
    clip = replace(
        seen(black=(Span(start=0, end=100),), frozen=(Span(start=0, end=100),)),
        silent=(Span(start=0, end=4 * 48_000),),
    )
    assert told(clip, first=take(in_frame=60)) == []
    assert [code for code, _ in told(clip, first=take(in_frame=40))] == [*("C35", "C37", "SILENCE")]


def test_a_black_recording_is_told_once() -> None:
    black = seen(luma_mean=0.5, sharpness=0.0, black=(Span(start=0, end=FRAMES),))
    assert told(black, CLIP, CLIP) == [("C35", "S01_P01_T01")]


def test_a_soft_take_is_told_only_beside_sharper_ones() -> None:
    soft = seen(sharpness=50.0)
    assert told(soft) == []
    assert told(soft, soft, soft) == []
    assert told(soft, CLIP, CLIP) == [("C23", "S01_P01_T01")]
    assert told(seen(sharpness=150.0), CLIP) == []


def test_a_shaken_take_is_told_only_beside_calmer_ones() -> None:
    shaken = seen(shake=0.01)
    assert told(shaken) == []
    assert told(shaken, shaken) == []
    assert told(shaken, CLIP) == [("C23", "S01_P01_T01")]
    tripod = seen(shake=0.0001)
    assert told(seen(shake=0.0015), tripod) == []


def test_takes_of_other_shots_are_not_compared() -> None:
    soft, sharp = take(1), take(2, slate=Slate(scene="1", shot=2, take=1))
    catalogue = Takes(frame_rate=Fraction(25), takes=(soft, sharp))
    clips = {soft.file: seen(sharpness=50.0), sharp.file: CLIP}
    assert list(judged(catalogue, clips)) == []


def test_takes_with_the_same_trouble_share_one_finding() -> None:
    dark = seen(luma_mean=20.0)
    takes = tuple(take(number) for number in range(1, 9))
    catalogue = Takes(frame_rate=Fraction(25), takes=takes)
    (finding,) = judged(catalogue, {one.file: dark for one in takes})
    assert "S01_P01_T05, … (+3): very dark" in finding.message


def test_the_mains_are_named_by_the_pitch_and_the_rate_of_the_camera() -> None:
    def lamps(hertz: float, rate: int) -> int:
        facts = replace(FILM, video=replace(VIDEO, rate=Fraction(rate), base_rate=Fraction(rate)))
        return lamps_of(replace(seen(flicker_hz=hertz), facts=facts))

    assert [lamps(5.0, 25), lamps(10.0, 30), lamps(4.0, 24), lamps(0.0, 25)] == [120, 100, 100, 0]
    assert lamps_of(replace(seen(flicker_hz=5.0), facts=replace(FILM, video=None))) == 0


def heard(*channels: ChannelFigures, lufs: float | None = -23.0) -> list[str]:
    figures = SoundFigures(integrated_lufs=lufs, channels=channels, samples=96_000)
    return [finding.code for finding in sound_findings("S01_P01_T01", figures)]


def test_good_sound_has_no_finding() -> None:
    assert heard(CLEAN, CLEAN) == []
    assert list(sound_findings("S01_P01_T01", None)) == []


def test_sound_that_was_recorded_too_loud_is_told() -> None:
    assert heard(replace(CLEAN, flat_factor=8.0)) == ["C19"]
    assert heard(replace(CLEAN, peak_db=0.0, peak_count=4000)) == ["C19"]


def test_sound_that_is_too_quiet_is_told() -> None:
    assert heard(CLEAN, lufs=-45.0) == ["C20"]
    assert heard(replace(CLEAN, peak_db=-35.0), lufs=None) == ["C20"]


def test_one_silent_channel_of_a_stereo_sound_is_told() -> None:
    assert heard(CLEAN, DEAD) == ["C21"]
    assert heard(CLEAN, CLEAN, DEAD) == []


def test_a_sound_of_silence_is_told_once() -> None:
    assert heard(DEAD, DEAD, lufs=None) == ["C21"]
    figures = SoundFigures(integrated_lufs=None, channels=(DEAD,), samples=SAMPLES)
    mute = replace(CLIP, sound=figures, silent=(Span(start=0, end=SAMPLES),))
    assert told(mute) == [("C21", "S01_P01_T01")]


def sounds(role: SoundRole, clip: Clip) -> Iterator[Finding]:
    one = SoundFile(
        file="day1/RT.wav", digest="d", kind="wav", role=role, samples=SAMPLES, channels=2
    )
    return judged(Takes(frame_rate=Fraction(25), takes=(), sounds=(one,)), {one.file: clip})


def test_sounds_are_measured_too_and_room_tone_may_be_quiet() -> None:
    quiet = SoundFigures(integrated_lufs=-55.0, channels=(CLEAN,), samples=SAMPLES)
    clip = replace(CLIP, frames=0, picture=None, facts=replace(FILM, audio=AUDIO), sound=quiet)
    (finding,) = sounds(SoundRole.WILD, clip)
    assert (finding.code, finding.values["name"]) == ("C20", "RT.wav")
    assert list(sounds(SoundRole.ROOM_TONE, clip)) == []
    (damage,) = sounds(SoundRole.ROOM_TONE, replace(clip, damaged=True))
    assert damage.code == "C28"
