"""C37 and C35 in the picture: what stands still or is black though the timeline does not say so."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.documents.edit import Dissolve, Edit
from pipeline.editing.seen_findings import blacks, freezes
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.film_facts import Stretch, stillness_of
from tests.pipeline.editing.films import film

CUT = film(("S01_P01_T01", 75), ("S01_P02_T01", 75))


def test_a_picture_that_stands_still_for_a_second_is_named() -> None:
    (found,) = freezes(CUT, [Stretch(1.0, 2.2)])
    assert (found.code, found.place) == ("C37", "00:00:01:00")
    assert "1.2 seconds" in found.message


def test_a_shorter_standstill_is_not_named() -> None:
    assert not list(freezes(CUT, [Stretch(1.0, 1.9)]))


def test_a_freeze_that_the_timeline_asks_for_is_meant() -> None:
    frozen = replace(CUT.picture[0], speed=Fraction(0))
    cut = replace(CUT, picture=(frozen, CUT.picture[1]))
    assert not list(freezes(cut, [Stretch(0.0, 3.0)]))
    (found,) = freezes(cut, [Stretch(0.0, 4.5)])
    assert found.place == "00:00:03:00"


def test_a_black_that_no_gap_and_no_fade_explains_is_named() -> None:
    (found,) = blacks(CUT, [Stretch(1.0, 1.2)])
    assert (found.code, found.place) == ("C35", "00:00:01:00")
    assert "5 frames" in found.message
    assert not list(blacks(CUT, [Stretch(1.0, 1.04)]))


def faded() -> Edit:
    """The second shot comes from black."""
    fade = Dissolve(
        start_frame=75,
        frames=10,
        ramp_start=Fraction(75),
        ramp_frames=Fraction(10),
        outgoing=(0, 1),
        incoming=(1, 2),
    )
    return replace(
        CUT, picture=(CUT.picture[0], replace(CUT.picture[1], layer=1)), dissolves=(fade,)
    )


def test_the_dark_end_of_a_fade_and_a_gap_are_meant() -> None:
    assert not list(blacks(faded(), [Stretch(3.0, 3.2)]))
    gap = replace(CUT, frames=200)
    assert not list(blacks(gap, [Stretch(6.0, 8.0)]))


@pytest.mark.ffmpeg
def test_stillness_and_black_are_found_in_a_real_film(tmp_path: Path) -> None:
    graph = (
        "testsrc2=s=320x180:r=25:d=2[a];color=black:s=320x180:r=25:d=0.4[b];"
        "testsrc2=s=320x180:r=25,trim=end_frame=1,loop=loop=37:size=1,setpts=N/25/TB[c];"
        "[a][b][c]concat=n=3[film]"
    )
    made = tmp_path / "film.mp4"
    written = ("-map", "[film]", "-c:v", "libx264", "-preset", "ultrafast", "-f", "mp4")
    run_ffmpeg(("-y", "-filter_complex", graph, *written, f"file:{made}"))
    freeze, black = stillness_of(made, "mov", seconds=Fraction(98, 25))
    assert [(round(one.begin, 2), round(one.end, 2)) for one in black] == [(2.0, 2.4)]
    (frozen,) = freeze
    assert 2.4 <= frozen.begin < 2.6  # the encoder mends the picture for a few frames
    assert frozen.end == pytest.approx(3.92)
