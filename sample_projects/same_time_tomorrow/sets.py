"""The places of the film: five camera positions, each painted once for each light.

All backgrounds are 2560 x 1440, twice the picture; places are in pixels of the picture.
"""

from functools import lru_cache
from typing import Final

from PIL import Image, ImageFilter

from sample_projects.drawing import paint, terrain
from sample_projects.drawing.geometry import Place
from sample_projects.drawing.palette import Palette
from sample_projects.same_time_tomorrow.mountain import massif
from sample_projects.same_time_tomorrow.props import paint_signpost

WIDE_MOUNTAIN: Final = Place(x=850, y=262, scale=84)
NEAR_MOUNTAIN: Final = Place(x=650, y=318, scale=206)
OVER_MOUNTAIN: Final = Place(x=830, y=286, scale=128)
WIDE_POST: Final = Place(x=118, y=516, scale=40, turn=-2)
LEDGE_POST: Final = Place(x=196, y=650, scale=112, turn=-3)
NEAR_POST: Final = Place(x=610, y=1010, scale=300, turn=1)

_FAR_RIDGE: Final = (
    (-50, 820),
    (300, 560),
    (560, 700),
    (900, 520),
    (1300, 760),
    (1800, 500),
    (2200, 690),
    (2650, 540),
)
_NEAR_RIDGE: Final = (
    (-50, 900),
    (420, 760),
    (800, 880),
    (1100, 720),
    (1500, 900),
    (2000, 760),
    (2650, 860),
)


def _sky(palette: Palette, seed: int) -> Image.Image:
    picture = paint.painted_sky(palette, seed=seed)
    if palette.name == "night":
        paint.stars(picture, seed=seed)
    return paint.lamp(picture, palette)


def _ranges(picture: Image.Image, palette: Palette, *, down: int = 0) -> None:
    for nearness, ridge in enumerate((_FAR_RIDGE, _NEAR_RIDGE)):
        line = [(x, y + down) for x, y in ridge]
        paint.distant_range(picture, palette, ridge=line, nearness=nearness)


@lru_cache(maxsize=2)
def wide(palette: Palette) -> Image.Image:
    """Return the valley: the ledge with its signpost on the left, the mountain across."""
    picture = _sky(palette, 3)
    _ranges(picture, palette)
    terrain.paint_massif(picture, palette, massif(WIDE_MOUNTAIN))
    picture = paint.mist(picture, palette.mist, top=1010, depth=330, seed=3)
    for line, height, gap, depth in (
        (((700, 1180), (1640, 1120), (2600, 1200)), 90, 20, 0.75),
        (((700, 1290), (1600, 1240), (2600, 1310)), 120, 25, 0.5),
        (((700, 1450), (1600, 1370), (2600, 1440)), 180, 34, 0.2),
    ):
        wood = terrain.Wood(line=line, height=height, gap=gap, seed=height, depth=depth)
        terrain.paint_wood(picture, palette, wood)
    edge = [(-20, 1030), (300, 1022), (560, 1034), (760, 1060), (822, 1110), (850, 1440)]
    terrain.paint_ledge(picture, palette, edge, seed=7)
    paint_signpost(picture, WIDE_POST, palette)
    return paint.textured(picture)


@lru_cache(maxsize=2)
def near(palette: Palette) -> Image.Image:
    """Return the mountain from close by: its face fills the picture."""
    picture = _sky(palette, 9)
    _ranges(picture, palette, down=220)
    terrain.paint_massif(picture, palette, massif(NEAR_MOUNTAIN))
    return paint.textured(picture)


@lru_cache(maxsize=2)
def over(palette: Palette) -> Image.Image:
    """Return the mountain as Ida sees it, with the edge of the ledge in front."""
    picture = _sky(palette, 5)
    _ranges(picture, palette, down=60)
    terrain.paint_massif(picture, palette, massif(OVER_MOUNTAIN))
    picture = paint.mist(picture, palette.mist, top=1060, depth=340, seed=4)
    wood = terrain.Wood(
        line=((0, 1300), (1400, 1270), (2600, 1320)), height=150, gap=30, seed=8, depth=0.4
    )
    terrain.paint_wood(picture, palette, wood)
    edge = [(-20, 1236), (500, 1220), (1100, 1250), (1500, 1300), (1700, 1380), (1760, 1440)]
    terrain.paint_ledge(picture, palette, edge, seed=9)
    return paint.textured(picture)


@lru_cache(maxsize=2)
def ledge(palette: Palette) -> Image.Image:
    """Return the ledge seen from the mountain's side: signpost, meadow, ranges behind."""
    picture = _sky(palette, 6)
    _ranges(picture, palette, down=120)
    picture = paint.mist(picture, palette.mist, top=980, depth=360, seed=5)
    wood = terrain.Wood(
        line=((-40, 1180), (900, 1130), (2600, 1190)), height=150, gap=26, seed=6, depth=0.55
    )
    terrain.paint_wood(picture, palette, wood)
    picture = picture.filter(ImageFilter.GaussianBlur(3))
    terrain.paint_ledge(
        picture, palette, [(-20, 1250), (700, 1216), (1500, 1236), (2600, 1204)], seed=12
    )
    paint_signpost(picture, LEDGE_POST, palette)
    return paint.textured(picture)


@lru_cache(maxsize=2)
def behind(palette: Palette) -> Image.Image:
    """Return what is behind Ida in a close-up: sky and ranges out of focus."""
    picture = _sky(palette, 6)
    _ranges(picture, palette, down=160)
    wood = terrain.Wood(
        line=((-40, 1420), (900, 1360), (2600, 1420)), height=330, gap=70, seed=6, depth=0.5
    )
    terrain.paint_wood(picture, palette, wood)
    return paint.textured(picture.filter(ImageFilter.GaussianBlur(11)))


@lru_cache(maxsize=2)
def post(palette: Palette) -> Image.Image:
    """Return the signpost from very near, everything else out of focus."""
    picture = _sky(palette, 5)
    _ranges(picture, palette, down=200)
    picture = picture.filter(ImageFilter.GaussianBlur(14))
    paint_signpost(picture, NEAR_POST, palette)
    return paint.textured(picture)


def put_away() -> None:
    """Let go of all painted backgrounds."""
    for place in (wide, near, over, ledge, behind, post):
        place.cache_clear()
