"""The slate in a file's name."""

import pytest

from pipeline.documents.slate import Slate
from pipeline.documents.takes import SoundRole
from pipeline.rushes.naming import role_of, slates_of


@pytest.mark.parametrize(
    ("name", "slate"),
    [
        ("S03_P02_T04.mov", "S03_P02_T04"),
        ("s03_p02_t04.MOV", "S03_P02_T04"),
        ("BLU_S012_P03_T02_A.mp4", "S12_P03_T02"),
        ("S03A_P02_T04.mov", "S03A_P02_T04"),
        ("12-3-2.mov", "S12_P03_T02"),
        ("12_3_2.mov", "S12_P03_T02"),
        ("Scene 4 shot 2 take 1.mp4", "S04_P02_T01"),
        ("S01-SH02-T03.mov", "S01_P02_T03"),
        ("sc3_p1_tk2.mov", "S03_P01_T02"),
        ("3a plan 2 take 10.mov", "S03A_P02_T10"),
    ],
)
def test_the_name_of_a_file_tells_scene_shot_and_take(name: str, slate: str) -> None:
    assert slates_of([name])[name].name == slate


@pytest.mark.parametrize(
    "name",
    [
        *("IMG_0001.MOV", "VID_20191220_170832.mp4", "20191220_170832.mp4", "DSC_0042.mov"),
        *("C0007.MP4", "GX010012.MP4", "MVI_1234.MOV", "PXL_20230101_120000.mp4", "clip.mp4"),
        *("2024-05-06.mp4", "S00_P01_T00.mov", "our film.mp4", ""),
    ],
)
def test_what_a_camera_calls_its_files_is_no_slate(name: str) -> None:
    assert slates_of([name]) == {}


def test_american_letters_count_from_a_where_no_master_was_shot() -> None:
    found = slates_of(["S01A_T1.mp4", "S01B_T2.mp4", "S01J_T1.mp4"])
    assert [slate.name for slate in found.values()] == [
        *("S01_P01_T01", "S01_P02_T02", "S01_P09_T01"),
    ]


def test_with_a_master_the_american_letters_come_after_it() -> None:
    found = slates_of(["12_T1.mov", "12A_T1.mov", "12AA T3.mov", "13A_T1.mov"])
    assert [slate.name for slate in found.values()] == [
        *("S12_P01_T01", "S12_P02_T01", "S12_P26_T03", "S13_P01_T01"),
    ]


def test_folders_before_a_name_do_not_count() -> None:
    assert list(slates_of(["day 1/card 2/S01_P01_T01.mov"])) == ["day 1/card 2/S01_P01_T01.mov"]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("RT.wav", SoundRole.ROOM_TONE),
        ("LOC-park_RT1.wav", SoundRole.ROOM_TONE),
        ("room tone kitchen.wav", SoundRole.ROOM_TONE),
        ("BLU_WT-door.wav", SoundRole.WILD),
        ("sfx_door.wav", SoundRole.EFFECT),
        ("music.ogg", SoundRole.MUSIC),
        ("S01_P02_T03.wav", SoundRole.DOUBLE),
        ("S09_P09_T09.wav", SoundRole.WILD),
        ("art class.wav", SoundRole.WILD),
    ],
)
def test_the_name_of_a_sound_tells_what_it_is_for(name: str, role: SoundRole) -> None:
    assert role_of(name, [Slate(scene="1", shot=2, take=3)]) is role
