"""Scene 1, day: Ida comes to Echo Point and tries the echo."""

import math

from sample_projects.drawing.canvas import Canvas
from sample_projects.drawing.geometry import Place
from sample_projects.drawing.motion import blinking, keyed, popped, sprung, waving
from sample_projects.drawing.palette import DAY
from sample_projects.drawing.particles import Flakes, draw_bird, draw_flakes, draw_puff
from sample_projects.same_time_tomorrow.ida import draw_ida
from sample_projects.same_time_tomorrow.ida_pose import SOLES, Pose
from sample_projects.same_time_tomorrow.mountain import mountain_at
from sample_projects.same_time_tomorrow.mountain_face import Face
from sample_projects.same_time_tomorrow.props import draw_boom
from sample_projects.same_time_tomorrow.sets import NEAR_MOUNTAIN, WIDE_MOUNTAIN
from sample_projects.same_time_tomorrow.shooting import IDA, MOUNTAIN, Act, Moment

SEEDS = Flakes(count=26, colour=(255, 252, 236), fall=-0.35, drift=1.1, size=2.4, seed=4)
_WIDE_SCALE = 24.0


def arrival_camera(frame: float) -> tuple[float, float, float]:
    """From the summit down to the ledge, and wider."""
    return (
        keyed(frame, (0, 850), (84, 600)),
        keyed(frame, (0, 268), (84, 372)),
        keyed(frame, (0, 1.42), (84, 1.06)),
    )


def arrival(*, boom: bool = False) -> Act:
    """Ida walks in, stops at the edge, catches her breath."""

    def act(canvas: Canvas, moment: Moment) -> None:
        frame = moment.frame
        for number in range(3):
            at = (
                560 + frame * 2.6 + number * 46,
                250 - frame * 0.5 + 22 * (number % 2) + 5 * math.sin(frame / 9 + number),
            )
            draw_bird(canvas, at, 13 - number, frame + number * 5, (70, 86, 110))
        mountain_at(WIDE_MOUNTAIN, DAY).draw(canvas, Face())
        x = keyed(frame, (6, -40), (76, 318))
        walking = 8 < frame < 74
        panting = 0.05 * math.sin(frame * 0.45) * (1 if frame > 76 else 0)
        pose = Pose(
            stride=frame / 17 if walking else None,
            bob=-0.1 * abs(math.sin(math.pi * frame / 8.5)) if walking else panting,
            lean=keyed(frame, (8, 4), (70, 5), (80, -3), (92, 0)),
            hair=6 * math.sin(frame * 0.37 - 1) if walking else 0.0,
            wind=0.6 + 0.3 * waving(frame, period=19),
            left=(-0.7 - 0.5 * math.sin(frame * 0.37), 2.6) if walking else (-0.98, 2.9),
            right=(0.7 + 0.5 * math.sin(frame * 0.37), 2.6) if walking else (0.98, 2.9),
            look=(0.8, -0.4),
            mouth=0.5 if frame > 78 and math.sin(frame * 0.45) > 0 else 0.0,
        )
        draw_ida(canvas, Place(x=x, y=514 - SOLES * _WIDE_SCALE, scale=_WIDE_SCALE), pose, DAY)
        if boom:
            dip = popped(frame, 46, 74)
            draw_boom(canvas, (470, 80 + 200 * dip))

    return act


def _day_air(canvas: Canvas, frame: float) -> None:
    draw_flakes(canvas, frame + 90, SEEDS)


def hello(canvas: Canvas, moment: Moment) -> None:
    """Ida breathes in and calls; then she listens."""
    frame = moment.frame
    opening, rounding = moment.mouth(IDA)
    up = sprung(frame, 4) * (1 - keyed(frame, (54, 0), (60, 1)))
    breath = keyed(frame, (0, 0), (8, 0.14), (14, -0.12), (50, -0.06), (60, 0))
    pose = Pose(
        turn=0.5,
        tilt=keyed(frame, (0, 0), (9, -9), (15, 4), (50, 3), (60, -6)),
        lean=keyed(frame, (0, 0), (9, -4), (15, 5), (50, 4), (60, 0)),
        bob=breath,
        hair=keyed(frame, (2, 0), (11, 7), (18, -8), (26, 4), (34, 0)),
        left=(-0.98 + 0.72 * up, 2.9 - 2.15 * up),
        right=(0.98 - 0.28 * up, 2.9 - 2.2 * up),
        over=up > 0.6,
        eyes=keyed(frame, (0, 1.0), (10, 1.1), (14, 0.75), (30, 1.0))
        * (1 - blinking(frame, (-20, 56))),
        look=(0.9, -0.3),
        brow=keyed(frame, (2, 0), (10, 0.9), (52, 0.6), (60, 1.0)),
        mouth=max(opening * 1.15, keyed(frame, (3, 0), (8, 0.3), (11, 0.1))),
        round=rounding,
        smile=0.6,
        wind=0.55 + 0.3 * waving(frame, period=21),
    )
    draw_ida(canvas, Place(x=640, y=250, scale=104), pose, DAY)
    _day_air(canvas, frame)


