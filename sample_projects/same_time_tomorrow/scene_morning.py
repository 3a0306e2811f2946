"""Scene 4, morning: same time, same place, and a scarf."""

import math

from sample_projects.drawing.canvas import Canvas
from sample_projects.drawing.geometry import Place
from sample_projects.drawing.motion import blinking, keyed, sprung, waving
from sample_projects.drawing.palette import MORNING
from sample_projects.drawing.particles import Flakes, draw_bird, draw_flakes
from sample_projects.same_time_tomorrow.ida import draw_ida
from sample_projects.same_time_tomorrow.ida_pose import SOLES, Pose
from sample_projects.same_time_tomorrow.mountain import mountain_at
from sample_projects.same_time_tomorrow.mountain_face import Face
from sample_projects.same_time_tomorrow.sets import NEAR_MOUNTAIN, WIDE_MOUNTAIN
from sample_projects.same_time_tomorrow.shooting import IDA, MOUNTAIN, Act, Moment

GLITTER = Flakes(count=30, colour=(255, 250, 232), fall=0.5, drift=0.6, size=2.4, seed=6)
_WIDE_SCALE = 24.0


def return_to(canvas: Canvas, moment: Moment) -> None:
    """Ida skids in, calls, and sees what the mountain wears."""
    frame = moment.frame
    opening, rounding = moment.mouth(IDA)
    x = keyed(frame, (-4, -260), (10, 660), (16, 640))
    sees = sprung(frame, 40)
    pose = Pose(
        scarf=False,
        stride=frame / 8 if frame < 9 else None,
        lean=keyed(frame, (0, 10), (8, 8), (12, -9), (18, 0)),
        bob=keyed(frame, (8, 0), (12, 0.12), (18, 0), (38, 0), (41, -0.1), (48, 0)),
        hair=keyed(frame, (0, -12), (9, -12), (14, 16), (20, -6), (26, 0)),
        tilt=keyed(frame, (14, 0), (18, -6), (22, 3), (38, 0)),
        eyes=1 + 0.3 * sees,
        look=(0.9, -0.3),
        brow=keyed(frame, (14, 0.2), (20, 0.8)) + 0.4 * sees,
        mouth=max(opening * 1.15, 0.42 * sees),
        round=max(rounding, 0.8 * min(sees, 1.0)),
        smile=0.7 * (1 - min(sees, 1.0)),
        left=(-0.98 - 0.25 * sees, 2.9 - 0.9 * sees),
        right=(0.98 + 0.25 * sees, 2.9 - 0.9 * sees),
    )
    draw_ida(canvas, Place(x=x, y=250, scale=104), pose, MORNING)
    draw_flakes(canvas, frame + 60, GLITTER)


def greeting(canvas: Canvas, moment: Moment) -> None:
    """The mountain does not pretend any longer."""
    frame = moment.frame
    opening, rounding = moment.mouth(MOUNTAIN)
    warm = sprung(frame, 2)
    face = Face(
        eyes=0.92 * (1 - blinking(frame, (-18, 22, 60))),
        look=(-0.75, 0.35),
        brow=0.4 * warm + 0.15 * opening,
        worry=0.4,
        mouth=opening * 0.85,
        round=rounding,
        smile=0.8 * warm,
        scarf=0.4 * waving(frame, period=30),
    )
    mountain_at(NEAR_MOUNTAIN, MORNING).draw(canvas, face)
    draw_flakes(canvas, frame + 140, GLITTER)


def property_claim(canvas: Canvas, moment: Moment) -> None:
    """Ida states a fact."""
    frame = moment.frame
    opening, rounding = moment.mouth(IDA)
    pose = Pose(
        scarf=False,
        turn=0.45,
        tilt=keyed(frame, (4, 0), (9, -5), (14, 3), (44, 6)),
        eyes=keyed(frame, (0, 1.15), (14, 0.95)) * (1 - blinking(frame, (2, 44))),
        look=(0.85, -0.15),
        doubt=keyed(frame, (4, 0), (12, 0.7)),
        brow=0.4,
        mouth=opening * 1.05,
        round=rounding,
        smile=0.05,
        hair=keyed(frame, (6, 0), (12, 5), (18, -4), (24, 0)),
        right=(keyed(frame, (4, 0.98), (13, 0.3)), keyed(frame, (4, 2.9), (13, 1.42))),
    )
    draw_ida(canvas, Place(x=620, y=322, scale=168), pose, MORNING)
    draw_flakes(canvas, frame + 220, GLITTER)


