from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from pipeline.documents.edit import Edit, SoundClip, SoundRole
from pipeline.render.jumps import HardCut, hard_cuts, jumps
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
