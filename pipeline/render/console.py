"""The mixing desk: gives any stretch of any bus, filtered, pressed, at its gain and ducked.

It holds no sound itself: every stretch is read when it is asked for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from typing import Final

import numpy as np

from pipeline.documents.buses import BUSES, Ducking, strip_of
from pipeline.render import ducking
from pipeline.render.compression import squeeze_gains
from pipeline.render.hops import HopFile
from pipeline.render.mix_plan import Bus, MixClip, MixPlan
from pipeline.render.panning import panned
from pipeline.render.pcm import Pcm, Samples
from pipeline.timing import SAMPLE_RATE

BLOCK: Final = 2 * SAMPLE_RATE


def added(parts: Iterable[Samples], count: int) -> Samples:
    """Return the sum of some stretches, silence for none."""
    total = np.zeros((count, 2), np.float32)
    for part in parts:
        total += part
    return total


@dataclass(frozen=True, kw_only=True)
class Console:
    """The buses of a plan."""

    plan: MixPlan
    pcm: Mapping[MixClip, Pcm]
    """What is heard; a clip that is missing here is silent."""
    work: Path
    """A folder for what is noted of whole buses."""
    treated: dict[Bus, Pcm] = field(default_factory=dict)
    """Buses that went through filters as a whole."""
    laid: dict[Bus, dict[int, list[MixClip]]] = field(default_factory=dict)
    """The clips of a bus by the blocks they are heard in."""

    def __post_init__(self) -> None:
        for clip in self.plan.clips:
            if clip in self.pcm:
                blocks = self.laid.setdefault(clip.bus, {})
                for number in _blocks_between(clip.start_sample, clip.end_sample):
                    blocks.setdefault(number, []).append(clip)

    def count(self, start: int) -> int:
        """Return the length of the block that begins at a sample; the last one is shorter."""
        return min(BLOCK, self.plan.samples - start)

    def starts(self) -> range:
        """Return the first sample of each block."""
        return range(0, self.plan.samples, BLOCK)

    def blocks(self) -> Iterator[tuple[int, dict[Bus, Samples]]]:
        """Yield the first sample and the buses of each block."""
        for start in self.starts():
            yield start, self._buses(start, self.count(start))

    def takes(self) -> Iterator[tuple[Samples, tuple[Samples, ...]]]:
        """Yield the sum of all buses and the buses themselves, block by block."""
        for start, buses in self.blocks():
            parts = tuple(buses.values())
            yield added(parts, self.count(start)), parts

    def heard(self, start: int, count: int) -> Samples:
        """Return the sum of all buses for some samples; silence after the end of the plan."""
        inside = max(0, min(count, self.plan.samples - start))
        out = np.zeros((count, 2), np.float32)
        out[:inside] = added(self._buses(start, inside).values(), inside)
        return out

    def raw(self, bus: Bus) -> Iterator[Samples]:
        """Yield the clips of a bus, added, block by block: what goes into its filters."""
        for start in self.starts():
            yield self._clips(bus, start, self.count(start))

    def _buses(self, start: int, count: int) -> dict[Bus, Samples]:
        # Always added in the same order, or the last bit of a sum may be another one.
        buses = {bus: self._bus(bus, start, count) for bus in Bus if bus in self.laid}
        for bus, gains in self._duck_gains.items():
            buses[bus] *= ducking.gain_at(gains, start, count)[:, None]
        return buses

    def _bus(self, bus: Bus, start: int, count: int) -> Samples:
        samples = self._filtered(bus, start, count)
        if bus in self._squeeze_gains:
            gains = self._squeeze_gains[bus]
            samples *= ducking.gain_at(gains, start, count)[:, None]
        gain_db = strip_of(self.plan.strips, bus).gain_db
        return samples * np.float32(10 ** (gain_db / 20)) if gain_db else samples

    def _filtered(self, bus: Bus, start: int, count: int) -> Samples:
        whole = self.treated.get(bus)
        return whole.read(start, count) if whole else self._clips(bus, start, count)

    def _clips(self, bus: Bus, start: int, count: int) -> Samples:
        out = np.zeros((count, 2), np.float32)
        blocks = self.laid[bus]
        numbers = _blocks_between(start, start + count)
        for clip in dict.fromkeys(clip for number in numbers for clip in blocks.get(number, ())):
            first = max(start, clip.start_sample)
            last = min(start + count, clip.end_sample)
            if first < last:
                at = first - clip.start_sample
                out[first - start : last - start] += self._play(clip, at, last - first)
        return out

    def _play(self, clip: MixClip, at: int, count: int) -> Samples:
        """Return samples of a clip from its sample `at`, with side, gain and fades."""
        origin = clip.in_sample if clip.speed == 1 else 0
        samples = panned(self.pcm[clip].read(origin + at, count), clip.pan, is_mono=clip.is_mono)
        if clip.gain_db:
            samples *= np.float32(10 ** (clip.gain_db / 20))
        _fade(samples, clip, at)
        return samples

    def _levels(self, bus: Bus, *, is_filtered: bool) -> HopFile:
        """Listen to a whole bus once."""
        give = self._filtered if is_filtered else self._bus
        blocks = (give(bus, start, self.count(start)) for start in self.starts())
        return self._noted(map(ducking.levels, blocks))

    def _noted(self, parts: Iterable[ducking.Levels]) -> HopFile:
        """Return figures along the film in a file of their own: 800 bytes for each second of it."""
        file = HopFile(self.work / f"{token_hex(8)}.f32")
        for part in parts:
            file.add(part)
        return file

    @cached_property
    def _squeeze_gains(self) -> dict[Bus, HopFile]:
        pressed = [bus for bus in self.laid if strip_of(self.plan.strips, bus).compression]
        heard = {bus: self._levels(bus, is_filtered=True) for bus in pressed}
        return {bus: self._noted(squeeze_gains(levels)) for bus, levels in heard.items()}

    @cached_property
    def _duck_gains(self) -> dict[Bus, HopFile]:
        """Return the gains of the buses that step back while somebody speaks."""
        steps = {bus: strip_of(self.plan.strips, bus).ducking for bus in BUSES if bus in self.laid}
        ducked = {bus: step for bus, step in steps.items() if step is not Ducking.OFF}
        if not (self.plan.ducks_music and Bus.DIALOGUE in self.laid and ducked):
            return {}
        voices = self._levels(Bus.DIALOGUE, is_filtered=False)
        return {bus: self._noted(ducking.duck_gains(voices, step)) for bus, step in ducked.items()}


def _blocks_between(start: int, end: int) -> range:
    """Return the numbers of the blocks in which some samples lie."""
    return range(start // BLOCK, -(-max(start, end) // BLOCK))


def _fade(samples: Samples, clip: MixClip, at: int) -> None:
    """Fade samples of a clip from its sample `at` in and out, where they lie in a fade.

    A fade follows a quarter of a sine, so that crossings keep their power.
    """
    count, fade_in, fade_out = len(samples), clip.fade_in_samples, clip.fade_out_samples
    rising = max(0, min(count, fade_in - at))
    if rising:
        places = np.arange(at, at + rising, dtype=np.float32) + np.float32(0.5)
        samples[:rising] *= np.sin(np.pi / 2 * places / fade_in, dtype=np.float32)[:, None]
    falling = max(0, min(count, at + count - (clip.samples - fade_out)))
    if falling:
        left = clip.samples - at - count
        places = np.arange(falling - 1, -1, -1, dtype=np.float32) + np.float32(left + 0.5)
        samples[-falling:] *= np.sin(np.pi / 2 * places / fade_out, dtype=np.float32)[:, None]
