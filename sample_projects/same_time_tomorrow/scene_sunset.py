"""Scene 2, sunset: Ida has to go home, and the mountain forgets itself."""

import math
from dataclasses import replace

from sample_projects.drawing.canvas import Canvas
from sample_projects.drawing.geometry import Place
from sample_projects.drawing.motion import blinking, keyed, sprung, waving
from sample_projects.drawing.palette import SUNSET
from sample_projects.drawing.particles import Flakes, draw_bird, draw_flakes, draw_puff
from sample_projects.same_time_tomorrow.ida import draw_ida
from sample_projects.same_time_tomorrow.ida_pose import SOLES, Pose
from sample_projects.same_time_tomorrow.mountain import mountain_at
from sample_projects.same_time_tomorrow.mountain_face import Face
from sample_projects.same_time_tomorrow.props import draw_hand, draw_loose_scarf, draw_tied_scarf
from sample_projects.same_time_tomorrow.sets import NEAR_MOUNTAIN, NEAR_POST, OVER_MOUNTAIN
from sample_projects.same_time_tomorrow.shooting import IDA, MOUNTAIN, Act, Moment

GNATS = Flakes(count=24, colour=(255, 226, 168), fall=-0.2, drift=0.5, size=2.6, seed=9)


def _sitting(frame: float) -> Pose:
    return Pose(
        back=True,
        sitting=True,
        wind=0.3 + 0.25 * waving(frame, period=26),
        left=(-1.0, 2.85),
        right=(1.0, 2.85),
    )


def time_to_go(canvas: Canvas, moment: Moment) -> None:
    """From behind: Ida on the edge, the bell, a sigh."""
    frame = moment.frame
    mountain_at(OVER_MOUNTAIN, SUNSET).draw(canvas, Face())
    listening = keyed(frame, (4, 0), (14, 1))
    pose = replace(
        _sitting(frame),
        tilt=listening * -7
        + keyed(frame, (30, 0), (38, 12), (74, 9))
        + 2 * math.sin(frame * 0.5) * (34 < frame < 74),
        bob=keyed(frame, (22, 0), (28, -0.1), (36, 0.08), (80, 0.05)),
        hair=keyed(frame, (8, 0), (16, 6), (34, -5), (44, 3), (54, 0)),
    )
    draw_ida(canvas, Place(x=318, y=372, scale=88), pose, SUNSET)
    draw_flakes(canvas, frame + 90, GNATS)


def going_camera(frame: float) -> tuple[float, float, float]:
    """A very slow push past Ida."""
    return keyed(frame, (0, 600), (110, 640)), 372, keyed(frame, (0, 1.0), (110, 1.12))


def already(canvas: Canvas, moment: Moment) -> None:
    """It slips out; then the mountain would like to swallow it again."""
    frame = moment.frame
    opening, rounding = moment.mouth(MOUNTAIN)
    gasp = sprung(frame, 41)
    face = Face(
        eyes=(keyed(frame, (0, 0), (6, 0.9)) + 0.32 * gasp) * (1 - blinking(frame, (34,))),
        look=(-0.7, 0.35),
        brow=keyed(frame, (2, 0), (9, 0.6)) + 0.6 * gasp,
        worry=keyed(frame, (2, 0), (9, 0.9)),
        mouth=opening,
        round=rounding,
        smile=keyed(frame, (0, 0), (8, -0.5), (38, -0.5), (42, -0.1)),
    )
    mountain_at(NEAR_MOUNTAIN, SUNSET).draw(canvas, face)
    draw_puff(canvas, NEAR_MOUNTAIN.point(-0.7, -0.8), frame - 42, 130, SUNSET.snow[0])


def caught(canvas: Canvas, moment: Moment) -> None:
    """Ida has turned round, and has it in writing, so to speak."""
    frame = moment.frame
    opening, rounding = moment.mouth(IDA)
    turned = keyed(frame, (0, -0.75), (3, -0.8), (11, 0.5))
    pose = Pose(
        turn=turned,
        tilt=keyed(frame, (0, 0), (6, 7), (13, -5), (20, 0), (60, 4)),
        hair=keyed(frame, (2, 0), (8, 12), (14, -10), (20, 5), (26, 0)),
        eyes=keyed(frame, (0, 1.0), (12, 1.1), (24, 0.8)) * (1 - blinking(frame, (5, 62))),
        look=(turned * 1.6, -0.1),
        doubt=keyed(frame, (14, 0), (22, 0.9)),
        mouth=opening * 1.05,
        round=rounding,
        smile=keyed(frame, (10, 0.0), (66, 0.1), (76, 0.6)),
        right=(1.05, keyed(frame, (14, 2.9), (22, 1.5), (64, 1.6), (76, 2.4))),
        wind=0.25 + 0.2 * waving(frame, period=24),
    )
    draw_ida(canvas, Place(x=610, y=300, scale=146), pose, SUNSET)
    draw_flakes(canvas, frame + 200, GNATS)


