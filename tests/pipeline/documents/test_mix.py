import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.buses import BUSES, DUCKED, UNTOUCHED, CueRole, Ducking, Strip, strip_of
from pipeline.documents.loudness import PROFILES
from pipeline.documents.mix import read_loudness, read_mix, write_mix
from pipeline.errors import CannotRead


def test_a_row_says_what_is_set_on_a_bus() -> None:
    text = "bus;gain_db;high_pass;de_noise;ducking;note\nDialogue;-2,5;Oui;x;;windy\n"
    assert read_mix(text) == (
        Strip(bus=CueRole.DIALOGUE, gain_db=-2.5, high_pass=True, de_noise=True, note="windy"),
    )


def test_what_nobody_set_is_as_the_desk_is() -> None:
    assert strip_of(read_mix("bus,gain_db\nmusic,-3\n"), CueRole.MUSIC).ducking is Ducking.MEDIUM
    assert strip_of((), CueRole.MUSIC).ducking is Ducking.MEDIUM
    assert strip_of((), CueRole.AMBIENCE) == Strip(bus=CueRole.AMBIENCE)
    assert strip_of((), CueRole.MIX) == Strip(bus=CueRole.MIX)
    assert read_mix(write_mix(UNTOUCHED)) == UNTOUCHED


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("guitar,,,,,", "Row 2: “guitar” is not a bus"),
        ("mix,,,,,", "“mix” is not a bus"),
        ("music,loud,,,,", "“loud” is not a gain"),
        ("music,,perhaps,,,", "“perhaps” is no answer for “high_pass”"),
        ("music,,,,,sometimes", "“sometimes” is no ducking"),
        ("dialogue,,,,,strong", "only music and ambience"),
        ("music,,,,,\nMusic,,,,,", "two rows for “music”"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_reason(row: str, reason: str) -> None:
    header = "bus,gain_db,high_pass,compression,de_noise,ducking\n"
    with pytest.raises(CannotRead, match=reason):
        read_mix(f"{header}{row}\n")


@pytest.mark.parametrize(("word", "ducking"), [("no", "off"), ("off", "off"), ("STRONG", "strong")])
def test_ducking_is_said_in_a_word(word: str, ducking: str) -> None:
    (strip,) = read_mix(f"bus,ducking\nmusic,{word}\n")
    assert strip.ducking == ducking


def test_the_row_of_the_film_says_how_loud_it_is_to_be() -> None:
    text = "bus,loudness,gain_db\nFilm,WEB,\nmusic,,-3\n"
    assert read_loudness(text) == "web"
    assert [strip.bus for strip in read_mix(text)] == [CueRole.MUSIC]
    assert read_loudness("bus,gain_db\nmusic,-3\n") == ""
    assert read_loudness("bus,note\nfilm,later\n") == ""


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("film,loud\n", "Row 2: “loud” is no loudness"),
        ("film,web\nFilm,cinema\n", "two rows for “film”"),
    ],
)
def test_a_loudness_that_there_is_not_is_told(rows: str, reason: str) -> None:
    with pytest.raises(CannotRead, match=reason):
        read_loudness(f"bus,loudness\n{rows}")


def test_a_bus_has_no_loudness_of_its_own() -> None:
    with pytest.raises(CannotRead, match="that of the whole film"):
        read_mix("bus,loudness\nmusic,web\n")


strips = st.builds(
    Strip,
    bus=st.sampled_from(BUSES),
    gain_db=st.integers(-960, 240).map(lambda tenths: tenths / 10),
    high_pass=st.booleans(),
    compression=st.booleans(),
    de_noise=st.booleans(),
    note=st.text("abc é", max_size=9).map(str.strip),
)


@given(st.lists(strips, unique_by=lambda strip: strip.bus), st.sampled_from(Ducking))
def test_what_is_written_is_read_back(rows: list[Strip], ducking: Ducking) -> None:
    from dataclasses import replace

    some = [replace(row, ducking=ducking) if row.bus in DUCKED else row for row in rows]
    assert read_mix(write_mix(some)) == tuple(some)
    for key in ("", *PROFILES):
        assert read_loudness(write_mix(some, key)) == key
        assert read_mix(write_mix(some, key)) == tuple(some)
