"""How long segments take on so many workers: each free worker takes the longest that waits. Pure.

The rest of work under way, and that of a whole farm in the bench, are counted with the same steps.
"""

import heapq
from collections.abc import Sequence


def makespan(waiting: Sequence[float], *, workers: int, running: Sequence[float] = ()) -> float:
    """Return after how many seconds all is done.

    `running` are the seconds left of what is worked on now, one worker each; `waiting` those of
    what nobody has begun.
    """
    idle = max(0, max(1, workers) - len(running))
    free_at = [*running, *[0.0] * idle]
    heapq.heapify(free_at)
    end = max(free_at)
    for seconds in sorted(waiting, reverse=True):
        done_at = heapq.heappop(free_at) + seconds
        heapq.heappush(free_at, done_at)
        end = max(end, done_at)
    return end
