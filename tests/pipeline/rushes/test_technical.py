"""What cameras and microphones did wrong."""

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.documents.project import Project
from pipeline.documents.report import Finding, Severity
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Rating, Take
from pipeline.media.facts import MediaFacts, VideoFacts
from pipeline.media.figures import SILENCE_DB, ChannelFigures, SoundFigures
from pipeline.rushes.technical import Seen, measured, technical
from tests.pipeline.media.test_safety import FILM, VIDEO

PROJECT = Project(title="Kite", group="Blue")
TAKE = Take(
    slate=Slate(scene="1", shot=1, take=1),
    file="a.mov",
    digest="d",
    kind="mov",
    width=1280,
    height=720,
)
CLEAN = ChannelFigures(rms_db=-25.0, peak_db=-8.0, flat_factor=0.0, peak_count=2)
DEAD = ChannelFigures(rms_db=SILENCE_DB, peak_db=SILENCE_DB, flat_factor=0.0, peak_count=9)


def found(take: Take, facts: MediaFacts = FILM, project: Project = PROJECT) -> list[Finding]:
    return list(technical([Seen(take=take, facts=facts, project=project)]))


def heard(*channels: ChannelFigures, lufs: float | None = -23.0) -> list[str]:
    figures = SoundFigures(integrated_lufs=lufs, channels=channels, samples=96_000)
    return [finding.code for finding in measured(TAKE, FILM, figures)]


def test_a_take_as_it_should_be_has_no_finding() -> None:
    assert found(TAKE) == []


@pytest.mark.parametrize(
    ("take", "code", "severity"),
    [
        (replace(TAKE, width=720, height=1280), "C15", Severity.BLOCKER),
        (replace(TAKE, width=320, height=180), "C16", Severity.WARNING),
        (replace(TAKE, width=160, height=90), "C16", Severity.BLOCKER),
        (replace(TAKE, rate=Fraction(30)), "C17", Severity.WARNING),
        (replace(TAKE, has_sound=False), "C21", Severity.WARNING),
    ],
)
def test_each_mistake_has_its_code_and_weight(take: Take, code: str, severity: Severity) -> None:
    (finding,) = found(take)
    assert (finding.code, finding.severity) == (code, severity)
    assert finding.message.startswith("S01_P01_T01: ")


@pytest.mark.parametrize(
    ("video", "code"),
    [
        (replace(VIDEO, uneven=0.3), "C18"),
        (replace(VIDEO, transfer="smpte2084"), "C26"),
        (replace(VIDEO, damaged=1), "C28"),
    ],
)
def test_what_is_known_of_the_file_is_told(video: VideoFacts, code: str) -> None:
    (finding,) = found(TAKE, replace(FILM, video=video))
    assert (finding.code, finding.severity) == (code, Severity.WARNING)


def test_a_rate_within_a_twentieth_of_a_frame_is_the_same_rate() -> None:
    assert found(replace(TAKE, rate=Fraction("25.05"))) == []


def test_upright_takes_are_right_for_an_upright_film() -> None:
    upright = replace(PROJECT, width=720, height=1280)
    assert found(replace(TAKE, width=720, height=1280), project=upright) == []


def test_many_takes_with_the_same_mistake_share_one_finding() -> None:
    takes = [
        replace(TAKE, slate=Slate(scene="1", shot=1, take=number), rate=Fraction(30))
        for number in range(1, 9)
    ]
    odd = replace(TAKE, slate=Slate(scene="2", shot=1, take=1), rate=Fraction(24))
    seen = [Seen(take=take, facts=FILM, project=PROJECT) for take in (*takes, odd)]
    many, other = technical(seen)
    assert "S01_P01_T05, … (+3): filmed at 30 pictures a second" in many.message
    assert other.message.startswith("S02_P01_T01: filmed at 24 pictures")


def test_good_sound_has_no_finding() -> None:
    assert heard(CLEAN, CLEAN) == []


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


def test_nothing_is_measured_of_a_take_that_nobody_will_use() -> None:
    rejected = replace(TAKE, rating=Rating.NO_GOOD)
    figures = SoundFigures(integrated_lufs=None, channels=(DEAD,), samples=1)
    assert list(measured(rejected, FILM, figures)) == []
    assert list(measured(TAKE, FILM, None)) == []
