"""What is said of the meters of a mix: the music over the voices, and voices too quiet."""

import pytest

from pipeline.documents.json import from_json, to_json
from pipeline.documents.mix_meters import (
    FLOOR_DB,
    MixMeters,
    covered_voices,
    is_silent,
    meters_of,
    voices_off_db,
)

SPEECH = -25.0


def spoken(music: float, *, at: slice = slice(20, 50)) -> MixMeters:
    """Ten seconds in which somebody speaks all the time and the music is loud for a while."""
    levels = [-60.0] * 100
    levels[at] = [music] * len(levels[at])
    return MixMeters(
        total=(SPEECH,) * 100, buses={"dialogue": (SPEECH,) * 100, "music": tuple(levels)}
    )


@pytest.mark.parametrize(
    ("music", "how"), [(-20.0, "louder"), (-25.0, "like"), (-22.5, "like"), (-29.5, "near")]
)
def test_music_over_speech_is_told_with_its_times(music: float, how: str) -> None:
    (found,) = covered_voices(spoken(music))
    assert (found.begin, found.end, found.how) == (2.0, 5.0, how)


def test_music_that_stands_back_or_is_heard_for_half_a_second_is_not_told() -> None:
    assert covered_voices(spoken(-31.5)) == ()
    assert covered_voices(spoken(-20.0, at=slice(20, 25))) == ()


def test_a_pause_between_two_words_does_not_make_two_stretches_and_a_long_one_does() -> None:
    voices = [SPEECH] * 20 + [-80.0] * 10 + [SPEECH] * 20 + [-80.0] * 30 + [SPEECH] * 20
    meters = MixMeters(buses={"dialogue": tuple(voices), "music": (-20.0,) * 100})
    assert [(one.begin, one.end) for one in covered_voices(meters)] == [(0.0, 5.0), (8.0, 10.0)]


def test_nobody_speaks_so_nothing_is_covered_and_nobody_is_too_quiet() -> None:
    meters = MixMeters(buses={"dialogue": (-70.0,) * 50, "music": (-20.0,) * 50})
    assert covered_voices(meters) == ()
    assert voices_off_db(meters, -23.0) == 0
    assert voices_off_db(MixMeters(), -23.0) == 0


@pytest.mark.parametrize(("level", "off"), [(-25.3, 0), (-29.3, -4), (-21.3, 4), (-27.0, 0)])
def test_voices_are_held_against_the_target(level: float, off: int) -> None:
    meters = MixMeters(buses={"dialogue": (level,) * 30})
    assert voices_off_db(meters, -23.0) == off


def test_powers_become_decibels_and_the_document_comes_back() -> None:
    meters = meters_of([1.0, 0.01, 0.0], {"music": [0.0, 0.0, 0.0]})
    assert meters.total == (0.0, -20.0, FLOOR_DB)
    assert is_silent(meters.buses["music"])
    assert not is_silent(meters.total)
    assert from_json(to_json(meters), MixMeters) == meters
    assert meters.seconds == 0.3


def test_two_buses_together_are_three_decibels_louder_than_each() -> None:
    meters = MixMeters(buses={"effects": (-20.0, FLOOR_DB), "ambience": (-20.0, -30.0)})
    assert meters.sum_of(("effects", "ambience")) == (-17.0, -30.0)
    assert meters.sum_of(("music",)) == ()
