"""Which of the six stages a film has, and how they follow each other then. Pure.

A workshop can leave stages out: an exercise in cutting has no script, a silent one no sound. The
order never changes. Why a stage cannot be left out stands in one table.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pipeline.errors import CannotRead, LeftOut
from pipeline.stage_facts import STAGE_NAMES, facts_of

ALL: Final = STAGE_NAMES
"""What a film has where nobody has chosen."""

ALWAYS: Final[Mapping[str, str]] = {
    "rushes": "The rushes cannot be left out: the edit is cut from them.",
    "edit": "The edit cannot be left out: it is the picture of the film.",
    "final_cut": "The final cut cannot be left out: it is the file that is watched and handed out.",
}
"""A stage without which there is no film, and the sentence that says so."""

OPTIONAL: Final = tuple(one for one in STAGE_NAMES if one not in ALWAYS)
"""Stages that a workshop can leave out, each alone or together with others."""


def chosen(names: Iterable[str]) -> tuple[str, ...]:
    """Return the stages that were ticked, in their order. Raise CannotRead, saying why not."""
    ticked = frozenset(names)
    if unknown := ticked - frozenset(STAGE_NAMES):
        raise CannotRead("There is no stage called “%(name)s”.", name=min(unknown)[:40])
    for name, why in ALWAYS.items():
        if name not in ticked:
            raise CannotRead(why)
    return tuple(one for one in STAGE_NAMES if one in ticked)


def must_have(stages: Sequence[str], name: str) -> None:
    """Raise LeftOut for a stage that the film does not have, NotFound for a word that is none."""
    facts_of(name)
    if name not in stages:
        raise LeftOut("This workshop leaves this stage out: its films go on without it.")


def stage_before(stages: Sequence[str], name: str) -> str | None:
    """Return the stage that must be approved first, or None for the first one of the film."""
    place = stages.index(name)
    return stages[place - 1] if place else None


def stage_after(stages: Sequence[str], name: str) -> str | None:
    """Return the stage that opens next, or None for the last one of the film."""
    place = stages.index(name)
    return stages[place + 1] if place + 1 < len(stages) else None


def stage_needs(stages: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the stages of the film whose approved revisions are the inputs of one."""
    return tuple(need for need in facts_of(name).needs if need in stages)
