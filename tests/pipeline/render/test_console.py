from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.documents.buses import Ducking, Strip
from pipeline.render.compression import squeeze_gains
from pipeline.render.ducking import Levels, duck_gains
from pipeline.render.hops import CHUNK, HopFile
from pipeline.render.levelling import Level
from pipeline.render.mix import MIX, Desk, mix_to_wav
from pipeline.render.mix_plan import Bus, MixClip, MixPlan, MixSource
from pipeline.render.panning import panned
from pipeline.render.treatment import noise_floor
from tests.pipeline.render.sounds import Sound, load, noise, save, speech, tone

pytestmark = pytest.mark.ffmpeg

FULL = 2**23
LENGTH = 96_321


def heard(folder: Path, sound: Sound, strip: Strip, **more: object) -> Sound:
    """What comes out of one bus on which something is set."""
    source = MixSource(path=save(folder / "a.wav", sound), kind="wav")
    clip = MixClip(
        media="a",
        bus=strip.bus,
        in_sample=0,
        start_sample=0,
        samples=len(sound),
        fade_in_samples=0,
        fade_out_samples=0,
        **more,  # type: ignore[arg-type]
    )
    plan = MixPlan(samples=len(sound), clips=(clip,), strips=(strip,))
    mix_to_wav(plan, {"a": source}, folder)
    return load(folder / MIX) / FULL


def whole(parts: Iterable[Levels]) -> Levels:
    return np.concatenate(list(parts))


def decibels(sound: Sound) -> float:
    return 10 * float(np.log10(np.mean(sound**2)))


FILTERS = {
    "high-pass": Strip(bus=Bus.DIALOGUE, high_pass=True),
    "de-noise": Strip(bus=Bus.DIALOGUE, de_noise=True),
    "compression": Strip(bus=Bus.DIALOGUE, compression=True),
    "all": Strip(bus=Bus.DIALOGUE, high_pass=True, de_noise=True, compression=True),
}


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("at", [30_123, LENGTH - 700])
def test_a_click_comes_out_of_every_filter_on_its_sample(
    tmp_path: Path, name: str, at: int
) -> None:
    """Near the end, too: what a filter still holds when its sound is over is not lost."""
    sound = np.zeros(LENGTH)
    sound[at] = 0.9
    out = heard(tmp_path, sound, FILTERS[name])
    assert out.shape == (LENGTH, 2)
    assert np.abs(out[:, 0]).argmax() == np.abs(out[:, 1]).argmax() == at
    assert np.abs(out).max() > 0.3


def test_the_high_pass_takes_out_rumble_and_leaves_voices(tmp_path: Path) -> None:
    strip = FILTERS["high-pass"]
    for hertz, low, high in ((20, -30, -20), (80, -4, -2), (300, -0.2, 0.1), (3000, -0.1, 0.1)):
        sound = tone(2, hertz=hertz)
        out = heard(tmp_path, sound, strip)[48_000:, 0]
        assert low < decibels(out) - decibels(sound[48_000:]) < high


def test_noise_becomes_softer_and_the_voice_does_not(tmp_path: Path) -> None:
    voice = np.concatenate([np.zeros(96_000), speech(2, level=0.2)])
    out = heard(tmp_path, voice + noise(4, level=0.002), FILTERS["de-noise"])[:, 0]
    before = voice + noise(4, level=0.002)
    assert decibels(out[48_000:90_000]) - decibels(before[48_000:90_000]) < -6
    loud = slice(100_000, 180_000)
    assert decibels(out[loud]) == pytest.approx(decibels(before[loud]), abs=0.5)


def test_there_is_no_noise_in_what_is_silent() -> None:
    assert noise_floor([np.zeros((48_000, 2), np.float32)]) is None
    talk = np.repeat(noise(1, level=0.1)[:, None], 2, axis=1).astype(np.float32)
    assert noise_floor([talk]) == -40  # without a pause between the words, their own level


def test_loud_words_become_softer_and_soft_ones_stay(tmp_path: Path) -> None:
    loud, soft = noise(2, level=0.2), noise(2, level=0.02)
    sound = np.concatenate([soft, loud, soft])
    out = heard(tmp_path, sound, FILTERS["compression"])[:, 0]
    middle, end = slice(120_000, 180_000), slice(250_000, 280_000)
    # The soft words lie under the gate, so that the loud ones are what is usual here.
    assert -2 < decibels(out[middle]) - decibels(sound[middle]) < -0.5
    assert decibels(out[end]) == pytest.approx(decibels(sound[end]), abs=0.1)


def test_compression_follows_how_loud_the_bus_is_on_the_whole() -> None:
    powers = np.concatenate([np.full(4000, 1e-4), np.full(200, 1e-2)]).astype(np.float32)
    usual = whole(squeeze_gains(powers))
    assert np.allclose(usual, whole(squeeze_gains(powers / np.float32(10))), atol=1e-3)
    assert usual[3000] > 0.9
    assert usual[-1] < 0.5
    assert whole(squeeze_gains(np.zeros(5, np.float32))).tolist() == [1.0] * 5


