"""The reports of the camera and the sound crew, and the table for editing programs."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.documents.days import ShootingDay
from pipeline.documents.shot_list import ShotList
from pipeline.documents.takes import Rating, SoundFile, SoundRole, Take, Takes
from pipeline.media.facts import AudioFacts, MediaFacts
from pipeline.media.figures import ChannelFigures, SoundFigures
from pipeline.rushes.named import Named, counted_ratings
from pipeline.rushes.planned import Planned, planned
from pipeline.rushes.report_pages import camera_pdf, sound_pdf
from pipeline.rushes.reports import Reports
from pipeline.shots.slate_log import LoggedTake
from tests.pipeline.media.test_safety import FILM, VIDEO
from tests.pipeline.rushes.shoot import DAY, PROJECT, logged, named, shots

SECOND = replace(DAY, date=DAY.date.replace(day=5), location="Attic", scenes=("2",))
AUDIO = AudioFacts(
    index=0,
    codec="pcm_s24le",
    seconds=Fraction(4),
    sample_rate=96_000,
    channels=2,
    frames_decoded=3,
    damaged=0,
)
HEARD = SoundFigures(
    integrated_lufs=-23.4,
    channels=(ChannelFigures(rms_db=-25.0, peak_db=-8.25, flat_factor=0.0, peak_count=2),),
    samples=96_000,
)
SILENT = SoundFigures(
    integrated_lufs=None,
    channels=(ChannelFigures(rms_db=-200.0, peak_db=-200.0, flat_factor=0.0, peak_count=0),),
    samples=96_000,
)


def taken(one: Named, rating: Rating) -> Take:
    """The take of a named film."""
    assert one.slate
    return Take(
        slate=one.slate,
        file=one.file,
        digest=f"digest of {one.file}",
        kind="mov",
        rating=rating,
        frames=100,
        width=1920,
        height=1080,
        rate=Fraction(30000, 1001),
        note=one.entry.note,
        start_timecode="01:00:00:00",
    )


def reports_of(everything: tuple[Named, ...], *log: LoggedTake, plan: Planned) -> Reports:
    """Reports of recordings that were named, as the stage makes them."""
    ratings = counted_ratings(everything)
    films = [one for one in everything if one.is_take]
    sounds = tuple(
        SoundFile(
            file=one.file,
            digest=one.file,
            kind="wav",
            role=one.role or SoundRole.WILD,
            samples=192_000,
            channels=2,
        )
        for one in everything
        if one.is_sound
    )
    facts: Mapping[str, MediaFacts] = {
        **{one.file: FILM for one in films},
        **{one.file: MediaFacts(kind="wav", streams=1, audio=AUDIO) for one in sounds},
    }
    takes = tuple(taken(one, ratings[one.file]) for one in films)
    return Reports(
        takes=Takes(frame_rate=Fraction(25), takes=takes, sounds=sounds),
        named=everything,
        facts=facts,
        log=log,
        plan=plan,
        project=PROJECT,
        figures={"day/IMG_1.MOV": HEARD, "S02_P01_T01.mov": SILENT, "ZOOM_1.wav": HEARD},
    )


def plan_of(*days: ShootingDay) -> Planned:
    described = shots("S01_P01", description="The kite", camera="A", lens="35 mm")
    return planned(ShotList(shots=(*described, *shots("S02_P01")), days=days))


EVERYTHING = named(
    *("day/IMG_1.MOV", "S02_P01_T01.mov", "S03_P01_T01.mov", "ZOOM_1.wav", "RT_quay.wav"),
    rows=(
        "IMG_1.MOV,1,1,2,good,,,Otto laughed,,,ZOOM_1.wav,-480",
        "RT_quay.wav,,,,,,,no wind,,attic",
        "S03_P01_T01.mov,,,,ng",
    ),
)


def test_the_camera_report_has_the_figures_of_each_take_by_day() -> None:
    lines = reports_of(EVERYTHING, plan=plan_of(DAY, SECOND)).camera_table().splitlines()
    assert lines[1:] == [
        "2026-08-04,Blue,Kite,IMG_1.MOV,S01_P01_T02,1,1,2,good,A,35 mm,1920x1080,29.97,4.00,"
        "01:00:00:00,-23.4,-8.2,Otto laughed",
        "2026-08-05,Blue,Kite,S02_P01_T01.mov,S02_P01_T01,2,1,1,good,,,1920x1080,29.97,4.00,"
        "01:00:00:00,,,",
        ",Blue,Kite,S03_P01_T01.mov,S03_P01_T01,3,1,1,no_good,,,1920x1080,29.97,4.00,"
        "01:00:00:00,,,",
    ]


def test_the_sound_report_has_what_each_recording_is_for() -> None:
    lines = reports_of(EVERYTHING, plan=plan_of(DAY, SECOND)).sound_table().splitlines()
    assert lines[1:] == [
        "2026-08-04,Blue,Kite,ZOOM_1.wav,S01_P01_T02,1,1,2,double,,2,96000,4.00,-23.4,-8.2,",
        "2026-08-05,Blue,Kite,RT_quay.wav,,,,,room_tone,attic,2,96000,4.00,,,no wind",
    ]


def test_the_day_is_that_of_the_log_before_that_of_the_plan() -> None:
    log = logged("S02_P01_T01")
    late = plan_of(replace(SECOND, scenes=("1", "2")))
    days = [line.day for line in reports_of(EVERYTHING, log, plan=late).camera()]
    assert days == ["2026-08-04", "2026-08-05", "2026-08-05"]


def test_the_table_for_editing_programs_speaks_their_words() -> None:
    table = reports_of(EVERYTHING, plan=plan_of()).editors_table().splitlines()
    assert table == [
        "File Name,Scene,Shot,Take,Good Take,Description",
        "IMG_1.MOV,1,1,2,1,The kite – Otto laughed",
        "S02_P01_T01.mov,2,1,1,1,",
        "S03_P01_T01.mov,3,1,1,,",
    ]


def test_no_report_names_a_person() -> None:
    log = replace(logged("S01_P01_T02"), by="Chi")
    reports = reports_of(EVERYTHING, log, plan=plan_of(DAY))
    whole = reports.camera_table() + reports.sound_table() + reports.editors_table()
    assert not re.search(r"Aya|Ben|Chi", whole)


def many(count: int) -> tuple[Named, ...]:
    return named(*(f"S01_P{n:02d}_T01.mov" for n in range(1, count + 1)), "RT.wav")


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (20, 1), (60, 3)])
def test_a_report_takes_as_many_pages_as_it_needs(count: int, pages: int) -> None:
    content = camera_pdf(reports_of(many(count), plan=plan_of()))
    assert len(re.findall(rb"/Type /Page\b", content)) == pages


@pytest.mark.parametrize("language", ["fr", "ja", "ar", "de"])
def test_the_reports_speak_the_language_of_the_film(language: str) -> None:
    reports = reports_of(EVERYTHING, plan=plan_of(DAY, SECOND))
    spoken = replace(reports, project=replace(PROJECT, language=language))
    for content in (camera_pdf(spoken), sound_pdf(spoken)):
        assert (b"NotoSansArabic" in content) is (language == "ar")
        assert (b"NotoSansJP" in content) is (language == "ja")


def test_the_same_shoot_gives_the_same_bytes_and_an_uneven_camera_is_told() -> None:
    reports = reports_of(EVERYTHING, plan=plan_of(DAY))
    assert camera_pdf(reports) == camera_pdf(reports)
    uneven = replace(FILM, video=replace(VIDEO, uneven=0.5))
    told = replace(reports, facts={**reports.facts, "day/IMG_1.MOV": uneven})
    assert [line.is_uneven for line in told.camera()] == [True, False, False]
    assert camera_pdf(told) != camera_pdf(reports)
