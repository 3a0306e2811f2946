"""The timeline of the sounds without a script: every move is a form; and who may look or change."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from pipeline import desk
from pipeline.editing.cue_table import rows_of
from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.records.desks import Place
from tests.cast import Cast
from tests.mixed_film import lay_locked_film, lay_mix
from tests.web.conftest import Visitor, enter
from tests.web.test_spotting_page import base, record


@pytest.fixture
def page(book: Book, store: LocalStore, cast: Cast) -> str:
    """The page of the Blue group, whose picture is locked and whose song is sent."""
    lay_locked_film(book, store, cast)
    lay_mix(book, store, cast)
    return f"/projects/{cast.blue_film}/sound/lanes"


@pytest.fixture
def aya(app: Flask, book: Book, cast: Cast, page: str) -> Visitor:
    """Aya at her browser, after all that."""
    return enter(app, book, cast.aya)


def given(text: str) -> dict[str, Any]:
    """What the script of the page draws."""
    found = re.search(r'id="lanes-given">(.*?)</script>', text, re.DOTALL)
    assert found
    plain: dict[str, Any] = json.loads(found[1])
    return plain


Song = Callable[[], dict[str, str]]


@pytest.fixture
def song(book: Book, store: LocalStore, cast: Cast) -> Song:
    """The row of the song on the desk."""
    return lambda: row_of_song(book, store, cast)


def row_of_song(book: Book, store: LocalStore, cast: Cast) -> dict[str, str]:
    lying = desk.lying(
        book, store, Place(project_id=cast.blue_film, stage="sound", name="cues.csv")
    )
    assert lying
    return dict(rows_of(lying.content.decode())[0])


def move(who: Visitor, page: str, do: str, **more: str) -> int:
    """Press a button of the song's form."""
    fields = {"row": "0", "file": "song.wav", "base": base(who.get(page).text), "back": "lanes"}
    return who.post(f"{page}/move", do=do, **fields | more).status_code


def test_shots_and_sounds_are_drawn_frame_by_frame(aya: Visitor, page: str) -> None:
    text = aya.get(page).text
    seen = given(text)
    assert (seen["rate"], seen["frames"], seen["cuts"]) == ("25", 300, [150])
    assert [(one["name"], one["start"], one["frames"]) for one in seen["shots"]] == [
        ("S01_P01_T02", 0, 150),
        ("S02_P01_T01", 150, 150),
    ]
    assert [(one["role"], one["start"], one["frames"]) for one in seen["fixed"]] == [
        ("dialogue", 0, 150),
        ("dialogue", 150, 150),
        ("ambience", 150, 50),
    ]
    assert seen["content"].splitlines()[1].startswith("song.wav,music,4,0,5,-6")
    assert seen["sounds"]["song.wav"]["frames"] == 2
    assert re.search(r'<video id="film" src="/revisions/\d+/made/preview.mp4" controls', text)
    assert '<rect class="cue-bar cue-music"' in text


def test_every_sound_can_be_heard_and_drawn(aya: Visitor, page: str) -> None:
    record(aya, page.replace("lanes", "spotting"), "steps")
    sounds = given(aya.get(page).text)["sounds"]
    assert set(sounds) == {"song.wav", "WT_wind.wav", "FLY_steps_T01.wav"}
    for name in ("song.wav", "FLY_steps_T01.wav"):
        heard = aya.get(sounds[name]["sound"])
        assert heard.headers["Content-Type"] == "audio/wav"
        assert "sandbox" in heard.headers["Content-Security-Policy"]
        wave = aya.get(sounds[name]["wave"])
        assert len(wave.data) == 5
        again = aya.get(sounds[name]["wave"], headers={"If-None-Match": wave.headers["ETag"]})
        assert again.status_code == 304
    voices = given(aya.get(page).text)["voices"]
    assert len(aya.get(voices).data) == 5  # of the mix that was made of this edit
    assert aya.get(f"{page}/sounds/cues.csv").status_code == 404
    assert aya.get(f"{page}/wave/nothing.wav").status_code == 404


@pytest.mark.parametrize(
    ("do", "cells"),
    [
        ("move:-10", {"start": "00:00:03:15"}),
        ("cut:1", {"start": "00:00:06:00"}),
        ("start:1", {"start": "00:00:04:01", "in": "00:00:00:01"}),
        ("end:-1", {"out": "00:00:00:01"}),
        ("gain:3", {"gain_db": "-3"}),
        ("fade_in:-5", {"fade_in": ""}),
        ("pan:-20", {"pan": "-20"}),
    ],
)
def test_each_button_is_a_form_that_moves_the_sound(
    aya: Visitor, page: str, song: Song, do: str, cells: dict[str, str]
) -> None:
    before = rows_of(given(aya.get(page).text)["content"])[0]
    assert f'name="do" value="{do}"' in aya.get(page).text
    assert move(aya, page, do) == 303
    assert song() == dict(before) | cells
    assert "Kept on your desk." in aya.get(page).text


def test_times_are_typed_in_a_form_and_a_wrong_one_is_told(
    aya: Visitor, page: str, song: Song
) -> None:
    text = aya.get(page).text
    assert 'name="start" dir="ltr" maxlength="20" autocomplete="off" value="00:00:04:00"' in text
    assert move(aya, page, "times", start="2.5", lasts="00:00:00:01") == 303
    assert (song()["start"], song()["out"]) == ("00:00:02:13", "00:00:00:01")
    assert move(aya, page, "times", start="soon", lasts="") == 303
    assert "“soon” is not a time for “start”." in aya.get(page).text
    assert song()["start"] == "00:00:02:13"


