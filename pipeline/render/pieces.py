"""One segment, from its plan to a counted file: the same steps on whichever machine."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import WorkFailed
from pipeline.media.ffmpeg import Limits, Watch, run_ffmpeg
from pipeline.render.encoding import timescale
from pipeline.render.grading import lay_beside
from pipeline.render.picture import Studio, luts_in, segment_arguments
from pipeline.render.plan import Segment
from pipeline.render.sources import read_counts

SEGMENT_LIMITS: Final = Limits(wall_s=1800, cpu_s=3600)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A segment as a file in the job's folder."""

    segment: Segment
    key: str
    path: Path


def encode_piece(piece: Piece, studio: Studio, watch: Watch | None) -> None:
    """Encode one segment to its path and count its frames. Raise WorkFailed or Cancelled."""
    listed = piece.path.with_suffix(".frames")
    lay_beside(luts_in(piece.segment, studio), piece.path.parent)
    run_ffmpeg(
        ("-y", *segment_arguments(piece.segment, studio), *_outputs(piece.path, listed, studio)),
        cwd=piece.path.parent,
        limits=SEGMENT_LIMITS,
        seconds=piece.segment.frames / studio.settings.rate,
        watch=watch,
    )
    with listed.open() as lines:
        frames = len(read_counts(lines).get(0, ()))
    if frames != piece.segment.frames:
        raise WorkFailed(
            "A part of the film came out with the wrong length. Render it again; "
            "if it happens twice, show the details to a technician.",
            detail=f"frame {piece.segment.start}: {frames} frames, not {piece.segment.frames}",
            can_retry=True,
        )


def _outputs(film: Path, listed: Path, studio: Studio) -> tuple[str, ...]:
    """Return the outputs: the film, and beside it a list of its packets for counting."""
    ticks = timescale(studio.settings.rate)
    kind = f"f={film.suffix.removeprefix('.')}:video_track_timescale={ticks}"
    return ("-f", "tee", f"[{kind}]{film.name}|[f=framecrc]{listed.name}")
