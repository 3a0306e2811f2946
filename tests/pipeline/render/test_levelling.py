from pathlib import Path

import numpy as np
import pytest

from pipeline.render.levelling import Level
from pipeline.render.loudness import measure_blocks, measure_file
from pipeline.render.mix import MIX, Mixed, mix_to_wav
from pipeline.render.mix_plan import Bus, MixClip, MixPlan, MixSource
from tests.pipeline.render.sounds import Sound, drums, noise, save, speech, tone

pytestmark = pytest.mark.ffmpeg


def mixed_to(sound: Sound, folder: Path, lufs: float) -> Mixed:
    source = MixSource(path=save(folder / "p.wav", sound), kind="wav")
    clip = MixClip(media="p", bus=Bus.DIALOGUE, in_sample=0, start_sample=0, samples=len(sound))
    plan = MixPlan(samples=len(sound), clips=(clip,))
    return mix_to_wav(plan, {"p": source}, folder, level=Level(target_lufs=lufs, limit_dbtp=-1))


def shot() -> Sound:
    quiet = np.zeros(4 * 48_000)
    quiet[96_000:98_400] = noise(0.05, level=0.5)
    return quiet


PROGRAMMES = {
    "speech": speech(4),
    "soft speech": speech(4, level=0.003),
    "music": np.stack([tone(3), tone(3, hertz=554)], axis=1),
    "clipped": np.sign(tone(3)) * 0.99,
    "left only": np.stack([speech(4), np.zeros(192_000)], axis=1),
    "silence with one shot": shot(),
    "drums": drums(3),
}
LOUDER = ("speech", "soft speech", "clipped")


@pytest.mark.parametrize(
    ("name", "lufs"),
    [
        *((name, -23.0) for name in PROGRAMMES),
        *((name, -16.0) for name in LOUDER),
        ("drums", -18.0),
    ],
)
def test_every_programme_comes_to_its_loudness_under_its_peak(
    tmp_path: Path, name: str, lufs: float
) -> None:
    mixed_to(PROGRAMMES[name], tmp_path, lufs)
    loudness = measure_file(tmp_path / MIX, "wav")
    assert loudness.integrated_lufs == pytest.approx(lufs, abs=0.1)
    assert loudness.true_peak_dbtp is not None
    assert loudness.true_peak_dbtp < -1.2


def test_the_limiter_works_only_where_a_peak_would_break_the_limit(tmp_path: Path) -> None:
    assert mixed_to(speech(4), tmp_path, -23).levelled.limiting_db == 0
    assert mixed_to(drums(3), tmp_path, -18).levelled.limiting_db > 1


def test_silence_stays_silence(tmp_path: Path) -> None:
    mixed = mixed_to(np.zeros(48_000), tmp_path, -23)
    assert mixed.levelled.gain_db == 0
    loudness = measure_file(tmp_path / MIX, "wav")
    assert loudness.is_silent
    assert loudness.true_peak_dbtp is None


def test_a_click_in_silence_is_not_squashed_beyond_measure(tmp_path: Path) -> None:
    click = np.zeros(4 * 48_000)
    click[96_000:96_010] = 0.5
    mixed = mixed_to(click, tmp_path, -23)
    loudness = measure_file(tmp_path / MIX, "wav")
    assert mixed.levelled.limiting_db <= 12
    assert loudness.integrated_lufs is not None
    assert loudness.integrated_lufs < -23.5


def test_nothing_at_all_has_no_loudness() -> None:
    assert measure_blocks([]).is_silent
    assert measure_blocks([]).true_peak_dbtp is None


def test_a_sine_has_the_loudness_that_the_standard_says() -> None:
    """EBU Tech 3341, case 1: a stereo sine of 1 kHz at -23 dBFS reads -23 LUFS."""
    sine = tone(20, hertz=1000, level=10 ** (-23 / 20))
    stereo = np.stack([sine, sine], axis=1).astype("<f4")
    loudness = measure_blocks([stereo.tobytes()])
    assert loudness.integrated_lufs == pytest.approx(-23, abs=0.1)
    assert loudness.true_peak_dbtp == pytest.approx(-23, abs=0.1)
    assert len(loudness.short_term_lufs) == 200
