"""Files as Premiere, Resolve, Final Cut, Kdenlive, Shotcut and Pitivi write them (`golden/`)."""

from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.timeline.interchange.opening import opened
from tests.pipeline.timeline.interchange.edits import (
    GOLDEN,
    edit_in,
    golden,
    heard,
    mixed,
    seen,
    told,
)

NTSC = Fraction(30000, 1001)


def test_an_edl_of_resolve_keeps_cuts_dissolves_speeds_and_freezes() -> None:
    edit = golden("resolve.edl")
    assert (edit.name, str(edit.frame_rate), edit.frames) == ("Die Uhr v3", "25", 175)
    hour = 10 * 3600 * 25
    assert seen(edit) == [
        ("S01_P01_T02.mov", hour + 50, 0, 62, 1),
        ("S01_P02_T01.mov", hour + 1500, 50, 75, 1),
        ("S02_P01_T01.mov", 250, 125, 25, 2),
        ("S02_P02_T01.mov", 30, 150, 25, 0),
    ]
    assert mixed(edit) == [(50, 12)]


def test_the_sound_of_an_edl_that_starts_later_stays_where_it_was() -> None:
    assert heard(golden("resolve.edl")) == [("music.wav", 0, 100, 75, 1)]


def test_left_and_right_of_one_file_are_heard_once() -> None:
    assert len(golden("resolve.edl").sound) == 1
    assert len(golden("premiere_dropframe.edl", rate=NTSC).sound) == 1


def test_drop_frame_timecode_skips_two_numbers_a_minute() -> None:
    edit = golden("premiere_dropframe.edl", rate=NTSC)
    assert seen(edit) == [("a2997.mp4", 1798, 0, 10, 1), ("b2997.mp4", 60, 20, 30, 1)]


def test_an_edl_has_the_rate_of_the_film() -> None:
    assert golden("resolve.edl", rate=Fraction(24)).frame_rate == 24


def test_premiere_dissolves_speeds_titles_and_files_that_are_written_once() -> None:
    edit = golden("premiere.xml")
    assert (str(edit.frame_rate), edit.frames, edit.width) == ("25", 200, 1280)
    assert seen(edit) == [
        ("S01_P01_T02.mov", 50, 0, 56, 1),
        ("title_over", 0, 10, 30, 1),
        ("S01_P02_T01.mov", 94, 44, 56, 1),
        ("S01_P01_T02.mov", 60, 100, 40, 2),
    ]
    assert mixed(edit) == [(44, 12)]


def test_the_two_tracks_of_premieres_stereo_are_one_sound_with_its_level() -> None:
    plain = opened(GOLDEN / "premiere.xml", name="premiere.xml", rate=None).plain
    sounds = [one for one in plain["tracks"]["children"] if one["kind"] == "Audio"]
    assert len(sounds) == 1
    assert sounds[0]["children"][0]["metadata"]["claquette"] == {"gain_db": -6.0206}


def test_what_premiere_does_beside_is_told_with_its_place() -> None:
    lines = told(golden("premiere.xml"))
    assert (
        "dropped V1 00:00:02:00 “S01_P02_T01.mov”: "
        "The effect “Lumetri Color” on “S01_P02_T01.mov” is not done."
    ) in lines
    assert any(line.startswith("kept V1 00:00:04:00 “S01_P01_T02.mov”: Notes") for line in lines)
    assert not any("Basic Motion" in line for line in lines)


def test_final_cut_hangs_clips_on_clips_in_fractions_of_seconds() -> None:
    edit = golden("finalcut.fcpxml")
    assert (edit.frame_rate, edit.frames, edit.height) == (NTSC, 180, 1080)
    assert seen(edit) == [
        ("S01_P01_T02.mov", 0, 0, 65, 1),
        ("title_over", 0, 10, 20, 1),
        ("S01_P01_T02.mov", 115, 55, 35, 1),
        ("S01_P01_T02.mov", 30, 105, 30, 1),
        ("S01_P01_T02.mov", 30, 135, 45, 2),
    ]
    assert mixed(edit) == [(55, 10)]


def test_a_split_edit_of_final_cut_is_heard_before_it_is_seen() -> None:
    rows = heard(golden("finalcut.fcpxml"))
    assert ("S01_P01_T02.mov", 110, 50, 40, 1) in rows
    assert ("music.wav", 0, 15, 150, 1) in rows