def first_answer(canvas: Canvas, moment: Moment) -> None:
    """The mountain answers, as a mountain should: with its eyes shut."""
    opening, rounding = moment.mouth(MOUNTAIN)
    frame = moment.frame
    for number in range(4):
        away = max(frame - 8 - number * 3, 0.0)
        at = (
            700 + number * 70 + away * (5 + number),
            420 - away * (4 + number % 2) + 14 * (number % 3),
        )
        draw_bird(canvas, at, 12, frame + number * 4, (70, 86, 110))
    face = Face(mouth=opening * 0.85, round=rounding, brow=0.3 * opening, smile=0.25)
    mountain_at(WIDE_MOUNTAIN, DAY).draw(canvas, face)
    pose = Pose(
        turn=0.7,
        look=(0.9, -0.4),
        wind=0.6 + 0.25 * waving(frame, period=20),
        bob=0.02 * math.sin(frame * 0.2),
    )
    draw_ida(canvas, Place(x=318, y=514 - SOLES * _WIDE_SCALE, scale=_WIDE_SCALE), pose, DAY)


def answer_camera(frame: float) -> tuple[float, float, float]:
    """A slow push towards the mountain."""
    return keyed(frame, (0, 690), (90, 740)), 300, keyed(frame, (0, 1.1), (90, 1.3))


def riddle(*, giggles: bool = False) -> Act:
    """Ida has an idea, and asks. In one take she cannot keep a straight face."""

    def act(canvas: Canvas, moment: Moment) -> None:
        frame = moment.frame
        opening, rounding = moment.mouth(IDA)
        laugh = sprung(frame, 30) * float(giggles)
        pose = Pose(
            turn=keyed(frame, (0, 0.3), (8, 0.15), (14, 0.5)),
            tilt=keyed(frame, (0, 0), (7, -8), (14, 5), (50, 3))
            + laugh * 5 * math.sin(frame * 0.9),
            bob=keyed(frame, (0, 0), (8, 0.06), (13, -0.05), (20, 0))
            + laugh * 0.06 * math.sin(frame * 1.5),
            hair=keyed(frame, (3, 0), (10, 6), (17, -6), (24, 0))
            - laugh * 6 * math.sin(frame * 0.9 - 1),
            eyes=1 - blinking(frame, (-15, 2, 47)),
            happy=laugh,
            look=(
                keyed(frame, (0, -0.2), (6, -0.7), (11, -0.7), (15, 0.9)),
                keyed(frame, (5, -0.2), (12, -0.6), (16, -0.1)),
            ),
            doubt=keyed(frame, (6, 0), (13, 0.8)) * (1 - laugh),
            mouth=opening * 1.1,
            round=rounding,
            smile=0.5 + 0.5 * laugh,
            wind=0.3 + 0.2 * waving(frame, period=24),
        )
        draw_ida(canvas, Place(x=620, y=330, scale=178), pose, DAY)
        _day_air(canvas, frame)

    return act


def sums(*, right: bool = True) -> Act:
    """The mountain is proud to know the answer, and then sees what it has done."""
    horror = 38 if right else 44

    def act(canvas: Canvas, moment: Moment) -> None:
        frame = moment.frame
        opening, rounding = moment.mouth(MOUNTAIN)
        pride = keyed(frame, (2, 0), (10, 1), (horror - 4, 1), (horror, 0))
        shock = sprung(frame, horror) * (1 - keyed(frame, (57, 0), (61, 1)))
        face = Face(
            eyes=max(0.72 * pride, 1.22 * shock) * (1 - blinking(frame, (24,))),
            look=(
                -0.75
                + keyed(
                    frame, (horror + 5, 0), (horror + 7, 1.5), (horror + 11, 1.5), (horror + 13, 0)
                ),
                0.25,
            ),
            brow=0.7 * pride + 1.2 * shock,
            worry=0.9 * shock,
            mouth=max(opening, 0.3 * shock * (1 if frame < 56 else 0)),
            round=max(rounding, 0.9 * min(shock, 1.0)),
            smile=0.9 * pride - 0.3 * shock + keyed(frame, (61, 0), (66, 0.3)),
        )
        mountain_at(NEAR_MOUNTAIN, DAY).draw(canvas, face)
        for side in (-1, 1):
            at = NEAR_MOUNTAIN.point(side * 0.72, -0.8)
            draw_puff(canvas, at, frame - horror - 1, 130, DAY.snow[0])

    return act


def suspicion(canvas: Canvas, moment: Moment) -> None:
    """Ida says nothing. One brow goes up."""
    frame = moment.frame
    pose = Pose(
        turn=0.5,
        tilt=keyed(frame, (2, 0), (14, 8)),
        eyes=keyed(frame, (0, 1.1), (8, 1.1), (14, 0.62)) * (1 - blinking(frame, (3,))),
        look=(0.85, keyed(frame, (4, 0), (12, -0.2))),
        doubt=keyed(frame, (8, 0), (15, 1.0)),
        smile=keyed(frame, (0, 0.0), (12, -0.25), (26, 0.2)),
        hair=keyed(frame, (5, 0), (14, -6), (22, 0)),
        wind=0.3 + 0.2 * waving(frame, period=24),
    )
    draw_ida(canvas, Place(x=620, y=330, scale=190), pose, DAY)
    _day_air(canvas, frame)
