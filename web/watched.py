"""Who has watched the finished file whole, as its page shows it; and the clock of the player."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from pipeline.errors import Refused
from pipeline.records.values import Person
from pipeline.records.views import StageView
from pipeline.sign_off import ReviewState, acts_as
from pipeline.watching import Watched, watched

SLACK_S: Final = 2.0
"""A player may end a little before the film does."""
LONGEST_S: Final = 86_400
_OPEN: Final = frozenset({ReviewState.DRAFT, ReviewState.IN_REVIEW})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWatching:
    """The lines of a version, and whether somebody can add theirs."""

    lines: tuple[Watched, ...]
    may_say: bool
    begun: str
    """When the page was given out, signed: nobody watches a film faster than it runs."""

    @property
    def is_whole(self) -> bool:
        """Whether everybody has watched it who has to."""
        return all(line.by for line in self.lines)


def watching_of(person: Person, view: StageView) -> ShownWatching | None:
    """Return who has watched the version that is shown; None where nobody need watch."""
    if view.shown is None or view.shown.report is None:
        return None
    seen = view.shown.revision
    lines = watched(seen, view.sign_offs)
    if not lines:
        return None
    mine = next((line for line in lines if line.role is acts_as(person.role)), None)
    is_newest = view.revisions[0].id == seen.id
    has_said = any(line.by and line.by.person_id == person.id for line in lines)
    return ShownWatching(
        lines=lines,
        may_say=bool(mine and seen.state in _OPEN and is_newest and not has_said),
        begun=_clock().dumps([seen.id, person.id]),
    )


def must_have_run(begun: str, *, revision_id: int, person_id: int, seconds: float) -> None:
    """Raise Refused unless the page was given out at least as long ago as the film runs."""
    try:
        known, at = _clock().loads(begun, max_age=LONGEST_S, return_timestamp=True)
    except BadData:
        known, at = None, datetime.now(tz=UTC)
    ran = (datetime.now(tz=UTC) - at).total_seconds()
    if known != [revision_id, person_id] or ran < seconds - SLACK_S:
        raise Refused("The film has not run to its end on this page. Watch all of it, then press.")


def _clock() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="watched")
