import resource
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import Cancelled, WorkFailed
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.cache import SegmentCache
from pipeline.render.console import BLOCK
from pipeline.render.levelling import Level
from pipeline.render.mix import MIX, Desk, mix_to_wav
from pipeline.render.mix_plan import Bus, MixClip, MixPlan, MixSource
from pipeline.render.pcm import decode, stretches
from tests.pipeline.render.sounds import load, noise, save, speech, tone

pytestmark = pytest.mark.ffmpeg

FULL = 2**23


def clip(media: str, start: int, samples: int, **more: object) -> MixClip:
    plain = {"fade_in_samples": 0, "fade_out_samples": 0, "in_sample": 0, "bus": Bus.DIALOGUE}
    return MixClip(media=media, start_sample=start, samples=samples, **{**plain, **more})  # type: ignore[arg-type]


def wav(path: Path) -> MixSource:
    return MixSource(path=path, kind="wav")


def test_every_sound_lies_on_its_sample_and_the_mix_has_the_exact_length(tmp_path: Path) -> None:
    sound = noise(1, level=0.2)
    sources = {"a": wav(save(tmp_path / "a.wav", sound))}
    clips = (
        clip("a", 1_001, 2_000, in_sample=333),
        clip("a", BLOCK - 500, 1_000, in_sample=12_345),  # over the border of a block
        clip("a", 110_007, 900, in_sample=47_500),  # over the end of the file
    )
    mix_to_wav(MixPlan(samples=112_345, clips=clips), sources, tmp_path)
    heard = load(tmp_path / MIX)[:, 0]
    wanted = np.zeros(112_345)
    wanted[1_001:3_001] = sound[333:2_333]
    wanted[BLOCK - 500 : BLOCK + 500] = sound[12_345:13_345]
    wanted[110_007:110_507] = sound[47_500:]
    assert len(heard) == 112_345
    assert np.abs(heard / FULL - wanted).max() < 1 / 30_000


def test_sounds_that_overlap_are_added_with_gain_and_fades(tmp_path: Path) -> None:
    flat = np.full(48_000, 0.25)
    sources = {"a": wav(save(tmp_path / "a.wav", flat))}
    clips = (
        clip("a", 0, 48_000, gain_db=-6.0206),
        clip("a", 0, 48_000, bus=Bus.EFFECTS, fade_in_samples=24_000, fade_out_samples=12_000),
    )
    mix_to_wav(MixPlan(samples=48_000, clips=clips), sources, tmp_path)
    heard = load(tmp_path / MIX)[:, 1] / FULL
    assert heard[12_000] == pytest.approx(0.125 + 0.25 * np.sin(np.pi / 4), abs=1e-4)
    assert heard[30_000] == pytest.approx(0.375, abs=1e-4)
    assert heard[47_999] == pytest.approx(0.125, abs=1e-3)


def test_the_stems_sum_to_the_mix(tmp_path: Path) -> None:
    sources = {
        "voice": wav(save(tmp_path / "v.wav", speech(3))),
        "band": wav(save(tmp_path / "m.wav", np.stack([tone(3), tone(3, hertz=330)], axis=1))),
        "door": wav(save(tmp_path / "d.wav", noise(0.3))),
    }
    clips = (
        clip("voice", 0, 144_000),
        clip("band", 0, 144_000, bus=Bus.MUSIC),
        clip("door", 48_000, 14_400, bus=Bus.EFFECTS),
        clip("door", 96_000, 14_400, bus=Bus.AMBIENCE),
    )
    level = Level(target_lufs=-10, limit_dbtp=-1)  # loud, so that the limiter works, too
    mixed = mix_to_wav(
        MixPlan(samples=144_000, clips=clips),
        sources,
        tmp_path,
        level=level,
        desk=Desk(has_stems=True),
    )
    stems = sorted(path.name for path in tmp_path.glob("stem_*"))
    names = ("ambience", "dialogue", "effects", "music")
    assert stems == [f"stem_{name}.wav" for name in names]
    assert mixed.levelled.limiting_db > 0
    total = sum(load(tmp_path / name) for name in stems)
    assert np.abs(total - load(tmp_path / MIX)).max() <= 2


