from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from pipeline.documents.edit import Edit, SoundClip, SoundRole
from pipeline.render.jumps import HardCut, hard_cuts, jumps
from pipeline.render.meter import Meter, Metered
from pipeline.render.mix_plan import Bus

S = 48_000
FIRST = SoundClip(media="a", source_in=Fraction(1), start_sample=0, samples=2 * S)
SECOND = SoundClip(media="b", source_in=Fraction(0), start_sample=2 * S, samples=3 * S)


def cuts_of(*clips: SoundClip) -> tuple[HardCut, ...]:
    edit = Edit(name="x", frame_rate=Fraction(25), width=320, height=180, frames=125, sound=clips)
    return hard_cuts(edit)


def test_a_cut_from_one_recording_to_the_next_is_hard() -> None:
    assert cuts_of(FIRST, SECOND) == (HardCut(start=0, at=2 * S, end=5 * S),)


@pytest.mark.parametrize(
    "clips",
    [
        (FIRST,),
        (FIRST, replace(SECOND, media="a", source_in=Fraction(3))),  # it runs on
        (FIRST, replace(SECOND, start_sample=3 * S)),  # there is a silence between them
        (FIRST, replace(SECOND, track=1)),
        (replace(FIRST, role=SoundRole.EFFECTS), replace(SECOND, role=SoundRole.EFFECTS)),
        (replace(FIRST, samples=2 * S + 3_840), SECOND),  # a crossfade of two frames
        (replace(FIRST, fade_out_samples=1_920), replace(SECOND, fade_in_samples=1_920)),
    ],
)
def test_what_is_no_cut_or_a_soft_one_is_left_alone(clips: tuple[SoundClip, ...]) -> None:
    assert cuts_of(*clips) == ()


def test_a_recording_that_goes_on_louder_or_elsewhere_is_cut() -> None:
    runs_on = replace(SECOND, media="a", source_in=Fraction(3))
    assert len(cuts_of(FIRST, replace(runs_on, gain_db=-6.0))) == 1
    assert len(cuts_of(FIRST, replace(runs_on, source_in=Fraction(2)))) == 1
    assert len(cuts_of(replace(FIRST, samples=2 * S + 1_919), SECOND)) == 1


def readings(*parts: tuple[float, int]) -> np.ndarray:
    levels = [np.full(tenths, 10 ** (decibels / 10)) for decibels, tenths in parts]
    return np.concatenate(levels).astype(np.float32)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (-50.0, -38.0, [12]),
        (-38.0, -50.0, [12]),
        (-50.0, -41.0, []),
        (-90.0, -55.0, [15]),  # silence counts as -70: how silent it is, nobody hears
        (-90.0, -62.0, []),  # nobody hears either of them
    ],
)
def test_a_step_of_more_than_ten_decibels_is_a_jump(
    before: float, after: float, found: list[int]
) -> None:
    cut = HardCut(start=0, at=2 * S, end=5 * S)
    heard = jumps({Bus.DIALOGUE: readings((before, 20), (after, 30))}, (cut,))
    assert [round(jump.decibels) for jump in heard] == found


def test_words_are_no_jump_as_long_as_there_is_a_pause_between_them() -> None:
    cut = HardCut(start=0, at=2 * S, end=5 * S)
    talk = readings((-50, 3), (-20, 17), (-18, 28), (-52, 2))
    assert list(jumps({Bus.DIALOGUE: talk}, (cut,))) == []


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (18 * 4_800, 22 * 4_800, []),
        (2 * S, 2 * S + 4_100, []),  # too short to be judged
        (0, 22 * 4_800, [20]),
    ],
)
def test_only_what_the_two_sounds_cover_counts(start: int, end: int, found: list[int]) -> None:
    """The tenth in which the cut lies has both, and counts for neither."""
    heard = readings((-90, 18), (-50, 2), (-20, 1), (-50, 1), (-90, 10))
    cut = HardCut(start=start, at=2 * S + 100, end=end)
    steps = [round(jump.decibels) for jump in jumps({Bus.DIALOGUE: heard}, (cut,))]
    assert steps == found


