"""The mix: every sound at its place, buses added, music ducked, loudness set, stems that add up.

What is promised: exactly as many samples as asked for; a sound begins on its sample; the stems sum
to the mix; memory does not grow with the film, as everything goes through in blocks of two seconds.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.media.ffmpeg import Watch
from pipeline.render import ducking
from pipeline.render.levelling import AS_IT_IS, Level, Levelled, level_of
from pipeline.render.meter import Meter, Metered
from pipeline.render.mix_plan import Bus, MixClip, MixPlan, MixSource
from pipeline.render.pcm import Pcm, Samples, decode, stretches
from pipeline.render.stopping import StopOnly, tell
from pipeline.render.wav import WavWriter
from pipeline.timing import SAMPLE_RATE

BLOCK: Final = 2 * SAMPLE_RATE
MIX: Final = "mix.wav"
STEMS: Final = {
    Bus.DIALOGUE: "stem_dialogue.wav",
    Bus.EFFECTS: "stem_effects.wav",
    Bus.AMBIENCE: "stem_effects.wav",
    Bus.MUSIC: "stem_music.wav",
    Bus.MIX: "stem_mix.wav",
}
"""Ambience is delivered with the effects, as dubbing studios ask for it; stem_mix.wav is there only
when a group brings its own finished mix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where and how the mixing is done."""

    workers: int = 1
    watch: Watch | None = None
    has_stems: bool = False
    """Whether stems are written beside the mix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    """What came out."""

    samples: int
    unheard: tuple[str, ...]
    """Media that are missing, or in which there is no sound that can be read: silent here."""
    levelled: Levelled
    """Loudness before, the gain that was set, and how far the limiter went."""
    metered: Metered


USUAL: Final = Desk()


def mix_to_wav(
    plan: MixPlan,
    sources: Mapping[str, MixSource],
    into: Path,
    *,
    level: Level | None = None,
    desk: Desk = USUAL,
) -> Mixed:
    """Write mix.wav (and stems) into a folder and return what was measured on the way.

    Without a level the sum is written as it is. A source that is missing or cannot be read stays
    silent and is named in the result. Raise WorkFailed, or Cancelled when somebody stopped it.
    """
    with TemporaryDirectory(dir=into, prefix=".pcm-") as work:
        tell(desk.watch, 0.0, "Reading the sounds")
        needed = stretches(plan.clips)
        found = decode(
            needed.values(), sources, into=Path(work), workers=desk.workers, watch=desk.watch
        )
        pcm = {clip: found[part] for clip, part in needed.items() if part in found}
        tell(desk.watch, 0.4, "Listening")
        console = Console(plan=plan, pcm=pcm)
        set_to = level_of(console.sums, level, StopOnly.of(desk.watch)) if level else AS_IT_IS
        tell(desk.watch, 0.7, "Mixing")
        return Mixed(
            samples=plan.samples,
            unheard=tuple(sorted({clip.media for clip in plan.clips if clip not in pcm})),
            levelled=set_to,
            metered=_write(console, set_to, into, desk),
        )


def _write(console: "Console", level: Levelled, into: Path, desk: Desk) -> Metered:
    """Write the mix, and the stems with exactly the same gain."""
    used = console.plan.buses() | {Bus.DIALOGUE, Bus.EFFECTS, Bus.MUSIC}
    names = {STEMS[bus] for bus in used} if desk.has_stems else set()
    meter = Meter(console.plan.buses())
    with ExitStack() as files:
        mix = files.enter_context(WavWriter(into / MIX))
        stems = {name: files.enter_context(WavWriter(into / name)) for name in sorted(names)}
        for start, buses in console.blocks():
            tell(desk.watch, 0.7 + 0.3 * start / console.plan.samples, "Mixing")
            gain = level.gain_at(start, console.count(start))[:, None]
            loud = {bus: samples * gain for bus, samples in buses.items()}
            total = _sum(loud.values(), console.count(start))
            mix.write(total)
            meter.hear(total, loud)
            for name, stem in stems.items():
                parts = [samples for bus, samples in loud.items() if STEMS[bus] == name]
                stem.write(_sum(parts, console.count(start)))
    return meter.metered()


