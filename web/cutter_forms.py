"""A form of the cutter: one move on what its sender saw, laid on the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline import desk
from pipeline.desk import Saved
from pipeline.documents.cut import Cut
from pipeline.editing.cut_asked import ids_of
from pipeline.editing.cut_moves import moved
from pipeline.errors import CannotRead, NotFound
from pipeline.records import desks
from web import auth, cutter_room
from web.cutter_room import Room, place_of
from web.parts import parts

POSTED = ("csrf_token", "base", "move")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a form."""

    saved: Saved
    anchor: str
    """Where the page shall open again."""


def do(room: Room, form: Mapping[str, str]) -> Done:
    """Make one move and lay the cut on the desk. Raise CannotRead for a move that cannot be.

    It is made on what the sender saw. Who presses two buttons quickly does not clash with
    themselves; when somebody else has laid a cut there meanwhile, both are kept.
    """
    base = _base(room, cutter_room.number_of(form.get("base")))
    cut = seen(room, base)
    values = {name: value for name, value in form.items() if name not in POSTED}
    after = moved(cut, form.get("move", ""), values, room.bin)
    saved = cutter_room.keep(room, after, base=base)
    return Done(saved=saved, anchor=_anchor(cut, after, form))


def seen(room: Room, number: int) -> Cut:
    """Return the cut of a version. Raise CannotRead where the cutter could not open it."""
    content = room.content
    if number not in (0, room.number):
        lying = desk.lying(parts().book, parts().store, place_of(room.project_id), number=number)
        if lying is None:
            raise NotFound("There is no such version on the desk.")
        content = lying.content
    found = cutter_room.opened(replace(room, content=content) if number else _begun(room))
    if found.losses:
        raise CannotRead("The simple cutter cannot open this timeline. Load the page again.")
    return found.cut


def _begun(room: Room) -> Room:
    """Return the room as it was before anything lay on the desk."""
    return replace(room, content=b"") if room.number else room


def _base(room: Room, number: int) -> int:
    """Return the version that a form speaks of: the newest, if only its sender wrote since."""
    place, who = place_of(room.project_id), auth.person().id
    with parts().book.reading() as session:
        others = desks.others_wrote(session, place, who, since=number)
    return number if others else room.number


def _anchor(before: Cut, after: Cut, form: Mapping[str, str]) -> str:
    """Return the id of what is new, else of what was moved, else of what stands in its place."""
    new = sorted(ids_of(after) - ids_of(before))
    if new:
        return new[0]
    meant = next((form[name] for name in ("item", "title", "sound", "track") if form.get(name)), "")
    if meant in ids_of(after):
        return meant
    at = next((n for n, item in enumerate(before.items) if item.id == meant), 0)
    return after.items[min(at, len(after.items) - 1)].id if after.items else ""
