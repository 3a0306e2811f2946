"""Whose film a request is about. A film of another group is answered like one that is not there.

What an address names is asked of the records once a request: the gate reads it to know whose film
it is, and the view gets the same. A view that changes something compares before it writes.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import g

from pipeline.access import must_see
from pipeline.records import Session, people, revisions
from pipeline.records.values import Group, RevisionView
from web import auth
from web.parts import parts

Key = TypeVar("Key", int, str)
Found = TypeVar("Found")
Read = Callable[[Session, Key], Found]
"""Asks the records for what has a number or a key. Raises NotFound."""


def once(session: Session, read: "Read[Key, Found]", key: Key) -> Found:
    """Return what the records have, or what they have answered in this request already."""
    known: dict[tuple[Any, Any], Found] = g.setdefault("found", {})
    if (read, key) not in known:
        known[read, key] = read(session, key)
    return known[read, key]


def named(read: "Read[Key, Found]", key: Key) -> Found:
    """Return what an address names. Raise NotFound."""
    known: dict[tuple[Any, Any], Found] = g.setdefault("found", {})
    if (read, key) in known:
        return known[read, key]
    with parts().book.reading() as session:
        return once(session, read, key)


def group_of_film(session: Session, project_id: int) -> Group:
    """Return the group of a film. Raise NotFound."""
    return once(session, people.group_of_project, project_id)


def group_of(project_id: int) -> Group:
    """Return the group of a film that the asking person may open. Raise NotFound."""
    group = named(people.group_of_project, project_id)
    must_see(auth.person(), group)
    return group


def revision_of(revision_id: int) -> RevisionView:
    """Return a version that the asking person may open. Raise NotFound."""
    view = named(revisions.with_id, revision_id)
    group_of(view.project_id)
    return view
