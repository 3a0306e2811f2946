"""Two cuts that were made at once are never merged: both are kept, and people choose. Pure."""

from typing import Final

from pipeline.documents.merge import Clash, Merge

PLACE: Final = "cut"
"""The one place of a clash: the whole film."""


def merge_cuts(base: str, mine: str, theirs: str, keep_mine: frozenset[str] = frozenset()) -> Merge:
    """Return theirs and the clash of the two, or the one that counts when people have said so.

    Where only one of the two has changed anything, there is nothing to choose.
    """
    if mine in (theirs, base):
        return Merge(text=theirs)
    if theirs == base:
        return Merge(text=mine)
    clash = Clash(place=PLACE, base=base, mine=mine, theirs=theirs)
    return Merge(text=mine if PLACE in keep_mine else theirs, clashes=(clash,))
