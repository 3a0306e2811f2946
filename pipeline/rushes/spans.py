"""Stretches in which something is so. Pure."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pipeline.rushes.clip import Span


def spans_of(
    is_so: NDArray[np.bool_], *, at_least: int, step: int = 1, end: int | None = None
) -> tuple[Span, ...]:
    """Return the stretches of at least so many places in a row; each place stands for `step`."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_so, [False]]).astype(np.int8)))
    last = len(is_so) * step if end is None else end
    return tuple(
        Span(start=first * step, end=min(after * step, last))
        for first, after in edges.reshape(-1, 2).tolist()
        if after - first >= at_least
    )


def length_of(spans: Iterable[Span]) -> int:
    """Return how long they are together."""
    return sum(span.end - span.start for span in spans)
