"""Planned against shot: which shot has a good take, which one still needs it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.documents.rows import write_rows
from pipeline.documents.shot_list import Priority, Shot, ShotList
from pipeline.documents.takes import Rating, Take, Takes

COLUMNS = (
    *("scene", "shot", "priority", "description", "takes", "good", "hold", "no_good"),
    *("best_take", "status"),
)


class Status(StrEnum):
    """How a shot stands."""

    COVERED = "covered"
    NEEDS = "needs_a_good_take"
    MISSING = "missing"
    UNPLANNED = "unplanned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotCoverage:
    """One shot and its takes."""

    shot: Shot
    takes: tuple[Take, ...]
    """In the order of their numbers."""
    status: Status

    @property
    def is_missed(self) -> bool:
        """Whether the film cannot do without what is missing here (domain rule C30)."""
        short = self.status in (Status.MISSING, Status.NEEDS)
        return short and self.shot.priority is Priority.MUST

    def rated(self, rating: Rating) -> tuple[Take, ...]:
        """Return the takes of a rating."""
        return tuple(take for take in self.takes if take.rating is rating)

    @property
    def best(self) -> str:
        """The name of the take the edit will begin with: the last good one, else the last hold."""
        circled = self.rated(Rating.GOOD) or self.rated(Rating.HOLD)
        return circled[-1].name if circled else ""


def coverage_of(takes: Takes, plan: ShotList | None) -> tuple[ShotCoverage, ...]:
    """Return all planned shots in their order, then those that were shot without a plan.

    Without a plan every shot is unplanned. A shot that was dropped and shot all the same is there.
    """
    planned = [
        replace(shot, priority=Priority.NICE) if shot.is_dropped else shot
        for shot in (plan.shots if plan else ())
        if not shot.is_dropped or takes.of_shot(shot.name)
    ]
    known = {shot.name for shot in planned}
    found = [_planned(shot, takes.of_shot(shot.name)) for shot in planned]
    others = {take.slate.shot_name: take for take in takes.takes}
    for name in sorted(set(others) - known):
        slate = others[name].slate
        shot = Shot(scene=slate.scene, shot=slate.shot, priority=Priority.NICE)
        unplanned = ShotCoverage(shot=shot, takes=takes.of_shot(name), status=Status.UNPLANNED)
        found.append(unplanned)
    return tuple(found)


def coverage_table(coverage: Iterable[ShotCoverage]) -> str:
    """Return coverage.csv."""
    return write_rows(COLUMNS, (_row(each) for each in coverage))


def _planned(shot: Shot, takes: tuple[Take, ...]) -> ShotCoverage:
    status = Status.NEEDS if takes else Status.MISSING
    if any(take.rating is Rating.GOOD for take in takes):
        status = Status.COVERED
    return ShotCoverage(shot=shot, takes=takes, status=status)


def _row(each: ShotCoverage) -> list[str]:
    shot = each.shot
    counts = [len(each.takes), *(len(each.rated(rating)) for rating in Rating)]
    described = [shot.scene, str(shot.shot), shot.priority.value, shot.description]
    return [*described, *map(str, counts), each.best, each.status.value]
