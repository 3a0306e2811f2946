"""A film with its timecode in the picture: the right figures at the right frame."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from pipeline.bench import Inputs
from pipeline.delivery.handing_out import finished_film, hand_out, make_deliveries
from pipeline.delivery.timecode import Counted, bands_of, timecodes_of
from pipeline.documents.delivery import REPORT, Deliveries
from pipeline.documents.json import from_json, to_json
from pipeline.documents.project import Project
from pipeline.documents.turnover import FACTS, LockedVersion, Turnover, leader_of
from pipeline.editing.guide_bands import BAND, Grey
from pipeline.errors import CannotRead
from pipeline.files import digest_of_file
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.levelling import Level
from tests.given_away import FRAMES, SECONDS, write_hall_copy
from tests.pipeline.stages.locked_film import bench_in, filed, filed_text

RATE = Fraction(25)
NTSC = Fraction(30_000, 1001)
SIZE = (1280, 720)


def test_the_edit_begins_at_its_timecode_and_the_title_counts_up_to_it() -> None:
    told = list(timecodes_of(Counted(first=60, frames=80), RATE))
    assert told[0] == "00:59:57:15"
    assert told[59:61] == ["00:59:59:24", "01:00:00:00"]
    dropping = Counted(first=1, frames=3, start="00:59:59;29")
    assert list(timecodes_of(dropping, NTSC)) == [
        "00:59:59;28",
        "00:59:59;29",
        "01:00:00;00",
    ]
    early = Counted(first=1, frames=2, start="00:00:00:00")
    assert list(timecodes_of(early, RATE)) == ["23:59:59:24", "00:00:00:00"]
    with pytest.raises(CannotRead):
        list(timecodes_of(Counted(start="noon"), RATE))


def band(frame: int, counted: Counted) -> Grey:
    drawn = list(bands_of(replace(counted, frames=frame + 1), RATE, width=SIZE[0]))
    return np.frombuffer(drawn[frame], np.uint8).reshape(BAND, SIZE[0])


def test_names_of_every_length_and_script_stand_beside_the_figures() -> None:
    figures = band(0, Counted())
    last = int(np.flatnonzero(figures.any(axis=0))[-1])
    assert last < SIZE[0] / 3
    for title, group in (("The Kite", "Blue"), ("الجسر", "青"), ("long " * 60, "longer " * 60)):
        seen = band(0, Counted(title=title, group=group, film="1a2b3c4d"))
        assert np.array_equal(seen[:, : last + 1], figures[:, : last + 1])
        assert seen[:, last + 10 :].any()
        assert not seen[:, -8:].any()


def bands_in(film: Path, folder: Path) -> Grey:
    """The lowest lines of every picture of a film."""
    raw = folder / "bands"
    crop = f"crop={SIZE[0]}:{BAND}:0:{SIZE[1] - BAND}"
    run_ffmpeg(
        [
            *("-f", "mov", "-i", str(film), "-vf", crop, "-pix_fmt", "gray", "-an"),
            *("-fps_mode", "passthrough", "-f", "rawvideo", "-y", str(raw)),
        ]
    )
    return np.fromfile(raw, np.uint8).reshape(-1, BAND, SIZE[0])


def likest(seen: Grey, counted: Counted) -> int:
    """Which frame's band a picture has."""
    left = seen[:, :320].astype(float)
    apart = [
        np.abs(band(frame, counted)[:, :320].astype(float) - left).mean()
        for frame in (0, 1, 2, 10, 24, 25, 26, 59, 60, 73, 74)
    ]
    return (0, 1, 2, 10, 24, 25, 26, 59, 60, 73, 74)[int(np.argmin(apart))]


@pytest.mark.ffmpeg
@pytest.mark.slow
def test_every_picture_has_its_own_timecode_in_it(tmp_path: Path) -> None:
    hall = write_hall_copy(tmp_path / "film.mp4")
    bench = bench_in(tmp_path)
    counted = Counted(first=25, title="The Kite", group="Blue")
    film = replace(finished_film(hall, digest_of_file(hall).digest), counted=counted)
    level = Level(target_lufs=-23.0, limit_dbtp=-1.0)
    span = (Fraction(1), Fraction(SECONDS))
    (file,) = hand_out(film, ["preview_tc"], bench.into, bench, level=level, picture=span)
    assert (file.name, file.width, file.height) == ("preview_tc.mp4", *SIZE)
    assert {one.code for one in file.findings} <= {"C44", "C53"}
    seen = bands_in(bench.into / file.name, tmp_path)
    assert len(seen) == FRAMES
    for frame in (0, 10, 24, 25, 74):
        assert likest(seen[frame], counted) == frame


@pytest.mark.ffmpeg
@pytest.mark.slow
def test_the_timecode_is_that_of_the_turnover(tmp_path: Path) -> None:
    hall = write_hall_copy(tmp_path / "film.mp4")
    start = "10:00:00:00"
    handed = Turnover(
        locked=LockedVersion(number=1, digest="a" * 64, start=start),
        leader=leader_of(frames=50, rate=RATE, start=start),
    )
    facts = '{"facts": {"picture_begins": 10, "picture_frames": 50}}'
    inputs = Inputs(
        project=Project(title="The Kite", group="Blue"),
        before={
            "final_cut": {
                "film.mp4": filed("film.mp4", hall),
                "qc.json": filed_text(tmp_path, "qc.json", facts),
            },
            "edit": {FACTS: filed_text(tmp_path, FACTS, to_json(handed))},
        },
    )
    bench = bench_in(tmp_path)
    make_deliveries(inputs, ["preview_tc"], bench)
    told = from_json((bench.into / REPORT).read_text(), Deliveries)
    (made,) = told.files
    seen = bands_in(bench.into / "deliveries" / made.name, tmp_path)
    counted = Counted(first=10, start=start)
    assert [likest(seen[frame], counted) for frame in (0, 10, 60)] == [0, 10, 60]
