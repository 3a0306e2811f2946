"""Recordings that nobody has looked into are named by the slate in their picture all the same."""

from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.bench import Bench, Inputs
from pipeline.documents.project import Project
from pipeline.rushes.arriving import looked_into
from pipeline.rushes.clip import DOCUMENT
from pipeline.stages.rushes import STAGE
from tests.pipeline.media.making import drawn, film, stage_files
from tests.pipeline.rushes.test_ingest import slated

pytestmark = pytest.mark.ffmpeg

INPUTS = Inputs(project=Project(title="Kite", group="Blue", frame_rate=Fraction(25)))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    into, cache = tmp_path / "made", tmp_path / "cache"
    into.mkdir()
    cache.mkdir()
    return Bench(into=into, cache=cache, workers=2)


def test_img_0001_is_scene_3_shot_2_take_4_without_a_site(tmp_path: Path, bench: Bench) -> None:
    path = drawn(tmp_path / "IMG_0001.MOV", slated({(0, 40): "CLQ1 S03 P02 T04"}, frames=50))
    files = stage_files(path)
    with looked_into("rushes", files, INPUTS, bench) as (known, _):
        rushes = STAGE.read(files, known)
    assert [take.name for take in rushes.takes.takes] == ["S03_P02_T04"]
    assert not list(bench.cache.glob("arrived-*"))


def test_a_recording_that_cannot_be_used_is_left_to_the_stage(tmp_path: Path, bench: Bench) -> None:
    letter, good = tmp_path / "letter.mp4", film(tmp_path / "good.mp4")
    letter.write_text("Dear mentor")
    files = stage_files(letter, good)
    with looked_into("rushes", files, INPUTS, bench) as (known, _):
        assert list(known.clips) == [files["good.mp4"].digest]
        assert DOCUMENT in known.clips[files["good.mp4"].digest]
        codes = [finding.code for finding in STAGE.read(files, known).findings]
    assert "E_TYPE" in codes


def test_other_stages_get_what_they_have(tmp_path: Path, bench: Bench) -> None:
    with looked_into("script", stage_files(film(tmp_path / "a.mp4")), INPUTS, bench) as given:
        assert given == (INPUTS, bench)
