"""Every take of the film, as the script supervisor logged it."""

from typing import Final

from sample_projects.same_time_tomorrow.circled import CIRCLED
from sample_projects.same_time_tomorrow.outtakes import OUTTAKES

TAKES: Final = tuple(sorted((*CIRCLED, *OUTTAKES), key=lambda plan: plan.slate))
"""All takes, in the order of their slates."""

__all__ = ["CIRCLED", "OUTTAKES", "TAKES"]