def _sum(parts: Iterable[Samples], count: int) -> Samples:
    total = np.zeros((count, 2), np.float32)
    for part in parts:
        total += part
    return total


@dataclass(frozen=True, kw_only=True)
class Console:
    """Gives any stretch of any bus; holds no sound itself."""

    plan: MixPlan
    pcm: Mapping[MixClip, Pcm]
    by_bus: dict[Bus, list[MixClip]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for clip in self.plan.clips:
            if clip in self.pcm:
                self.by_bus.setdefault(clip.bus, []).append(clip)

    def count(self, start: int) -> int:
        """Return the length of the block that begins at a sample; the last one is shorter."""
        return min(BLOCK, self.plan.samples - start)

    def blocks(self) -> Iterator[tuple[int, dict[Bus, Samples]]]:
        """Yield the first sample and the buses of each block, music ducked."""
        for start in range(0, self.plan.samples, BLOCK):
            yield start, self._buses(start, self.count(start))

    def heard(self, start: int, count: int) -> Samples:
        """Return the sum of all buses for some samples; silence after the end of the plan."""
        inside = max(0, min(count, self.plan.samples - start))
        out = np.zeros((count, 2), np.float32)
        out[:inside] = _sum(self._buses(start, inside).values(), inside)
        return out

    def sums(self) -> Iterator[Samples]:
        """Yield the sum of all buses, block by block."""
        for start, buses in self.blocks():
            yield _sum(buses.values(), self.count(start))

    def _buses(self, start: int, count: int) -> dict[Bus, Samples]:
        # Always added in the same order, or the last bit of a sum may be another one.
        buses = {bus: self._bus(bus, start, count) for bus in Bus if bus in self.by_bus}
        if Bus.MUSIC in buses:
            buses[Bus.MUSIC] *= ducking.gain_at(self._duck_gains, start, count)[:, None]
        return buses

    def _bus(self, bus: Bus, start: int, count: int) -> Samples:
        out = np.zeros((count, 2), np.float32)
        for clip in self.by_bus[bus]:
            first = max(start, clip.start_sample)
            last = min(start + len(out), clip.end_sample)
            if first < last:
                at = first - clip.start_sample
                out[first - start : last - start] += self._play(clip, at, last - first)
        return out

    def _play(self, clip: MixClip, at: int, count: int) -> Samples:
        """Return samples of a clip from its sample `at`, with gain and fades."""
        origin = clip.in_sample if clip.speed == 1 else 0
        samples = self.pcm[clip].read(origin + at, count)
        samples *= _envelope(clip, at, count)[:, None]
        return samples

    @cached_property
    def _duck_gains(self) -> ducking.Levels:
        """Listen to all dialogue once; 800 bytes for a second of film are kept."""
        if not self.plan.ducks_music or Bus.DIALOGUE not in self.by_bus:
            return np.ones(0, np.float32)
        starts = range(0, self.plan.samples, BLOCK)
        heard = [
            ducking.levels(self._bus(Bus.DIALOGUE, start, self.count(start))) for start in starts
        ]
        return ducking.duck_gains(np.concatenate(heard))


def _envelope(clip: MixClip, at: int, count: int) -> NDArray[np.float32]:
    """Return gain and fades; a fade follows a quarter of a sine, so that crossings keep power."""
    places = np.arange(at, at + count, dtype=np.float32) + np.float32(0.5)
    gain = np.full(count, 10 ** (clip.gain_db / 20), np.float32)
    for fade, distance in (
        (clip.fade_in_samples, places),
        (clip.fade_out_samples, clip.samples - places),
    ):
        if fade and distance.min() < fade:
            gain *= np.sin(np.pi / 2 * np.clip(distance / fade, 0, 1))
    return gain