def test_an_effect_of_the_picture_is_told_once() -> None:
    lines = [line for line in told(golden("finalcut.fcpxml")) if "Color Board" in line]
    assert lines == [
        "dropped V1 00:00:04:15 “fast”: The effect “Color Board” on “fast” is not done."
    ]


def test_kdenlive_has_two_playlists_for_a_track_and_a_proxy_for_a_file() -> None:
    edit = golden("kdenlive.kdenlive")
    assert seen(edit) == [
        ("S01_P01_T02.mov", 50, 0, 60, 1),
        ("title_over", 0, 10, 30, 1),
        ("S01_P02_T01.mov", 100, 47, 53, 1),
        ("S01_P02_T01.mov", 50, 101, 50, 2),
    ]
    assert mixed(edit) == [(47, 13)]
    assert heard(edit) == [("S01_P01_T02.mov", 50, 0, 60, 1)]


def test_the_level_and_the_fade_of_kdenlives_sound_are_kept() -> None:
    plain = opened(GOLDEN / "kdenlive.kdenlive", name="k", rate=None).plain
    sound = next(one for one in plain["tracks"]["children"] if one["kind"] == "Audio")
    assert sound["children"][0]["metadata"]["claquette"] == {"gain_db": -6.0, "fade_in_frames": 10}
    title = plain["tracks"]["children"][1]["children"][1]["media_references"]["DEFAULT_MEDIA"]
    assert title["parameters"] == {"text": "The kite", "over": True}
    assert [one["name"] for one in plain["tracks"]["markers"]] == ["ask Ben"]


def test_shotcut_puts_a_small_film_between_two_clips_that_mix() -> None:
    edit = golden("shotcut.mlt")
    assert seen(edit) == [
        ("S01_P01_T02.mp4", 50, 0, 75, 1),
        ("S01_P02_T01.mp4", 25, 50, 100, 1),
    ]
    assert mixed(edit) == [(50, 25)]
    assert [row[:4] for row in heard(edit)] == [
        ("S01_P01_T02.mp4", 50, 0, 75),
        ("S01_P02_T01.mp4", 25, 50, 100),
    ]


def test_pitivi_counts_nanoseconds_and_layers_from_the_top() -> None:
    edit = golden("pitivi.xges")
    assert edit.name == "The kite"
    assert seen(edit) == [
        ("S01_P01_T02.mp4", 50, 0, 75, 1),
        ("title_over", 0, 10, 30, 1),
        ("S01_P02_T01.mp4", 25, 50, 100, 1),
    ]
    assert mixed(edit) == [(50, 25)]
    assert any("agingtv" in line for line in told(edit))


@pytest.mark.parametrize("path", sorted(GOLDEN.iterdir()), ids=lambda path: path.name)
def test_what_a_file_is_does_not_depend_on_its_name(path: Path) -> None:
    rate = NTSC if "dropframe" in path.name else None
    known = opened(path, name=path.name, rate=rate)
    other = opened(path, name="timeline.mov", rate=rate)
    assert known.plain == other.plain


CLIP = """<fcpxml version="1.8"><resources><format id="r1" frameDuration="1/25s"/>
<asset id="r2" src="file:///a.mov" hasVideo="1" hasAudio="1"/><asset id="r3" src="file:///b.mov"/>
</resources><project name="p"><sequence format="r1"><spine>
<clip name="a" offset="0s" duration="4s" start="2s">
<video ref="r2" offset="0s" duration="10s">
<audio ref="r2" lane="-1" offset="0s" duration="10s"/></video>
<asset-clip ref="r3" lane="1" offset="3s" duration="1s" start="5s" srcEnable="video">
<timeMap><timept time="5s" value="5s"/><timept time="6s" value="7s"/></timeMap></asset-clip>
</clip></spine></sequence></project></fcpxml>"""


def test_what_hangs_on_a_clip_is_not_what_it_consists_of(tmp_path: Path) -> None:
    path = tmp_path / "clip.fcpxml"
    path.write_text(CLIP)
    edit = edit_in(path)
    assert seen(edit) == [("a.mov", 50, 0, 100, 1), ("b.mov", 125, 25, 25, 2)]
    assert heard(edit) == [("a.mov", 50, 0, 100, 1)]
