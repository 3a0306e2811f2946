import io
from fractions import Fraction

from PIL import Image

from pipeline.documents.project import Project
from pipeline.documents.shot_list import Shot, ShotList
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
