"""Noises, instruments, rooms and the files they go to."""

import wave
from pathlib import Path

import numpy as np
import pytest

from sample_projects.sounding import foley
from sample_projects.sounding.instruments import (
    Instrument,
    Part,
    bass,
    celesta,
    felt_piano,
    kalimba,
    performed,
    pitch_of,
    strings,
)
from sample_projects.sounding.waves import (
    RATE,
    Sound,
    curve,
    decibels,
    faded,
    hiss,
    in_room,
    levelled,
    placed,
    write_wav,
)


def test_concert_pitch_is_440() -> None:
    assert pitch_of("A4") == 440.0
    assert pitch_of("A5") == pytest.approx(880.0)
    assert pitch_of("F#4") == pytest.approx(369.99, abs=0.01)


@pytest.mark.parametrize("instrument", [felt_piano, kalimba, celesta, strings, bass])
def test_an_instrument_plays_the_pitch_it_is_asked_for(instrument: Instrument) -> None:
    note = instrument(220.0, 1.0)
    pitch = np.fft.rfftfreq(len(note), 1 / RATE)
    assert pitch[np.argmax(np.abs(np.fft.rfft(note)))] == pytest.approx(220.0, rel=0.01)
    assert abs(note[-1]) < 0.01


def test_a_piece_is_exactly_as_long_as_asked_and_in_stereo() -> None:
    piece = performed(
        (Part(instrument=kalimba, notes="A4:1 -:1 D4+F#4:1"),), beats_per_minute=120, length_s=2.0
    )
    assert piece.shape == (2, 2 * RATE)
    assert (piece[0] != piece[1]).any()


def test_a_level_is_the_highest_sample() -> None:
    assert np.abs(levelled(hiss(0.1, 100, 900, 1), -6.0)).max() == pytest.approx(decibels(-6.0))


def test_fades_begin_and_end_in_silence() -> None:
    sound = faded(np.ones(RATE), 0.1, 0.2)
    assert sound[0] == 0.0
    assert sound[RATE // 2] == 1.0
    assert sound[-1] < 0.001


def test_what_hangs_over_the_end_is_cut_off() -> None:
    assert placed(0.5, (0.4, np.ones(RATE)), (-1.0, np.ones(9))).shape == (RATE // 2,)


def test_a_room_rings_on_after_the_sound() -> None:
    wet = in_room(curve(0.1, (0, 1), (0.1, 0)), wet=0.5, length_s=0.5, seed=3)
    assert wet.shape[0] == 2
    assert np.abs(wet[:, RATE // 5]).max() > 0


@pytest.mark.parametrize(
    "sound",
    [
        foley.clap(),
        foley.footsteps(1.0, (0.1, 0.6), 3),
        foley.wind(1.0, 4),
        foley.gust(1.0, 5),
        foley.flutter(0.6, 6),
        foley.cloth(7),
        foley.rustle(0.8, 8),
        foley.rumble(0.5, 9),
        foley.bell(1.0, 500),
        foley.birdsong(2.0, 10),
        foley.owl(),
        foley.snowfall(0.8, 11),
    ],
)
def test_every_noise_can_be_heard_and_is_finite(sound: Sound) -> None:
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() > 0.05


def test_a_wav_holds_what_was_given(tmp_path: Path) -> None:
    write_wav(tmp_path / "two.wav", np.stack([np.zeros(480), np.full(480, 0.5)]))
    with wave.open(str(tmp_path / "two.wav")) as file:
        assert (file.getnchannels(), file.getframerate(), file.getnframes()) == (2, RATE, 480)
        assert np.frombuffer(file.readframes(1), "<i2").tolist() == [0, 16384]
