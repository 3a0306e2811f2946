"""The animatic: each shot's frame, or its card, for as long as it is planned, in silence."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from pipeline.bench import Watch
from pipeline.documents.project import Project
from pipeline.documents.report import Report, report_from, warning
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.paper.card import BAR_TOP, HEIGHT, WIDTH, draw_card, draw_frame
from pipeline.paper.palette import group_colour
from pipeline.timing import SAMPLE_RATE, frames_to_seconds, seconds_to_frames

LONGEST_SECONDS: Final = 1800

Plane = npt.NDArray[np.uint8]
Values = npt.NDArray[np.float64]


def make_animatic(
    shot_list: ShotList,
    project: Project,
    film: Path,
    watch: Watch,
    frames_of: Mapping[str, Path] | None = None,
) -> Report:
    """Write the animatic at the project's rate; stop after half an hour and say so.

    `frames_of` are JPEGs of 640 x 360 by the name of the shot. A list without shots has no film.
    """
    if not shot_list.wanted:
        return Report()
    shots = _first_half_hour(shot_list.wanted, project)
    frames = sum(shot.planned_frames for shot in shots)
    seconds = frames_to_seconds(frames, project.frame_rate)
    watch.progress(0.0, "Drawing the animatic")
    run_ffmpeg(
        _arguments(seconds, project.frame_rate, film),
        seconds=seconds,
        watch=watch,
        feed=_pictures(shots, project, frames_of or {}),
    )
    watch.progress(1.0, "Drawing the animatic")
    left_out = len(shot_list.wanted) - len(shots)
    findings = (
        warning(
            "C39",
            "",
            "The animatic stops after %(minutes)s minutes; %(count)s shots are not in it.",
            minutes=LONGEST_SECONDS // 60,
            count=left_out,
        ),
    )
    return report_from(findings if left_out else (), {"animatic_seconds": round(float(seconds), 3)})


def _first_half_hour(shots: Sequence[Shot], project: Project) -> list[Shot]:
    room = seconds_to_frames(LONGEST_SECONDS, project.frame_rate)
    kept: list[Shot] = []
    for shot in shots:
        room -= shot.planned_frames
        if room < 0:
            break
        kept.append(shot)
    return kept or [*shots[:1]]


def _pictures(
    shots: Sequence[Shot], project: Project, frames_of: Mapping[str, Path]
) -> Iterator[bytes]:
    """Yield every picture: the frame or the card, with a bar below that fills while the shot runs.

    They leave here as the encoder wants them (4:2:0, BT.709), converted once a shot and not once a
    picture, which halves the time the animatic takes.
    """
    luma, blue, red = _as_video(np.array([[group_colour(project)] * 2] * 2))
    for shot in shots:
        drawn = frames_of.get(shot.name)
        card = draw_frame(shot, drawn) if drawn else draw_card(shot, project)
        planes = _as_video(np.asarray(card))
        for frame in range(1, shot.planned_frames + 1):
            full = WIDTH * frame // shot.planned_frames // 2
            planes[0][BAR_TOP:, : 2 * full] = luma[0, 0]
            planes[1][BAR_TOP // 2 :, :full] = blue[0, 0]
            planes[2][BAR_TOP // 2 :, :full] = red[0, 0]
            yield b"".join(plane.tobytes() for plane in planes)


def _as_video(rgb: Plane) -> tuple[Plane, Plane, Plane]:
    """Return the planes of a picture: BT.709, limited range, colour at half the size."""
    red, green, blue = np.moveaxis(rgb.astype(np.float64) / 255, 2, 0)
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return (
        _rounded(16 + 219 * luma),
        _rounded(128 + 224 * _half((blue - luma) / 1.8556)),
        _rounded(128 + 224 * _half((red - luma) / 1.5748)),
    )


def _half(plane: Values) -> Values:
    height, width = plane.shape
    halved: Values = plane.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))
    return halved


def _rounded(values: Values) -> Plane:
    return np.rint(values).astype(np.uint8)


def _arguments(seconds: Fraction, rate: Fraction, film: Path) -> list[str]:
    length = f"{float(seconds):.6f}"
    picture = ["-f", "rawvideo", "-pixel_format", "yuv420p", "-video_size", f"{WIDTH}x{HEIGHT}"]
    silence = ["-f", "lavfi", "-t", length, "-i", f"anullsrc=r={SAMPLE_RATE}:cl=stereo"]
    tags = "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"
    return [
        *("-y", *picture, "-framerate", str(rate), "-protocol_whitelist", "pipe", "-i", "pipe:0"),
        *silence,
        *("-map", "0:v", "-map", "1:a", "-vf", tags),
        *("-c:v", "libx264", "-preset", "superfast", "-tune", "stillimage", "-crf", "24"),
        *("-threads", "2", "-c:a", "aac", "-b:a", "64k", "-map_metadata", "-1"),
        *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
        *("-movflags", "+faststart", "-f", "mp4", f"file:{film.absolute()}"),
    ]
