"""Two sounds are laid over each other: by how much the second comes later, and how sure that is."""

import numpy as np
import pytest

from pipeline.render.in_step import HOP, Mono, Step, step_of
from pipeline.timing import SAMPLE_RATE
from tests.pipeline.render.sounds import Sound, drums, noise, talk, tone

S = SAMPLE_RATE
AROUND = 2 * S
MS = S / 1000


def plain(sound: Sound) -> Mono:
    return np.asarray(sound, np.float32)


def laid(expected: Sound, *, late: int = 0, under: Sound | None = None) -> Mono:
    """A sound with two seconds of room around it, in which it comes so many samples too late."""
    room = noise(len(expected) / S + 4, level=0.0005, seed=99)
    room[AROUND + late : AROUND + late + len(expected)] += expected
    return plain(room if under is None else room + under)


def found(expected: Sound, heard: Mono) -> Step:
    step = step_of(plain(expected), heard)
    assert step is not None
    return step


@pytest.mark.parametrize("late", [0, 1920, -5760, 333, 60_000])
def test_a_voice_is_found_where_it_is(late: int) -> None:
    words = talk(4)
    step = found(words, laid(words, late=late))
    assert step.is_sure
    assert step.late == pytest.approx(late, abs=4 * MS)


@pytest.mark.parametrize("seed", range(5))
def test_gain_music_and_a_soft_limit_do_not_move_it(seed: int) -> None:
    words = talk(4, seed=seed)
    music = talk(8, level=0.03, seed=50 + seed)
    heard = np.tanh(laid(words * 3, late=480, under=music))
    step = found(words, plain(heard))
    assert step.is_sure
    assert step.late == pytest.approx(480, abs=5 * MS)


@pytest.mark.parametrize("seed", range(5))
def test_a_little_stretching_does_not_hide_it(seed: int) -> None:
    words = talk(4, seed=seed)
    longer = np.interp(np.arange(0, len(words), 1 / 1.005), np.arange(len(words)), words)
    heard = laid(longer)[: 8 * S]
    step = found(words, heard)
    assert step.is_sure
    assert step.late == pytest.approx(0.0025 * len(words), abs=12 * MS)


@pytest.mark.parametrize("seed", range(10))
def test_other_words_are_not_taken_for_these(seed: int) -> None:
    assert not found(talk(4, seed=seed), laid(talk(4, seed=100 + seed))).is_sure


@pytest.mark.parametrize("sound", [tone(4), drums(4), noise(4)], ids=["a tone", "drums", "noise"])
def test_what_sounds_alike_everywhere_tells_no_place(sound: Sound) -> None:
    long = np.tile(sound, 2)
    step = step_of(plain(sound), plain(long))
    assert step is None or not step.is_sure or step.late == pytest.approx(0, abs=HOP)


def test_silence_tells_nothing() -> None:
    words = talk(4)
    nothing = plain(np.zeros(8 * S))
    assert step_of(nothing[: 4 * S], laid(words)) is None
    assert step_of(plain(words), nothing) is None
    assert step_of(plain(words), plain(words)) is None
    assert step_of(plain(words[:100]), laid(words)) is None
