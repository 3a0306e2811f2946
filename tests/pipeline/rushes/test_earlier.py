"""The catalogue keeps what recordings were called before, for films that are cut elsewhere."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.bench import Inputs
from pipeline.documents.json import to_json
from pipeline.documents.project import Project
from pipeline.documents.slate import parse_slate
from pipeline.documents.takes import SoundFile, SoundRole, Take, Takes
from pipeline.rushes.earlier import with_earlier_names
from tests.pipeline.stages.locked_film import filed_text

TAKE = Take(slate=parse_slate("S01_P01_T02"), file="IMG_0042.MOV", digest="a" * 64, kind="mov")
SOUND = SoundFile(
    file="ZOOM1.WAV", digest="b" * 64, kind="wav", role=SoundRole.WILD, samples=1, channels=1
)
NOW = Takes(frame_rate=Fraction(25), takes=(TAKE,), sounds=(SOUND,))


def inputs(folder: Path, signed: str = "") -> Inputs:
    names = {TAKE.digest: ("CARD/IMG_0042.MOV", "IMG_0042.MOV"), "c" * 64: ("other.mov",)}
    files = {"takes.json": filed_text(folder, "takes.json", signed)} if signed else {}
    return Inputs(project=Project(title="Kite", group="Blue"), names=names, signed=files)


def test_the_camera_s_name_is_kept_and_the_name_of_now_is_not(tmp_path: Path) -> None:
    found = with_earlier_names(NOW, inputs(tmp_path))
    assert found.takes[0].known_as == ("CARD/IMG_0042.MOV",)
    assert found.sounds[0].known_as == ()


def test_the_take_it_was_in_the_signed_version_is_kept_for_good(tmp_path: Path) -> None:
    once = replace(TAKE, slate=parse_slate("S01_P01_T09"), known_as=("S09_P09_T09",))
    sound = replace(SOUND, file="rain.wav")
    signed = to_json(replace(NOW, takes=(once,), sounds=(sound,)))
    found = with_earlier_names(NOW, inputs(tmp_path, signed))
    assert found.takes[0].known_as == ("CARD/IMG_0042.MOV", "S01_P01_T09", "S09_P09_T09")
    assert found.sounds[0].known_as == ("rain.wav",)


@pytest.mark.parametrize("signed", ["{}", "not json"])
def test_a_signed_catalogue_that_cannot_be_read_costs_nothing(tmp_path: Path, signed: str) -> None:
    assert len(with_earlier_names(NOW, inputs(tmp_path, signed)).takes) == 1
