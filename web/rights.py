"""What can be done, and how far each role may do it: the rights of permissions.py. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from flask_babel import lazy_gettext as _

from pipeline.sign_off import Role


class Caller(StrEnum):
    """Who asks: the roles of people, a program of a group, or nobody who is logged in."""

    STUDENT = "student"
    MENTOR = "mentor"
    LEAD_MENTOR = "lead_mentor"
    COORDINATOR = "coordinator"
    TECHNICIAN = "technician"
    GUEST = "guest"
    PROGRAM = "program"
    NOBODY = "nobody"


class Reach(StrEnum):
    """How far somebody's right goes."""

    NO = "no"
    YES = "yes"
    """It is about no film, or about what the page itself picks out for whoever asks."""
    OWN = "own group"
    """The film of the own group; for a guest, of the groups of the link."""
    WORKSHOP = "any group"
    """The film of any group of the workshop."""


NOT_FOR_YOU: Final = _("This is not for your role. Ask your mentor or the coordinator.")
ONLY_THE_GROUP: Final = _(
    "Only the group itself changes its film. You can write a note, or decide about it."
)
ONLY_MENTORS: Final = _("A mentor decides about this, and you are here in another role.")
FILMS: Final = frozenset({Reach.OWN, Reach.WORKSHOP})
MENTORS: Final = (Caller.MENTOR, Caller.LEAD_MENTOR)
ADULTS: Final = (*MENTORS, Caller.COORDINATOR)
CREW: Final = (*ADULTS, Caller.TECHNICIAN)
PEOPLE: Final = tuple(one for one in Caller if one.value in set(Role))


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """One kind of thing that can be done, and how far each caller may do it."""

    name: str
    reaches: Mapping[Caller, Reach]
    """Who is not in it may not."""
    changes: bool = False
    """Whether something may be written."""
    refusal: Any = NOT_FOR_YOU
    """What somebody reads who may not: a lazy translation."""

    def reach(self, caller: Caller) -> Reach:
        """Return how far a caller may do it."""
        return self.reaches.get(caller, Reach.NO)

    @property
    def is_about_a_film(self) -> bool:
        """Whether it is a right on films."""
        return bool(FILMS & set(self.reaches.values()))


def _for(*callers: Caller, reach: Reach = Reach.YES) -> dict[Caller, Reach]:
    return dict.fromkeys(callers, reach)


_OWN: Final = _for(Caller.STUDENT, reach=Reach.OWN)
_CREW: Final = _for(*CREW, reach=Reach.WORKSHOP)
_ADULTS: Final = _for(*ADULTS, reach=Reach.WORKSHOP)
_VISITORS: Final = _for(Caller.GUEST, reach=Reach.OWN)

EVERYBODY = Right(name="see what is open to all", reaches=_for(*Caller))
COME_IN = Right(name="come in, go out, choose a language", changes=True, reaches=_for(*Caller))
INSIDE = Right(name="see the board", reaches=_for(*PEOPLE))
MACHINES = Right(name="see what the machines do", reaches=_for(Caller.STUDENT, *CREW))
MY_NAME = Right(name="see one's name in the credits", reaches=_for(Caller.STUDENT, *CREW))
SAY_MY_NAME = Right(
    name="say one's name for the credits", changes=True, reaches=_for(Caller.STUDENT, *CREW)
)
PASSKEYS = Right(name="see one's passkeys", reaches=_for(*CREW))
KEEP_PASSKEYS = Right(name="make passkeys, take them away", changes=True, reaches=_for(*CREW))
BOARD = Right(
    name="see a film on the board",
    reaches=_CREW | _VISITORS | _for(Caller.STUDENT, reach=Reach.WORKSHOP),
)
LOOK = Right(name="look at a film", reaches=_OWN | _CREW | _VISITORS)
ROOMS = Right(name="look into the rooms where a film is made", reaches=_OWN | _CREW)
WORK = Right(name="open a room to work in it", reaches=_OWN, refusal=ONLY_THE_GROUP)
MAKE = Right(name="change a film", changes=True, reaches=_OWN, refusal=ONLY_THE_GROUP)
NOTE = Right(name="write a note", changes=True, reaches=_OWN | _ADULTS | _VISITORS)
SIGN = Right(
    name="decide about a version",
    changes=True,
    reaches=_for(*MENTORS, reach=Reach.WORKSHOP),
    refusal=ONLY_MENTORS,
)
WATCHED = Right(name="say that one has watched", changes=True, reaches=_OWN | _ADULTS)
RUNS = Right(name="stop a run, try it again", changes=True, reaches=_OWN | _CREW)
FOLLOW_UP = Right(name="have the master made again", changes=True, reaches=_CREW)
INBOX = Right(name="see what waits for mentors", reaches=_for(*ADULTS))
VISITORS = Right(name="see who visits", reaches=_for(Caller.COORDINATOR))
INVITE = Right(name="make and revoke links", changes=True, reaches=_for(Caller.COORDINATOR))
PROGRAMS = Right(name="see the programs of a group", reaches=_ADULTS)
LET_PROGRAMS_IN = Right(name="make and revoke tokens", changes=True, reaches=_ADULTS)
OFFICE = Right(name="see workshops, groups and people", reaches=_for(Caller.COORDINATOR))
LOOK_AFTER = Right(
    name="look after workshops, groups and people",
    changes=True,
    reaches=_for(Caller.COORDINATOR),
)
OTHER_PROGRAMS = Right(
    name="see which programs are told what happens", reaches=_for(Caller.COORDINATOR)
)
TELL_PROGRAMS = Right(
    name="have programs told what happens", changes=True, reaches=_for(Caller.COORDINATOR)
)
HAND_ON = Right(name="hand a shared device on", changes=True, reaches=_for(Caller.STUDENT))
TIMETABLE = Right(name="see when what is signed", reaches=_for(*ADULTS))
MOVE_GATE = Right(name="move a gate, hand it on", changes=True, reaches=_ADULTS)
STUCK = Right(name="see who is stuck", reaches=_for(Caller.LEAD_MENTOR, Caller.COORDINATOR))
CHECKLISTS = Right(name="see what is looked at for a gate", reaches=_for(*ADULTS))
CHANGE_CHECKLISTS = Right(
    name="change what is looked at for a gate",
    changes=True,
    reaches=_for(Caller.LEAD_MENTOR, Caller.COORDINATOR),
)
CALL_HELP = Right(name="call for help", changes=True, reaches=_OWN, refusal=ONLY_THE_GROUP)
GO_AND_HELP = Right(name="answer a call for help", changes=True, reaches=_ADULTS)
HELPED = Right(name="say that a call is answered", changes=True, reaches=_OWN | _ADULTS)
DETAILS = Right(name="read what a technician needs", reaches=_for(*CREW))
FILMS_ON_WALL = Right(name="have the films shown on the wall", reaches=_for(*CREW))
BY_KEY = Right(
    name="go on with an upload whose key one has",
    changes=True,
    reaches=_OWN | _for(Caller.NOBODY),
    refusal=ONLY_THE_GROUP,
)
FETCH = Right(name="read and fetch by a token", reaches=_for(Caller.PROGRAM, reach=Reach.OWN))
FETCH_BOARD = Right(name="read the board by a token", reaches=_for(Caller.PROGRAM))
DELIVER = Right(
    name="send a version by a token",
    changes=True,
    reaches=_for(Caller.PROGRAM, reach=Reach.OWN),
)
