"""The picture master is the final cut's picture, made before and never encoded again."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.bench import Bench, Files, NoWatch
from pipeline.documents.json import from_json, to_json
from pipeline.documents.master import MASTER, MASTER_REPORT, PictureMaster
from pipeline.documents.report import Report
from pipeline.editing.locked import locked_edit, media_of
from pipeline.editing.master import ANOTHER, NONE_YET, USED, make_master
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.stages.final_cut import STAGE
from pipeline.stages.sound import STAGE as SOUND
from tests.pipeline.stages.locked_film import (
    FRAMES,
    LockedFilm,
    bench_in,
    filed,
    filed_text,
    made_by,
    write_locked_film,
)

pytestmark = pytest.mark.ffmpeg

CREDITS = "kind,role,name\ntitle,,{title}\nai,,No AI\n"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> LockedFilm:
    return write_locked_film(tmp_path_factory.mktemp("locked"))


@pytest.fixture(scope="module")
def mixed(film: LockedFilm) -> Files:
    bench = bench_in(film.folder / "sound")
    files: Files = {}
    SOUND.make(SOUND.read(files, film.inputs()), files, film.inputs(), bench)
    return made_by(bench)


@pytest.fixture(scope="module")
def lock(film: LockedFilm) -> tuple[PictureMaster, Files]:
    """The master of the locked edit, with a cache of its own."""
    bench = bench_in(film.folder / "lock")
    inputs = film.inputs()
    master = make_master(locked_edit(inputs), media_of(inputs), bench, watch=NoWatch())
    return master, files_of(bench)


def files_of(bench: Bench) -> Files:
    return {name: filed(name, bench.into / name) for name in (MASTER, MASTER_REPORT)}


def final_cut(
    film: LockedFilm, mixed: Files, folder: Path, *, lock: Files, title: str = "The Kite"
) -> tuple[Report, Path]:
    """Make the film with a cache in which nothing lies."""
    bench = bench_in(folder)
    rows = CREDITS.format(title=title)
    files = {"credits.csv": filed_text(folder, "credits.csv", rows)}
    inputs = film.inputs(sound=mixed, edit={**film.before["edit"], **lock})
    report = STAGE.make(STAGE.read(files, inputs), files, inputs, bench)
    return report, bench.into / "film.mp4"


def packets(film: Path, folder: Path) -> list[str]:
    """Return the sizes and checksums of the pictures of a film, as they are coded."""
    listed = folder / "packets"
    copy = ("-map", "0:v:0", "-c", "copy", "-f", "framemd5")
    run_ffmpeg(("-y", "-f", "mov", "-i", f"file:{film}", *copy, f"file:{listed}"))
    lines = [one for one in listed.read_text().splitlines() if not one.startswith("#")]
    return [",".join(line.split(",")[4:]).strip() for line in lines]


def test_the_master_says_what_it_is_and_from_what_it_was_made(
    film: LockedFilm, lock: tuple[PictureMaster, Files]
) -> None:
    master, files = lock
    assert from_json(files[MASTER_REPORT].path.read_bytes(), PictureMaster) == master
    assert master.digest == files[MASTER].digest
    assert (master.frames, master.width, master.height, master.crf) == (FRAMES, 1920, 1080, 17)
    media = media_of(film.inputs())
    assert master.media == {name: one.digest for name, one in media.items()}
    assert "Lavf" in master.program
    assert master.missing == ()


def test_the_same_edit_gives_the_same_master_bytes(
    film: LockedFilm, lock: tuple[PictureMaster, Files], tmp_path: Path
) -> None:
    bench = bench_in(tmp_path)
    inputs = film.inputs()
    again = make_master(locked_edit(inputs), media_of(inputs), bench, watch=NoWatch())
    assert again == lock[0]
    assert files_of(bench)[MASTER].digest == lock[1][MASTER].digest


@pytest.mark.slow
def test_the_final_cut_encodes_only_cards_when_there_is_a_master(
    film: LockedFilm, mixed: Files, lock: tuple[PictureMaster, Files], tmp_path: Path
) -> None:
    report, finished = final_cut(film, mixed, tmp_path / "with", lock=lock[1])
    assert (report.facts["picture_from"], report.facts["picture_encoded"]) == (USED, 0)
    assert report.facts["segments"] == report.facts["encoded"]
    own = packets(lock[1][MASTER].path, tmp_path)
    whole = packets(finished, tmp_path)
    start = next(at for at in range(len(whole)) if whole[at : at + len(own)] == own)
    assert start > 0
    bare, rendered = final_cut(film, mixed, tmp_path / "without", lock={})
    assert (bare.facts["picture_from"], bare.facts["picture_encoded"]) == (NONE_YET, 1)
    assert rendered.read_bytes() == finished.read_bytes()
    assert bare.warnings == report.warnings


@pytest.mark.slow
def test_another_title_is_the_only_thing_that_is_encoded(
    film: LockedFilm, mixed: Files, lock: tuple[PictureMaster, Files], tmp_path: Path
) -> None:
    final_cut(film, mixed, tmp_path / "first", lock=lock[1])
    second = tmp_path / "second"
    second.mkdir()
    (tmp_path / "first" / "cache").rename(second / "cache")
    report, _ = final_cut(film, mixed, second, lock=lock[1], title="The Red Kite")
    assert report.facts["picture_encoded"] == 0
    # The title and the credits are of the same length, and those of the credits are kept.
    assert (report.facts["encoded"], report.facts["segments"]) in ((1, 2), (2, 4))


@pytest.mark.slow
@pytest.mark.parametrize("what", ["recipe", "digest", "unreadable"])
def test_a_master_of_something_else_is_told_and_not_used(
    film: LockedFilm, mixed: Files, lock: tuple[PictureMaster, Files], tmp_path: Path, what: str
) -> None:
    master, files = lock
    others = {
        "recipe": to_json(replace(master, recipe="0" * 64)),
        "digest": to_json(replace(master, digest="0" * 64)),
        "unreadable": "{}",
    }
    (tmp_path / "other").mkdir()
    wrong = {**files, MASTER_REPORT: filed_text(tmp_path / "other", MASTER_REPORT, others[what])}
    report, _ = final_cut(film, mixed, tmp_path / "cut", lock=wrong)
    assert (report.facts["picture_from"], report.facts["picture_encoded"]) == (ANOTHER, 1)
    assert "MASTER" in [one.code for one in report.warnings]
