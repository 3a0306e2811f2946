"""Voices: the words, the melody, the mouth."""

import numpy as np
import pytest

from sample_projects.same_time_tomorrow.shooting import IDA, MOUNTAIN
from sample_projects.sounding.voice import melody, segments, speak
from sample_projects.sounding.waves import RATE, Sound


def depth(sound: Sound) -> float:
    """How much of a sound is deeper than 160 Hz, 0 to 1."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float(power[np.fft.rfftfreq(len(sound), 1 / RATE) < 160].sum() / power.sum())


def test_a_line_is_the_same_each_time() -> None:
    first = speak("Hello!", IDA).sound.copy()
    speak.cache_clear()
    assert (speak("Hello!", IDA).sound == first).all()


def test_the_child_is_higher_and_quicker_than_the_mountain() -> None:
    child, mountain = speak("Four.", IDA), speak("Four.", MOUNTAIN)
    assert child.length_s < mountain.length_s
    assert depth(mountain.sound) > 20 * depth(child.sound)


def test_a_question_rises_and_a_statement_falls() -> None:
    flat = np.zeros(100)
    assert melody(flat, "?", 1.0)[-1] > melody(flat, "?", 1.0)[50]
    assert melody(flat, ".", 1.0)[-1] < melody(flat, ".", 1.0)[50]


def test_lips_close_on_an_m_and_open_on_an_a() -> None:
    spoken = speak("My scarf?", MOUNTAIN)
    assert spoken.mouth(0.03)[0] < 0.3
    assert max(spoken.opening) > 0.8
    assert spoken.mouth(99.0) == (0.0, 0.0)


def test_lips_are_round_on_an_oo() -> None:
    assert max(speak("Two!", IDA).rounding) > 0.8
    assert max(speak("Already?", IDA).rounding) < 0.6


def test_three_dots_are_a_pause() -> None:
    with_pause, without = segments("Hello... Ida.", 1.0), segments("Hello Ida.", 1.0)
    assert with_pause[-1].start_s > without[-1].start_s + 0.2


def test_a_word_without_a_pronunciation_is_silence_and_not_a_fault() -> None:
    assert len(segments("Hello xylophone.", 1.0)) == len(segments("Hello.", 1.0))


@pytest.mark.parametrize("text", ["Echoes don't say already.", "Same time tomorrow?"])
def test_no_voice_is_harsh(text: str) -> None:
    """Energy above 5 kHz stays far below the rest."""
    sound = speak(text, IDA).sound
    power = np.abs(np.fft.rfft(sound)) ** 2
    high = np.fft.rfftfreq(len(sound), 1 / RATE) > 5000
    assert power[high].sum() < 0.08 * power.sum()
