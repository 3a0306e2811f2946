"""Pages of stages that a film does not have: answered like what is not there, saying why.

A workshop can leave stages out (pipeline/documents/film_stages.py). Their pages and rooms, and the
addresses that name such a stage, are asked for here before any view runs.
"""

from collections.abc import Sequence
from typing import Final

from flask import request

from pipeline.documents.film_stages import must_have
from web import access, papers

ROOMS: Final = {
    **dict.fromkeys(("writing", "cards", "reading", "breakdown", "changes"), "script"),
    **dict.fromkeys(("shots", "frames", "plans"), "shot_list"),
    **dict.fromkeys(("spotting", "lanes", "sound_mix", "turnover"), "sound"),
}
"""A blueprint to the one stage whose rooms it holds. The slate is also a room of the rushes."""

ASKS_ITSELF: Final = frozenset({"stage.stage"})
"""Routes that read the film anyway, and find out with the same question."""


def must_be_there() -> None:
    """Let a request pass, or raise LeftOut for a stage that the film does not have."""
    given = request.view_args or {}
    name = given.get("stage") or ROOMS.get(request.blueprint or "")
    if name is None or "project_id" not in given or request.endpoint in ASKS_ITSELF:
        return
    access.group_of(given["project_id"])
    must_have(papers.project_of(given["project_id"]).stages, name)


def is_there(endpoint: str, stages: Sequence[str]) -> bool:
    """Return whether a film with these stages has a room."""
    needed = ROOMS.get(endpoint.partition(".")[0])
    return needed is None or needed in stages