def test_music_steps_back_under_speech_and_comes_back(tmp_path: Path) -> None:
    voice = np.concatenate([np.zeros(96_000), noise(2, level=0.1), np.zeros(192_000)])
    sources = {
        "voice": wav(save(tmp_path / "v.wav", voice)),
        "band": wav(save(tmp_path / "m.wav", tone(8, level=0.2))),
    }
    clips = (clip("voice", 0, 384_000), clip("band", 0, 384_000, bus=Bus.MUSIC))
    desk = Desk(has_stems=True)
    mix_to_wav(MixPlan(samples=384_000, clips=clips), sources, tmp_path, desk=desk)
    music = load(tmp_path / "stem_music.wav")[:, 0] / FULL

    def level(second: float) -> float:
        at = int(second * 48_000)
        return 20 * float(np.log10(np.sqrt(np.mean(music[at : at + 4_800] ** 2))))

    before = level(1.5)
    assert -16.5 < level(3.5) - before < -11
    assert level(2.1) - before < -10  # 100 ms after the first word
    assert level(4.2) - before < -5  # and slowly up again
    assert level(7.8) == pytest.approx(before, abs=0.1)


def test_music_alone_or_without_ducking_is_left_alone(tmp_path: Path) -> None:
    sources = {"a": wav(save(tmp_path / "a.wav", tone(1, level=0.2)))}
    music = clip("a", 0, 48_000, bus=Bus.MUSIC)
    plans = (
        MixPlan(samples=48_000, clips=(music,)),
        MixPlan(samples=48_000, clips=(music, clip("a", 0, 48_000)), ducks_music=False),
    )
    loudest = []
    for plan in plans:
        mix_to_wav(plan, sources, tmp_path)
        loudest.append(np.abs(load(tmp_path / MIX)).max() / FULL)
    assert loudest == [pytest.approx(0.2, abs=1e-3), pytest.approx(0.4, abs=1e-3)]


