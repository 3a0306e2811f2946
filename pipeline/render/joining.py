"""Films joined to one by copying: nothing is decoded, every frame is counted."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.media.ffmpeg import Watch, run_ffmpeg
from pipeline.render.assemble import copied_on_grid, join_input, list_of, must_fit_together
from pipeline.render.cache import second_name
from pipeline.render.encoding import PictureSettings, timescale


def joined_films(
    films: Sequence[tuple[Path, int]],
    settings: PictureSettings,
    into: Path,
    *,
    watch: Watch | None = None,
) -> Path:
    """Return films without sound, each with its frames, as one in a folder.

    All must be written in these settings. Raise WorkFailed unless every frame is at its time.
    """
    suffix, rate = settings.written.suffix, settings.rate
    names = [f"part_{number}.{suffix}" for number in range(len(films))]
    for name, (path, _) in zip(names, films, strict=True):
        second_name(path, into / name)
    frames = [count for _, count in films]
    joined, listed, counted = into / f"joined.{suffix}", into / "parts.txt", into / "joined.frames"
    listed.write_text(list_of(zip(names, frames, strict=True), rate), encoding="ascii")
    copied = copied_on_grid(timescale(rate) / rate)
    run_ffmpeg(
        (
            *("-y", *join_input(listed.name), "-map", "0:v:0", *copied),
            *("-video_track_timescale", str(timescale(rate)), "-map_metadata", "-1"),
            *("-fflags", "+bitexact", "-movflags", "+faststart", joined.name),
            *("-map", "0:v:0", *copied, "-f", "framecrc", counted.name),
        ),
        cwd=into,
        watch=watch,
    )
    must_fit_together(counted, frames=sum(frames), rate=rate)
    return joined
