"""The canvas: what is drawn, what is taken away again, what a camera sees."""

import numpy as np
import pytest
from PIL import Image

from sample_projects.drawing.canvas import Canvas
from sample_projects.drawing.geometry import oval
from sample_projects.drawing.particles import Flakes, draw_bird, draw_flakes, draw_puff
from sample_projects.drawing.slate import FRAMES, SlateText, slate_pose, slated

PAPER = (200, 190, 180)
INK = (10, 20, 30)


@pytest.fixture
def canvas() -> Canvas:
    """A canvas of one colour."""
    return Canvas(Image.new("RGB", (2560, 1440), PAPER))


def test_a_shape_is_seen_where_it_was_drawn(canvas: Canvas) -> None:
    canvas.shape([(100, 100), (200, 100), (200, 200), (100, 200)], INK)
    picture = canvas.picture()
    assert tuple(picture[150, 150]) == INK
    assert tuple(picture[150, 250]) == PAPER


def test_the_edge_of_a_shape_is_soft(canvas: Canvas) -> None:
    canvas.shape(oval(300, 300, 60, 60), INK)
    shades = {tuple(pixel) for pixel in canvas.picture()[240:300, 240:300].reshape(-1, 3)}
    assert len(shades) > 2


def test_the_next_drawing_does_not_keep_the_last_one(canvas: Canvas) -> None:
    canvas.disc(400, 300, 50, INK)
    canvas.picture()
    canvas.clear()
    canvas.disc(900, 300, 50, INK)
    picture = canvas.picture()
    assert tuple(picture[300, 400]) == PAPER
    assert tuple(picture[300, 900]) == INK
    assert tuple(np.asarray(canvas.fine)[600, 800]) == PAPER


def test_what_lies_outside_the_picture_is_left_out(canvas: Canvas) -> None:
    canvas.disc(-500, -500, 20, INK)
    canvas.line([(1400, 20), (1500, 20)], INK, 8)
    canvas.shape([], INK)
    assert (canvas.picture() == np.array(PAPER)).all()


def test_a_glow_is_strongest_in_its_middle(canvas: Canvas) -> None:
    canvas.glow((600, 300), (80, 40), (255, 0, 0), 0.8)
    red = canvas.picture()[300, :, 1].astype(int)
    assert red[600] < red[640] < red[690] == PAPER[1]


def test_a_cel_keeps_what_it_does_not_cover(canvas: Canvas) -> None:
    cel = Image.new("RGBA", (80, 80))
    cel.paste((*INK, 255), (0, 0, 40, 80))
    canvas.lay(cel, 100, 100)
    picture = canvas.picture()
    assert tuple(picture[110, 110]) == INK
    assert tuple(picture[110, 130]) == PAPER


def test_a_camera_that_comes_closer_sees_less_and_never_leaves_the_canvas(canvas: Canvas) -> None:
    assert canvas.framed((640, 360, 2.0)).shape == (720, 1280, 3)
    assert canvas.framed((-900, 5000, 1.25)).shape == (1152, 2048, 3)


def test_flakes_birds_and_snow_are_drawn_and_melt(canvas: Canvas) -> None:
    draw_flakes(canvas, 30, Flakes(count=40, colour=INK, fall=2, drift=1, size=3, seed=1))
    draw_bird(canvas, (600, 300), 20, 5, INK)
    draw_puff(canvas, (300, 300), 4, 130, INK)
    assert (canvas.picture() != np.array(PAPER)).any()
    canvas.clear()
    draw_puff(canvas, (300, 300), 99, 130, INK)
    assert (canvas.picture() == np.array(PAPER)).all()


def test_the_clapperboard_shows_scene_shot_and_take_and_then_goes() -> None:
    text = SlateText(title="A FILM", group="Red", scene="1", shot=2, take=3, colour=(204, 52, 48))
    other = SlateText(title="A FILM", group="Red", scene="1", shot=2, take=4, colour=(204, 52, 48))
    paper = np.full((720, 1280, 3), 200, dtype=np.uint8)
    pose = slate_pose(0)
    assert pose is not None
    assert (slated(paper, pose, text) != slated(paper, pose, other)).any()
    assert (slated(paper, pose, text) == slated(paper, pose, text)).all()
    assert slate_pose(FRAMES) is None
