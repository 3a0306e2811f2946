"""Whether the times that a film uses are those of a recording. Pure.

Programs write them in three ways: from the file's first frame, from its start timecode with the
length of the file beside it, or from its timecode without saying so.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Final

from pipeline.editing.relink_media import Medium
from pipeline.timeline.asked import Asked

SLACK_FRAMES: Final = Fraction(3, 2)
"""By how much two programs may count one length differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What a reference says of its times, at the rate of the film."""

    asked: Asked
    rate: Fraction
    first: Fraction
    """The earliest instant that is used; 0 where none is."""
    last: Fraction
    """The latest one, inclusive."""

    @property
    def _slack(self) -> Fraction:
        return SLACK_FRAMES / self.rate

    def fit(self, medium: Medium, start: Fraction) -> bool:
        """Return whether the recording has all frames that are used, if it begins at `start`."""
        low, high = start - self._slack, start + medium.length + self._slack
        return not self.asked.uses or (low < self.first and self.last < high)

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
        outside = max(start - self.first, self.last - (start + medium.length))
        return max(1, floor(outside * self.rate))

    def same_start(self, medium: Medium) -> bool:
        """Return whether the timeline tells the recording's own timecode."""
        said, slack = self.asked.reference.start, Fraction(1, 2) / self.rate
        return any(abs(said - start) <= slack for start in medium.starts)

    def is_running(self, medium: Medium) -> bool:
        """Return whether the recording was running at the timecodes that are used."""
        is_used = bool(self.asked.uses)
        return is_used and any(self.fit(medium, start) for start in medium.starts)

    def same_length(self, medium: Medium) -> bool:
        """Return whether the timeline tells the recording's own length."""
        said = self.asked.reference.length
        return bool(said) and abs((said or 0) - medium.length) <= self._slack

    def near_length(self, medium: Medium) -> bool:
        """Return whether the timeline tells nearly its length."""
        said = self.asked.reference.length or Fraction(0)
        return abs(said - medium.length) * 10 <= medium.length and said > 0

    @property
    def tell_length(self) -> bool:
        """Whether the length that the timeline tells is that of a recording: some programs write
        the stretch that is used in its place.
        """
        reference = self.asked.reference
        if not reference.length or reference.images or not self.asked.uses:
            return False
        used = self.last - self.first
        return not reference.start or used + 2 * self._slack < reference.length


def times_of(asked: Asked, rate: Fraction) -> Times:
    """Return the times of a reference."""
    first = min((use.first for use in asked.uses), default=Fraction(0))
    last = max((use.last for use in asked.uses), default=Fraction(0))
    return Times(asked=asked, rate=rate, first=first, last=last)
