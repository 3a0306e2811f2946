import datetime as dt
import re
import zlib
from dataclasses import replace

import pytest

from pipeline.documents.days import ShootingDay, Spot
from pipeline.documents.project import Project
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.paper.call_sheet import call_sheets_pdf
from pipeline.paper.call_sheet_scenes import first_name

SCRIPT = "EXT. QUAY - DAY\n\nMud.\n\nMAY\nGo.\n\nINT. BOAT - NIGHT\n\nRain.\n\n"
SCENES = screenplay_of(parse(SCRIPT)).scenes
PROJECT = Project(
    title="Low Water",
    group="Blue",
    cast={"MAY": "Aya Miller"},
    crew={"director": ("Aya Miller",), "dop": ("Ben",), "mixer_loc": ()},
)
DAY = ShootingDay(
    date=dt.date(2026, 8, 4),
    call=dt.time(9, 30),
    wrap=dt.time(17),
    mentor="Marc",
    mentor_phone="+33 6 12 34 56 78",
    permission=True,
    spot=Spot(latitude=48.85, longitude=2.35, time_zone="Europe/Paris"),
    special="Two allergies",
)
SHOTS = ShotList(
    shots=(
        Shot(scene="1", shot=1, size="ws", props=("rope",), kit="tripod", setup_minutes=30),
        Shot(scene="2", shot=1, size="cu", setup_minutes=20),
    ),
    days=(DAY,),
)


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", content))


def glyphs(content: bytes) -> int:
    """How much is printed: the length of what is drawn, unpacked."""
    streams = re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)
    return sum(len(_unpacked(stream)) for stream in streams)


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_each_day_is_a_page_and_without_days_there_is_one_to_fill_in() -> None:
    two = replace(SHOTS, days=(DAY, replace(DAY, date=dt.date(2026, 8, 5), scenes=("2",))))
    assert pages(call_sheets_pdf(two, SCENES, PROJECT)) == 2
    assert pages(call_sheets_pdf(replace(SHOTS, days=()), SCENES, PROJECT)) == 1
    assert pages(call_sheets_pdf(ShotList(shots=()), (), PROJECT)) == 1


def test_a_long_day_goes_over_the_page_and_keeps_its_head() -> None:
    many = tuple(Shot(scene=str(number), shot=1, setup_minutes=1) for number in range(1, 60))
    assert pages(call_sheets_pdf(replace(SHOTS, shots=many), SCENES, PROJECT)) > 1


@pytest.mark.parametrize("language", ["en", "fr", "ja", "ar", "de"])
def test_the_sheet_is_in_the_language_of_the_group(language: str) -> None:
    content = call_sheets_pdf(SHOTS, SCENES, replace(PROJECT, language=language))
    assert pages(content) == 1
    assert (b"NotoSansJP" in content) is (language == "ja")
    assert (b"NotoSansArabic" in content) is (language == "ar")


def test_people_are_printed_by_their_first_name_only() -> None:
    assert first_name("Aya Miller") == "Aya"
    assert (first_name(" ハナ "), first_name("")) == ("ハナ", "")
    short = replace(PROJECT, cast={"MAY": "Aya"}, crew={**PROJECT.crew, "director": ("Aya",)})
    with_surname, without = (
        glyphs(call_sheets_pdf(SHOTS, SCENES, one)) for one in (PROJECT, short)
    )
    assert with_surname == without


def test_equal_days_are_equal_bytes() -> None:
    assert call_sheets_pdf(SHOTS, SCENES, PROJECT) == call_sheets_pdf(SHOTS, SCENES, PROJECT)
