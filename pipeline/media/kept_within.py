"""Folders of files that can be made again: the ones not used for longest go when there are many."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def keep_within(
    places: Iterable[Path], limit_bytes: int, *, used_before: float | None = None
) -> int:
    """Remove the files not used for longest until the rest fits. Return how many went.

    When a file was used is its time of change. One that another process removes does not count.
    `used_before` (seconds since 1970) spares what was used later, even if it does not fit.
    """
    spared_ns = None if used_before is None else int(used_before * 1e9)
    entries = []
    for place in places:
        with suppress(FileNotFoundError):
            found = place.stat()
            entries.append((found.st_mtime_ns, found.st_size, place))
    total, removed = sum(size for _, size, _ in entries), 0
    for used_ns, size, place in sorted(entries):
        if total <= limit_bytes or (spared_ns is not None and used_ns >= spared_ns):
            break
        place.unlink(missing_ok=True)
        total, removed = total - size, removed + 1
    return removed