@pytest.mark.parametrize(
    ("ducking", "low", "high"),
    [
        (Ducking.OFF, -0.1, 0.1),
        (Ducking.SOFT, -9, -7),
        (Ducking.MEDIUM, -14, -12),
        (Ducking.STRONG, -19, -17),
    ],
)
def test_music_steps_back_as_far_as_is_set(ducking: Ducking, low: float, high: float) -> None:
    gains = whole(duck_gains(np.full(400, 1e-2, np.float32), ducking))
    assert low < 20 * np.log10(gains[-1]) < high


def test_gains_of_a_long_film_run_on_from_part_to_part(tmp_path: Path) -> None:
    """In a file, as they are too many to be held; music is still low when a new part begins."""
    voices = np.full(2 * CHUNK + 5, 1e-9, np.float32)
    voices[CHUNK - 300 : CHUNK - 1] = 1e-2
    file = HopFile(tmp_path / "voices.f32")
    file.add(voices)
    parts = list(duck_gains(file))
    assert [len(part) for part in parts] == [CHUNK, CHUNK, 5]
    assert parts[0][-1] < parts[1][0] < parts[0][-1] * 1.1
    assert np.array_equal(whole(parts), whole(duck_gains(voices)))
    assert parts[2][-1] == pytest.approx(1)


def test_ambience_steps_back_when_a_group_wants_it(tmp_path: Path) -> None:
    sources = {
        "voice": MixSource(path=save(tmp_path / "v.wav", noise(2)), kind="wav"),
        "wind": MixSource(path=save(tmp_path / "w.wav", tone(2)), kind="wav"),
    }
    clips = [
        MixClip(media=media, bus=bus, in_sample=0, start_sample=0, samples=96_000)
        for media, bus in (("voice", Bus.DIALOGUE), ("wind", Bus.AMBIENCE))
    ]
    plan = MixPlan(samples=96_000, clips=tuple(clips))
    softer = replace(plan, strips=(Strip(bus=Bus.AMBIENCE, ducking=Ducking.STRONG),))
    levels = []
    for each in (plan, softer):
        mix_to_wav(each, sources, tmp_path, desk=Desk(has_stems=True))
        levels.append(decibels(load(tmp_path / "stem_ambience.wav")[48_000:, 0] / FULL))
    assert -19 < levels[1] - levels[0] < -17


def test_the_gain_of_a_bus_is_that_of_everything_on_it(tmp_path: Path) -> None:
    sound = tone(0.5)
    out = heard(tmp_path, sound, Strip(bus=Bus.EFFECTS, gain_db=6.0206), gain_db=-12.0412)
    assert np.abs(out[:, 0] - sound / 2).max() < 1e-4


@pytest.mark.parametrize("is_mono", [True, False])
def test_a_sound_is_as_loud_from_the_side_as_from_the_middle(is_mono: bool) -> None:
    """Of two channels: those that are not alike."""
    rng = np.random.default_rng(3)
    two = rng.standard_normal((48_000, 2)).astype(np.float32)
    samples = two[:, :1].repeat(2, axis=1) if is_mono else two
    powers = [
        float((panned(samples, pan, is_mono=is_mono) ** 2).sum()) for pan in (-1, -0.4, 0, 0.7, 1)
    ]
    assert powers == pytest.approx([powers[2]] * 5, rel=0.03)


def test_a_sound_comes_from_the_side_that_is_written(tmp_path: Path) -> None:
    strip = Strip(bus=Bus.EFFECTS)
    left = heard(tmp_path, tone(0.5), strip, pan=-1.0, is_mono=True)
    assert decibels(left[:, 0]) == pytest.approx(decibels(tone(0.5)) + 3.01, abs=0.01)
    assert not left[:, 1].any()
    stereo = np.stack([tone(0.5, hertz=200), tone(0.5, hertz=900)], axis=1)
    for pan, side, other in ((1.0, 1, 0), (-1.0, 0, 1)):
        out = heard(tmp_path, stereo, strip, pan=pan)
        assert not out[:, other].any()
        assert np.abs(out[:, side] - stereo.sum(axis=1)).max() < 1e-4


def test_a_stem_that_is_louder_than_the_sum_is_not_cut_off(tmp_path: Path) -> None:
    """Two stems that take each other away: each alone would be over full scale."""
    low = tone(2, hertz=200, level=0.9)
    sounds = {"a": low, "b": -low + tone(2, hertz=900, level=0.05)}
    sources = {
        name: MixSource(path=save(tmp_path / name, sound), kind="wav")
        for name, sound in sounds.items()
    }
    clips = [
        MixClip(media=name, bus=bus, in_sample=0, start_sample=0, samples=96_000)
        for name, bus in (("a", Bus.DIALOGUE), ("b", Bus.EFFECTS))
    ]
    level = Level(target_lufs=-20, limit_dbtp=-1)
    plan = MixPlan(samples=96_000, clips=tuple(clips))
    mix_to_wav(plan, sources, tmp_path, level=level, desk=Desk(has_stems=True))
    stems = [load(path) for path in tmp_path.glob("stem_*.wav")]
    assert np.abs(stems).max() < FULL - 1
    assert np.abs(sum(stems) - load(tmp_path / MIX)).max() <= 3
