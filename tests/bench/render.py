"""A film rendered by us and by what one would take instead; then rendered again after a change.

Whole programs, one after the other in turn, so that a busy machine is busy for all of them. A ratio
is the median over the rounds. Everybody's film is judged frame by frame by the same checker.
"""

import json
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import opentimelineio as otio

from tests.bench.material import Material, bench_material
from tests.bench.overhead import print_overhead
from tests.bench.peers import GRAPH, OURS, PEERS, SYSTEM_GRAPH, NotHere, Task, ours
from tests.bench.tree import CannotRun, Taken, take

ROUNDS: Final = 3
ONCE: Final = ("melt", "GES", "MoviePy")
"""Who takes part in the first round only: they are slow."""
BY_PRESET: Final = {"veryfast": tuple(PEERS), "medium": (OURS, GRAPH, SYSTEM_GRAPH)}
PATIENCE_S: Final = 1800
COLUMNS: Final = "  {:<40}{:>8}{:>8}{:>8}{:>8}{:>9}{:>8}{:>9}  {}"

Tell = Callable[[str], None]


@dataclass(slots=True)
class Standing:
    """What one contestant took in each round, and how right its film was."""

    rounds: dict[int, Taken] = field(default_factory=dict)
    judged: tuple[float, bool] | None = None
    trouble: str = ""

    @property
    def wall_s(self) -> float:
        """The middle of its times."""
        return statistics.median(one.wall_s for one in self.rounds.values())


def print_render(tell: Tell) -> None:
    """Print the figures."""
    material = bench_material()
    tell(
        f"The film {material.whole.name}, two processes of ours, all the threads they want for the"
        f" others; load before: {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores"
    )
    for preset, names in BY_PRESET.items():
        standings = contest(material, preset, names)
        _print_contest(tell, preset, standings)
        _print_changes(tell, material, preset, standings[OURS])
    print_overhead(tell, material)


@contextmanager
def _task(material: Material, timeline: Path, preset: str) -> Iterator[Task]:
    with tempfile.TemporaryDirectory() as folder:
        yield Task(timeline=timeline, material=material, preset=preset, folder=Path(folder))


def contest(material: Material, preset: str, names: Sequence[str]) -> dict[str, Standing]:
    """Let everybody render the film, in turn, round after round."""
    standings = {name: Standing() for name in names}
    for number in range(ROUNDS):
        for name, standing in standings.items():
            if standing.trouble or (number and name in ONCE):
                continue
            with _task(material, material.whole, preset) as task:
                _run(name, standing, task, number)
    return standings


def _run(name: str, standing: Standing, task: Task, number: int) -> None:
    try:
        command = PEERS[name](task)
        standing.rounds[number] = take(command, cwd=task.folder, limit_s=PATIENCE_S)
    except (NotHere, CannotRun) as fault:
        standing.trouble = " ".join(str(fault).split())[-120:]
        return
    if number == 0:
        standing.judged = task.material.right_frames(task.timeline, task.film)


def _print_contest(tell: Tell, preset: str, standings: dict[str, Standing]) -> None:
    tell(f"x264 {preset} (goals against one graph: wall 0.70, CPU 1.00, memory 0.33)")
    heads = ("wall s", "x graph", "CPU s", "x graph", "cores", "MiB", "x graph")
    tell(COLUMNS.format("", *heads, "frames right"))
    for name, standing in standings.items():
        if not standing.rounds:
            tell(f"  {name:<40} left out: {standing.trouble}")
            continue
        tell(COLUMNS.format(name, *_figures(standing, standings[GRAPH]), _judged(standing)))


def _figures(standing: Standing, graph: Standing) -> list[str]:
    middle = {
        name: statistics.median(getattr(one, name) for one in standing.rounds.values())
        for name in ("wall_s", "cpu_s", "peak_mib")
    }
    ratios = {name: _ratio(standing, graph, name) for name in middle}
    cores = middle["cpu_s"] / middle["wall_s"]
    return [
        *(f"{middle['wall_s']:.1f}", ratios["wall_s"], f"{middle['cpu_s']:.1f}", ratios["cpu_s"]),
        *(f"{cores:.2f}", f"{middle['peak_mib']:.0f}", ratios["peak_mib"]),
    ]


def _ratio(standing: Standing, other: Standing, name: str) -> str:
    """Return the median of the ratios of the rounds in which both took part."""
    both = standing.rounds.keys() & other.rounds.keys()
    ratios = [
        getattr(standing.rounds[number], name) / getattr(other.rounds[number], name)
        for number in both
        if getattr(other.rounds[number], name)
    ]
    return f"{statistics.median(ratios):.2f}" if ratios else "-"


def _judged(standing: Standing) -> str:
    if standing.judged is None:
        return "not judged"
    fraction, is_exact = standing.judged
    return f"{fraction:.1%}, {'sound, too' if is_exact else 'sound or length not'}"


def _print_changes(tell: Tell, material: Material, preset: str, cold: Standing) -> None:
    """Render again: nothing changed, one shot changed, one sound changed."""
    if not cold.rounds:
        return
    with _task(material, material.whole, preset) as task:
        take(ours(task), cwd=task.folder)
        sound = _with_another_sound(material.whole, task.folder)
        cases = (
            ("nothing changed", material.whole, "1/50"),
            ("one shot changed", material.changed, "1/15"),
            ("one sound changed", sound, "no segment"),
        )
        for what, timeline, goal in cases:
            _print_change(tell, task, what=f"{what} (goal: {goal})", timeline=timeline, cold=cold)


def _print_change(tell: Tell, task: Task, *, what: str, timeline: Path, cold: Standing) -> None:
    walls: list[float] = []
    facts: dict[str, object] = {}
    for _ in range(ROUNDS):
        with _task(task.material, timeline, task.preset) as again:
            # The same cache each time, as names for the same files.
            shutil.copytree(task.folder / "cache", again.folder / "cache", copy_function=os.link)
            walls.append(take(ours(again), cwd=again.folder).wall_s)
            facts = json.loads((again.folder / "report.json").read_text())["facts"]
    wall_s = statistics.median(walls)
    tell(
        f"  {what}: {wall_s:.2f} s, 1/{cold.wall_s / wall_s:.0f} of {cold.wall_s:.1f} s;"
        f" {facts['encoded']} of {facts['segments']} segments encoded,"
        f" {facts['sound_mixed']} blocks of sound mixed"
    )


def _with_another_sound(timeline: Path, folder: Path) -> Path:
    """Write the timeline with a sound that begins five frames earlier in its medium."""
    film = otio.adapters.read_from_file(str(timeline))
    clip = next(iter(film.audio_tracks()[0].find_clips()))
    cut = clip.source_range
    earlier = cut.start_time - otio.opentime.RationalTime(5, cut.start_time.rate)
    clip.source_range = otio.opentime.TimeRange(earlier, cut.duration)
    written = folder / "another_sound.otio"
    otio.adapters.write_to_file(film, str(written))
    expected = timeline.with_suffix(".expect.json")
    if expected.exists():
        shutil.copy(expected, written.with_suffix(".expect.json"))
    return written
