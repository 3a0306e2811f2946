"""Who may do what: one table with a row for every route of the site. Pure.

A route without a row is refused, so that a new one cannot be forgotten. The table is asked in one
place before any view runs (gate.py); docs/permissions.md is drawn from it. What the verbs of the
pipeline check for themselves stays.
"""

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

ROUTES: Final[Mapping[str, Right]] = {
    "api.board": FETCH_BOARD,
    "api.description": EVERYBODY,
    "api.file": FETCH,
    "api.listing": FETCH,
    "api.page": EVERYBODY,
    "api.revision": FETCH,
    "api.send": DELIVER,
    "arrivals.known": WORK,
    "arrivals.listing": ROOMS,
    "arrivals.remove": MAKE,
    "arrivals.send": MAKE,
    "begin.begin": EVERYBODY,
    "begin.come_in": COME_IN,
    "board.board": INSIDE,
    "board.film": LOOK,
    "board.home": INSIDE,
    "board.row": BOARD,
    "breakdown.breakdown": ROOMS,
    "breakdown.keep_person": MAKE,
    "cards.cards": WORK,
    "cards.keep": MAKE,
    "changes.changes": ROOMS,
    "checklists.change": CHANGE_CHECKLISTS,
    "checklists.page": CHECKLISTS,
    "credits.card": ROOMS,
    "credits.keep": MAKE,
    "credits.page": ROOMS,
    "cut_forms.begin": MAKE,
    "cut_forms.do": MAKE,
    "cut_forms.send": MAKE,
    "cut_forms.settle": MAKE,
    "cut_forms.versions": ROOMS,
    "cutter.cut": ROOMS,
    "cutter.keep": MAKE,
    "cutter.page": ROOMS,
    "dailies.dailies": LOOK,
    "desk.read": WORK,
    "desk.save": MAKE,
    "desk.send": MAKE,
    "desk.settle": MAKE,
    "desk.take_back": MAKE,
    "desk.versions": WORK,
    "edits.changes": ROOMS,
    "edits.story": ROOMS,
    "everybody.add": LOOK_AFTER,
    "everybody.change": LOOK_AFTER,
    "everybody.everybody": OFFICE,
    "everybody.log_out": LOOK_AFTER,
    "everybody.one": OFFICE,
    "everybody.password": LOOK_AFTER,
    "everybody.remove": LOOK_AFTER,
    "everybody.role": LOOK_AFTER,
    "files.file": LOOK,
    "files.picture": BOARD,
    "files.sent": ROOMS,
    "films.show": LOOK,
    "frames.frame": WORK,
    "frames.grid": ROOMS,
    "frames.keep": MAKE,
    "frames.picture": ROOMS,
    "gates.gates": TIMETABLE,
    "gates.move": MOVE_GATE,
    "grade.keep": MAKE,
    "grade.page": ROOMS,
    "grade.send": MAKE,
    "grade.still": ROOMS,
    "groups.add": LOOK_AFTER,
    "groups.change": LOOK_AFTER,
    "groups.groups": OFFICE,
    "groups.move": LOOK_AFTER,
    "guests.come_in": COME_IN,
    "guests.door": EVERYBODY,
    "guests.make": INVITE,
    "guests.page": VISITORS,
    "guests.revoke": INVITE,
    "helping.call": CALL_HELP,
    "helping.coming": GO_AND_HELP,
    "helping.solved": HELPED,
    "hooks.add": TELL_PROGRAMS,
    "hooks.page": OTHER_PROGRAMS,
    "hooks.remove": TELL_PROGRAMS,
    "inbox.inbox": INBOX,
    "lanes.move": MAKE,
    "lanes.page": ROOMS,
    "lanes.sound": ROOMS,
    "lanes.voices": ROOMS,
    "lanes.wave": ROOMS,
    "live.events": EVERYBODY,
    "live.since": EVERYBODY,
    "log_in_cards.make": LOOK_AFTER,
    "log_in_cards.page": OFFICE,
    "me.confirm": SAY_MY_NAME,
    "me.credit_name": MY_NAME,
    "next_step.next_step": INSIDE,
    "notes.reply": NOTE,
    "notes.still": LOOK,
    "notes.tick": NOTE,
    "notes.voice": LOOK,
    "notes.write": NOTE,
    "notes_out.out": ROOMS,
    "passkeys.come_in": COME_IN,
    "passkeys.door_question": COME_IN,
    "passkeys.keep": KEEP_PASSKEYS,
    "passkeys.page": PASSKEYS,
    "passkeys.question": KEEP_PASSKEYS,
    "passkeys.remove": KEEP_PASSKEYS,
    "people.card": COME_IN,
    "people.door": EVERYBODY,
    "people.log_out": COME_IN,
    "people.password": COME_IN,
    "people.preferences": COME_IN,
    "plans.coverage": ROOMS,
    "plans.days": ROOMS,
    "plans.keep_day": MAKE,
    "programs.make": LET_PROGRAMS_IN,
    "programs.page": PROGRAMS,
    "programs.revoke": LET_PROGRAMS_IN,
    "reading.keep_time": MAKE,
    "reading.reading": ROOMS,
    "record.keep": MAKE,
    "record.page": WORK,
    "recordings.made": ROOMS,
    "recordings.original": ROOMS,
    "relink.choose": MAKE,
    "relink.page": ROOMS,
    "relink.send": MAKE,
    "revisions.decide": SIGN,
    "revisions.draft": MAKE,
    "revisions.reopen": SIGN,
    "revisions.send": MAKE,
    "revisions.submit": MAKE,
    "revisions.waive": SIGN,
    "revisions.withdraw": MAKE,
    "roster.keep": LOOK_AFTER,
    "roster.look": LOOK_AFTER,
    "roster.page": OFFICE,
    "send.lying": WORK,
    "send.page": WORK,
    "shots.keep": MAKE,
    "shots.pictogram": INSIDE,
    "shots.table": WORK,
    "side_by_side.page": LOOK,
    "slate.log": MAKE,
    "slate.offline_worker": INSIDE,
    "slate.slate": ROOMS,
    "sound_mix.keep": MAKE,
    "sound_mix.page": LOOK,
    "sound_mix.tone": LOOK,
    "spotting.change": MAKE,
    "spotting.keep": MAKE,
    "spotting.page": ROOMS,
    "spotting.place": MAKE,
    "spotting.recorder": WORK,
    "spotting.remove": MAKE,
    "spotting.send": MAKE,
    "spotting.sound": ROOMS,
    "spotting.take_away": MAKE,
    "stage.stage": LOOK,
    "static": EVERYBODY,
    "status.alive": EVERYBODY,
    "status.components": EVERYBODY,
    "status.manifest": EVERYBODY,
    "stuck.stuck": STUCK,
    "subtitles.bring": MAKE,
    "subtitles.burn": MAKE,
    "subtitles.do": MAKE,
    "subtitles.file": ROOMS,
    "subtitles.page": ROOMS,
    "subtitles.wave": ROOMS,
    "switch.hand_on": HAND_ON,
    "switch.who": INSIDE,
    "takes.compare": ROOMS,
    "takes.keep": MAKE,
    "takes.note": NOTE,
    "takes.say": MAKE,
    "takes.table": ROOMS,
    "takes.take": ROOMS,
    "turnover.page": ROOMS,
    "turnover.start_again": FOLLOW_UP,
    "tus.create": MAKE,
    "tus.one": BY_KEY,
    "tus.options": EVERYBODY,
    "wall.row": EVERYBODY,
    "wall.wall": EVERYBODY,
    "watching.say": WATCHED,
    "workers.cancel": RUNS,
    "workers.retry": RUNS,
    "workers.workers": MACHINES,
    "workshops.enter": LOOK_AFTER,
    "workshops.mine": OFFICE,
    "workshops.new": OFFICE,
    "workshops.step": LOOK_AFTER,
    "writing.look": WORK,
    "writing.write": WORK,
}
"""By endpoint."""


def right_of(endpoint: str) -> Right | None:
    """Return the right that a route asks for, or None for a route that nobody has listed."""
    return ROUTES.get(endpoint)


def is_for_programs(endpoint: str) -> bool:
    """Return whether a route is asked by programs with a token, and by nobody else."""
    right = right_of(endpoint)
    return right is not None and set(right.reaches) == {Caller.PROGRAM}
