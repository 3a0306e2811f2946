"""The one error tree.

Each error carries a sentence for the people who make films (what happened, what to do next), as a
template with named values so that it can be translated, and a detail for the technician.
"""

from typing import ClassVar


class PipelineError(Exception):
    """Raised when Claquette cannot do what was asked; never raised itself, only its children."""

    exit_status: ClassVar[int] = 2

    def __init__(
        self, template: str, *, detail: str = "", can_retry: bool = False, **values: object
    ) -> None:
        """Keep the sentence's template, its values, and the technician's detail."""
        super().__init__(template)
        self.template = template
        self.values = values
        self.detail = detail
        self.can_retry = can_retry

    def __str__(self) -> str:
        """The sentence in English."""
        return self.template % self.values if self.values else self.template


class CannotRead(PipelineError):
    """Raised when what was given is not what it says, is damaged, or is too large."""


class TooLarge(CannotRead):
    """Raised when something is larger than the site, or the space of the group, takes."""


class NoRoom(CannotRead):
    """Raised when the disk is full; what was kept before is safe, and it can go on later."""


class Refused(PipelineError):
    """Raised when a rule forbids the action: wrong role, stage not open, blockers left."""


class TooMany(Refused):
    """Raised when something is done too often at once; a little later it works."""


class MovedOn(PipelineError):
    """Raised when somebody was faster: the page or the token is older than the state."""


class NotFound(PipelineError):
    """Raised when there is no such thing, or it is not this person's to see."""


class LeftOut(NotFound):
    """Raised when something is asked of a stage that the films of the workshop do not have."""


class MissingProgram(PipelineError):
    """Raised when a program or service that the work needs is not there."""

    exit_status: ClassVar[int] = 3


class WorkFailed(PipelineError):
    """Raised when a program ran and failed; its last lines are the detail."""


class Cancelled(PipelineError):
    """Raised when a person stopped the work."""
