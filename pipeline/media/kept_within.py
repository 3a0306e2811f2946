"""Folders of files that can be made again: the ones not used for longest go when there are many."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def keep_within(places: Iterable[Path], limit_bytes: int) -> int:
    """Remove the files not used for longest until the rest fits. Return how many went.

    When a file was used is its time of change. One that another process removes does not count.
    """
    entries = []
    for place in places:
        with suppress(FileNotFoundError):
            found = place.stat()
            entries.append((found.st_mtime_ns, found.st_size, place))
    total, removed = sum(size for _, size, _ in entries), 0
    for _, size, place in sorted(entries):
        if total <= limit_bytes:
            break
        place.unlink(missing_ok=True)
        total, removed = total - size, removed + 1
    return removed
