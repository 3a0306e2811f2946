"""Renders a plain list of clips with MoviePy: run by the bench in an environment of its own.

Arguments: the list as JSON (see `peers.py`), the film. Knows nothing of Claquette.
"""

import json
import sys
from pathlib import Path
from typing import Any

from moviepy import (  # type: ignore[import-not-found]  # it lives in another environment
    AudioFileClip,
    ColorClip,
    CompositeAudioClip,
    CompositeVideoClip,
    VideoFileClip,
)
from moviepy.audio.fx import AudioFadeIn, AudioFadeOut  # type: ignore[import-not-found]
from moviepy.video.fx import CrossFadeIn  # type: ignore[import-not-found]

NEXT_TO_NOTHING = 1e-6


def picture(plan: dict[str, Any]) -> CompositeVideoClip:
    """Lay the shots one over the other, faded in where they are dissolved."""
    size, rate = tuple(plan["size"]), plan["rate"]
    ground = ColorClip(size, color=(0, 0, 0)).with_duration(plan["frames"] / rate)
    shots = [ground]
    for clip in plan["picture"]:
        start = clip["source_in"] + NEXT_TO_NOTHING
        film = VideoFileClip(clip["path"], audio=False)
        shot = film.subclipped(start, min(film.duration, start + clip["frames"] / rate))
        if clip["dissolve"]:
            shot = shot.with_effects([CrossFadeIn(clip["dissolve"] / rate)])
        shots.append(shot.with_start(clip["start"] / rate))
    return CompositeVideoClip(shots, size=size)


def sound(plan: dict[str, Any]) -> CompositeAudioClip:
    """Add all sounds at their places."""
    heard = []
    for clip in plan["sound"]:
        source = AudioFileClip(clip["path"], fps=48_000)
        end = min(source.duration, clip["source_in"] + clip["seconds"])
        part = source.subclipped(clip["source_in"], end)
        fades = (AudioFadeIn, clip["fade_in"]), (AudioFadeOut, clip["fade_out"])
        part = part.with_effects([fade(seconds) for fade, seconds in fades if seconds])
        heard.append(part.with_start(clip["start"]))
    return CompositeAudioClip(heard).with_duration(plan["frames"] / plan["rate"])


def main() -> None:
    """Write the film."""
    plan = json.loads(Path(sys.argv[1]).read_text())
    film = picture(plan).with_audio(sound(plan))
    film.write_videofile(
        sys.argv[2],
        fps=plan["rate"],
        codec="libx264",
        preset=plan["preset"],
        audio_fps=48_000,
        audio_codec="aac",
        audio_bitrate="256k",
        ffmpeg_params=plan["encoding"],
        pixel_format="yuv420p",
        logger=None,
    )


if __name__ == "__main__":
    main()