def innocent(*, laughs: bool = False) -> Act:
    """The mountain studies a cloud. It is only an echo, nothing else."""

    def act(canvas: Canvas, moment: Moment) -> None:
        frame = moment.frame
        opening, rounding = moment.mouth(MOUNTAIN)
        mirth = sprung(frame, 52) * float(laughs)
        peek = keyed(frame, (76, 0), (80, 1), (86, 1), (90, 0))
        face = Face(
            eyes=0.95 * (1 - blinking(frame, (4, 60))) * (1 - 0.6 * mirth),
            look=(0.75 - 1.5 * peek, -0.75 + 1.0 * peek),
            brow=0.9 + 0.2 * math.sin(frame * 0.12),
            worry=0.35 + 0.4 * peek,
            mouth=max(opening * 0.85, 0.5 * mirth * abs(math.sin(frame * 0.5))),
            round=max(rounding, keyed(frame, (76, 0), (80, 0.9)) * (1 - mirth)),
            smile=0.1 + 0.9 * mirth,
        )
        mountain_at(NEAR_MOUNTAIN, SUNSET).draw(canvas, face)
        draw_bird(canvas, (880 + frame * 2.2, 150 - frame * 0.3), 16, frame, (104, 70, 108))

    return act


def knot(*, drops: bool = False) -> Act:
    """Two hands tie the scarf to the signpost."""

    def act(canvas: Canvas, moment: Moment) -> None:
        frame = moment.frame
        work = keyed(frame, (6, 0), (16, 1), (26, 0.3), (36, 1), (46, 0.4), (52, 1), (60, 0))
        fallen = max(frame - 48, 0.0) if drops else 0.0
        if fallen:
            away = Place(
                x=650 + fallen * 3, y=420 + fallen * fallen * 0.7, scale=150, turn=fallen * 5
            )
            draw_loose_scarf(canvas, away, frame, SUNSET)
        else:
            draw_tied_scarf(
                canvas, NEAR_POST, frame, wind=0.35 + 0.1 * waving(frame, period=22), palette=SUNSET
            )
        gone = keyed(frame, (56, 0), (68, 1))
        left = Place(
            x=516 - 30 * work - 420 * gone,
            y=402 + 16 * work + 200 * gone,
            scale=112,
            turn=-8 * work,
        )
        right = Place(
            x=748 + 34 * work + 430 * gone, y=410 - 14 * work + 220 * gone, scale=112, turn=8 * work
        )
        draw_hand(canvas, left, SUNSET, side=-1)
        draw_hand(canvas, right, SUNSET, side=1)

    return act


def promise(canvas: Canvas, moment: Moment) -> None:
    """Over Ida's shoulder: the mountain beams."""
    frame = moment.frame
    opening, rounding = moment.mouth(MOUNTAIN)
    joy = sprung(frame, 4)
    for number in range(5):
        away = max(frame - 6 - number * 2, 0.0)
        at = (900 + number * 60 + away * 6, 470 - away * (5 + number % 3) + 12 * number)
        draw_bird(canvas, at, 13, frame + number * 3, (104, 70, 108))
    face = Face(
        eyes=1.05 * joy * (1 - blinking(frame, (40,))),
        look=(-0.8, 0.45),
        brow=0.8 * joy + 0.2 * opening,
        mouth=opening,
        round=rounding,
        smile=0.95 * joy,
    )
    mountain_at(OVER_MOUNTAIN, SUNSET).draw(canvas, face)
    wave = sprung(frame, 30) * (1 - keyed(frame, (78, 0), (86, 1)))
    pose = replace(
        _sitting(frame),
        scarf=False,
        sitting=False,
        tilt=5 * math.sin(frame * 0.18),
        right=(0.95 + 0.5 * wave + 0.22 * wave * math.sin(frame * 0.7), 2.9 - 2.7 * wave),
    )
    draw_ida(canvas, Place(x=300, y=668 - SOLES * 72, scale=72), pose, SUNSET)
    draw_flakes(canvas, frame + 320, GNATS)
