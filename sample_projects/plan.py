"""When each group of the sample is at its gates, as seen from the moment the sample is opened."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sample_projects import workshop
from sample_projects.workshop import SampleGate, SampleGroup

GRID = timedelta(minutes=5)
"""Times of day are told in such steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedGate:
    """One gate of a film."""

    stage: str
    starts_at: datetime
    minutes: int
    mentor: str

    @property
    def ends_at(self) -> datetime:
        """When the next one may begin."""
        return self.starts_at + timedelta(minutes=self.minutes)


def gates_of(group: SampleGroup, opened_at: datetime) -> tuple[PlannedGate, ...]:
    """Return the gates of a group's film, in the order of the stages.

    Some lie near the opening, as the group says; the others on their days, where no two groups come
    at once. Who has looked at a stage is asked at its gate; else the group's mentors take turns.
    """
    asked = {step.stage: step.mentor for step in group.steps}
    return tuple(
        PlannedGate(
            stage=gate.stage,
            starts_at=_starts_at(gate, group, opened_at),
            minutes=gate.minutes,
            mentor=asked.get(gate.stage, group.mentors[number % len(group.mentors)]),
        )
        for number, gate in enumerate(workshop.GATES)
    )


def _starts_at(gate: SampleGate, group: SampleGroup, opened_at: datetime) -> datetime:
    today = opened_at.replace(hour=0, minute=0, second=0, microsecond=0)
    if gate.stage in group.near:
        on_grid = today + (opened_at - today) // GRID * GRID
        return on_grid + timedelta(minutes=group.near[gate.stage])
    day = today + timedelta(days=gate.day - workshop.TODAY)
    turn = timedelta(minutes=gate.minutes * workshop.GROUPS.index(group))
    return day.replace(hour=gate.hour, minute=gate.minute) + turn
