import io
from fractions import Fraction
from pathlib import Path

from PIL import Image

from pipeline.documents.project import Project
from pipeline.documents.shot_list import Shot, ShotList, ShotStatus
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.paper.face import HEIGHT, WIDTH, boards_face, page_face

PROJECT = Project(title="The Kite", group="Blue", frame_rate=Fraction(25), colour="blue")


def opened(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png), formats=["PNG"])
    assert picture.size == (WIDTH, HEIGHT)
    return picture.convert("RGB")


def inked(picture: Image.Image) -> int:
    """How many pixels are dark."""
    return sum(picture.convert("L").histogram()[:100])


def test_the_face_of_a_script_shows_its_first_words() -> None:
    page = opened(page_face(screenplay_of(parse("INT. KITCHEN - DAY\n\nLena waits.\n"))))
    assert inked(page.crop((0, 0, WIDTH, 80))) > 200
    assert inked(page.crop((0, 120, WIDTH, HEIGHT))) == 0


def test_a_script_without_a_page_is_blank_paper() -> None:
    assert inked(opened(page_face(screenplay_of(parse(""))))) == 0


def test_the_face_of_a_shot_list_has_a_frame_for_each_of_the_first_nine_shots() -> None:
    shots = tuple(Shot(scene="1", shot=number, size="cu") for number in range(1, 13))
    few = inked(opened(boards_face(ShotList(shots=shots[:2]), PROJECT)))
    nine = inked(opened(boards_face(ShotList(shots=shots[:9]), PROJECT)))
    more = inked(opened(boards_face(ShotList(shots=shots), PROJECT)))
    assert 0 < few < nine == more


def test_a_drawn_frame_stands_on_the_face_and_a_dropped_shot_does_not(tmp_path: Path) -> None:
    Image.new("RGB", (640, 360), "red").save(tmp_path / "S01_P01.jpg")
    drawn = {"S01_P01": tmp_path / "S01_P01.jpg"}
    shots = ShotList(shots=(Shot(scene="1", shot=1), Shot(scene="1", shot=2)))
    with_frame = opened(boards_face(shots, PROJECT, drawn)).getpixel((100, 60))
    assert isinstance(with_frame, tuple)
    assert with_frame[0] > 240 > 40 > with_frame[1]
    dropped = Shot(scene="1", shot=2, status=ShotStatus.DROPPED)
    fewer = ShotList(shots=(shots.shots[0], dropped))
    assert inked(opened(boards_face(fewer, PROJECT))) < inked(opened(boards_face(shots, PROJECT)))
