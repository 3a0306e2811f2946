from pathlib import Path

from PIL import Image, ImageChops

from pipeline.documents.project import Project
from pipeline.documents.shot_list import Shot
from pipeline.paper.card import BAR_TOP, HEIGHT, WIDTH, draw_card, draw_frame
from pipeline.paper.palette import INK, PAPER

PROJECT = Project(title="Low Water", group="Blue")


def card(project: Project = PROJECT, **fields: object) -> Image.Image:
    return draw_card(Shot(scene="3", shot=2, **fields), project)  # type: ignore[arg-type]


def is_paper(picture: Image.Image) -> bool:
    return ImageChops.difference(picture, Image.new("RGB", picture.size, PAPER)).getbbox() is None


def test_a_card_is_a_picture_for_the_animatic() -> None:
    assert card(size="cu").size == (WIDTH, HEIGHT)
    assert card(size="cu").mode == "RGB"
    assert card(size="cu").tobytes() == card(size="cu").tobytes()
    assert card(size="cu").tobytes() != card(size="ws").tobytes()


def test_the_longest_words_stay_on_the_card_and_off_the_bar() -> None:
    long = "Rain falls on the quay and nobody comes. " * 40
    drawn = card(size="mcu", framing="ots", description=long, dialogue=long, characters=("A" * 90,))
    assert is_paper(drawn.crop((0, BAR_TOP, WIDTH, HEIGHT)))
    assert is_paper(drawn.crop((WIDTH - 6, 30, WIDTH, 250)))


def test_japanese_and_arabic_words_are_drawn() -> None:
    blank = card(size="cu")
    for text in (
        "ハナが窓を見る。外は雨が降っていて、校庭には誰もいない。黒板の時計は三時。",
        "سلمى تنظر من النافذة.",
    ):
        drawn = card(size="cu", description=text)
        assert ImageChops.difference(blank, drawn).getbbox() is not None


def test_arabic_begins_on_the_right() -> None:
    changed = ImageChops.difference(card(size="cu"), card(size="cu", description="سلمى"))
    box = changed.getbbox()
    assert box is not None
    assert box[0] > WIDTH / 2


def test_sizes_have_their_word_in_the_language_of_the_group() -> None:
    french = Project(title="Basse mer", group="Bleu", language="fr")
    assert card(size="cu").tobytes() != card(french, size="cu").tobytes()


def test_a_frame_fills_the_card_and_keeps_the_number_and_the_bar(tmp_path: Path) -> None:
    Image.new("RGB", (640, 360), "red").save(tmp_path / "frame.jpg")
    card = draw_frame(Shot(scene="12A", shot=14), tmp_path / "frame.jpg")
    assert card.size == (WIDTH, HEIGHT)
    seen = [card.getpixel(place) for place in ((320, 100), (4, BAR_TOP - 10), (320, HEIGHT - 3))]
    reds = [pixel[0] for pixel in seen if isinstance(pixel, tuple)]
    assert reds[0] > 250
    assert reds[1:] == [INK[0], PAPER[0]]
