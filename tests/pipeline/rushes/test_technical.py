"""What cameras and microphones did wrong."""

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.documents.project import Project
from pipeline.documents.report import Finding, Severity
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Take
from pipeline.media.facts import MediaFacts, VideoFacts
from pipeline.rushes.technical import Seen, technical
from tests.pipeline.media.test_safety import FILM, VIDEO

PROJECT = Project(title="Kite", group="Blue")
TAKE = Take(
    slate=Slate(scene="1", shot=1, take=1),
    file="a.mov",
    digest="d",
    kind="mov",
    width=1280,
    height=720,
    frames=100,
)


def found(take: Take, facts: MediaFacts = FILM, project: Project = PROJECT) -> list[Finding]:
    return list(technical([Seen(take=take, facts=facts, project=project)]))


def test_a_take_as_it_should_be_has_no_finding() -> None:
    assert found(TAKE) == []


@pytest.mark.parametrize(
    ("take", "code", "severity"),
    [
        (replace(TAKE, width=720, height=1280), "C15", Severity.BLOCKER),
        (replace(TAKE, width=320, height=180), "C16", Severity.WARNING),
        (replace(TAKE, width=160, height=90), "C16", Severity.BLOCKER),
        (replace(TAKE, width=1920, height=800), "C16", Severity.WARNING),
        (replace(TAKE, frames=49), "C22", Severity.WARNING),
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


def test_a_picture_of_the_same_shape_that_is_large_enough_is_no_trouble() -> None:
    assert found(replace(TAKE, width=1120, height=630)) == []
    assert found(replace(TAKE, width=3840, height=2160)) == []
    assert found(replace(TAKE, width=1920, height=1088)) == []


def test_a_take_of_two_seconds_is_long_enough() -> None:
    assert found(replace(TAKE, frames=50)) == []
