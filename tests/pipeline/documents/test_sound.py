from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.json import from_json, to_json
from pipeline.documents.sound import (
    Cue,
    CueRole,
    SentSound,
    SoundPlan,
    base_name,
    read_cues,
    write_cues,
)
from pipeline.errors import CannotRead

RATE = Fraction(25)
HEADER = "file,role,start,in,out,gain_db,fade_in,fade_out,title,composer,rights,note\n"


def test_a_cue_is_read_with_times_as_seconds_or_timecode() -> None:
    text = HEADER + "sound/door.wav,effects,00:00:01:12,0.5,2,-6,0.1,,,,,slam\n"
    assert read_cues(text, rate=RATE) == (
        Cue(
            file="door.wav",
            role=CueRole.EFFECTS,
            start_sample=71_040,
            in_sample=24_000,
            samples=72_000,
            gain_db=-6.0,
            fade_in_samples=4_800,
            note="slam",
        ),
    )


def test_an_empty_out_plays_to_the_end_and_commas_count_as_points() -> None:
    (cue,) = read_cues('file;role;start;gain_db\na.wav;MUSIC;"1,5";-3,5\n', rate=RATE)
    assert (cue.samples, cue.start_sample, cue.gain_db) == (None, 72_000, -3.5)


def test_music_under_the_credits_has_no_place_in_the_picture() -> None:
    cues = read_cues("file,role,start\na.wav,music,credits\nb.wav,music,0\n", rate=RATE)
    plan = SoundPlan(frame_rate=RATE, cues=cues)
    assert [cue.file for cue in plan.in_the_picture()] == ["b.wav"]
    assert cues[0].under_credits


def test_a_row_may_only_tell_whose_the_music_of_the_edit_is() -> None:
    cues = read_cues("file,role,start,title\na.wav,music,Edit,Waltz\n", rate=RATE)
    assert cues[0].is_in_edit
    assert SoundPlan(frame_rate=RATE, cues=cues).in_the_picture() == ()
    assert read_cues(write_cues(cues), rate=RATE) == cues


@pytest.mark.parametrize(
    ("text", "pan"), [("", 0), ("left", -100), ("Right", 100), ("centre", 0), ("-30", -30)]
)
def test_a_cue_says_from_which_side_it_comes(text: str, pan: int) -> None:
    (cue,) = read_cues(f"file,role,pan\na.wav,effects,{text}\n", rate=RATE)
    assert cue.pan == pan


@pytest.mark.parametrize("text", ["101", "-101", "above", "1.5"])
def test_a_side_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(CannotRead, match="is not a side"):
        read_cues(f"file,role,pan\na.wav,effects,{text}\n", rate=RATE)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",music,0,,,,,,,,,", "Row 2: the file is missing"),
        ("a.wav,bongo,0,,,,,,,,,", "“bongo” is not a role"),
        ("a.wav,music,soon,,,,,,,,,", "“soon” is not a time for “start”"),
        ("a.wav,music,00:00:01:99,,,,,,,,,", "not a timecode"),
        ("a.wav,music,99999,,,,,,,,,", "not a time"),
        ("a.wav,music,0,5,4,,,,,,,", "“out” must be later"),
        ("a.wav,music,0,,,loud,,,,,,", "“loud” is not a gain"),
        ("a.wav,music,0,,,25,,,,,,", "not a gain"),
        ("a.wav,music,0,,,nan,,,,,,", "not a gain"),
    ],
)
def test_a_bad_row_is_named_with_its_reason(row: str, reason: str) -> None:
    with pytest.raises(CannotRead) as fault:
        read_cues(HEADER + row + "\n", rate=RATE)
    assert reason in str(fault.value)


cues = st.builds(
    Cue,
    file=st.sampled_from(["a.wav", "Müller 2.flac"]),
    role=st.sampled_from(CueRole),
    start_sample=st.integers(0, 10**8),
    in_sample=st.integers(0, 10**7),
    samples=st.none() | st.integers(1, 10**7),
    gain_db=st.integers(-96, 24).map(float),
    fade_in_samples=st.integers(0, 10**6),
    title=st.sampled_from(["", "=A", "Für, “Elise”"]),
)


@given(st.lists(cues, max_size=4).map(tuple))
def test_what_is_written_is_read_again_to_the_sample(sheet: tuple[Cue, ...]) -> None:
    assert read_cues(write_cues(sheet), rate=RATE) == sheet


def test_the_plan_goes_through_json_and_finds_its_sounds() -> None:
    sound = SentSound(name="a.wav", digest="0" * 64, kind="wav", samples=5, channels=1)
    mix = Cue(file="a.wav", role=CueRole.MIX)
    under = Cue(file="b.wav", role=CueRole.MUSIC, under_credits=True)
    plan = SoundPlan(frame_rate=Fraction(30000, 1001), cues=(mix, under), sounds=(sound,))
    assert from_json(to_json(plan), SoundPlan) == plan
    assert plan.sound("a.wav") == sound
    assert plan.sound("c.wav") is None
    assert plan.own_mix() == mix
    assert SoundPlan(frame_rate=RATE).own_mix() is None


def test_a_cue_under_the_credits_is_written_as_such() -> None:
    sheet = (Cue(file="b.wav", role=CueRole.MUSIC, under_credits=True),)
    assert "b.wav,music,credits," in write_cues(sheet)
    assert read_cues(write_cues(sheet), rate=RATE) == sheet


def test_a_base_name_has_no_folders_of_any_system() -> None:
    assert base_name("C:\\x\\y/z.wav") == "z.wav"
