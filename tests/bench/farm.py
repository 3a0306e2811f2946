"""One film on several workers: two against one, what each segment costs beside its encoding, and
how far a farm would carry.

The pairs are real RQ workers on a real Redis, in turn, on a cold cache each time; a ratio is the
median. `python -m tests.bench.farm EDIT.otio MEDIA_DIR` measures a film of one's own.
"""

import os
import statistics
import sys
import threading
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline import farming
from pipeline.commands.edit_file import EditFile, open_edit
from pipeline.errors import CannotRead
from pipeline.records.values import SegmentView
from pipeline.render.assemble import RenderJob, render_picture
from pipeline.render.schedule import makespan
from pipeline.running import Claim
from tests.bench.farm_parts import parts
from tests.bench.material import bench_material
from tests.bench.office import in_store, look_of, office_at, with_workers
from workers.hands import FarmHands
from workers.office import Office

Tell = Callable[[str], None]

PAIRS: Final = 2
GOAL: Final = 1.8
FARMS: Final = (1, 2, 8, 32, 128)
MINUTES: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One cold render on the farm."""

    wall_s: float
    picture: bytes
    seen: tuple[SegmentView, ...]
    """Each segment as it was when it was last looked at."""

    @property
    def costs(self) -> list[float]:
        """What each segment took its worker, in seconds."""
        return [one.worked_s for one in self.seen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The same film by one worker and by two."""

    one: Rendered
    two: Rendered

    @property
    def ratio(self) -> float:
        """How many times faster two are."""
        return self.one.wall_s / self.two.wall_s


def print_farm(tell: Tell, edit: Path | None = None, media: Path | None = None) -> None:
    """Print all figures; without the film of the bench, say so."""
    edit = edit or bench_material().whole
    try:
        named = Namespace(edit=edit, media=[media or edit.parent / "media"], rate=None)
        film = open_edit(named)
    except CannotRead as fault:
        tell(f"The farm is left out, as the film of make_bench.py is not here: {fault}")
        return
    tell(f"The farm, with {edit.name} (one-thread encodes, RQ, cold):")
    pair = _print_pairs(film, tell, cores="all cores for each")
    if len(os.sched_getaffinity(0)) > 1:
        with each_on_its_core():
            _print_pairs(film, tell, cores="a core for each")
    overhead = _print_parts(film, tell)
    _print_simulation(pair.one, overhead, tell)


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


@contextmanager
def each_on_its_core() -> Iterator[None]:
    """Hold this process to the first core, as if each worker were a machine with one.

    A "one-thread" encode is more than one thread: ffmpeg reads, decodes and filters beside it.
    """
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(every)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, every)


def _print_pairs(film: EditFile, tell: Tell, *, cores: str) -> Pair:
    """Print how much faster two workers are; return the middle pair."""
    pairs = []
    for number in range(PAIRS):
        before = _load()
        pair = Pair(one=render(film, workers=1), two=render(film, workers=2))
        pairs.append(pair)
        alike = "same bytes" if pair.one.picture == pair.two.picture else "OTHER BYTES"
        tell(
            f"  {cores}, pair {number + 1}: one worker {pair.one.wall_s:.1f} s,"
            f" two {pair.two.wall_s:.1f} s, {pair.ratio:.2f} times, {alike} ({before})"
        )
    middle = statistics.median(pair.ratio for pair in pairs)
    nearest = min(pairs, key=lambda pair: abs(pair.ratio - middle))
    costs = nearest.one.costs
    bound = sum(costs) / makespan(costs, workers=2)
    tell(
        f"  {cores}, two workers against one: {middle:.2f} times (goal {GOAL};"
        f" the {len(costs)} segments of this film can be shared by two {bound:.2f} times at best)"
    )
    return nearest


def render(film: EditFile, *, workers: int) -> Rendered:
    """Render the picture cold: the run itself is one of the workers, the others are of RQ."""
    with office_at() as (here, run, environment):
        media = {name: in_store(here, one) for name, one in film.media.items()}
        into = here.settings.home / "into"
        into.mkdir()
        job = RenderJob(into=into, cache=here.segments, hands=FarmHands(here, run))
        with with_workers(environment, here, workers - 1), _looking(here, run) as seen:
            begun = time.monotonic()
            picture, _ = render_picture(film.edit, media, settings=look_of(film), job=job)
            wall_s = time.monotonic() - begun
        return Rendered(wall_s=wall_s, picture=picture.read_bytes(), seen=tuple(seen.values()))


@contextmanager
def _looking(here: Office, run: Claim) -> Iterator[dict[str, SegmentView]]:
    """Look at the rows of a run while it renders."""
    seen: dict[str, SegmentView] = {}
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(0.05):
            seen.update({one.key: one for one in farming.wanted(here.book, run.id)})

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield seen
    finally:
        stop.set()
        looking.join()


def _print_parts(film: EditFile, tell: Tell) -> float:
    """Print what a segment costs beside its encoding; return the sum for a worker, in seconds."""
    tell(f"  a segment, by part ({_load()}):")
    found = parts(film)
    for name, milliseconds in found:
        tell(f"    {name:<46}{milliseconds:>9.1f} ms")
    beside = sum(ms for name, ms in found if not name.startswith("run") and "ENCODED" not in name)
    tell(f"    {'together, on the worker, beside encoding':<46}{beside:>9.1f} ms")
    return beside / 1000


def _print_simulation(one: Rendered, overhead_s: float, tell: Tell) -> None:
    """Print how long a longer film takes on farms, with segments that cost what these did.

    What one alone does before, between and after (plan, join) is not shared by any farm.
    """
    times = max(1, round(MINUTES * 60 * 25 / max(1, sum(view.frames for view in one.seen))))
    costs = one.costs * times
    fixed_s = max(0.0, one.wall_s - sum(one.costs)) * times
    alone_s = sum(costs) + fixed_s
    tell(
        f"  simulated: {MINUTES} minutes, {len(costs)} segments of {min(costs):.1f} to"
        f" {max(costs):.1f} s, {fixed_s:.1f} s that nobody shares, all workers like this one:"
    )
    for workers in FARMS:
        wall_s = fixed_s + makespan([cost + overhead_s for cost in costs], workers=workers)
        bound_s = fixed_s + max(sum(costs) / workers, max(costs))
        tell(
            f"    {workers:>4} workers {wall_s:>8.1f} s, {alone_s / wall_s:>6.1f} times;"
            f" no order of the segments can beat {bound_s:.1f} s"
        )


def main(arguments: list[str]) -> None:
    """Measure the film of the bench, or one that was named."""

    def tell(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    print_farm(tell, *(Path(one) for one in arguments))


if __name__ == "__main__":
    main(sys.argv[1:])
