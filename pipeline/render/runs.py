"""Which stretches of the clips are read at once: a shot and its dissolves are opened once. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from pipeline.documents.edit import PictureClip
from pipeline.render.plan import Span, shots_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some frames of a clip in a row, shown by one span after the other."""

    clip: PictureClip
    start: int  # first frame in the film
    end: int  # first frame after it
    uses: int = 1  # how many spans show it

    @property
    def frames(self) -> int:
        """How many frames."""
        return self.end - self.start


Runs: TypeAlias = Mapping[tuple[PictureClip, int], Run]
"""By the clip and the first frame of a span that shows it."""


def runs_of(spans: Sequence[Span]) -> Runs:
    """Return the runs of spans in a row; what plays backwards or stands still is not joined."""
    last: dict[PictureClip, Run] = {}
    begun: dict[tuple[PictureClip, int], tuple[PictureClip, int]] = {}
    whole: dict[tuple[PictureClip, int], Run] = {}
    for span in spans:
        for clip in shots_of(span.picture):
            run = Run(clip=clip, start=span.start, end=span.end)
            before = last.get(clip)
            if before is not None and before.end == span.start and clip.speed > 0:
                run = replace(before, end=span.end, uses=before.uses + 1)
            last[clip] = whole[clip, run.start] = run
            begun[clip, span.start] = clip, run.start
    return {use: whole[start] for use, start in begun.items()}
