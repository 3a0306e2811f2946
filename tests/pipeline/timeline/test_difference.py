"""What changed, in words that can be read aloud."""

from dataclasses import replace
from fractions import Fraction

from pipeline.documents.edit import Dissolve, Edit, PictureClip, SoundClip
from pipeline.timeline.difference import NOTHING, difference, first_list


def shot(media: str, start: int, frames: int = 25) -> PictureClip:
    return PictureClip(media=media, source_in=Fraction(1), start_frame=start, frames=frames)


EDIT = Edit(
    name="film",
    frame_rate=Fraction(25),
    width=640,
    height=360,
    frames=75,
    picture=(shot("S01_P01_T01", 0), shot("S01_P02_T01", 25), shot("S02_P01_T01", 50)),
)


def test_a_first_edit_is_a_list_of_its_shots() -> None:
    assert first_list(EDIT).splitlines() == [
        "First edit: 3.0 seconds, 3 shots.",
        "  1. 00:00:00:00  S01_P01_T01, 25 frames",
        "  2. 00:00:01:00  S01_P02_T01, 25 frames",
        "  3. 00:00:02:00  S02_P01_T01, 25 frames",
    ]


def test_an_equal_edit_has_not_changed() -> None:
    assert difference(EDIT, EDIT) == NOTHING


def test_shots_that_came_and_went_are_named() -> None:
    now = replace(EDIT, picture=(EDIT.picture[0], shot("S01_P02_T02", 25), EDIT.picture[2]))
    assert difference(EDIT, now).splitlines() == [
        "The film is 3.0 seconds long, as before.",
        "Out: S01_P02_T01, 25 frames.",
        "New: S01_P02_T02 at 00:00:01:00, 25 frames.",
    ]


def test_a_trim_says_where_it_begins_and_how_much_is_left() -> None:
    trimmed = replace(EDIT.picture[1], source_in=Fraction(26, 25), frames=24)
    now = replace(EDIT, frames=74, picture=(EDIT.picture[0], trimmed, shot("S02_P01_T01", 49)))
    assert difference(EDIT, now).splitlines() == [
        "The film is 3.0 seconds long, 1 frame shorter than before.",
        "S01_P02_T01 at 00:00:01:00 begins 1 frame later in the take.",
        "S01_P02_T01 at 00:00:01:00 is 1 frame shorter.",
    ]


def test_a_new_speed_is_told_instead_of_its_trims() -> None:
    slow = replace(EDIT.picture[0], speed=Fraction(1, 2))
    now = replace(EDIT, picture=(slow, *EDIT.picture[1:]))
    assert "S01_P01_T01 at 00:00:00:00 runs at 0.5 times its speed, not 1." in difference(EDIT, now)


def test_dissolves_and_sound_are_told_too() -> None:
    mixed = Dissolve(
        start_frame=20,
        frames=10,
        ramp_start=Fraction(20),
        ramp_frames=Fraction(10),
        outgoing=(0, 1),
        incoming=(1, 2),
    )
    heard = SoundClip(media="wind.wav", source_in=Fraction(0), start_sample=0, samples=48000)
    now = replace(EDIT, dissolves=(mixed,), sound=(heard,))
    assert difference(EDIT, now).splitlines()[1:] == [
        "Dissolves: 1 instead of 0.",
        "The sound of the edit has changed.",
    ]
