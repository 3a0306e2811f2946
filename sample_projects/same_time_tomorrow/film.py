"""Draws the whole film: a project folder with takes, sounds and texts for `claquette film`."""

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from pipeline.bench import NoWatch, Watch
from pipeline.documents.slate import parse_slate
from pipeline.errors import Cancelled, NotFound
from sample_projects.same_time_tomorrow.effects import EFFECTS
from sample_projects.same_time_tomorrow.rushes import shoot
from sample_projects.same_time_tomorrow.score import MUSIC
from sample_projects.same_time_tomorrow.sets import put_away
from sample_projects.same_time_tomorrow.storyboard import draw_frame
from sample_projects.same_time_tomorrow.takes import CIRCLED, TAKES
from sample_projects.sounding.waves import Sound, write_wav

TEXTS: Final = (
    *(
        "project.toml",
        "script.fountain",
        "shot_list.csv",
        "days.csv",
        "cues.csv",
        "releases.csv",
        "README.md",
    ),
)
_LOG_COLUMNS: Final = ("file", "scene", "shot", "take", "rating", "in_frame", "out_frame", "note")
_THREADS: Final = 2

Job = Callable[[], object]


def draw_film(into: Path, watch: Watch | None = None) -> None:
    """Write the complete project folder. Raise Cancelled when the watch says so.

    The encoder and the drawing let go of Python's lock, so two threads use two cores; every take
    is drawn by one of them alone, so the bytes do not depend on who was faster.
    """
    seen = watch or NoWatch()
    for folder in ("takes", "sound"):
        (into / folder).mkdir(parents=True, exist_ok=True)
    for name in TEXTS:
        shutil.copyfile(Path(__file__).with_name(name), into / name)
    (into / "takes.csv").write_text(camera_log(), encoding="utf-8")
    jobs = list(_jobs(into))
    with _crew() as crew:
        futures = {crew.submit(job): name for name, job in jobs}
        for done, future in enumerate(as_completed(futures), start=1):
            future.result()
            seen.progress(done / len(jobs), f"drawing {futures[future]}")
            if seen.cancelled():
                raise Cancelled("The sample film was stopped. Start it again when you like.")


@contextmanager
def _crew() -> Iterator[ThreadPoolExecutor]:
    crew = ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="drawing")
    try:
        yield crew
    finally:
        crew.shutdown(wait=True, cancel_futures=True)
        put_away()


def draw_take(slate_name: str, into: Path) -> Path:
    """Write one take, such as S01_P02_T01, into a folder and return its path. Raise NotFound."""
    slate = parse_slate(slate_name)
    for plan in TAKES:
        if plan.slate == slate:
            into.mkdir(parents=True, exist_ok=True)
            return shoot(plan, into)
    raise NotFound("The sample film has no take called “%(name)s”.", name=slate_name)


def camera_log() -> str:
    """Return takes.csv: what the script supervisor wrote down on set."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_LOG_COLUMNS)
    for plan in TAKES:
        name = f"takes/{plan.slate.name}.mp4"
        where = (plan.scene, plan.shot, plan.take)
        rows.writerow((name, *where, plan.rating.value, plan.in_frame, plan.out_frame, plan.note))
    return text.getvalue()


def _jobs(into: Path) -> Iterator[tuple[str, Job]]:
    for name, make in (*MUSIC.items(), *EFFECTS.items()):
        yield name, partial(_record, into / "sound" / name, make)
    for plan in CIRCLED:
        yield f"frame {plan.slate.shot_name}", partial(draw_frame, plan, into / "boards")
    for plan in TAKES:
        yield plan.slate.name, partial(shoot, plan, into / "takes")


def _record(path: Path, make: Callable[[], Sound]) -> None:
    write_wav(path, make())
