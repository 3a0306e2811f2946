"""The words and the order of the stages, for those who need no more than that. Pure."""

from typing import Final

STAGE_NAMES: Final = ("script", "shot_list", "rushes", "edit", "sound", "final_cut")

GATHERING: Final = frozenset({"rushes", "sound", "final_cut"})
"""Stages in which new files join the ones sent before; in the others they replace them."""


def stage_before(name: str) -> str | None:
    """Return the stage that must be approved first, or None for the first stage."""
    place = STAGE_NAMES.index(name)
    return STAGE_NAMES[place - 1] if place else None


def stage_after(name: str) -> str | None:
    """Return the stage that opens next, or None for the last."""
    place = STAGE_NAMES.index(name)
    return STAGE_NAMES[place + 1] if place + 1 < len(STAGE_NAMES) else None
