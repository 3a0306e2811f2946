import re
import zlib
from dataclasses import replace

import pytest

from pipeline.documents.project import Project
from pipeline.documents.screenplay import Screenplay
from pipeline.documents.shot_list import Shot, ShotList, ShotStatus
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.layout import A4
from pipeline.fountain.parse import parse
from pipeline.paper.lined_script import lined_script_pdf

PROJECT = Project(title="Low Water", group="Blue")
PLAY = screenplay_of(parse("INT. A - DAY\n\nMud.\n\n" + "MAY\nGo.\n\nHUGO\nNo.\n\n" * 12))
MASTER = Shot(scene="1", shot=1, size="ws", framing="master")
HEARD = Shot(scene="1", shot=2, size="cu", dialogue="Go. No.", characters=("MAY",))


def printed(*shots: Shot, play: Screenplay = PLAY, language: str = "en") -> bytes:
    return lined_script_pdf(ShotList(shots=shots), play, replace(PROJECT, language=language))


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", content))


def test_the_pages_are_those_of_the_script_with_lines_that_go_over() -> None:
    plain, lined = printed(), printed(MASTER)
    assert pages(plain) == pages(lined) == 2
    assert len(lined) > len(plain)


def test_a_line_is_longer_to_draw_where_it_is_wavy() -> None:
    seen = replace(HEARD, characters=("MAY", "HUGO"))
    assert len(printed(HEARD)) > len(printed(seen)) + 500


def test_dropped_shots_have_no_line_and_a_script_without_pages_is_one_empty_page() -> None:
    assert printed(replace(MASTER, status=ShotStatus.DROPPED)) == printed()
    assert pages(printed(MASTER, play=screenplay_of(()))) == 1


@pytest.mark.parametrize("language", ["fr", "ja", "ar"])
def test_the_size_at_the_head_is_in_the_language_of_the_group(language: str) -> None:
    content = printed(MASTER, language=language)
    assert (b"NotoSansArabic" in content) is (language == "ar")
    assert pages(content) == 2


def test_many_lines_find_room_beside_each_other() -> None:
    shots = tuple(replace(MASTER, shot=number) for number in range(1, 40))
    assert pages(printed(*shots)) == 2


def heads(content: bytes) -> list[tuple[float, float]]:
    """Left and right edges of the boxes at the heads of the lines, in points."""
    streams = re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)
    drawn = b"".join(zlib.decompress(one) for one in streams if one[:1] == b"x")
    found = re.findall(rb"([\d.]+) [\d.]+ ([\d.]+) -?[\d.]+ re f", drawn)
    return [(float(x), float(x) + float(wide)) for x, wide in found if 5 < float(wide) < 40]


@pytest.mark.parametrize("count", [1, 3, 5])
def test_a_few_lines_stand_beside_the_text_and_not_on_it(count: int) -> None:
    shots = tuple(replace(MASTER, shot=number) for number in range(1, count + 1))
    beside = [edges for edges in heads(printed(*shots)) if edges[0] > 100]
    end_of_text = (26.0 + A4.columns * 2.54) * 72 / 25.4
    assert len(beside) >= count
    assert min(left for left, _right in beside) >= end_of_text - 1
