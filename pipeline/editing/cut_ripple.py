"""What lies beside the picture moves with it: titles and sounds, by where they begin. Pure.

Whatever begins after the place where the picture becomes longer or shorter moves by as much; what
began in a stretch that was taken out begins at the cut. At the end of the film nothing moves: what
lies beyond the last picture waits there.
"""

from collections.abc import Callable
from dataclasses import replace

from pipeline.documents.cut import Cut

Shift = Callable[[int], int]


def shifted(cut: Cut, shift: Shift) -> Cut:
    """Return the cut with every title and sound begun where `shift` says."""
    tracks = tuple(
        replace(
            track,
            sounds=tuple(replace(one, start_frame=shift(one.start_frame)) for one in track.sounds),
        )
        for track in cut.tracks
    )
    titles = tuple(replace(one, start_frame=shift(one.start_frame)) for one in cut.titles)
    return replace(cut, titles=titles, tracks=tracks)


def pushed(at: int, frames: int) -> Shift:
    """What begins at a place, or after it, begins later."""
    return lambda start: start + frames if start >= at else start


def pulled(at: int, frames: int) -> Shift:
    """What begins after a stretch begins earlier; what begins in it, at its beginning."""
    return lambda start: max(at, start - frames) if start >= at else start


def carried(before: Cut, after: Cut) -> Shift:
    """What begins over an item stays with it, wherever it has gone."""
    starts = dict(zip((one.id for one in after.items), after.starts(), strict=True))
    spans = [
        (start, start + item.frames, starts[item.id] - start)
        for item, start in zip(before.items, before.starts(), strict=True)
    ]

    def shift(start: int) -> int:
        return start + next((by for first, end, by in spans if first <= start < end), 0)

    return shift
