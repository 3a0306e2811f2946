"""Scene 3, night: snow, wind, and a scarf that finds somebody who is cold."""

import math

from sample_projects.drawing.canvas import Canvas
from sample_projects.drawing.geometry import Place
from sample_projects.drawing.motion import blinking, keyed, sprung, waving
from sample_projects.drawing.palette import NIGHT
from sample_projects.drawing.particles import Flakes, draw_flakes, draw_puff
from sample_projects.same_time_tomorrow.mountain import mountain_at
from sample_projects.same_time_tomorrow.mountain_face import Face
from sample_projects.same_time_tomorrow.props import draw_loose_scarf, draw_tied_scarf
from sample_projects.same_time_tomorrow.sets import NEAR_MOUNTAIN, WIDE_MOUNTAIN, WIDE_POST
from sample_projects.same_time_tomorrow.shooting import MOUNTAIN, Act, Moment

SNOW = Flakes(count=110, colour=(214, 226, 250), fall=2.6, drift=1.7, size=3.0, seed=2)
LOOSE = 46
"""Frame on which the knot gives way."""
LANDED = 18
"""Frame on which the scarf lands, in its shot."""


def flight(canvas: Canvas, moment: Moment) -> None:
    """The wind unties the scarf and carries it across the valley."""
    frame = moment.frame
    mountain_at(WIDE_MOUNTAIN, NIGHT).draw(canvas, Face(smile=-0.3, worry=0.6, brow=0.2))
    gusts = keyed(frame, (0, 0.3), (20, 0.55), (36, 0.95), (LOOSE, 1.0))
    if frame < LOOSE:
        draw_tied_scarf(canvas, WIDE_POST, frame * (1 + gusts * 0.4), wind=gusts, palette=NIGHT)
    else:
        along = keyed(frame, (LOOSE, 0.0), (98, 1.0))
        x = 150 + 640 * along
        y = 420 - 190 * math.sin(math.pi * along * 0.92) + 30 * math.sin(frame * 0.2)
        turn = -24 + 44 * along + 10 * math.sin(frame * 0.3)
        draw_loose_scarf(canvas, Place(x=x, y=y, scale=36, turn=turn), frame, NIGHT)
    draw_flakes(canvas, frame * (1 + 0.3 * gusts) + 60, SNOW)


def flight_camera(frame: float) -> tuple[float, float, float]:
    """The camera follows the scarf."""
    x = keyed(frame, (0, 450), (36, 470), (96, 760))
    return x, keyed(frame, (30, 380), (96, 310)), keyed(frame, (0, 1.28), (96, 1.36))


def warmth(*, sneezes: bool = False) -> Act:
    """It lands on a nose. Two eyes open, cross, and understand."""

    def act(canvas: Canvas, moment: Moment) -> None:
        frame = moment.frame
        opening, rounding = moment.mouth(MOUNTAIN)
        landed = frame >= LANDED
        wakes = sprung(frame, LANDED + 8)
        happy = keyed(frame, (52, 0), (62, 1)) * float(not sneezes)
        windup = keyed(frame, (44, 0), (56, 1), (58, 0)) * float(sneezes)
        burst = sprung(frame, 58) * (1 - keyed(frame, (66, 0), (74, 1))) * float(sneezes)
        face = Face(
            eyes=max(wakes - happy * 0.22 - burst - windup * 0.5, 0.0)
            * (1 - blinking(frame, (40, 66))),
            look=(-0.2 * happy, 0.5 * happy),
            cross=keyed(frame, (LANDED + 10, 0), (LANDED + 15, 1), (50, 1), (56, 0.35)),
            brow=0.9 * wakes + 0.5 * windup - 0.6 * burst,
            worry=0.3 * wakes + 0.5 * happy - 1.2 * burst,
            mouth=max(opening * 0.8, 0.6 * windup, 1.0 * burst),
            round=rounding,
            smile=0.85 * happy,
            scarf=(sprung(frame, LANDED) - 1) * 2.2 + 0.35 * waving(frame, period=26)
            if landed
            else None,
            scarf_lift=max(keyed(frame, (LANDED, 1.0), (LANDED + 8, 0.0)), burst),
        )
        mountain_at(NEAR_MOUNTAIN, NIGHT).draw(canvas, face)
        if not landed:
            _comes_down(canvas, frame)
        draw_puff(
            canvas, NEAR_MOUNTAIN.point(0, -0.7), frame - 58, 420 if sneezes else 0, NIGHT.snow[0]
        )
        draw_flakes(canvas, frame + 300, SNOW)

    return act


def _comes_down(canvas: Canvas, frame: float) -> None:
    along = keyed(frame, (-12, 0.0), (LANDED, 1.0))
    nose = NEAR_MOUNTAIN.point(0, 0.36)
    x = -180 + (nose[0] + 180) * along
    y = 90 + (nose[1] - 90) * along * along + 24 * math.sin(frame * 0.4)
    draw_loose_scarf(
        canvas, Place(x=x, y=y, scale=120, turn=12 * math.sin(frame * 0.3)), frame, NIGHT
    )


def warmth_camera(frame: float) -> tuple[float, float, float]:
    """A slow push towards the face."""
    return 648, keyed(frame, (0, 370), (112, 344)), keyed(frame, (0, 1.0), (112, 1.14))
