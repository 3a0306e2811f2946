"""The storyboard, as the group drew it before anything was shot: one pencil frame for each shot."""

from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageFilter, ImageOps

from sample_projects.drawing.canvas import Canvas
from sample_projects.same_time_tomorrow.shooting import Moment, TakePlan

SIZE: Final = (640, 360)
_PAPER: Final = (250, 247, 239)
_PENCIL: Final = (52, 50, 58)
_BROAD: Final = 9
"""Pixels: how far the shading of the pencil reaches."""


def draw_frame(plan: TakePlan, into: Path) -> None:
    """Write the frame of a shot, S01_P01.jpg, into a folder."""
    into.mkdir(parents=True, exist_ok=True)
    pencilled(_moment(plan)).save(into / f"{plan.slate.shot_name}.jpg", quality=88)


def _moment(plan: TakePlan) -> Image.Image:
    """Return the picture of a shot a third of its way in."""
    frame = (plan.out_frame - plan.in_frame) // 3
    canvas = Canvas(plan.background(plan.palette))
    canvas.clear()
    plan.act(canvas, Moment(frame=frame, lines=plan.lines))
    seen = canvas.framed(plan.camera(frame)) if plan.camera else canvas.picture()
    return Image.fromarray(seen)


def pencilled(picture: Image.Image) -> Image.Image:
    """Return a picture as a drawing: its edges, and a little shade, in pencil on paper."""
    grey = ImageOps.autocontrast(picture.convert("RGB").resize(SIZE).convert("L"))
    soft = ImageOps.invert(grey).filter(ImageFilter.GaussianBlur(_BROAD))
    dodged = ImageChops.add(grey, soft)
    strokes = dodged.point(lambda value: max(0, min(255, int((value - 150) * 2.4))))
    shade = grey.point(lambda value: 255 - (255 - value) // 5)
    drawn = ImageChops.multiply(strokes, shade)
    return ImageOps.colorize(drawn, black=_PENCIL, white=_PAPER)
