"""The mix: how many times faster than it is heard, how it grows, and how right its loudness is.

What is heard is made here. A mix is timed as a command of its own, from the files to the written
mix with its stems: `python -m tests.bench.mix TRACKS SECONDS FOLDER`.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from pipeline.render.levelling import Level
from pipeline.render.loudness import measure_file
from pipeline.render.mix import MIX, Desk, mix_to_wav
from pipeline.render.mix_plan import Bus, MixClip, MixPlan, MixSource
from pipeline.timing import SAMPLE_RATE
from tests.bench.tree import Taken, take
from tests.pipeline.render.sounds import Sound, drums, load, noise, save, speech, tone

Tell = Callable[[str], None]

TRACKS: Final = (1, 8, 32)
FILM_S: Final = 60
LONGER: Final = 4
MINUTES: Final = (5, 60)
SOURCE_S: Final = 30
CLIP_S: Final = 5
BUSES: Final = (Bus.DIALOGUE, Bus.EFFECTS, Bus.AMBIENCE, Bus.MUSIC)
TARGETS: Final = (-23.0, -16.0, -14.0)
LIMIT_DBTP: Final = -1.0
ALLOWED_LU: Final = 0.2


def print_mix(tell: Tell) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as place:
        _print_speed(tell, Path(place))
        _print_memory(tell, Path(place))
        _print_loudness(tell, Path(place))


def _taken(tracks: int, seconds: int, folder: Path) -> Taken:
    """Return what a mix takes that is a command of its own."""
    arguments = (str(tracks), str(seconds), str(folder))
    return take([sys.executable, "-m", "tests.bench.mix", *arguments], cwd=Path.cwd())


def _print_speed(tell: Tell, folder: Path) -> None:
    """Print times of the clock, and how they grow by the time of all cores."""
    taken = {tracks: _taken(tracks, FILM_S, folder) for tracks in TRACKS}
    listed = ", ".join(
        f"{tracks} tracks {FILM_S / one.wall_s:.0f} times ({one.cpu_s:.1f} s of all cores)"
        for tracks, one in taken.items()
    )
    tell(f"A mix of {FILM_S} s with its stems, faster than it is heard: {listed}")
    middle = TRACKS[1]
    long = _taken(middle, LONGER * FILM_S, folder)
    tell(
        f"  {LONGER} times as long, {middle} tracks: {long.cpu_s / taken[middle].cpu_s:.1f} times"
        f" the work ({LONGER * FILM_S / long.wall_s:.0f} times faster than it is heard)"
    )


def _print_memory(tell: Tell, folder: Path) -> None:
    few, many = (_taken(len(BUSES), 60 * minutes, folder).peak_mib for minutes in MINUTES)
    ratio = many / few if few else 0
    tell(
        f"  memory of {MINUTES[1]} minutes against {MINUTES[0]}: {many:.0f} MiB against {few:.0f},"
        f" {ratio:.2f} times (goal: 1.1)"
    )


def plan_of(tracks: int, seconds: int) -> MixPlan:
    """Return clips one after the other on so many tracks, from sources that are heard again."""
    clips = (
        MixClip(
            media=str(track),
            bus=BUSES[track % len(BUSES)],
            in_sample=(at * 7 % (SOURCE_S - CLIP_S)) * SAMPLE_RATE,
            start_sample=at * SAMPLE_RATE,
            samples=CLIP_S * SAMPLE_RATE,
        )
        for track in range(tracks)
        for at in range(0, seconds, CLIP_S)
    )
    ordered = sorted(clips, key=lambda clip: clip.start_sample)
    return MixPlan(samples=seconds * SAMPLE_RATE, clips=tuple(ordered))


def _run(tracks: int, seconds: int, folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        sources = {}
        for track in range(tracks):
            path = folder / f"{track}.wav"
            if not path.exists():
                save(path, speech(SOURCE_S) + noise(SOURCE_S, level=0.01, seed=track))
            sources[str(track)] = MixSource(path=path, kind="wav")
        mix_to_wav(
            plan_of(tracks, seconds),
            sources,
            Path(place),
            level=Level(target_lufs=-23.0, limit_dbtp=LIMIT_DBTP),
            desk=Desk(workers=2, has_stems=True),
        )


def programmes() -> Iterator[tuple[str, Sound]]:
    """Yield twenty sounds of six seconds that films have, and some that they should not."""
    s = 6
    chord = np.stack([tone(s) + tone(s, hertz=554), tone(s, hertz=659)], axis=1)
    rise = np.linspace(0.02, 1, s * SAMPLE_RATE)
    shot = np.zeros(s * SAMPLE_RATE)
    shot[2 * SAMPLE_RATE : 2 * SAMPLE_RATE + 9_600] = noise(0.2, level=0.5)
    yield "speech", speech(s)
    yield "soft speech", speech(s, level=0.003)
    yield "very loud speech", speech(s, level=0.9).clip(-1, 1)
    yield "speech in noise", speech(s) + noise(s, level=0.02)
    yield "speech on the left", np.stack([speech(s), np.zeros(s * SAMPLE_RATE)], axis=1)
    yield "speech out of phase", np.stack([speech(s), -speech(s)], axis=1)
    yield "speech over music", speech(s)[:, None] + chord / 4
    yield "music", chord
    yield "loud music", (chord * 8).clip(-1, 1)
    yield "low music", tone(s, hertz=55)
    yield "high music", tone(s, hertz=9_000)
    yield "music that rises", chord * rise[:, None]
    yield "drums", drums(s)
    yield "drums over music", drums(s)[:, None] + chord
    yield "noise", noise(s)
    yield "noise on both sides", np.stack([noise(s), noise(s, seed=8)], axis=1)
    yield "silence with one shot", shot
    yield "clipped", np.sign(tone(s)) * 0.99
    yield "between the samples", tone(s, hertz=12_000, level=0.9)
    yield "half silent", np.concatenate([speech(s // 2), np.zeros(s // 2 * SAMPLE_RATE)])


def _print_loudness(tell: Tell, folder: Path) -> None:
    other = _other_meter()
    errors, others, highest = {}, {}, {}
    for number, (name, sound) in enumerate(programmes()):
        target = TARGETS[number % len(TARGETS)]
        _level(sound, target, folder)
        found = measure_file(folder / MIX, "wav")
        errors[name] = abs((found.integrated_lufs or 0) - target)
        highest[name] = found.true_peak_dbtp or -99.0
        if other:
            others[name] = abs(other(load(folder / MIX) / 2**23) - target)
    worst, peak = max(errors, key=errors.__getitem__), max(highest, key=highest.__getitem__)
    right = sum(error <= ALLOWED_LU for error in errors.values())
    tell(
        f"Loudness of {len(errors)} programmes: {right} within {ALLOWED_LU} LU, the worst"
        f" {errors[worst]:.2f} ({worst}); highest peak {highest[peak]:.1f} dBTP ({peak})"
    )
    if others:
        worst = max(others, key=others.__getitem__)
        right = sum(error <= ALLOWED_LU for error in others.values())
        tell(f"  as pyloudnorm hears it: {right} within, the worst {others[worst]:.2f} ({worst})")
    else:
        tell("  pyloudnorm is not installed and is left out (make .venv/.bench)")


def _level(sound: Sound, target: float, folder: Path) -> None:
    source = MixSource(path=save(folder / "programme.wav", sound), kind="wav")
    clip = MixClip(media="p", bus=Bus.DIALOGUE, in_sample=0, start_sample=0, samples=len(sound))
    level = Level(target_lufs=target, limit_dbtp=LIMIT_DBTP)
    mix_to_wav(MixPlan(samples=len(sound), clips=(clip,)), {"p": source}, folder, level=level)


def _other_meter() -> Callable[[Sound], float] | None:
    """Return a meter that nobody here wrote, if there is one."""
    if not find_spec("pyloudnorm"):
        return None
    module: Any = import_module("pyloudnorm")
    meter = module.Meter(SAMPLE_RATE)
    return lambda sound: float(meter.integrated_loudness(sound))


if __name__ == "__main__":
    _run(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
