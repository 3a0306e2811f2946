"""Rows of figures along a film, one a hop, that are too many to be held: they lie in a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float32]

CHUNK: Final = 8_000
"""Worked on at once: as plain numbers, each of them takes eight times as much."""
_BYTES: Final = 4


class Hops(Protocol):
    """Figures by their number: an array or a file of them."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __getitem__(self, part: slice, /) -> Figures:
        """Return those from one number to another."""


class HopFile:
    """A file of figures that grows at its end."""

    def __init__(self, path: Path) -> None:
        self._path, self._count = path, 0
        path.write_bytes(b"")

    def add(self, figures: Figures) -> None:
        """Add figures."""
        with self._path.open("ab") as file:
            file.write(figures.astype("<f4").tobytes())
        self._count += len(figures)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, part: slice, /) -> Figures:
        first, last, _ = part.indices(self._count)
        count = max(0, last - first)
        return np.fromfile(self._path, "<f4", count=count, offset=first * _BYTES)


def chunks(hops: Hops) -> Iterator[Figures]:
    """Yield all figures, some thousands at a time."""
    for first in range(0, len(hops), CHUNK):
        yield hops[first : first + CHUNK]
