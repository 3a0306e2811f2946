"""The storyboard of a shot list: frames that are drawn, photographed, damaged or of no shot."""

import hashlib
import io
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from pipeline.bench import Bench, Files, Inputs, StageFile
from pipeline.documents.project import Project
from pipeline.documents.report import Report
from pipeline.errors import CannotRead
from pipeline.stages.boards import paint_boards
from pipeline.stages.shot_list import STAGE

pytestmark = pytest.mark.ffmpeg
PROJECT = Project(title="Low Water", group="Blue")
TABLE = b"scene,shot,size,seconds,board\n1,1,WS,0.4,\n1,2,CU,0.4,boards/drawn.png\n"
DAYS = b"date,call,wrap,scenes\n2026-08-04,9:00,17:00,1\n"
GPS_AND_NAME = {0x010E: "Mia Muster", 0x0112: 6}


def picture(colour: str, size: tuple[int, int], kind: str) -> bytes:
    exif = Image.Exif()
    exif.update(GPS_AND_NAME)
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return out.getvalue()


def sent(folder: Path, **contents: bytes) -> Files:
    files = {}
    for place, (name, content) in enumerate(contents.items()):
        path = folder / f"upload{place}"
        path.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        files[name] = StageFile(name=name, path=path, digest=digest, bytes=len(content))
    return files


def made(folder: Path, files: Files) -> tuple[Path, Report]:
    alone = Inputs(project=PROJECT)
    into = folder / "into"
    into.mkdir()
    document = STAGE.read(files, alone)
    return into, STAGE.make(document, files, alone, Bench(into=into, cache=folder))


def colour_at(path: Path, x: int, y: int) -> tuple[int, int, int]:
    with Image.open(path) as opened:
        assert opened.size == (640, 360)
        assert not opened.getexif()
        red, green, blue = np.asarray(opened.convert("RGB"))[y, x].tolist()
        return red, green, blue


def test_frames_are_painted_anew_upright_and_on_paper(tmp_path: Path) -> None:
    photo, drawn = picture("red", (400, 300), "JPEG"), picture("green", (640, 360), "PNG")
    files = sent(tmp_path, **{"shots.csv": TABLE, "S01_P01.jpg": photo, "drawn.png": drawn})
    into, report = made(tmp_path, files)
    assert report.warnings == ()
    assert report.facts["frames"] == 2
    first = into / "boards/S01_P01.jpg"
    assert colour_at(first, 320, 180)[0] > 240
    assert min(colour_at(first, 20, 180)) > 200
    assert colour_at(into / "boards/S01_P02.jpg", 5, 5)[1] > 100
    assert b"Muster" not in first.read_bytes()
    assert b"/Image" in (into / "storyboard.pdf").read_bytes()
    with av.open(str(into / "animatic.mp4")) as film:
        frame = next(film.decode(video=0)).to_ndarray(format="rgb24")
    assert frame[180, 320, 0] > 200


def test_a_damaged_frame_is_told_by_name_and_the_rest_is_made(tmp_path: Path) -> None:
    files = sent(tmp_path, **{"shots.csv": TABLE, "boards/S01_P01.png": b"\x89PNG\r\n\x1a\nno"})
    into, report = made(tmp_path, files)
    (told,) = report.warnings
    assert (told.code, told.place) == ("BOARD", "boards/S01_P01.png")
    assert "“S01_P01.png” cannot be opened" in told.message
    assert (into / "animatic.mp4").is_file()
    assert not (into / "boards/S01_P01.jpg").exists()


def test_a_frame_of_no_shot_and_two_frames_of_one_are_told(tmp_path: Path) -> None:
    one = picture("red", (64, 36), "PNG")
    names = ["S09_P01.png", "holiday.png", "S01_P01.png", "boards/S01_P01_b.png"]
    files = sent(tmp_path, **{"shots.csv": TABLE, **dict.fromkeys(names, one)})
    _, report = made(tmp_path, files)
    assert sorted(told.place for told in report.warnings) == [
        *("S01_P01", "S09_P01.png", "holiday.png"),
    ]


@pytest.mark.parametrize(
    "name", ["png_bomb_40000.png", "png_dims_2g.png", "eps_named.png", "gif_65535.gif"]
)
def test_a_hostile_frame_is_told_and_hurts_nobody(
    shared_fixtures: Path, tmp_path: Path, name: str
) -> None:
    content = (shared_fixtures / "hostile/image" / name).read_bytes()
    files = sent(tmp_path, **{"shots.csv": TABLE, "S01_P01.png": content})
    document = STAGE.read(files, Inputs(project=PROJECT))
    boards = paint_boards(files, document, Bench(into=tmp_path, cache=tmp_path))
    assert [told.place for told in boards.findings] == ["S01_P01.png"]
    assert boards.frames == {}
    assert list((tmp_path / "boards").iterdir()) == []


def test_days_are_read_beside_the_list_and_come_back(tmp_path: Path) -> None:
    files = sent(tmp_path, **{"shots.csv": TABLE, "days.csv": DAYS})
    into, _ = made(tmp_path, files)
    assert STAGE.read(files, Inputs(project=PROJECT)).days[0].scenes == ("1",)
    again = sent(
        tmp_path,
        **{name: (into / name).read_bytes() for name in ("shot_list.csv", "days.csv")},
    )
    alone = Inputs(project=PROJECT)
    assert STAGE.read(again, alone).days == STAGE.read(files, alone).days
    assert "2026-08-04" in (into / "schedule.csv").read_text()


def test_a_bad_day_refuses_the_version_with_its_row(tmp_path: Path) -> None:
    files = sent(tmp_path, **{"shots.csv": TABLE, "days.csv": b"date\nsoon\n"})
    with pytest.raises(CannotRead, match=r"days\.csv was not taken.*Row 2"):
        STAGE.read(files, Inputs(project=PROJECT))


def test_a_list_that_is_only_begun_is_printed_and_blocked(tmp_path: Path) -> None:
    files = sent(tmp_path, **{"shots.csv": b"scene,shot\n"})
    alone = Inputs(project=PROJECT)
    assert [one.code for one in STAGE.check(STAGE.read(files, alone), alone).blockers] == ["EMPTY"]
    into, _ = made(tmp_path, files)
    assert (into / "slates.pdf").is_file()
    assert not (into / "animatic.mp4").exists()


def test_a_japanese_group_gets_back_the_sizes_it_drafted(tmp_path: Path) -> None:
    japanese = Inputs(project=Project(title="消えた猫", group="青", language="ja"))
    files = sent(tmp_path, **{"shot_list.csv": b"scene,shot,size\n1,1,ws\n1,2,WS\n"})
    shots = STAGE.read(files, japanese).shots
    assert [shot.size for shot in shots] == ["ws", "ms"]


def test_a_frame_that_was_drawn_here_stands_before_one_that_was_sent(tmp_path: Path) -> None:
    photo, drawn = picture("red", (640, 360), "JPEG"), picture("blue", (640, 360), "PNG")
    files = sent(tmp_path, **{"x.csv": TABLE, "S01_P01.jpg": photo, "boards/S01_P01.png": drawn})
    into, _ = made(tmp_path, files)
    assert colour_at(into / "boards/S01_P01.jpg", 320, 180)[2] > 200