def test_one_number_that_is_none_does_not_ruin_the_mix(tmp_path: Path) -> None:
    sound = np.full((48_000, 2), 0.25, np.float32)
    sound[1_000:1_100] = np.nan
    sound[2_000] = np.inf
    sound[3_000] = 1e30
    floats = ["-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "pipe:0", "-c:a", "pcm_f32le"]
    run_ffmpeg([*floats, str(tmp_path / "nan.wav")], feed=[sound.tobytes()])
    sources = {"a": wav(tmp_path / "nan.wav")}
    mix_to_wav(MixPlan(samples=48_000, clips=(clip("a", 0, 48_000),)), sources, tmp_path)
    heard = load(tmp_path / MIX)[:, 0] / FULL
    assert heard[500] == heard[4_000] == pytest.approx(0.25, abs=1e-5)
    assert heard[1_050] == heard[2_000] == 0
    assert heard[3_000] == pytest.approx(1, abs=1e-5)


def test_one_microphone_is_heard_from_both_sides_at_its_level(tmp_path: Path) -> None:
    sources = {"a": wav(save(tmp_path / "a.wav", np.full(4_800, 0.5)))}
    mix_to_wav(MixPlan(samples=4_800, clips=(clip("a", 0, 4_800),)), sources, tmp_path)
    assert load(tmp_path / MIX)[2_400].tolist() == [pytest.approx(0.5 * FULL, rel=1e-4)] * 2


def test_sound_runs_faster_and_backwards_with_its_picture(tmp_path: Path) -> None:
    ramp = np.linspace(0, 0.9, 48_000)
    sources = {"a": wav(save(tmp_path / "a.wav", ramp))}
    clips = (
        clip("a", 0, 12_000, in_sample=12_000, speed=Fraction(2)),
        clip("a", 24_000, 12_000, in_sample=36_000, speed=Fraction(-1)),
    )
    mix_to_wav(MixPlan(samples=48_000, clips=clips), sources, tmp_path)
    heard = load(tmp_path / MIX)[:, 0] / FULL
    assert heard[6_000] == pytest.approx(ramp[24_000], abs=0.002)
    assert heard[30_000] == pytest.approx(ramp[30_000], abs=0.002)
    assert heard[35_000] == pytest.approx(ramp[25_000], abs=0.002)


def test_a_source_that_is_missing_is_silent_and_nothing_is_left_behind(tmp_path: Path) -> None:
    mixed = mix_to_wav(MixPlan(samples=100, clips=(clip("gone", 0, 100),)), {}, tmp_path)
    assert mixed.samples == len(load(tmp_path / MIX)) == 100
    assert not load(tmp_path / MIX).any()
    assert [path.name for path in tmp_path.iterdir()] == [MIX]


@pytest.mark.parametrize("data", [b"RIFF\x00\x00\x00\x00WAVEjunk", b""])
def test_a_source_that_cannot_be_read_is_silent_and_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.wav").write_bytes(data)
    plan = MixPlan(samples=100, clips=(clip("a", 0, 100),))
    assert mix_to_wav(plan, {"a": wav(tmp_path / "a.wav")}, tmp_path).unheard == ("a",)


def test_a_film_without_sound_is_silent_and_named(tmp_path: Path) -> None:
    run_ffmpeg(["-f", "lavfi", "-i", "color=s=64x64:d=1", str(tmp_path / "a.mp4")])
    plan = MixPlan(samples=100, clips=(clip("a", 0, 100),))
    source = MixSource(path=tmp_path / "a.mp4", kind="mov")
    assert mix_to_wav(plan, {"a": source}, tmp_path).unheard == ("a",)


def test_a_full_disk_is_not_taken_for_a_silent_take(tmp_path: Path) -> None:
    sources = {"a": wav(save(tmp_path / "a.wav", tone(1)))}
    plan = MixPlan(samples=100, clips=(clip("a", 0, 100),))
    with pytest.raises(WorkFailed):
        decode(stretches(plan.clips).values(), sources, into=tmp_path / "gone")


class StopAt:
    """Somebody presses stop when the work has come so far."""

    def __init__(self, at: float) -> None:
        self.at = at
        self.told: list[float] = []

    def progress(self, fraction: float, doing: str) -> None:
        self.told.append(fraction)

    def cancelled(self) -> bool:
        return bool(self.told) and self.told[-1] >= self.at


@pytest.mark.parametrize("at", [0.0, 0.4, 0.7])
def test_a_stop_is_heard_at_every_step(tmp_path: Path, at: float) -> None:
    sources = {"a": wav(save(tmp_path / "a.wav", tone(1)))}
    plan = MixPlan(samples=48_000, clips=(clip("a", 0, 48_000),))
    level = Level(target_lufs=-23, limit_dbtp=-1)
    with pytest.raises(Cancelled):
        mix_to_wav(plan, sources, tmp_path, level=level, desk=Desk(watch=StopAt(at)))


def test_progress_never_falls(tmp_path: Path) -> None:
    sources = {"a": wav(save(tmp_path / "a.wav", tone(1)))}
    plan = MixPlan(samples=200_000, clips=(clip("a", 0, 48_000),))
    watch = StopAt(2)
    mix_to_wav(plan, sources, tmp_path, desk=Desk(watch=watch))
    assert watch.told == sorted(watch.told)


def test_memory_does_not_grow_with_the_film(tmp_path: Path) -> None:
    sources = {"a": wav(save(tmp_path / "a.wav", tone(2)))}

    def peak(minutes: int) -> int:
        samples = minutes * 60 * 48_000
        clips = tuple(clip("a", start, 96_000) for start in range(0, samples, 2_880_000))
        mix_to_wav(MixPlan(samples=samples, clips=clips), sources, tmp_path)
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    short = peak(1)
    assert peak(4) - short < 8_000  # kB; the sound itself is 92 MB


def test_what_was_decoded_once_is_not_decoded_again(tmp_path: Path) -> None:
    path = save(tmp_path / "a.wav", noise(1))
    counted = MixSource(path=path, kind="wav", digest=sha256(path.read_bytes()).hexdigest())
    needed = stretches([clip("a", 0, 9_000)])
    cache = SegmentCache(folder=tmp_path / "cache")
    samples = []
    for number, source in enumerate((counted, replace(counted, path=tmp_path / "gone.wav"))):
        into = tmp_path / str(number)
        into.mkdir()
        found = decode(needed.values(), {"a": source}, into=into, cache=cache)
        samples.append(found[needed[clip("a", 0, 9_000)]].read(0, 9_000))
    assert np.array_equal(samples[0], samples[1])
    assert samples[0].any()


def test_a_clip_that_is_trimmed_needs_the_same_stretch() -> None:
    whole, trimmed = clip("a", 0, 9_000), clip("a", 0, 8_000, in_sample=500)
    assert stretches([whole])[whole] == stretches([trimmed])[trimmed]
