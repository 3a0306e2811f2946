"""A table of takes for tests and for looking: real clips, laid down as a worker leaves them.

Each clip is a second or more of moving pictures with a counter and a tone, made by one run of
ffmpeg for each product; the same clip is made once and laid down as often as it is wanted.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from pipeline import arrivals
from pipeline.arrivals import Announced
from pipeline.desk import put_bytes
from pipeline.documents.json import to_json
from pipeline.documents.report import blocker
from pipeline.documents.shot_list import ShotList
from pipeline.documents.slate import parse_slate
from pipeline.documents.takes import RecordedSound, Take, Takes
from pipeline.files import LocalStore
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.media.facts import AudioFacts, MediaFacts, VideoFacts
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.records import Book, clips, revisions, runs, uploads
from pipeline.records.tables import RunRow
from pipeline.records.values import FileOf, FileSide, UploadView
from pipeline.run_state import RunState
from pipeline.rushes.clip import (
    DOCUMENT,
    LISTEN,
    PROXY,
    SHEET,
    THUMBNAIL,
    WAVEFORM,
    Clip,
    ScrubSheet,
    SlateMark,
)
from pipeline.rushes.ingest import RECIPE
from tests.cast import Cast
from tests.film_days import approve, finish_all_runs, send
from tests.laid_papers import SCRIPT, SHOTS

RATE = 25
STEP = 5
"""Frames from one picture of the scrub sheet to the next."""
COLUMNS = 5
SYNCED = "synced/S01_P01_T01.m4a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Laying:
    """What is to lie on the table."""

    name: str
    original: str = ""
    seconds: int = 2
    hue: int = 0
    slate: str = ""
    """The text of a code in the picture: "CLQ1 S01 P02 T04"."""
    beep: int | None = None
    is_sound: bool = False
    is_looked_into: bool = True
    """False: the worker has not begun."""


class Bench:
    """Makes clips in a folder and lays them on the table of a film."""

    def __init__(self, book: Book, store: LocalStore, folder: Path) -> None:
        """Keep where clips are made and laid."""
        self.book, self.store, self.folder = book, store, folder
        folder.mkdir(parents=True, exist_ok=True)
        self.laid = 0

    def lay(self, project_id: int, by: int, laying: Laying) -> UploadView:
        """Lay a recording on the table, with what a worker would have made of it."""
        announced = Announced(
            project_id=project_id,
            by=by,
            name=laying.name,
            original_name=laying.original,
            length=None,
        )
        self.laid += 1
        stored = put_bytes(self.store, f"recording {self.laid} {laying.name}".encode())
        upload = arrivals.lay_whole(self.book, announced, stored, quota_bytes=0)
        if laying.is_looked_into:
            made = self.products(laying, upload.digest)
            with self.book.writing() as session:
                clips.put_files(session, upload.id, made)
                run = runs.newest_of_uploads(session, [upload.id])[upload.id]
                row = session.get(RunRow, run.id)
                assert row
                row.state, row.progress = RunState.DONE, 1.0
        with self.book.reading() as session:
            return uploads.with_id(session, upload.id)

    def refuse(self, upload: UploadView, why: str) -> None:
        """Say that a recording cannot be used, as a worker would."""
        finding = blocker("MEDIA", upload.name, why)
        with self.book.writing() as session:
            uploads.refuse(session, upload, finding)
            run = runs.newest_of_uploads(session, [upload.id])[upload.id]
            row = session.get(RunRow, run.id)
            assert row
            row.state = RunState.DONE

    def make_version(
        self, project_id: int, name: str, *, digest: str = "0" * 64, sound: str = ""
    ) -> None:
        """Write what a worker makes of the newest version: one take, perhaps with its sound."""
        laying = Laying(name=f"{name}.mp4")
        with self.book.writing() as session:
            newest = revisions.newest(session, project_id, "rushes")
            assert newest
            made = {one.name: one for one in self.products(laying, "0" * 64)}
            sheet, thumbnail = f"sheets/{name}.jpg", f"thumbnails/{name}.jpg"
            take = Take(
                slate=parse_slate(name),
                file=laying.name,
                digest=digest,
                kind="mov",
                recorded=_recorded(sound) if sound else None,
                thumbnail=thumbnail,
                sheet=sheet,
                scrub=clip_of_laying(laying).sheet,
            )
            takes = put_bytes(
                self.store, to_json(Takes(frame_rate=Fraction(RATE), takes=(take,))).encode()
            )
            files = (
                replace(made[SHEET], name=sheet),
                replace(made[THUMBNAIL], name=thumbnail),
                FileOf(name="takes.json", digest=takes.digest, bytes=takes.bytes),
                replace(made[PROXY], name=SYNCED),
            )
            revisions.put_files(session, newest.id, FileSide.MADE, files)

    def products(self, laying: Laying, digest: str) -> list[FileOf]:
        """Make the products of a clip, or take those that were made for one like it."""
        kind = f"{'sound' if laying.is_sound else 'film'}-{laying.seconds}-{laying.hue}"
        folder = self.folder / kind
        if not folder.exists():
            folder.mkdir()
            (_draw_sound if laying.is_sound else _draw_film)(folder, laying)
        clip = replace(clip_of_laying(laying), digest=digest)
        files = {path.name: self.store.put(path) for path in sorted(folder.iterdir())}
        files[DOCUMENT] = put_bytes(self.store, to_json(clip).encode())
        return [
            FileOf(name=name, digest=one.digest, bytes=one.bytes) for name, one in files.items()
        ]


def _recorded(sound: str) -> RecordedSound:
    """A sound that was found by listening, and not surely."""
    return RecordedSound(file=sound, offset_samples=-7200, confidence=0.4, synced=SYNCED)


def _draw_film(folder: Path, laying: Laying) -> None:
    """Every frame shows its number in the colours of testsrc2; each is a key frame."""
    picture = f"testsrc2=size=320x180:rate={RATE}:duration={laying.seconds},hue=h={laying.hue}"
    proxy = str(folder / PROXY)
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", _tone(laying)),
            *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "5"),
            *("-c:a", "aac", "-ar", "48000", "-movflags", "+faststart", "-y", proxy),
        ]
    )
    rows = _rows(laying)
    tiles = f"select='not(mod(n,{STEP}))',scale=160:90,tile={COLUMNS}x{rows}"
    for name, graph in ((THUMBNAIL, "scale=320:180"), (SHEET, tiles)):
        run_ffmpeg(["-i", proxy, "-vf", graph, "-frames:v", "1", "-y", str(folder / name)])
    _draw_wave(folder, proxy)


def _draw_sound(folder: Path, laying: Laying) -> None:
    listen = str(folder / LISTEN)
    run_ffmpeg(["-f", "lavfi", "-i", _tone(laying), "-c:a", "aac", "-y", listen])
    _draw_wave(folder, listen)


def _draw_wave(folder: Path, source: str) -> None:
    wave = "showwavespic=s=600x80:colors=0xe8e0cf"
    run_ffmpeg(
        ["-i", source, "-filter_complex", wave, "-frames:v", "1", "-y", str(folder / WAVEFORM)]
    )


def _tone(laying: Laying) -> str:
    pumping = f"tremolo=f={2 + laying.hue % 5}:d=0.9"
    return (
        f"sine=frequency={300 + laying.hue}:sample_rate=48000:duration={laying.seconds},{pumping}"
    )


def _rows(laying: Laying) -> int:
    return -(-laying.seconds * RATE // STEP // COLUMNS)


def clip_of_laying(laying: Laying) -> Clip:
    """What a worker finds in such a recording."""
    seconds, frames = Fraction(laying.seconds), laying.seconds * RATE
    video = VideoFacts(
        index=0,
        codec="h264",
        seconds=seconds,
        width=320,
        height=180,
        rotation=0,
        rate=Fraction(RATE),
        base_rate=Fraction(RATE),
        uneven=0.0,
        pix_fmt="yuv420p",
        sar=Fraction(1),
        transfer="sdr",
        frames_decoded=3,
        damaged=0,
    )
    audio = AudioFacts(
        index=1,
        codec="aac",
        seconds=seconds,
        sample_rate=48_000,
        channels=1,
        frames_decoded=3,
        damaged=0,
    )
    kind = "wav" if laying.is_sound else "mov"
    sheet = ScrubSheet(
        columns=COLUMNS,
        rows=_rows(laying),
        pictures=frames // STEP,
        step_frames=STEP,
        width=160,
        height=90,
    )
    return Clip(
        recipe=RECIPE,
        digest="",
        rate=Fraction(RATE),
        frames=0 if laying.is_sound else frames,
        samples=laying.seconds * 48_000,
        facts=MediaFacts(
            kind=kind, streams=2, video=None if laying.is_sound else video, audio=audio
        ),
        slates=(SlateMark(text=laying.slate, frame=3),) if laying.slate else (),
        beep=laying.beep,
        sheet=None if laying.is_sound else sheet,
    )


def lay_plans(book: Book, store: LocalStore, cast: Cast, shots: ShotList = SHOTS) -> None:
    """Approve the script and the shot list of the Blue group, so that the rushes are open."""
    made = (
        ("script", "screenplay.json", to_json(screenplay_of(parse(SCRIPT)))),
        ("shot_list", "shot_list.json", to_json(shots)),
    )
    sent = put_bytes(store, SCRIPT.encode())
    send(book, cast, "script", sent, "script.fountain")
    for stage, name, text in made:
        stored = put_bytes(store, text.encode())
        file = FileOf(name=name, digest=stored.digest, bytes=stored.bytes)
        finish_all_runs(book, made=(file,))
        approve(book, cast, stage)
    finish_all_runs(book)
