import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pipeline.documents.project import Project
from pipeline.documents.shot_list import Shot, ShotList, ShotStatus
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.paper.shot_list import shot_list_pdf
from pipeline.paper.storyboard import storyboard_pdf

PROJECT = Project(title="Low Water", group="Blue")
SCENES = screenplay_of(parse("EXT. QUAY - DAY\n\nMud.\n")).scenes
SHOT = Shot(
    scene="1", shot=1, size="cu", move="pan", description="Mud. " * 60, dialogue="Go. " * 80
)


def listed(count: int) -> ShotList:
    return ShotList(shots=tuple(replace(SHOT, shot=number + 1) for number in range(count)))


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", content))


@pytest.mark.parametrize(("count", "wanted"), [(0, 1), (1, 1), (6, 1), (7, 2), (30, 5)])
def test_six_frames_are_a_page(count: int, wanted: int) -> None:
    assert pages(storyboard_pdf(listed(count), SCENES, PROJECT, {})) == wanted


def test_a_dropped_shot_has_no_frame() -> None:
    dropped = replace(SHOT, shot=7, status=ShotStatus.DROPPED)
    shots = ShotList(shots=(*listed(6).shots, dropped))
    assert pages(storyboard_pdf(shots, SCENES, PROJECT, {})) == 1


def test_a_drawn_frame_is_printed_in_the_storyboard_and_the_list(tmp_path: Path) -> None:
    frame = tmp_path / "S01_P01.jpg"
    Image.new("RGB", (640, 360), "red").save(frame)
    for printed in (storyboard_pdf, shot_list_pdf):
        assert b"/Subtype /Image" in printed(listed(1), SCENES, PROJECT, {"S01_P01": frame})
        assert b"/Subtype /Image" not in printed(listed(1), SCENES, PROJECT, {})


@pytest.mark.parametrize("language", ["fr", "ja", "ar"])
def test_the_storyboard_speaks_the_language_of_the_group(language: str) -> None:
    content = storyboard_pdf(listed(2), SCENES, replace(PROJECT, language=language), {})
    assert (b"NotoSansArabic" in content) is (language == "ar")
    assert (b"NotoSansJP" in content) is (language == "ja")
