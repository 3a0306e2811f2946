"""A version of the rushes with dailies, laid into the records as a worker leaves it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.bench import Bench, Inputs
from pipeline.desk import put_bytes
from pipeline.documents.project import Project
from pipeline.files import LocalStore
from pipeline.records import Book, revisions
from pipeline.records.values import FileOf, FileSide, RevisionView
from pipeline.stages.rushes import STAGE
from tests.cast import Cast
from tests.pipeline.media.making import film, stage_files

CLICK: Final = r"aevalsrc=if(between(t\,1\,1.02)\,0.9*sin(6283*t)\,0):s=48000"
TABLE: Final = """file,scene,shot,take,rating,in_frame,out_frame,note
one.mov,1,1,1,no_good,,,Otto laughed
two.mov,1,1,2,good,,,The kite hangs straight and Lena looks at it
three.mov,1,2,1,hold,,,
four.mov,2,1,1,good,,,
five.mov,2,1,2,good,,,
"""
LOG: Final = """id,scene,shot,take,rating,at,changed,note,by
aaaaaaaa,1,1,2,good,2026-11-28T09:00:00Z,2026-11-28T09:00:00Z,,Aya
bbbbbbbb,1,2,1,hold,2026-11-28T10:00:00Z,2026-11-28T10:00:00Z,,Aya
cccccccc,2,1,1,good,2026-11-29T09:00:00Z,2026-11-29T09:00:00Z,,Ben
dddddddd,2,1,2,good,2026-11-29T09:10:00Z,2026-11-29T09:10:00Z,,Ben
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmedDays:
    """Everything that was made of two days."""

    folder: Path

    def lay(self, book: Book, store: LocalStore, cast: Cast) -> RevisionView:
        """Write a version of the Blue group's rushes with these products."""
        made = tuple(
            self._kept(path, store) for path in sorted(self.folder.rglob("*")) if path.is_file()
        )
        new = revisions.NewRevision(
            project_id=cast.blue_film,
            stage="rushes",
            digest="of two days",
            inputs={},
            files=(),
            made_by=cast.aya,
        )
        with book.writing() as session:
            view = revisions.add(session, new)
            revisions.put_files(session, view.id, FileSide.MADE, made)
        return view

    def _kept(self, path: Path, store: LocalStore) -> FileOf:
        stored = put_bytes(store, path.read_bytes())
        name = path.relative_to(self.folder).as_posix()
        return FileOf(name=name, digest=stored.digest, bytes=stored.bytes)


def film_two_days(folder: Path, project: Project, *, size: str = "320x180") -> FilmedDays:
    """Film five takes of two seconds on two days and let the stage make everything of them."""
    (folder / "card").mkdir(parents=True)
    (folder / "made").mkdir()
    for name in ("one", "two", "three", "four"):
        film(folder / f"card/{name}.mov", seconds=2, size=size, sound=CLICK)
    film(folder / "card/five.mov", seconds=2, size="180x320", sound="")
    (folder / "card/takes.csv").write_text(TABLE, encoding="utf-8")
    (folder / "card/slate_log.csv").write_text(LOG, encoding="utf-8")
    files = stage_files(*sorted((folder / "card").iterdir()))
    inputs = Inputs(project=project)
    bench = Bench(into=folder / "made", cache=folder / "cache", workers=2)
    STAGE.make(STAGE.read(files, inputs), files, inputs, bench)
    return FilmedDays(folder=folder / "made")
