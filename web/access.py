"""Whose film a request is about. A film of another group is answered like one that is not there."""

from pipeline.access import must_see
from pipeline.records import people, revisions
from pipeline.records.values import Group, RevisionView
from web import auth
from web.parts import parts


def group_of(project_id: int) -> Group:
    """Return the group of a film that the asking person may open. Raise NotFound."""
    with parts().book.reading() as session:
        group = people.group_of_project(session, project_id)
    must_see(auth.person(), group)
    return group


def revision_of(revision_id: int) -> RevisionView:
    """Return a version that the asking person may open. Raise NotFound."""
    with parts().book.reading() as session:
        view = revisions.with_id(session, revision_id)
        group = people.group_of_project(session, view.project_id)
    must_see(auth.person(), group)
    return view