def counter_claim(*, corpses: bool = False) -> Act:
    """The mountain looks down at its scarf, and hopes."""

    def act(canvas: Canvas, moment: Moment) -> None:
        frame = moment.frame
        opening, rounding = moment.mouth(MOUNTAIN)
        hope = keyed(frame, (12, 0), (22, 1))
        mirth = sprung(frame, 40) * float(corpses)
        face = Face(
            eyes=(0.9 + 0.25 * hope) * (1 - blinking(frame, (12, 58))) * (1 - 0.7 * mirth),
            cross=keyed(frame, (2, 0), (6, 0.9), (11, 0.9), (15, 0)),
            look=(-0.75, 0.3),
            brow=0.4 + 0.8 * hope,
            worry=0.3 + 0.9 * hope,
            mouth=max(opening * 0.75, 0.55 * mirth * abs(math.sin(frame * 0.5))),
            round=rounding,
            smile=keyed(frame, (0, 0.3), (20, -0.1), (54, 0.0), (62, 0.6)) + mirth,
            scarf=0.4 * waving(frame, period=28) + mirth * 0.5 * math.sin(frame),
        )
        mountain_at(NEAR_MOUNTAIN, MORNING).draw(canvas, face)
        draw_flakes(canvas, frame + 300, GLITTER)

    return act


def counter_camera(frame: float) -> tuple[float, float, float]:
    """Closer: nothing but eyes, nose and scarf."""
    return 650, 330, keyed(frame, (0, 1.22), (70, 1.34))


def friends(canvas: Canvas, moment: Moment) -> None:
    """Wide: a very large mountain with a very small scarf, and Ida who laughs."""
    frame = moment.frame
    for number in range(4):
        at = (260 + frame * 3 + number * 50, 240 - frame * 0.7 + 18 * (number % 2))
        draw_bird(canvas, at, 12, frame + number * 5, (120, 110, 140))
    face = Face(
        eyes=0.95 * (1 - blinking(frame, (18, 70))),
        look=(-0.85, 0.7),
        brow=0.5,
        smile=0.95,
        mouth=0.35 * abs(math.sin(frame * 0.33)) * keyed(frame, (24, 0), (32, 1), (64, 1), (72, 0)),
        scarf=0.6 * waving(frame, period=22),
    )
    mountain_at(WIDE_MOUNTAIN, MORNING).draw(canvas, face)
    laughing = keyed(frame, (2, 0), (8, 1), (52, 1), (60, 0))
    wave = keyed(frame, (60, 0), (70, 1))
    pose = Pose(
        scarf=False,
        turn=0.6,
        happy=laughing,
        mouth=0.9 * laughing,
        smile=1.0,
        bob=-0.14 * laughing * abs(math.sin(frame * 0.5)),
        tilt=-8 * laughing + 4 * math.sin(frame * 0.5) * laughing,
        right=(0.98 + 0.5 * wave + 0.25 * wave * math.sin(frame * 0.6), 2.9 - 2.8 * wave),
        look=(0.9, -0.4),
    )
    draw_ida(canvas, Place(x=318, y=514 - SOLES * _WIDE_SCALE, scale=_WIDE_SCALE), pose, MORNING)
    draw_flakes(canvas, frame + 60, GLITTER)


def friends_camera(frame: float) -> tuple[float, float, float]:
    """Back and back, until the whole valley is there."""
    return (
        keyed(frame, (0, 560), (112, 640)),
        keyed(frame, (0, 350), (112, 360)),
        keyed(frame, (0, 1.5), (112, 1.0)),
    )
