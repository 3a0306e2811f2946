"""Whether the times that a film uses are those of a recording. Pure.

Programs write them in three ways: from the file's first frame, from its start timecode with the
length of the file beside it, or from its timecode without saying so. All comparisons allow for a
frame that two programs count differently, so they are made in floating-point seconds.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Final

from pipeline.editing.relink_media import Medium
from pipeline.timeline.asked import Asked

SLACK_FRAMES: Final = 1.5
"""By how much two programs may count one length differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What a reference says of its times."""

    asked: Asked
    rate: float
    """Frames a second of the film."""
    start: float
    """Seconds; of the medium's first frame, as the timeline says."""
    length: float
    """Of the medium, as the timeline says; 0 where it does not."""
    first: float
    """The earliest instant that is used; 0 where none is."""
    last: float
    """The latest one, inclusive."""
    slack: float
    """Seconds."""

    def fit(self, medium: Medium, start: float | Fraction) -> bool:
        """Return whether the recording has all frames that are used, if it begins at `start`."""
        if not self.asked.uses:
            return True
        low, high = start - self.slack, start + medium.seconds + self.slack
        return bool(low < self.first and self.last < high)

    def start_of(self, medium: Medium) -> Fraction:
        """Return the time that the recording's first frame is called.

        It is what the timeline says, unless only another way of counting makes sense of it.
        """
        said = self.asked.reference.start
        ways = (said, *medium.starts, Fraction(0))
        return next((start for start in ways if self.fit(medium, start)), said)

    def beyond(self, medium: Medium, start: Fraction) -> int:
        """Return how many frames are used that the recording does not have; 0 for one or two that
        programs count differently.
        """
        if not medium.length or self.fit(medium, start):
            return 0
        outside = max(float(start) - self.first, self.last - (float(start) + medium.seconds))
        return max(1, floor(outside * self.rate + 0.01))

    def same_start(self, medium: Medium) -> bool:
        """Return whether the timeline tells the recording's own timecode."""
        return any(abs(self.start - start) * self.rate <= 0.5 for start in medium.clock)

    def is_running(self, medium: Medium) -> bool:
        """Return whether the recording was running at the timecodes that are used."""
        is_used = bool(self.asked.uses)
        return is_used and any(self.fit(medium, start) for start in medium.clock)

    def same_length(self, medium: Medium) -> bool:
        """Return whether the timeline tells the recording's own length."""
        return self.length > 0 and abs(self.length - medium.seconds) <= self.slack

    def near_length(self, medium: Medium) -> bool:
        """Return whether the timeline tells nearly its length."""
        return self.length > 0 and abs(self.length - medium.seconds) * 10 <= medium.seconds

    @property
    def tell_length(self) -> bool:
        """Whether the length that the timeline tells is that of a recording: some programs write
        the stretch that is used in its place.
        """
        if not self.length or self.asked.reference.images or not self.asked.uses:
            return False
        return not self.start or self.last - self.first + 2 * self.slack < self.length


def times_of(asked: Asked, rate: Fraction) -> Times:
    """Return the times of a reference, in a film of this rate."""
    reference, uses = asked.reference, asked.uses
    return Times(
        asked=asked,
        rate=float(rate),
        start=float(reference.start),
        length=float(reference.length or 0),
        first=float(min((use.first for use in uses), default=0)),
        last=float(max((use.last for use in uses), default=0)),
        slack=SLACK_FRAMES / float(rate),
    )
