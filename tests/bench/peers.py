"""What one would take instead: who can render the film of the bench here, and how.

Each gets the same x264 settings where it can be told, and all the threads it wants. What only turns
the timeline into the peer's own format is not counted in its time.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import opentimelineio as otio

from pipeline.documents.edit import Edit
from pipeline.media.ffmpeg import ffmpeg_program
from pipeline.render.encoding import PictureSettings
from pipeline.timing import SAMPLE_RATE
from tests.bench.material import Material, edit_of
from tests.bench.one_graph import one_graph

LOCK: Final = Path("requirements-moviepy.lock")
HERE: Final = Path(__file__).parent
OURS: Final = "claquette"
GRAPH: Final = "one ffmpeg graph"
SYSTEM_GRAPH: Final = "one ffmpeg graph, ffmpeg of the system"


class NotHere(Exception):
    """Raised when a peer cannot be run on this machine; says why."""


class CannotWrite(NotHere):
    """Raised when a timeline cannot be put into the format of a peer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A film to be rendered by somebody."""

    timeline: Path
    material: Material
    preset: str
    folder: Path  # for whatever the peer needs

    @property
    def film(self) -> Path:
        """Where it comes."""
        return self.folder / "film.mp4"

    def edit(self) -> Edit:
        """Return the timeline as we read it."""
        return edit_of(self.timeline, self.material)


Maker = Callable[[Task], list[str]]
"""Prepares a task and returns the command that renders it."""


def ours(task: Task, *more: str) -> list[str]:
    """Render as a user does, with two processes and nothing kept from before."""
    look = task.material.look(task.timeline)
    return [
        *(sys.executable, "-m", "web", "render", str(task.timeline), "-o", str(task.film)),
        *("--media", str(task.material.media), "--workers", "2", "--preset", task.preset),
        *("--cache", str(task.folder / "cache"), "--report", str(task.folder / "report.json")),
        *look,
        *more,
    ]


def _graph(task: Task, program: str) -> list[str]:
    edit = task.edit()
    settings = PictureSettings(
        width=edit.width, height=edit.height, rate=edit.frame_rate, preset=task.preset
    )
    return [
        *(program, "-nostdin", "-v", "error"),
        *one_graph(edit, task.material.files(), task.film, settings=settings),
    ]


def graph(task: Task) -> list[str]:
    """The yardstick, run by the ffmpeg that we run."""
    return _graph(task, ffmpeg_program())


def system_graph(task: Task) -> list[str]:
    """The yardstick, run by the ffmpeg of this system."""
    return _graph(task, _program("ffmpeg"))


def melt(task: Task) -> list[str]:
    """MLT, by the adapter of OpenTimelineIO."""
    written = _converted(task, "film.mlt")
    edit = task.edit()
    return [
        *(_program("melt"), str(written), "-profile", "atsc_720p_25"),
        *("-consumer", f"avformat:{task.film}", "real_time=-2", "threads=0"),
        *("vcodec=libx264", f"preset={task.preset}", "crf=18", f"g={2 * edit.frame_rate}"),
        *("bf=2", "refs=3", "vprofile=high", "acodec=aac", "ab=256k"),
        "x264-params=open-gop=0:scenecut=40:stitchable=1",
    ]


def ges(task: Task) -> list[str]:
    """GStreamer Editing Services, by the adapter of OpenTimelineIO; its own encoder settings."""
    written = _converted(task, "film.xges")
    edit = task.edit()
    rate = f"{edit.frame_rate.numerator}/{edit.frame_rate.denominator}"
    raw = f"video/x-raw,width={edit.width},height={edit.height},framerate={rate}"
    kind = f"video/quicktime,variant=iso:{raw}->video/x-h264:audio/mpeg,mpegversion=4"
    program = _program("ges-launch-1.0")
    return [program, "--load", str(written), "-o", task.film.as_uri(), "-f", kind]


def moviepy(task: Task) -> list[str]:
    """MoviePy, in an environment of its own, as it needs an older Pillow than we do."""
    plan = task.folder / "film.json"
    plan.write_text(json.dumps(_plain(task)))
    return [str(_moviepy_python()), str(HERE / "moviepy_film.py"), str(plan), str(task.film)]


PEERS: Final[dict[str, Maker]] = {
    OURS: ours,
    GRAPH: graph,
    SYSTEM_GRAPH: system_graph,
    "melt": melt,
    "GES": ges,
    "MoviePy": moviepy,
}


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise NotHere(f"{name} is not installed on this system")
    return found


def _converted(task: Task, name: str) -> Path:
    """Write the timeline in another format, with media where they really are."""
    timeline = otio.adapters.read_from_file(str(task.timeline))
    files = task.material.files()
    for clip in timeline.find_clips():
        reference = clip.media_reference
        if isinstance(reference, otio.schema.ExternalReference):
            path = files.get(Path(reference.target_url).name)
            reference.target_url = path.as_uri() if path else reference.target_url
    written = task.folder / name
    try:
        otio.adapters.write_to_file(timeline, str(written))
    except Exception as fault:  # whatever an adapter raises
        raise CannotWrite(f"its adapter cannot write this: {fault}") from fault
    return written


def _moviepy_python() -> Path:
    """Return the Python of MoviePy's environment; make it once for each lock."""
    lock = Path(__file__).parents[2] / LOCK
    mark = sha256(lock.read_bytes()).hexdigest()[:12]
    place = Path(tempfile.gettempdir()) / f"claquette-moviepy-{mark}"
    python, made = place / "bin" / "python", place / "made"
    if not made.exists():
        shutil.rmtree(place, ignore_errors=True)
        install = ("-m", "pip", "install", "-q", "--no-deps", "--only-binary", ":all:")
        try:
            _run(sys.executable, "-m", "venv", str(place))
            _run(str(python), *install, "--require-hashes", "-r", str(lock))
        except subprocess.CalledProcessError as fault:
            said = fault.stderr.decode(errors="replace").strip().splitlines()
            raise NotHere(f"MoviePy cannot be installed: {said[-1:]}") from fault
        made.touch()
    return python


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _plain(task: Task) -> dict[str, object]:
    """Return the film as a list of clips in seconds and frames."""
    edit, files = task.edit(), task.material.files()
    dissolves = {one.start_frame: one.frames for one in edit.dissolves}
    picture = [
        {
            "path": str(files[clip.media]),
            "source_in": float(clip.source_in),
            "start": clip.start_frame,
            "frames": clip.frames,
            "dissolve": dissolves.get(clip.start_frame, 0),
        }
        for clip in sorted(edit.picture, key=lambda clip: clip.start_frame)
    ]
    sound = [
        {
            "path": str(files[clip.media]),
            "source_in": float(clip.source_in),
            "start": clip.start_sample / SAMPLE_RATE,
            "seconds": clip.samples / SAMPLE_RATE,
            "fade_in": clip.fade_in_samples / SAMPLE_RATE,
            "fade_out": clip.fade_out_samples / SAMPLE_RATE,
        }
        for clip in edit.sound
    ]
    encoding = "-crf 18 -g 50 -profile:v high -bf 2 -refs 3 -x264-params"
    return {
        "size": [edit.width, edit.height],
        "rate": float(edit.frame_rate),
        "frames": edit.frames,
        "preset": task.preset,
        "picture": picture,
        "sound": sound,
        "encoding": [*encoding.split(), "open-gop=0:scenecut=40:stitchable=1"],
    }
