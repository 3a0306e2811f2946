"""Whose film a request is about. A film of another group is answered like one that is not there."""

from flask import g

from pipeline.access import must_see
from pipeline.records import Session, people, revisions
from pipeline.records.values import Group, RevisionView
from web import auth
from web.parts import parts


def group_of_film(session: Session, project_id: int) -> Group:
    """Return the group of a film, asked of the records once a request. Raise NotFound."""
    known: dict[int, Group] = g.setdefault("groups", {})
    if project_id not in known:
        known[project_id] = people.group_of_project(session, project_id)
    return known[project_id]


def group_of(project_id: int) -> Group:
    """Return the group of a film that the asking person may open. Raise NotFound."""
    group: Group | None = g.get("groups", {}).get(project_id)
    if group is None:
        with parts().book.reading() as session:
            group = group_of_film(session, project_id)
    must_see(auth.person(), group)
    return group


def revision_of(revision_id: int) -> RevisionView:
    """Return a version that the asking person may open. Raise NotFound."""
    with parts().book.reading() as session:
        view = revisions.with_id(session, revision_id)
        group = group_of_film(session, view.project_id)
    must_see(auth.person(), group)
    return view
