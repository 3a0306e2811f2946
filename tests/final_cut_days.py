"""A film of the Blue group whose final cut is open: edit and mix approved, subtitles drafted."""

from pathlib import Path

import numpy as np

from pipeline import running
from pipeline.documents.edit import Edit
from pipeline.documents.json import to_json
from pipeline.documents.report import Report
from pipeline.documents.subtitles import Subtitle, write_srt
from pipeline.files import LocalStore
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.records import Book
from pipeline.records.values import FileOf
from pipeline.render.wav import WavWriter
from pipeline.timing import SAMPLE_RATE, frames_to_samples
from tests.cast import Cast
from tests.film_days import LEASE_S, approve, finish_all_runs, keep, send
from tests.pipeline.editing.films import film

CUT = film(("S01_P01_T01", 150), ("S01_P02_T01", 150), ("S02_P01_T01", 200))
SAID = (
    Subtitle(start_ms=1000, end_ms=3000, lines=("It wants to fly.",)),
    Subtitle(start_ms=4000, end_ms=6000, lines=("Then open the window,", "and let it go.")),
    Subtitle(start_ms=9000, end_ms=9840, lines=("Nobody here can ever read all of this.",)),
)


def kept(store: LocalStore, folder: Path, name: str, text: str) -> FileOf:
    """A text as a file of a version."""
    stored = keep(store, folder, text)
    return FileOf(name=name, digest=stored.digest, bytes=stored.bytes)


def file_of(store: LocalStore, path: Path, name: str) -> FileOf:
    """A file as a file of a version."""
    stored = store.put(path)
    return FileOf(name=name, digest=stored.digest, bytes=stored.bytes)


def write_mix(path: Path, edit: Edit, said: tuple[Subtitle, ...] = SAID) -> None:
    """A quiet room in which somebody speaks at each subtitle."""
    samples = frames_to_samples(edit.frames, edit.frame_rate)
    sound = np.random.default_rng(3).normal(0, 0.002, (samples, 2)).astype(np.float32)
    for one in said:
        first, last = (ms * SAMPLE_RATE // 1000 for ms in (one.start_ms, one.end_ms))
        beat = 0.35 + 0.25 * np.sin(np.arange(last - first) / 2500)
        voice = beat * np.sin(np.arange(last - first) * 0.09)
        sound[first:last] += voice[:, None].astype(np.float32)
    with WavWriter(path) as wav:
        wav.write(sound)


def draw_preview(path: Path, edit: Edit = CUT) -> None:
    """A small film as long as the edit."""
    seconds = str(float(edit.frames / edit.frame_rate))
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", f"testsrc2=size=640x360:rate={edit.frame_rate}"),
            *("-f", "lavfi", "-i", "sine=frequency=220:sample_rate=48000", "-t", seconds),
            *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
            *("-movflags", "+faststart", "-f", "mp4", "-y", str(path)),
        ]
    )


def open_final_cut(
    book: Book, store: LocalStore, cast: Cast, folder: Path, *, preview: Path | None = None
) -> None:
    """Approve all before, and finish the draft of the final cut as a worker does."""
    script = keep(store, folder, "INT. ROOM - DAY\n")
    send(book, cast, "script", script, "script.fountain")
    write_mix(folder / "mix.wav", CUT)
    made = {
        "edit": [kept(store, folder, "edit.json", to_json(CUT))],
        "sound": [file_of(store, folder / "mix.wav", "mix.wav")],
    }
    if preview:
        made["edit"].append(file_of(store, preview, "preview.mp4"))
    for stage in ("script", "shot_list", "rushes", "edit", "sound"):
        finish_all_runs(book, made=tuple(made.get(stage, ())))
        if stage == "rushes":
            send(book, cast, "rushes", keep(store, folder, "name,scene\n"), "takes.csv")
            finish_all_runs(book)
        approve(book, cast, stage)
    drafted = (kept(store, folder, "subtitles.srt", write_srt(SAID)),)
    later = (kept(store, folder, "subtitles.srt", "1\n00:00:09,000 --> 00:00:09,500\nLater.\n"),)
    for run_id, _queue in running.waiting_to_be_announced(book, older_than_s=-1):
        started = running.start_run(book, run_id=run_id, lease_s=LEASE_S)
        if isinstance(started, running.StartedRun) and started.stage == "final_cut":
            outcome = running.Outcome(report=Report(), made=later, drafted=drafted)
            running.finish_run(book, started, outcome)
