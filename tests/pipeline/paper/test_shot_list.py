import re
from dataclasses import replace

import pytest

from pipeline.documents.project import Project
from pipeline.documents.shot_list import Priority, Shot, ShotList
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.paper.palette import GROUPS, group_colour, strip_colour
from pipeline.paper.shot_list import shot_list_pdf
from pipeline.paper.slates import code_of, slates_pdf

PROJECT = Project(title="Low Water", group="Blue")
SCENES = screenplay_of(
    parse("EXT. QUAY - DAY\n\nMud.\n\nINT. BOAT - NIGHT\n\n" + "Rain.\n\n" * 30)
).scenes
SHOTS = ShotList(
    shots=(
        Shot(scene="1", shot=1, size="ws", framing="master", move="pan", planned_frames=100),
        Shot(
            scene="2",
            shot=1,
            size="cu",
            description="Rain. " * 60,
            dialogue="MAY: Go.",
            characters=("MAY",),
            props=("a rope",),
        ),
        Shot(scene="9", shot=1, angle="low", priority=Priority.NICE, sound="wild: gulls"),
    )
)


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", content))


def test_a_short_list_is_one_page_and_a_long_one_turns() -> None:
    assert pages(shot_list_pdf(SHOTS, SCENES, PROJECT)) == 1
    many = tuple(replace(SHOTS.shots[0], shot=number) for number in range(1, 31))
    assert pages(shot_list_pdf(ShotList(shots=many), SCENES, PROJECT)) == 3


@pytest.mark.parametrize("language", ["en", "fr", "ja", "ar", "de"])
def test_the_list_is_printed_in_the_language_of_the_group(language: str) -> None:
    content = shot_list_pdf(SHOTS, SCENES, replace(PROJECT, language=language))
    assert content.startswith(b"%PDF")
    assert (b"NotoSansJP" in content) is (language == "ja")
    assert (b"NotoSansArabic" in content) is (language == "ar")


def test_equal_lists_are_equal_bytes() -> None:
    assert shot_list_pdf(SHOTS, SCENES, PROJECT) == shot_list_pdf(SHOTS, SCENES, PROJECT)
    assert slates_pdf(SHOTS, SCENES, PROJECT) == slates_pdf(SHOTS, SCENES, PROJECT)


def test_each_shot_has_a_slate_whose_code_names_it() -> None:
    assert pages(slates_pdf(SHOTS, SCENES, PROJECT)) == len(SHOTS.shots)
    assert code_of(SHOTS.shots[0]) == "CLQ1 S01 P01"
    assert code_of(Shot(scene="3a", shot=12)) == "CLQ1 S03A P12"


def test_a_group_is_coloured_by_its_colour_or_its_name() -> None:
    assert group_colour(PROJECT) == GROUPS["blue"]
    assert group_colour(replace(PROJECT, colour="red")) == GROUPS["red"]
    assert group_colour(replace(PROJECT, group="Les Chats")) == GROUPS["graphite"]


def test_a_scene_inside_and_outside_has_the_strip_of_outside() -> None:
    assert strip_colour("INT/EXT", night=True) == strip_colour("EXT", night=True)
    assert strip_colour("", night=False) == strip_colour("INT", night=False)
