"""A film whose rushes have real proxies and whose first cut is made, for the page of its grade."""

from fractions import Fraction
from pathlib import Path

from pipeline.documents.edit import Edit, PictureClip
from pipeline.documents.json import to_json
from pipeline.documents.slate import parse_slate
from pipeline.documents.takes import Take, Takes
from pipeline.files import LocalStore
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.records import Book
from tests.cast import Cast
from tests.cubes import inverting
from tests.cut_elsewhere import CutElsewhere
from tests.film_days import approve, finish_all_runs
from tests.table_of_takes import lay_plans

RATE = Fraction(25)
KITCHEN, WINDOW, ROOF = "S01_P01_T01", "S01_P02_T02", "S02_P01_T01"


def drawn(folder: Path, colour: str) -> bytes:
    """A proxy of one second in one colour."""
    path = folder / f"{colour}.mp4"
    source = ("-y", "-f", "lavfi", "-i", f"color=c={colour}:s=320x180:r=25", "-frames:v", "25")
    meant = "format=gbrp,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
    run_ffmpeg((*source, "-vf", meant, "-c:v", "libx264", "-qp", "4", f"file:{path}"))
    return path.read_bytes()


def take(name: str) -> Take:
    """A take with a proxy, except that of the roof."""
    proxy = "" if name == ROOF else f"proxies/{name}.mp4"
    file, digest = f"{name}.MOV", "1" * 64
    slate = parse_slate(name)
    return Take(slate=slate, file=file, digest=digest, kind="mov", frames=25, proxy=proxy)


def edit_of(*names: str) -> Edit:
    clips = (
        PictureClip(media=name, source_in=Fraction(0), start_frame=20 * at, frames=20)
        for at, name in enumerate(names)
    )
    return Edit(name="cut", frame_rate=RATE, width=320, height=180, frames=80, picture=tuple(clips))


def lay_cut(book: Book, store: LocalStore, cast: Cast, folder: Path) -> CutElsewhere:
    """Approve the rushes, send the first cut and make it. The roof has no proxy."""
    film = CutElsewhere(book, store, cast)
    lay_plans(book, store, cast)
    takes = Takes(frame_rate=RATE, takes=tuple(map(take, (KITCHEN, WINDOW, ROOF))))
    proxies = (
        film.put(f"proxies/{name}.mp4", drawn(folder, colour))
        for name, colour in ((KITCHEN, "0x806040"), (WINDOW, "0x406080"))
    )
    film.send("rushes", film.put("IMG_0042.MOV", "bytes of a recording"))
    finish_all_runs(book, made=(film.put("takes.json", to_json(takes)), *proxies))
    approve(book, cast, "rushes")
    finish_all_runs(book)
    film.send("edit", film.put("cut.otio", "a timeline"), film.put("Negative.cube", inverting(2)))
    made(film)
    return film


def made(film: CutElsewhere) -> None:
    """Do what a worker does with the newest version."""
    edit = to_json(edit_of(KITCHEN, WINDOW, KITCHEN, ROOF))
    finish_all_runs(film.book, made=(film.put("edit.json", edit),))
