"""Which stretches of clips are read at once, without a frame of film."""

from fractions import Fraction
from typing import Any

from pipeline.documents.edit import PictureClip
from pipeline.render.plan import Mix, Picture, Shot, Span
from pipeline.render.runs import Run, runs_of
from tests.pipeline.render.grey_films import shot

A, B = shot("a", 0, 60, 0), shot("b", 50, 60, 1, layer=1)


def mix(outgoing: PictureClip, incoming: PictureClip) -> Mix:
    sides: dict[str, Any] = {"outgoing": Shot(clip=outgoing), "incoming": Shot(clip=incoming)}
    return Mix(**sides, ramp_start=Fraction(50), ramp_frames=Fraction(10))


def span(start: int, frames: int, picture: Picture) -> Span:
    return Span(start=start, frames=frames, picture=picture)


def test_a_shot_and_its_dissolve_are_one_run() -> None:
    runs = runs_of([span(0, 50, Shot(clip=A)), span(50, 10, mix(A, B)), span(60, 50, Shot(clip=B))])
    assert runs[A, 0] is runs[A, 50]
    assert runs[A, 0] == Run(clip=A, start=0, end=60, uses=2)
    assert runs[B, 50] == runs[B, 60] == Run(clip=B, start=50, end=110, uses=2)


def test_a_shot_that_is_covered_meanwhile_is_opened_twice() -> None:
    runs = runs_of([span(0, 9, Shot(clip=A)), span(9, 9, Shot(clip=B)), span(18, 9, Shot(clip=A))])
    assert runs[A, 0] == Run(clip=A, start=0, end=9)
    assert runs[A, 18] == Run(clip=A, start=18, end=27)


def test_a_shot_backwards_or_standing_still_stays_in_parts() -> None:
    for speed in (Fraction(-1), Fraction(0)):
        clip = shot("a", 0, 64, 9, speed=speed)
        runs = runs_of([span(0, 32, Shot(clip=clip)), span(32, 32, Shot(clip=clip))])
        assert [run.uses for run in runs.values()] == [1, 1]
