"""mix.csv: one bus set otherwise, notes and columns of people stay, two who set at once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.buses import BUSES, DUCKED, UNTOUCHED, CueRole, Ducking, Strip, strip_of
from pipeline.documents.loudness import PROFILES
from pipeline.documents.mix import write_mix
from pipeline.editing.mix_table import changed, loudness_in, merge_mix, strips_in
from pipeline.errors import CannotRead

SHEET = "Bus;gain_db;why;note\nMusic;-3;Ben likes it;softer\n"
VOICES = Strip(bus=CueRole.DIALOGUE, gain_db=2, high_pass=True)

settings = st.fixed_dictionaries(
    {
        "gain_db": st.integers(-960, 240).map(lambda tenths: tenths / 10),
        "high_pass": st.booleans(),
        "compression": st.booleans(),
        "de_noise": st.booleans(),
    }
)


def test_only_the_bus_that_is_set_gets_a_row_and_the_rest_stays_as_people_wrote_it() -> None:
    music = strip_of(strips_in(SHEET), CueRole.MUSIC)
    text = changed(SHEET, [VOICES, music], "")
    assert strips_in(text) == (music, VOICES)
    assert music.note == "softer"
    assert "Ben likes it" in text
    assert "film" not in text


def test_a_row_that_is_set_otherwise_keeps_its_note() -> None:
    music = strip_of(strips_in(SHEET), CueRole.MUSIC)
    (now,) = strips_in(changed(SHEET, [replace(music, gain_db=-9, note="")], ""))
    assert (now.gain_db, now.note) == (-9, "softer")


def test_the_loudness_of_the_film_is_a_row_and_goes_away_again() -> None:
    text = changed("", UNTOUCHED, "web")
    assert (strips_in(text), loudness_in(text)) == ((), "web")
    assert loudness_in(changed(text, UNTOUCHED, "cinema")) == "cinema"
    assert "film" not in changed(text, UNTOUCHED, "")
    noted = changed(text.replace(",web,", ",web,for the net"), UNTOUCHED, "")
    assert (loudness_in(noted), "for the net" in noted) == ("", True)


def test_an_empty_table_sets_nothing_and_a_broken_one_is_told() -> None:
    assert (strips_in(" \n"), loudness_in("")) == ((), "")
    with pytest.raises(CannotRead, match="is not a bus"):
        changed("bus\nguitar\n", [VOICES], "")


def test_two_who_set_two_buses_at_once_are_brought_together() -> None:
    base = write_mix(UNTOUCHED)
    mine, theirs = changed(base, [VOICES], ""), changed(base, [], "web_16")
    both = merge_mix(base, mine, theirs)
    assert both.clashes == ()
    assert strip_of(strips_in(both.text), CueRole.DIALOGUE) == VOICES
    assert loudness_in(both.text) == "web_16"


def test_two_who_set_one_thing_otherwise_clash_and_people_decide() -> None:
    base = write_mix(UNTOUCHED)
    mine, theirs = (changed(base, [replace(VOICES, gain_db=gain)], "") for gain in (1, 2))
    (clash,) = merge_mix(base, mine, theirs).clashes
    assert (clash.place, clash.mine, clash.theirs) == ("dialogue", "gain_db: 1", "gain_db: 2")
    settled = merge_mix(base, mine, theirs, frozenset({"dialogue"}))
    assert strip_of(strips_in(settled.text), CueRole.DIALOGUE).gain_db == 1
    nameless = merge_mix("bus\n", "bus,note\n,a\n", "bus,note\n,b\n")
    assert [one.place for one in nameless.clashes] == ["a row without a bus"]


@given(st.lists(settings, min_size=4, max_size=4), st.sampled_from(["", *PROFILES]))
def test_what_is_set_is_read_back_and_set_again_changes_nothing(
    every: list[dict[str, object]], loudness: str
) -> None:
    strips = [
        Strip(bus=bus, ducking=Ducking.SOFT if bus in DUCKED else Ducking.OFF, **one)  # type: ignore[arg-type]
        for bus, one in zip(BUSES, every, strict=True)
    ]
    text = changed(write_mix(UNTOUCHED), strips, loudness)
    assert strips_in(text) == tuple(strips)
    assert loudness_in(text) == loudness
    assert changed(text, strips, loudness) == text
