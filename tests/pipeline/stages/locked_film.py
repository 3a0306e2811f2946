"""A locked edit of two short takes, as sound and final cut find it, without the stages before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

from pipeline.bench import Bench, Files, Inputs, StageFile, Watch
from pipeline.documents.edit import Edit, PictureClip, SoundClip
from pipeline.documents.json import to_json
from pipeline.documents.project import Project, read_project_toml
from pipeline.documents.screenplay import Scene, Screenplay, Speech
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Take, Takes
from pipeline.media.ffmpeg import run_ffmpeg
from tests.small_film import PROJECT

RATE = Fraction(25)
FRAMES = 75
SAMPLES = 144_000
TAKES = {"S01_P01_T02": 440, "S02_P01_T01": 660}


def draw_take(path: Path, hertz: int) -> None:
    """A take of two seconds that moves and sings."""
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=2"),
            *("-f", "lavfi", "-i", f"sine=frequency={hertz}:sample_rate=48000:duration=2"),
            *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
            *("-f", "mp4", "-y", str(path)),
        ]
    )


def filed(name: str, path: Path) -> StageFile:
    """A file of a revision."""
    data = path.read_bytes()
    return StageFile(name=name, path=path, digest=sha256(data).hexdigest(), bytes=len(data))


def filed_text(folder: Path, name: str, text: str) -> StageFile:
    """A text of a revision."""
    path = folder / name.replace("/", "_")
    path.write_text(text, encoding="utf-8")
    return filed(name, path)


def edit_of_takes() -> Edit:
    """The first take from its beginning, the second from half a second on."""
    first, second = TAKES
    return Edit(
        name="cut",
        frame_rate=RATE,
        width=320,
        height=180,
        frames=FRAMES,
        picture=(
            PictureClip(media=first, source_in=Fraction(0), start_frame=0, frames=40),
            PictureClip(media=second, source_in=Fraction(1, 2), start_frame=40, frames=35),
        ),
        sound=(
            SoundClip(media=first, source_in=Fraction(0), start_sample=0, samples=76_800),
            SoundClip(media=second, source_in=Fraction(1, 2), start_sample=76_800, samples=67_200),
        ),
    )


def screenplay() -> Screenplay:
    """Two scenes that speak."""
    lines = {"1": ("It wants to fly.", "Then open the window."), "2": ("Higher!",)}
    scenes = tuple(
        Scene(
            number=number,
            heading="INT. KITCHEN - DAY",
            setting="INT",
            place="KITCHEN",
            time_of_day="DAY",
            line=1,
            eighths=1,
            seconds=2,
            speeches=tuple(Speech(character="LENA", text=text, line=1) for text in texts),
        )
        for number, texts in lines.items()
    )
    return Screenplay(title="The Kite", elements=(), scenes=scenes)


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedFilm:
    """Everything that is approved before the sound."""

    folder: Path
    project: Project
    before: Mapping[str, Files]

    def inputs(self, **more: Files) -> Inputs:
        """What a stage may look at; more adds stages by name."""
        return Inputs(project=self.project, before={**self.before, **more})

    def with_project(self, **changes: object) -> "LockedFilm":
        """The same film with another agreement."""
        return replace(self, project=replace(self.project, **changes))  # type: ignore[arg-type]


def write_locked_film(folder: Path) -> LockedFilm:
    """Draw the takes and write the documents."""
    folder.mkdir(parents=True, exist_ok=True)
    takes, rushes = [], {}
    for name, hertz in TAKES.items():
        draw_take(folder / name, hertz)
        file = filed(f"{name}.mp4", folder / name)
        rushes[file.name] = file
        slate = Slate(scene=str(int(name[1:3])), shot=1, take=int(name[-2:]))
        takes.append(Take(slate=slate, file=file.name, digest=file.digest, kind="mov", frames=50))
    catalogue = to_json(Takes(frame_rate=RATE, takes=tuple(takes)))
    rushes["takes.json"] = filed_text(folder, "takes.json", catalogue)
    script = {"screenplay.json": filed_text(folder, "screenplay.json", to_json(screenplay()))}
    edit = {"edit.json": filed_text(folder, "edit.json", to_json(edit_of_takes()))}
    return LockedFilm(
        folder=folder,
        project=read_project_toml(PROJECT),
        before={"script": script, "rushes": rushes, "edit": edit},
    )


def bench_in(folder: Path, watch: Watch | None = None) -> Bench:
    """A new bench below a folder."""
    into = folder / "into"
    into.mkdir(parents=True)
    (folder / "cache").mkdir(exist_ok=True)
    plain = Bench(into=into, cache=folder / "cache", preset="ultrafast")
    return replace(plain, watch=watch) if watch else plain


def made_by(bench: Bench) -> Files:
    """The products on a bench, as the next stage gets them."""
    files = (path for path in sorted(bench.into.rglob("*")) if path.is_file())
    named = ((path.relative_to(bench.into).as_posix(), path) for path in files)
    return {name: filed(name, path) for name, path in named}