@pytest.mark.parametrize(
    ("other", "music", "found"),
    [
        (Bus.MUSIC, [(-30, 20), (-43, 30)], []),  # it steps back for a voice, and still hides it
        (Bus.MUSIC, [(-30, 20), (-90, 30)], [20]),  # it ends at the cut
        (Bus.MUSIC, [(-55, 50)], [15]),  # softer than the place itself
        (Bus.AMBIENCE, [(-45, 50)], []),
        (Bus.EFFECTS, [(-90, 20), (-20, 30)], [20]),  # a bell that rings from the cut on
    ],
)
def test_what_runs_on_over_a_cut_hides_a_jump(
    other: Bus, music: list[tuple[float, int]], found: list[int]
) -> None:
    voices = readings((-60, 20), (-40, 30))
    heard = {Bus.DIALOGUE: voices, other: readings(*music)}
    cut = HardCut(start=0, at=2 * S, end=5 * S)
    assert [round(jump.decibels) for jump in jumps(heard, (cut,))] == found


def test_where_nothing_is_heard_nothing_jumps() -> None:
    assert list(jumps({}, (HardCut(start=0, at=2 * S, end=5 * S),))) == []


def hum_and_hiss(hum: tuple[float, float], hiss: tuple[float, float]) -> dict[Bus, np.ndarray]:
    """A room before and after a cut at two seconds: a hum at 200 Hz and a hiss around 3 kHz."""
    time = np.arange(5 * S) / S
    random = np.random.default_rng(4).standard_normal(5 * S)
    levels = [
        np.where(time < 2, 10 ** (before / 20), 10 ** (after / 20)) for before, after in (hum, hiss)
    ]
    sound = levels[0] * np.sqrt(2) * np.sin(2 * np.pi * 200 * time)
    sound += levels[1] * np.sqrt(2) * np.sin(2 * np.pi * 3000 * time + random / 3)
    return {Bus.DIALOGUE: np.stack([sound, sound], axis=1).astype(np.float32)}


def metered(buses: dict[Bus, np.ndarray]) -> Metered:
    meter = Meter(buses)
    total = sum(buses.values(), np.zeros_like(next(iter(buses.values()))))
    for start in range(0, len(total), 2 * S):
        meter.hear(
            total[start : start + 2 * S],
            {bus: samples[start : start + 2 * S] for bus, samples in buses.items()},
        )
    return meter.metered()


@pytest.mark.parametrize(
    ("hum", "hiss", "found"),
    [
        ((-40, -40), (-45, -45), []),
        ((-40, -62), (-45, -40), [(100, 400)]),  # a fridge that is off in the second shot
        ((-38, -38), (-64, -40), [(1600, 6400)]),  # a microphone that hisses in the second shot
        ((-40, -46), (-45, -40), []),
        ((-70, -90), (-40, -40), []),  # too soft to be heard
        ((-30, -50), (-60, -60), [None]),  # all of it jumps: told once
    ],
)
def test_a_room_that_changes_its_colour_jumps_even_if_its_level_stays(
    hum: tuple[float, float], hiss: tuple[float, float], found: list[tuple[int, int] | None]
) -> None:
    cut = HardCut(start=0, at=2 * S, end=5 * S)
    heard = metered(hum_and_hiss(hum, hiss))
    told = list(jumps(heard.buses, (cut,), heard.bands))
    assert [jump.hertz for jump in told] == found
    assert all(jump.decibels > 10 for jump in told)


@pytest.mark.parametrize("bus", [Bus.MUSIC, Bus.AMBIENCE])
@pytest.mark.parametrize(("level", "found"), [(0.02, 0), (0.0002, 1)])
def test_what_runs_on_over_a_cut_hides_a_change_of_colour_if_it_is_loud_enough(
    bus: Bus, level: float, found: int
) -> None:
    cut = HardCut(start=0, at=2 * S, end=5 * S)
    buses = hum_and_hiss((-40, -62), (-45, -40))
    song = level * np.sin(2 * np.pi * 220 * np.arange(5 * S) / S)
    buses[bus] = np.stack([song, song], axis=1).astype(np.float32)
    heard = metered(buses)
    assert len(list(jumps(heard.buses, (cut,), heard.bands))) == found


def test_the_bands_of_a_tone_are_read_as_loud_as_it_is_and_only_in_its_band() -> None:
    tone = 0.1 * np.sin(2 * np.pi * 700 * np.arange(2 * S) / S)
    heard = metered({Bus.DIALOGUE: np.stack([tone, tone], axis=1).astype(np.float32)})
    low, middle, high = (10 * np.log10(band.mean()) for band in heard.bands[Bus.DIALOGUE])
    assert middle == pytest.approx(-23, abs=0.3)
    assert max(low, high) < -70
    assert Bus.EFFECTS not in heard.bands
