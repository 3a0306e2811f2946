"""A film whose rushes are approved and whose timeline was cut on another computer, for its page."""

import io
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from PIL import Image, ImageDraw

from pipeline import running, workflow
from pipeline.desk import put_bytes
from pipeline.documents.json import to_json
from pipeline.documents.report import Report
from pipeline.documents.slate import parse_slate
from pipeline.documents.takes import SoundFile, SoundRole, Take, Takes
from pipeline.editing import relink_findings
from pipeline.editing.relink import relink
from pipeline.editing.relink_choices import NAME, read_choices
from pipeline.editing.relink_media import media_of
from pipeline.files import LocalStore, StoredFile
from pipeline.records import Book
from pipeline.records.values import FileOf
from pipeline.timeline.asked import asked_of
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.reading import timeline_of, upgraded
from tests.cast import Cast
from tests.film_days import LEASE_S, approve, finish_all_runs
from tests.pipeline.timeline.otio_text import clip, reach, timeline, track
from tests.table_of_takes import lay_plans

RATE = Fraction(25)
TAKES = (
    # slate, file, frames, timecode, known as
    ("S01_P01_T01", "IMG_0042.MOV", 212, "10:00:00:00", ("DCIM/100APPLE/IMG_0042.MOV",)),
    ("S01_P01_T02", "IMG_0043.MOV", 341, "10:02:00:00", ()),
    ("S01_P02_T01", "IMG_0001.MOV", 300, "", ("CARD_A/DCIM/IMG_0001.MOV",)),
    ("S01_P02_T02", "IMG_0001 (2).MOV", 480, "", ("CARD_B/DCIM/IMG_0001.MOV",)),
    ("S02_P01_T01", "VID_20260801_101500.mp4", 377, "", ()),
    ("S02_P01_T02", "VID_20260801_101900.mp4", 655, "", ()),
)
EXPORTED = timeline(
    track(
        clip("file:///films/ben/kite/IMG_0042.MOV", 0, 60, available=reach(0, 212)),
        clip("/Volumes/USB/IMG_0001.MOV", 10, 80, available=reach(0, 500)),
        clip("C:\\Users\\Ben\\Videos\\final cut 3.mp4", 20, 90, available=reach(0, 377)),
        clip("IMG_0043.mp4", 0, 50, available=reach(0, 341)),
        clip("S01_P01_T07_the_one_with_the_dog_that_barks.mov", 0, 40, available=reach(0, 90)),
        clip("/Volumes/USB/IMG_0001.MOV", 120, 40, available=reach(0, 500)),
    )
)


@dataclass(frozen=True, slots=True)
class CutElsewhere:
    """Brings the film of the Blue group to where its edit has come."""

    book: Book
    store: LocalStore
    cast: Cast

    def put(self, name: str, content: str | bytes) -> FileOf:
        """Put a product into the store."""
        stored = put_bytes(self.store, content.encode() if isinstance(content, str) else content)
        return FileOf(name=name, digest=stored.digest, bytes=stored.bytes)

    def shoot(self) -> Takes:
        """Approve script, shot list, and rushes of six takes and a sound."""
        lay_plans(self.book, self.store, self.cast)
        takes = Takes(
            frame_rate=RATE,
            takes=tuple(_take(number, *one) for number, one in enumerate(TAKES)),
            sounds=(_sound(),),
        )
        stills = [
            self.put(one.thumbnail, _still(one.name, number))
            for number, one in enumerate(takes.takes)
        ]
        self.send("rushes", self.put("IMG_0042.MOV", "bytes of a recording"))
        finish_all_runs(self.book, made=(self.put("takes.json", to_json(takes)), *stills))
        approve(self.book, self.cast, "rushes")
        finish_all_runs(self.book)
        return takes

    def send(self, stage: str, *files: FileOf) -> None:
        """Aya sends files."""
        sent = {one.name: StoredFile(digest=one.digest, bytes=one.bytes) for one in files}
        sending = workflow.Sending(
            project_id=self.cast.blue_film,
            stage=stage,
            by=self.cast.aya,
            files=sent,
            leave_out=frozenset({f"{stage}.txt"}),
        )
        workflow.add_revision(self.book, sending)

    def cut(self, takes: Takes, exported: bytes = EXPORTED) -> None:
        """Aya sends the timeline, and the worker matches it."""
        self.send("edit", self.put("cut.otio", exported))
        self.work(takes)

    def work(self, takes: Takes) -> None:
        """Do what a worker does with the newest version, without the preview."""
        for run_id, _queue in running.waiting_to_be_announced(self.book, older_than_s=-1):
            started = running.start_run(self.book, run_id=run_id, lease_s=LEASE_S)
            if not isinstance(started, running.StartedRun):
                continue
            sent = {one.name: self.store.path(one.digest).read_bytes() for one in started.sent}
            report, made = self._matched(sent, takes)
            running.finish_run(self.book, started, running.Outcome(report=report, made=made))

    def _matched(self, sent: dict[str, bytes], takes: Takes) -> tuple[Report, tuple[FileOf, ...]]:
        choices = read_choices(sent[NAME].decode()) if NAME in sent else ()
        film = FilmFormat(rate=RATE, size=(320, 180))
        nodes = timeline_of(upgraded(sent["cut.otio"]))
        found = relink(asked_of(nodes, film=film), media_of(takes), choices=choices, rate=RATE)
        edit = flatten(nodes, known=found.links, film=film)
        findings = tuple(relink_findings.relinked(found.relinks, RATE))
        report = Report(
            blockers=tuple(one for one in findings if one.severity == "blocker"),
            warnings=tuple(one for one in findings if one.severity == "warning"),
            facts={"frames": edit.frames, "clips_to_look_at": len(found.relinks.open)},
        )
        made = (
            self.put("relink.json", to_json(found.relinks)),
            self.put("edit.json", to_json(edit)),
        )
        return report, made


def _take(
    number: int, name: str, file: str, frames: int, timecode: str, known_as: tuple[str, ...]
) -> Take:
    return Take(
        slate=parse_slate(name),
        file=file,
        digest=f"{number + 1:064x}",
        kind="mov",
        frames=frames,
        start_timecode=timecode,
        known_as=known_as,
        thumbnail=f"thumbnails/{name}.jpg",
    )


def _sound() -> SoundFile:
    return SoundFile(
        file="ZOOM0001.WAV",
        digest="f" * 64,
        kind="wav",
        role=SoundRole.WILD,
        samples=48_000 * 31,
        channels=1,
    )


@cache
def _still(name: str, number: int) -> bytes:
    """A picture of its own for each take."""
    picture = Image.new("RGB", (320, 180), (40 + 30 * number, 90, 170 - 22 * number))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 120, 320, 180), fill=(70, 60 + 14 * number, 50))
    pen.ellipse((40 + 30 * number, 40, 110 + 30 * number, 110), fill=(250, 226, 150))
    pen.text((8, 160), name, fill=(255, 255, 255))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()
