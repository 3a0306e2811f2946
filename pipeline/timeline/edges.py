"""Transitions that lack something on one of their sides. Pure."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from pipeline.documents.losses import Loss, dropped
from pipeline.timeline.nodes import Child, Gap, Transition

NOTHING: Final = Gap(duration=Fraction(0))


def between_items(
    children: Sequence[Child], track: str
) -> tuple[tuple[Child, ...], tuple[Loss, ...]]:
    """Return the children of a track without transitions that lack an item on one side, and what
    that loses.

    At the edges of a track, programs that write metadata of their own mean a fade.
    """
    kept: list[Child] = []
    losses: list[Loss] = []
    last = len(children) - 1
    for index, child in enumerate(children):
        if not isinstance(child, Transition) or _stands_between(children, index):
            kept.append(child)
        elif child.is_fade and last > 0 and index in (0, last):
            kept += (child, NOTHING) if index else (NOTHING, child)
        else:
            sentence = (
                "A transition on the track “%(track)s” has no clip or gap on one of its sides "
                "and is left out. Put a gap there."
            )
            losses.append(dropped(sentence, track=track))
    return tuple(kept), tuple(losses)


def _stands_between(children: Sequence[Child], index: int) -> bool:
    if not 0 < index < len(children) - 1:
        return False
    sides = (children[index - 1], children[index + 1])
    return not any(isinstance(side, Transition) for side in sides)
