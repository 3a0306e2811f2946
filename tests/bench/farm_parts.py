"""What a segment costs on a farm beside its encoding: each part alone, in milliseconds."""

import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from pipeline import farming
from pipeline.commands.edit_file import EditFile
from pipeline.documents.json import from_json
from pipeline.errors import Cancelled
from pipeline.records.segments import ClaimedSegment, Order
from pipeline.render.assemble import RenderJob, render_picture
from pipeline.render.hands import Work
from pipeline.render.keys import ffmpeg_name
from pipeline.render.pieces import Piece, encode_piece
from pipeline.render.task import SegmentTask, must_be_alike, studio_at
from pipeline.run_state import RunState
from tests.bench.office import in_store, look_of, office_at, with_workers
from workers.hands import LOOK_S, orders_of
from workers.office import Office, own_hand
from workers.queue import announce_segments, connect
from workers.segments import SegmentPulse, fetch_from

SEGMENTS: Final = 4
HANDED_OVER: Final = 4


class _Times:
    """Milliseconds by part, each several times."""

    def __init__(self) -> None:
        self.found: dict[str, list[float]] = {}

    @contextmanager
    def part(self, name: str, *, shared_by: int = 1) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        taken = (time.perf_counter() - begun) * 1000 / shared_by
        self.found.setdefault(name, []).append(taken)

    def medians(self) -> list[tuple[str, float]]:
        return [(name, statistics.median(all_of_it)) for name, all_of_it in self.found.items()]


class _Overheard:
    """Hands that only listen."""

    work: Work

    def encode(self, work: Work) -> None:
        self.work = work
        raise Cancelled("It was only to be overheard.")


def parts(film: EditFile) -> list[tuple[str, float]]:
    """Return the parts in their order, with the median over some segments."""
    times = _Times()
    with office_at() as (here, run, environment):
        work = _work(film, here)
        count = len(work.pieces)
        with times.part("run: made into a document", shared_by=count):
            orders = orders_of(work, here)
        with times.part("run: written into its row", shared_by=count):
            farming.want(here.book, run.id, orders)
        for segment in farming.wanted(here.book, run.id)[:SEGMENTS]:
            held = farming.take(here.book, segment.id, own_hand(here.settings))
            assert held is not None
            _done_here(here, held, times)
        with with_workers(environment, here, 1):
            _handed_over(here, run.id, orders, times)
    times.found["run: seen to be done (it looks every so often)"] = [LOOK_S * 500]
    return times.medians()


def _work(film: EditFile, here: Office) -> Work:
    media = {name: in_store(here, one) for name, one in film.media.items()}
    into = here.settings.home / "overheard"
    into.mkdir()
    ears = _Overheard()
    job = RenderJob(into=into, cache=here.segments, hands=ears)
    try:
        render_picture(film.edit, media, settings=look_of(film), job=job)
    except Cancelled:
        return ears.work
    raise AssertionError("nothing was to be encoded")


def _done_here(here: Office, held: ClaimedSegment, times: _Times) -> None:
    """Do a segment as a worker does, with a watch in the hand."""
    folder = here.settings.home / "work" / held.token
    with times.part("worker: its folder"):
        folder.mkdir(parents=True)
    with times.part("worker: is it there already?"):
        here.segments.take(held.key, folder / "piece.mp4")
    with times.part("worker: the document is read"):
        task = from_json(held.task, SegmentTask)
    with times.part("worker: its media are found"):
        studio = studio_at(task, fetch_from(here.store, here.segments, folder), folder)
    with times.part("worker: would it make the same pixels?"):
        must_be_alike(task, studio, ffmpeg_name())
    piece = Piece(segment=task.segment, key=task.key, path=folder / "piece.mp4")
    with (
        times.part("worker: ENCODED"),
        SegmentPulse(here.book, held, own_hand(here.settings)) as pulse,
    ):
        encode_piece(piece, studio, pulse)
    with times.part("worker: put into the cache"):
        here.segments.keep(held.key, piece.path)
    with times.part("worker: said that it is done"):
        farming.finish(here.book, held)
    with times.part("worker: cleared away"):
        shutil.rmtree(folder)
    with times.part("run: taken from the cache"):
        here.segments.take(held.key, Path(here.settings.home / "taken.mp4"))


def _handed_over(here: Office, run_id: int, orders: list[Order], times: _Times) -> None:
    """Let RQ hand some segments over, one after the other, to a worker that waits."""
    redis = connect(here.settings.redis_url)
    for number in range(HANDED_OVER):
        order = replace(orders[0], key=f"{number:064x}", task="{}")
        farming.want(here.book, run_id, [order])
        (wanted,) = farming.wanted(here.book, run_id)
        with times.part("queue: told"):
            announce_segments(here.book, redis)
        with times.part("queue: handed over, process forked, claimed"):
            while farming.wanted(here.book, run_id)[0].attempt == wanted.attempt:
                time.sleep(0.001)
        while farming.wanted(here.book, run_id)[0].state is RunState.RUNNING:
            time.sleep(0.01)
        time.sleep(0.3)  # the worker waits again
