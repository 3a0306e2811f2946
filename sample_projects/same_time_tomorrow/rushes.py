"""Shoots the takes: pictures from the acts, sound from the set, one MP4 each."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import av
import numpy as np

from sample_projects.drawing.canvas import Canvas
from sample_projects.drawing.film import FRAME_RATE, photographed, write_take
from sample_projects.drawing.slate import CLAP_FRAME, SlateText, slate_pose, slated
from sample_projects.same_time_tomorrow.shooting import IDA, Line, Moment, TakePlan
from sample_projects.sounding import foley
from sample_projects.sounding.waves import (
    RATE,
    Sound,
    convolved,
    decibels,
    hiss,
    levelled,
    placed,
    room,
)

TITLE: Final = "SAME TIME TOMORROW"
GROUP: Final = "Red"
GROUP_COLOUR: Final = (204, 52, 48)
VOICE_DBFS: Final = -9.0
AIR_DBFS: Final = -58.0


def frames(plan: TakePlan) -> Iterator[av.VideoFrame]:
    """Yield every frame of a take: actors on twos, quick cameras on ones."""
    canvas = Canvas(plan.background(plan.palette))
    board = _board(plan)
    drawing, seen = -1, None
    frame = photographed(canvas.picture())
    for number in range(plan.all_frames):
        if drawing != (wanted := max(number, CLAP_FRAME + 1) // 2 * 2):
            drawing = wanted
            canvas.clear()
            plan.act(canvas, Moment(frame=drawing - plan.in_frame, lines=plan.lines))
        pose = slate_pose(number)
        camera = plan.camera(number // plan.on * plan.on - plan.in_frame) if plan.camera else None
        if seen != (drawing, pose, camera):
            seen = (drawing, pose, camera)
            picture = canvas.framed(camera) if camera else canvas.picture()
            frame = photographed(slated(picture, pose, board) if pose else picture)
        yield frame


def _board(plan: TakePlan) -> SlateText:
    scene, shot, take = plan.scene, plan.shot, plan.take
    return SlateText(
        title=TITLE, group=GROUP, scene=str(scene), shot=shot, take=take, colour=GROUP_COLOUR
    )


@lru_cache(maxsize=64)
def _heard(line: Line) -> Sound:
    """Return a line as the microphone hears it: Ida near, the mountain with its valley."""
    dry = line.spoken.sound
    if line.speaker == IDA:
        wet = convolved(dry, room(0.5, 21, dark_hz=3800.0)) * 0.1
    else:
        wet = convolved(dry, room(2.2, 22, dark_hz=1600.0)) * 0.42
    wet[: len(dry)] += dry
    return levelled(wet, VOICE_DBFS + line.gain_db)


def sound(plan: TakePlan) -> Sound:
    """Return the sound of a take: air, the clap, the voices, and what went wrong."""
    length_s = plan.all_frames / FRAME_RATE
    parts = [(CLAP_FRAME / FRAME_RATE, levelled(foley.clap(), -8.0))]
    for line in plan.lines:
        parts.append(((plan.in_frame + line.at) / FRAME_RATE, _heard(line)))
    for noise in plan.noises:
        parts.append(
            ((plan.in_frame + noise.at) / FRAME_RATE, levelled(noise.make(), noise.peak_dbfs))
        )
    air = hiss(length_s, 80, 2500, plan.scene * 100 + plan.shot * 10 + plan.take) * decibels(
        AIR_DBFS
    )
    total = placed(length_s, *parts) + air
    return np.asarray(np.clip(total, -1.0, 1.0), dtype=np.float64)[
        : plan.all_frames * RATE // FRAME_RATE
    ]


def shoot(plan: TakePlan, into: Path) -> Path:
    """Write one take as S01_P02_T03.mp4 into a folder and return its path."""
    path = into / f"{plan.slate.name}.mp4"
    write_take(path, frames(plan), sound(plan))
    return path
