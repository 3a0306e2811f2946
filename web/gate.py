"""Every request passes here before its view runs: the one place where the table is asked.

What somebody may not see is answered like what is not there, whoever it belongs to.
"""

import logging
from collections.abc import Mapping
from typing import Any, Final

from flask import g, redirect, request, url_for
from werkzeug import Response
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from pipeline.access import may_see
from pipeline.errors import NotFound, Refused
from pipeline.records import (
    Session,
    gates,
    guests,
    help_calls,
    notes,
    revisions,
    runs,
    uploads,
)
from pipeline.records.values import Group, Person
from web import access, auth
from web.parts import parts
from web.permissions import right_of, right_to
from web.rights import Caller, Reach

LOG: Final = logging.getLogger("claquette.web")
LARGEST_NUMBER: Final = 2**31 - 1
"""No row of a database has a larger one."""


def caller() -> Caller:
    """Return as whom the request is made."""
    who: Person | None = g.get("person")
    if who is None:
        return Caller.NOBODY
    return Caller.PROGRAM if g.get("is_program") else Caller(who.role.value)


def ask_to_log_in() -> Response | None:
    """Send people who are not logged in to the door, and back afterwards; tell programs."""
    asked = right_of(request.endpoint or "")
    if g.person or asked is None or asked.reach(Caller.NOBODY) is not Reach.NO:
        return None
    if g.is_program:
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer"))
    if request.blueprint == "tus":
        auth.person()
    back = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("people.door", back=back or None), code=303)


def ask() -> None:
    """Let a request pass, or raise NotFound or Refused."""
    if request.endpoint is None:
        return
    values: Mapping[str, Any] = request.view_args or {}
    asked = right_of(request.endpoint)
    if asked is None:
        LOG.error("%s has no row in web/permissions.py", request.endpoint)
    if asked is None or any(
        isinstance(one, int) and one > LARGEST_NUMBER for one in values.values()
    ):
        raise NotFound("There is no page here.")
    reach = asked.reach(caller())
    if asked.is_about_a_film and reach is not Reach.YES:
        _must_be_theirs(values, reach)
    if reach is Reach.NO:
        raise Refused(str(asked.refusal))
    if asked.changes and asked.is_about_a_film and not _may_write():
        raise Refused("Your link is for looking. Say it to the group instead: they are glad.")


def reach_of(name: str) -> Reach:
    """Return how far who asks may use a route or see a part of a page."""
    asked = right_to(name)
    return Reach.NO if asked is None else asked.reach(caller())


def may(name: str, group: Group | None = None) -> bool:
    """Return whether who asks may use a route, or see a part of a page: pages are drawn from it.

    Without a group, whether they may on some film; with one, on the film of this group.
    """
    asked, how_far = right_to(name), reach_of(name)
    if asked is None or how_far is Reach.NO:
        return False
    who: Person | None = g.get("person")
    if group is not None and not (who and _reaches(who, group, how_far)):
        return False
    return not (asked.changes and asked.is_about_a_film) or _may_write()


def _may_write() -> bool:
    """Return whether somebody may leave anything behind; for a guest, the link says it."""
    if caller() is not Caller.GUEST:
        return True
    if "link" not in g:
        with parts().book.reading() as session:
            g.link = guests.link_of(session, g.person.id)
    return bool(g.link and g.link.is_open and g.link.may_write)


def _must_be_theirs(values: Mapping[str, Any], reach: Reach) -> None:
    """Raise NotFound for a film that this caller is not to know of."""
    who: Person | None = g.get("person")
    known = {name: about for name, about in _ABOUT.items() if name in values}
    if not known:
        LOG.error("%s says of no film what it is about", request.endpoint)
        raise NotFound("There is no page here.")
    for name, (project_of, words) in known.items():
        try:
            with parts().book.reading() as session:
                group = access.group_of_film(session, project_of(session, values[name]))
        except NotFound as fault:
            raise NotFound(words) from fault
        if who is None or not _reaches(who, group, reach):
            raise NotFound(words)


def _reaches(who: Person, group: Group, reach: Reach) -> bool:
    if reach is Reach.WORKSHOP:
        return who.workshop_id == group.workshop_id
    return may_see(who, group)


def _film(_session: Session, number: int) -> int:
    return number


def _film_of(read: Any) -> Any:
    """Return what finds the film of a row of that kind; the view gets the row that was read."""
    return lambda session, key: access.once(session, read, key).project_id


def _film_of_note(session: Session, number: int) -> int:
    note = access.once(session, notes.note_with_id, number)
    return access.once(session, revisions.with_id, note.revision_id).project_id


_ABOUT: Final[Mapping[str, tuple[Any, str]]] = {
    "project_id": (_film, "There is no such film."),
    "revision_id": (_film_of(revisions.with_id), "There is no such version."),
    "run_id": (_film_of(runs.with_id), "There is no such run."),
    "upload_id": (_film_of(uploads.with_id), "There is no such upload."),
    "key": (_film_of(uploads.with_key), "There is no such upload."),
    "note_id": (_film_of_note, "There is no such note."),
    "gate_id": (_film_of(gates.with_id), "There is no such gate."),
    "call_id": (_film_of(help_calls.with_id), "There is no such call."),
}
"""By the name that an address gives it: whose film it is about, and what is said otherwise."""