def test_the_page_knows_how_far_each_kind_steps_back_as_the_desk_is_set(
    aya: Visitor, page: str, cast: Cast
) -> None:
    assert given(aya.get(page).text)["ducking"] == {
        "attack_s": 0.02,
        "release_s": 0.5,
        "silent_db": -60.0,
        "gate_db": -10.0,
        "steps": {"music": {"ratio": 6.0, "below_speech_db": 16.0, "deepest_db": -16.0}},
    }
    desk_of_mix = "bus,ducking\nmusic,off\nambience,soft\n"
    aya.post(f"/projects/{cast.blue_film}/desk/sound/mix.csv", content=desk_of_mix, base="0")
    steps = given(aya.get(page).text)["ducking"]["steps"]
    assert (set(steps), steps["ambience"]["deepest_db"]) == ({"ambience"}, -10.0)


def test_one_comes_back_to_the_sound_that_was_moved_and_takes_it_out(
    aya: Visitor, page: str, song: Song
) -> None:
    fields = {"row": "0", "file": "song.wav", "base": base(aya.get(page).text), "back": "lanes"}
    assert aya.post(f"{page}/move", do="move:1", **fields).location == f"{page}#row-0"
    spotting = page.replace("lanes", "spotting")
    fields["base"] = base(aya.get(page).text)
    assert aya.post(f"{spotting}/remove", **fields).location == f"{page}#sheet"
    assert "No sound of your own lies in the film yet" in aya.get(page).text
    placed = {"file": "song.wav", "role": "music", "start": "00:00:01:00", "back": "lanes"}
    assert aya.post(f"{spotting}/place", **placed).location == f"{page}#sheet"
    assert song()["start"] == "00:00:01:00"


def test_a_form_of_an_old_page_moves_what_it_showed_and_others_stay(
    aya: Visitor, at: Callable[[int], Visitor], page: str, song: Song, cast: Cast
) -> None:
    ben, seen = at(cast.ben), base(aya.get(page).text)
    move(aya, page, "gain:1", base=seen)
    assert move(ben, page, "move:25", base=seen) == 303
    now = song()
    assert (now["gain_db"], now["start"]) == ("-5", "00:00:05:00")
    move(ben, page, "gain:3", base=seen)
    assert "Somebody else has just changed the same sound." in ben.get(page).text
    assert song()["gain_db"] == "-5"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"do": "rewind:1"}, 404),
        ({"do": ""}, 404),
        ({"do": "move:1", "row": "7"}, 409),
        ({"do": "move:1", "file": "other.wav"}, 409),
        ({"do": f"move:{'9' * 30}"}, 303),
        ({"do": "move:٣"}, 303),
    ],
)
def test_a_move_that_there_is_not_is_refused(
    aya: Visitor, page: str, fields: dict[str, str], status: int
) -> None:
    assert move(aya, page, **fields) == status


def test_a_row_with_a_fault_says_so_and_the_page_stands(
    aya: Visitor, page: str, cast: Cast
) -> None:
    sheet = "file,role,start\nsong.wav,music,soon\n"
    aya.post(f"/projects/{cast.blue_film}/desk/sound/cues.csv", content=sheet, base="1")
    text = aya.get(page).text
    forms = text.split('class="part lanes-forms"')[1]
    assert "A cell of its row cannot be read." in forms
    assert 'name="do"' not in forms
    move(aya, page, "move:1")
    assert "is not a time for" in aya.get(page).text
    aya.post(f"/projects/{cast.blue_film}/desk/sound/cues.csv", content="name\nx\n", base="2")
    text = aya.get(page).text
    assert "The first row of cues.csv must name the columns" in text
    assert "data-address" not in text


def test_adults_see_the_same_and_change_nothing_and_others_see_nothing(
    page: str, marc: Visitor, rosa: Visitor
) -> None:
    text = marc.get(page).text
    assert given(text)["frames"] == 300
    assert "data-address" not in text
    assert "<form method" not in text.split('id="lanes"')[1].split("<footer")[0]
    assert marc.get(f"{page}/wave/song.wav").status_code == 200
    fields = {"row": "0", "file": "song.wav", "do": "move:1"}
    assert marc.post(f"{page}/move", **fields).status_code == 403
    assert rosa.post(f"{page}/move", **fields).status_code == 404
    for path in ("", "/wave/song.wav", "/sounds/song.wav", "/voices"):
        assert rosa.get(page + path).status_code == 404


def test_before_the_lock_the_page_says_what_opens_it(
    app: Flask, book: Book, cast: Cast, at: Callable[[int], Visitor]
) -> None:
    aya, page = at(cast.aya), f"/projects/{cast.blue_film}/sound/lanes"
    assert "The picture is not locked yet" in aya.get(page).text
    assert aya.get(f"{page}/voices").status_code == 404
    fields = {"row": "0", "file": "song.wav", "do": "move:1"}
    assert aya.post(f"{page}/move", **fields).status_code == 404


def test_what_is_no_wav_has_no_wave_but_can_be_fetched(aya: Visitor, page: str) -> None:
    record(aya, page.replace("lanes", "spotting"), "bell", b"ID3" + b"\0" * 40, name="bell.mp3")
    sound = given(aya.get(page).text)["sounds"]["FLY_bell_T01.mp3"]
    assert aya.get(sound["wave"]).data == b""
    assert aya.get(sound["sound"]).headers["Content-Disposition"].startswith("attachment")
