"""Which sounds a script asks for, which recordings are theirs, and how sounds are counted."""

import pytest

from pipeline.documents.shot_list import Shot
from pipeline.documents.sound import CueRole
from pipeline.editing.spotting import (
    Laid,
    key_of,
    key_of_file,
    laid_by_edit,
    laid_in_order,
    scene_begins,
    sound_words,
    spotted,
    take_name,
    with_recordings,
)
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from tests.mixed_film import edit_of_film

SCRIPT = """INT. KITCHEN - DAY

LENA looks up. The door SLAMS. Far away, a dog BARKS and BARKS.

LENA
Who is THERE?

OTTO (12) comes in. [[sound: footsteps]]

THE END OF IT

EXT. HILL - DAY

The wind HOWLS. [[sound: wind; footsteps]]
"""


def asked(*names: str) -> list[tuple[str, tuple[str, ...], str]]:
    shots = (Shot(scene="2", shot=1, sound="wild: a kite in the wind"),)
    found = spotted(screenplay_of(parse(SCRIPT)), shots, names)
    return [(one.words, one.scenes, one.source) for one in found]


def test_tags_shot_list_and_capitals_ask_each_sound_once_with_its_scenes() -> None:
    assert asked("OTTO") == [
        ("footsteps", ("1", "2"), "tag"),
        ("door slams", ("1",), "capitals"),
        ("dog barks and barks", ("1",), "capitals"),
        ("wind", ("2",), "tag"),
        ("a kite in the wind", ("2",), "shot"),
        ("wind howls", ("2",), "capitals"),
    ]


def test_a_name_that_nobody_knows_is_taken_for_a_sound() -> None:
    assert ("otto comes in", ("1",), "capitals") in asked()


def test_without_a_script_the_shot_list_asks() -> None:
    found = spotted(None, (Shot(scene="3", shot=1, sound="wild: rain"),))
    assert [(one.words, one.scenes) for one in found] == [("rain", ("3",))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The door SLAMS.", ("door slams",)),
        ("A CRASH in the cellar.", ("crash in the",)),
        ("La porte CLAQUE, le chien ABOIE.", ("porte claque", "chien aboie")),
        ("He says OK.", ()),
        ("Nothing is loud here.", ()),
        ("ドアが閉まる。", ()),
    ],
)
def test_capitals_take_their_neighbours_along(text: str, words: tuple[str, ...]) -> None:
    assert sound_words(text) == words


def test_a_recording_goes_by_its_name_whatever_stands_before_and_after_it() -> None:
    wanted = key_of("door slams!")
    for name in ("WT_door_slams.wav", "FLY_Door_slams_T03.WAV", "sounds/fly_door_slams_t1 (2).wav"):
        assert key_of_file(name) == wanted, name
    assert key_of_file("WT_doors.wav") != wanted


def test_takes_are_counted_on() -> None:
    assert take_name("door slams", (), ".wav") == "FLY_door_slams_T01.wav"
    have = (
        "FLY_door_slams_T01.wav",
        "WT_door_slams.wav",
        "FLY_door_slams_T07.wav",
        "FLY_x_T09.wav",
    )
    assert take_name("Door slams", have, ".wav") == "FLY_Door_slams_T08.wav"


def test_a_card_knows_whether_its_sound_is_recorded_and_laid_and_where_its_scene_begins() -> None:
    sounds = spotted(screenplay_of(parse(SCRIPT)), (), ("OTTO",))
    files = ("FLY_door_slams_T01.wav", "FLY_wind_T01.wav")
    done = with_recordings(sounds, files, ("FLY_wind_T01.wav", "WT_wind.wav"), edit_of_film())
    states = {one.words: (one.state, one.placed, one.first_frame) for one in done}
    assert states["door slams"] == ("recorded", 0, 0)
    assert states["wind"] == ("placed", 2, 150)
    assert states["wind howls"] == ("to_record", 0, 150)


def test_sounds_are_numbered_by_their_kind_in_the_order_of_the_film() -> None:
    rows = [
        Laid(number="", role=role, file=file, begin_sample=at, end_sample=None)
        for role, file, at in (
            (CueRole.EFFECTS, "FLY_a_T01.wav", 400_000),
            (CueRole.MUSIC, "song.wav", 0),
            (CueRole.EFFECTS, "FLY_b_T01.wav", 10),
            (CueRole.EFFECTS, "bird.wav", 20),
        )
    ]
    edit = edit_of_film()
    numbered = laid_in_order([*rows, *laid_by_edit(edit)], edit)
    assert [(one.number, one.scene) for one in numbered] == [
        *(("MX-001", "1"), ("FLY-001", "1"), ("SFX-001", "1"), ("AMB-001", "2"), ("FLY-002", "2"))
    ]
    assert scene_begins(edit) == {"1": 0, "2": 150}
