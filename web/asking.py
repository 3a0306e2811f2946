"""What is asked of somebody on the page of a stage: one heading, one sentence, the forms.

A table, so that each case is a row that one can read aloud to a child.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from flask_babel import lazy_gettext as _

from pipeline.arrivals import STAGE
from pipeline.documents.film_stages import stage_needs
from pipeline.records.values import Person
from pipeline.records.views import StageView
from pipeline.sign_off import Action, Role, actions_for, acts_as
from pipeline.standing import CellState

MAKER: Final = "maker"
"""A student of the group."""
SCRIPT: Final = "script"
SIGNER: Final = "signer"
"""A mentor."""
WATCHER: Final = "watcher"
"""The coordinator, who sees and does not sign."""


class Asked(NamedTuple):
    """What somebody reads, and which forms stand below, the primary one first."""

    heading: Any
    sentence: Any
    forms: tuple[str, ...] = ()


_WAIT: Final = Asked(
    _("Nothing to decide here now"),
    _("The group is at work. It will be in “Waiting for me” when it is ready."),
)
_AT_WORK: Final = Asked(_("Nothing to decide here now"), _("The group is at work."))

_LOCKED: Final = Asked(
    _("The picture is locked"),
    _("Sound and titles rest on it. A lead mentor can open it again, with a reason."),
)
_VISIT: Final = Asked(
    _("You are a guest of this film"),
    _("Look at it as long as you like. Nothing that you press here changes it."),
)

_THE_END: Final = Asked(
    _("The film is finished!"), _("It is signed and kept. Now show it to somebody.")
)
FINISHED: Final = frozenset({CellState.APPROVED, CellState.APPROVED_WITH_TODOS})

TABLE: Final[Mapping[tuple[CellState, str], Asked]] = {
    (CellState.CLOSED, MAKER): Asked(
        _("Not open yet"), _("This opens when your mentor has approved the stage before.")
    ),
    (CellState.OPEN, MAKER): Asked(
        _("Begin here"),
        _("Send what you have. It need not be finished: send it again as often as you like."),
        ("send", "draft"),
    ),
    (CellState.WORKING, MAKER): Asked(
        _("Claquette is working on it"),
        _("You can close this page. It goes on by itself, and the board shows when it is done."),
        ("progress", "send"),
    ),
    (CellState.FAILED, MAKER): Asked(
        _("This did not work"),
        _("Nothing is lost. Read what happened, then send a better file or try again."),
        ("send", "retry"),
    ),
    (CellState.DRAFT, MAKER): Asked(
        _("Look at it together. Ready?"),
        _("When all of you say yes, send it to your mentor. Until then, send new versions."),
        ("submit", "send"),
    ),
    (CellState.IN_REVIEW, MAKER): Asked(
        _("Your mentor is looking at it"),
        _("You will see the answer here and on the board. Meanwhile, help another group."),
        ("withdraw",),
    ),
    (CellState.NOT_YET, MAKER): Asked(
        _("Not yet: read why, then send it again"),
        _("Talk about the note of your mentor. Change what you want to change."),
        ("send",),
    ),
    (CellState.APPROVED, MAKER): Asked(
        _("Signed! On to the next stage"), _("This version is kept as it is.")
    ),
    (CellState.APPROVED_WITH_TODOS, MAKER): Asked(
        _("Signed, with things to finish"), _("Go on, and do not forget the list below.")
    ),
    (CellState.OUT_OF_DATE, MAKER): Asked(
        _("Something before this has changed"),
        _("This was made from an older version. Let Claquette make it again, or send your own."),
        ("send", "draft"),
    ),
    (CellState.IN_REVIEW, WATCHER): Asked(
        _("A mentor is looking at it"), _("The answer appears here as soon as it is given.")
    ),
    (CellState.APPROVED, WATCHER): Asked(
        _("This stage is signed"), _("This version is kept as it is.")
    ),
    (CellState.APPROVED_WITH_TODOS, WATCHER): Asked(
        _("This stage is signed"), _("This version is kept as it is.")
    ),
    (CellState.IN_REVIEW, SIGNER): Asked(
        _("Your decision"),
        _("It is their film. Say what you saw, ask a question, leave the cure to them."),
        ("decide",),
    ),
    (CellState.APPROVED, SIGNER): Asked(
        _("This stage is signed"),
        _("You can open it again, with a reason: what rests on it is then out of date."),
        ("reopen",),
    ),
    (CellState.APPROVED_WITH_TODOS, SIGNER): Asked(
        _("This stage is signed"),
        _("You can open it again, with a reason: what rests on it is then out of date."),
        ("reopen",),
    ),
    (CellState.WORKING, SIGNER): Asked(
        _("Claquette is working on it"),
        _("The group will look at the result first."),
        ("progress",),
    ),
    (CellState.FAILED, SIGNER): Asked(
        _("This did not work"),
        _("The group may need your help. The last lines below are for a technician."),
        ("retry",),
    ),
    (CellState.OUT_OF_DATE, SIGNER): Asked(
        _("Something before this has changed"),
        _("This was made from an older version. The group has to send it again."),
    ),
    (CellState.CLOSED, SIGNER): Asked(
        _("Not open yet"), _("This opens when the stage before is approved.")
    ),
}


def side_of(person: Person) -> str:
    """Return how somebody stands to a film that they may see."""
    return {Role.STUDENT: MAKER, Role.MENTOR: SIGNER}.get(acts_as(person.role), WATCHER)


def asked_of(person: Person, view: StageView, *, leads: tuple[str, ...] = ()) -> Asked:
    """Return what is asked of somebody who looks at a stage; old versions ask nothing.

    leads names those who open a locked picture again, where this mentor does not.
    """
    side = side_of(person)
    newest = not view.revisions or (
        view.shown is not None and view.shown.revision.id == view.revisions[0].id
    )
    if not newest:
        return Asked(_("This is an older version"), _("What was decided about it stays readable."))
    if side == MAKER and _is_empty_start(view):
        return TABLE[CellState.OPEN, MAKER]._replace(forms=("send",))
    found = TABLE.get((view.state, side)) or TABLE.get((view.state, SIGNER))
    found = found or (_AT_WORK if person.role is Role.TECHNICIAN else _WAIT)
    if "reopen" in found.forms and side == SIGNER and leads:
        return _LOCKED
    if view.stage == view.project.stages[-1] and view.state in FINISHED and side != SIGNER:
        return _THE_END
    if person.role is Role.GUEST:
        return _VISIT
    if side == WATCHER:
        return Asked(found.heading, found.sentence, tuple(set(found.forms) & {"progress", "retry"}))
    return found


def _is_empty_start(view: StageView) -> bool:
    """Return whether nothing but a table to fill lies there: recordings nobody can draft, nor a
    shot list without a script.
    """
    if view.state is CellState.OPEN and view.stage != SCRIPT:
        return not stage_needs(view.project.stages, view.stage)
    is_draft = view.shown is not None and view.shown.revision.made_by_id is None
    return view.stage == STAGE and view.state is CellState.DRAFT and is_draft


def allowed(person: Person, view: StageView) -> frozenset[Action]:
    """Return what the table of rules allows somebody now; the buttons are drawn from it."""
    if view.shown is None:
        return frozenset()
    return frozenset(actions_for(view.shown.revision.state, person.role))
