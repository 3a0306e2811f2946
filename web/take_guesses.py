"""What a recording may be of which neither slate, name nor log tells anything. Pure.

Children film one shot after the other: it is the shot that was filmed just before, or one that
nobody has filmed yet.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.documents.shot_list import Shot
from pipeline.documents.slate import Slate
from pipeline.rushes.named import Named

MOST: Final = 3


def next_of(slate: Slate, named: Iterable[Named]) -> Slate:
    """Return a slate with the number after the last take of its shot."""
    used = [one.slate.take for one in named if one.slate and one.slate.shot_name == slate.shot_name]
    return Slate(scene=slate.scene, shot=slate.shot, take=max(used, default=0) + 1)


def guesses_for(file: str, named: Sequence[Named], shots: Sequence[Shot]) -> tuple[Slate, ...]:
    """Return what a recording may be, the likeliest first."""
    last: Slate | None = None
    for one in named:
        if one.file == file:
            break
        last = one.slate if one.is_take and one.slate else last
    done = {one.slate.shot_name for one in named if one.is_take and one.slate}
    again = [shot for shot in shots if last and shot.name == last.shot_name]
    rest = sorted(shots, key=lambda shot: shot.name in done)
    likely = {shot.name: shot for shot in (*again, *rest)}
    first = [Slate(scene=one.scene, shot=one.shot, take=1) for one in likely.values()][:MOST]
    return tuple(next_of(slate, named) for slate in first)
