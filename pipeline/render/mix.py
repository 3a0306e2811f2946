"""The mix: every sound at its place, buses added, music ducked, loudness set, stems that add up.

What is promised: exactly as many samples as asked for; a sound begins on its sample; the stems sum
to the mix; memory does not grow with the film, as everything goes through in blocks of two seconds.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from pipeline.documents.buses import BUSES, strip_of
from pipeline.media.ffmpeg import Watch
from pipeline.render.console import Console, added
from pipeline.render.levelling import AS_IT_IS, Level, Levelled, level_of
from pipeline.render.meter import Meter, Metered
from pipeline.render.mix_plan import Bus, MixPlan, MixSource
from pipeline.render.pcm import decode, stretches
from pipeline.render.stopping import StopOnly, tell
from pipeline.render.treatment import filters_of, treat
from pipeline.render.wav import WavWriter

MIX: Final = "mix.wav"
STEMS: Final = {
    Bus.DIALOGUE: "stem_dialogue.wav",
    Bus.EFFECTS: "stem_effects.wav",
    Bus.AMBIENCE: "stem_ambience.wav",
    Bus.MUSIC: "stem_music.wav",
    Bus.MIX: "stem_mix.wav",
}
"""stem_mix.wav is there only when a group brings its own finished mix."""


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
        console = Console(plan=plan, pcm=pcm, work=Path(work))
        _treat(console, Path(work), desk)
        stop = StopOnly.of(desk.watch)
        set_to = level_of(console.takes, level, Path(work), stop) if level else AS_IT_IS
        tell(desk.watch, 0.7, "Mixing")
        return Mixed(
            samples=plan.samples,
            unheard=tuple(sorted({clip.media for clip in plan.clips if clip not in pcm})),
            levelled=set_to,
            metered=_write(console, set_to, into, desk),
        )


def _treat(console: Console, work: Path, desk: Desk) -> None:
    """Send the buses that ask for it through their filters."""
    for bus in tuple(console.laid):
        filters = filters_of(strip_of(console.plan.strips, bus), partial(console.raw, bus))
        if filters:
            console.treated[bus] = treat(
                console.raw(bus),
                filters,
                work / f"{bus.value}.pcm",
                samples=console.plan.samples,
                watch=StopOnly.of(desk.watch),
            )


def _write(console: Console, level: Levelled, into: Path, desk: Desk) -> Metered:
    """Write the mix, and the stems with exactly the same gain."""
    used = console.plan.buses() | frozenset(BUSES)
    names = {bus: STEMS[bus] for bus in used} if desk.has_stems else {}
    meter = Meter(console.plan.buses())
    with ExitStack() as files:
        mix = files.enter_context(WavWriter(into / MIX))
        stems = {bus: files.enter_context(WavWriter(into / name)) for bus, name in names.items()}
        for start, buses in console.blocks():
            tell(desk.watch, 0.7 + 0.3 * start / console.plan.samples, "Mixing")
            gain = level.gain_at(start, console.count(start))[:, None]
            for samples in buses.values():
                samples *= gain
            total = added(buses.values(), console.count(start))
            mix.write(total)
            meter.hear(total, buses)
            for bus, stem in stems.items():
                stem.write(buses[bus] if bus in buses else np.zeros_like(total))
    return meter.metered()
