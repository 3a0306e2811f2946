"""Sound that is encoded in blocks is heard as if it had been encoded at once."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.errors import Cancelled
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.assemble import RenderJob
from pipeline.render.cache import SegmentCache
from pipeline.render.mix_plan import Bus, MixClip, MixPlan, MixSource
from pipeline.render.sound_blocks import BLOCK_PACKETS, FRAME, packets_of
from pipeline.render.sound_track import SoundTrack, packets_in, plan_sound, sound_track
from pipeline.timing import SAMPLE_RATE
from tests.pipeline.render.sounds import drums, noise, save, speech, tone

pytestmark = pytest.mark.ffmpeg

SECONDS = 24
SAMPLES = SECONDS * SAMPLE_RATE + 700
JOINS = [BLOCK_PACKETS * FRAME, 2 * BLOCK_PACKETS * FRAME]


def source(path: Path) -> MixSource:
    return MixSource(path=path, kind="wav", digest=sha256(path.read_bytes()).hexdigest())


def clip(media: str, start: int, samples: int, bus: Bus = Bus.EFFECTS) -> MixClip:
    return MixClip(media=media, bus=bus, in_sample=0, start_sample=start, samples=samples)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, MixSource]:
    folder = tmp_path_factory.mktemp("sounds")
    sounds = {"speech": speech(25), "drums": drums(25), "noise": noise(25, level=0.02)}
    sounds |= {"tone": tone(25), "loud": 0.9 * np.ones(48_000)}
    return {name: source(save(folder / f"{name}.wav", sound)) for name, sound in sounds.items()}


class Place:
    """A folder to mix in, again and again, with one cache."""

    def __init__(self, folder: Path, workers: int = 1) -> None:
        self.folder, self.workers = folder, workers

    def mix(self, plan: MixPlan, sources: dict[str, MixSource]) -> SoundTrack:
        into = self.folder / f"job_{len(list(self.folder.iterdir()))}"
        into.mkdir()
        cache = SegmentCache(folder=self.folder / "cache")
        job = RenderJob(into=into, cache=cache, workers=self.workers)
        return sound_track(plan_sound(plan, sources, into), job)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def heard(stream: Path) -> NDArray[np.float32]:
    """Return the left channel of an AAC stream, from the first sample of the film on."""
    raw = stream.with_suffix(".raw")
    run_ffmpeg(("-y", "-f", "aac", "-i", f"file:{stream}", "-f", "f32le", f"file:{raw}"))
    return np.fromfile(raw, "<f4").reshape(-1, 2)[FRAME:, 0]


def encoded_at_once(sound: NDArray[np.float64], path: Path) -> Path:
    """Encode a sound as everybody would."""
    wav = save(path.with_suffix(".wav"), np.stack([sound, sound], axis=1))
    run_ffmpeg(("-y", "-f", "wav", "-i", f"file:{wav}", "-b:a", "256k", f"file:{path}"))
    return path


@pytest.mark.parametrize("name", ["speech", "drums", "noise", "tone"])
def test_nobody_hears_where_two_blocks_meet(
    name: str, place: Place, sources: dict[str, MixSource], tmp_path: Path
) -> None:
    plan = MixPlan(samples=SAMPLES, clips=(clip(name, 0, SAMPLES),))
    track = place.mix(plan, sources)
    wav = np.frombuffer(sources[name].path.read_bytes()[44:], "<i2")[:SAMPLES] / 32767
    in_blocks, at_once = heard(track.path), heard(encoded_at_once(wav, tmp_path / "once.aac"))
    assert track.mixed == 3
    for join in JOINS:
        near = slice(join - 3 * FRAME, join + 2 * FRAME)
        wrong = [np.abs(one[near] - wav[near]).max() for one in (in_blocks, at_once)]
        assert wrong[0] < max(1.5 * wrong[1], 1e-4)


def test_a_stream_has_every_packet_of_the_film(place: Place, sources: dict[str, MixSource]) -> None:
    track = place.mix(MixPlan(samples=SAMPLES, clips=(clip("tone", 0, SAMPLES),)), sources)
    assert len(list(packets_in(track.path.read_bytes()))) == packets_of(SAMPLES)


def test_only_blocks_that_sound_otherwise_are_mixed_again(
    place: Place, sources: dict[str, MixSource]
) -> None:
    low, high = clip("speech", 0, SAMPLES), clip("tone", 20 * SAMPLE_RATE, 9000)
    first = place.mix(MixPlan(samples=SAMPLES, clips=(low, high)), sources)
    again = place.mix(MixPlan(samples=SAMPLES, clips=(low, high)), sources)
    moved = replace(high, start_sample=21 * SAMPLE_RATE)
    other = place.mix(MixPlan(samples=SAMPLES, clips=(low, moved)), sources)
    assert [(one.mixed, one.reused) for one in (first, again, other)] == [(3, 0), (0, 3), (1, 2)]
    assert again.path.read_bytes() == first.path.read_bytes() != other.path.read_bytes()


def test_what_was_kept_and_what_is_made_anew_are_the_same_bytes(
    sources: dict[str, MixSource], tmp_path: Path
) -> None:
    music = clip("noise", 0, SAMPLES, Bus.MUSIC)
    voice = clip("speech", 0, SAMPLES - 9000, Bus.DIALOGUE)
    before = MixPlan(samples=SAMPLES, clips=(music, voice, clip("tone", 0, 9000)))
    after = MixPlan(samples=SAMPLES, clips=(music, voice, clip("drums", 0, 9000)))
    warm, cold = Place(tmp_path / "warm", workers=2), Place(tmp_path / "cold")
    for place in (warm, cold):
        place.folder.mkdir()
    warm.mix(before, sources)
    changed = warm.mix(after, sources)
    assert changed.reused == 2
    assert changed.path.read_bytes() == cold.mix(after, sources).path.read_bytes()


def test_sounds_that_look_alike_are_mixed_once(place: Place, sources: dict[str, MixSource]) -> None:
    track = place.mix(MixPlan(samples=60 * SAMPLE_RATE), sources)
    assert track.mixed + track.reused == 6
    assert track.mixed == 3  # the first, the last, and one for all silence between
    assert not heard(track.path).any()


def test_a_source_that_nobody_has_counted_is_heard_and_not_kept(
    place: Place, sources: dict[str, MixSource]
) -> None:
    unknown = {"tone": replace(sources["tone"], digest="")}
    plan = MixPlan(samples=SAMPLE_RATE, clips=(clip("tone", 0, SAMPLE_RATE),))
    assert [place.mix(plan, unknown).mixed for _ in range(2)] == [1, 1]


def test_what_is_missing_is_silent(place: Place, sources: dict[str, MixSource]) -> None:
    plan = MixPlan(samples=9000, clips=(clip("nobody", 0, 9000),))
    assert not heard(place.mix(plan, sources).path).any()


def test_a_file_that_is_gone_for_a_moment_is_heard_again_when_it_is_back(
    place: Place, sources: dict[str, MixSource], tmp_path: Path
) -> None:
    plan = MixPlan(samples=9000, clips=(clip("tone", 0, 9000),))
    gone = {"tone": replace(sources["tone"], path=tmp_path / "gone.wav")}
    assert not heard(place.mix(plan, gone).path).any()
    assert heard(place.mix(plan, sources).path).any()


def test_what_is_over_full_scale_is_held_there(place: Place, sources: dict[str, MixSource]) -> None:
    loud = tuple(clip("loud", 0, 24_000, bus) for bus in (Bus.EFFECTS, Bus.AMBIENCE))
    sound = heard(place.mix(MixPlan(samples=24_000, clips=loud), sources).path)
    assert np.median(sound[9000:20_000]) == pytest.approx(1.0, abs=0.1)


def test_mixing_can_be_stopped(place: Place, sources: dict[str, MixSource]) -> None:
    class Stopped:
        def progress(self, fraction: float, doing: str) -> None:
            """Tell nobody."""

        def cancelled(self) -> bool:
            return True

    plan = MixPlan(samples=SAMPLES, clips=(clip("tone", 0, SAMPLES),))
    cache = SegmentCache(folder=place.folder / "cache")
    with pytest.raises(Cancelled):
        sound_track(
            plan_sound(plan, sources, place.folder),
            RenderJob(into=place.folder, cache=cache, watch=Stopped()),
        )
