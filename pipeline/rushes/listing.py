"""Many names in one sentence: a page of findings is read, not scrolled. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

NAMED: Final = 5
"""How many a sentence names one by one."""

Thing = TypeVar("Thing")


def listed(names: Sequence[str]) -> str:
    """Return names with commas between them; of a long list the first and how many more."""
    more = f", … (+{len(names) - NAMED})" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def by(things: Iterable[Thing], key: Callable[[Thing], str]) -> Mapping[str, list[Thing]]:
    """Return things by what they have in common, in the order in which each came first."""
    found: dict[str, list[Thing]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return found


def by_scene(names: Iterable[str]) -> Iterator[list[str]]:
    """Yield the names of each scene (S03_P02, S03_P02_T04) together."""
    yield from by(names, lambda name: name.split("_", 1)[0]).values()
