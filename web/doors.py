"""The doors of a stage: the pages beside its own where a group works, or looks closer."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from flask_babel import lazy_gettext as _


class Door(NamedTuple):
    """One link on the page of a stage."""

    stage: str
    endpoint: str
    text: Any
    icon: str
    makers_only: bool = False
    """Only the students of the group go through."""
    lookers_only: bool = False
    """Only those who may not change the film: the same room, under another name."""
    fact: str = ""
    """Of the report: how many things wait behind it."""


DOORS: Final = (
    Door("script", "writing.write", _("Write"), "pencil", makers_only=True),
    Door("script", "cards.cards", _("Story cards"), "sticky-note", makers_only=True),
    Door("script", "reading.reading", _("Read aloud"), "timer"),
    Door("script", "breakdown.breakdown", _("Breakdown"), "list-checks"),
    Door("script", "changes.changes", _("What changed"), "diff"),
    Door("shot_list", "shots.table", _("The table"), "table-2", makers_only=True),
    Door("shot_list", "frames.grid", _("Storyboard"), "images"),
    Door("shot_list", "plans.coverage", _("Coverage"), "grid-3x3"),
    Door("shot_list", "plans.days", _("Shooting days"), "calendar-days"),
    Door("shot_list", "slate.slate", _("Slate"), "clapperboard"),
    Door("rushes", "send.page", _("Send recordings"), "upload", makers_only=True),
    Door("rushes", "record.page", _("Record sounds"), "mic", makers_only=True),
    Door("rushes", "takes.table", _("Takes"), "film"),
    Door("rushes", "dailies.dailies", _("Dailies"), "projector"),
    Door("rushes", "slate.slate", _("Slate"), "clapperboard"),
    Door("edit", "cutter.page", _("Cut"), "scissors", makers_only=True),
    Door("edit", "cutter.page", _("Look at the cut"), "scissors", lookers_only=True),
    Door("edit", "relink.page", _("Missing clips"), "circle-help", fact="clips_to_look_at"),
    Door("edit", "grade.page", _("Grade"), "sun"),
    Door("edit", "edits.changes", _("What changed"), "diff"),
    Door("edit", "edits.story", _("The story in the cut"), "scroll-text"),
    Door("edit", "turnover.page", _("For the sound people"), "audio-lines"),
    Door("edit", "programs.page", _("Programs"), "key-round", lookers_only=True),
    Door("sound", "spotting.page", _("Which sound where"), "list-checks"),
    Door("sound", "lanes.page", _("Sounds on the timeline"), "audio-lines"),
    Door("sound", "spotting.recorder", _("Record to the picture"), "mic", makers_only=True),
    Door("sound", "sound_mix.page", _("Hear the mix"), "volume-2"),
    Door("sound", "turnover.page", _("What the sound people need"), "audio-lines"),
    Door("final_cut", "credits.page", _("Titles and credits"), "id-card"),
    Door("final_cut", "subtitles.page", _("Subtitles"), "message-square-text"),
)


def doors_of(
    stage: str, *, is_maker: bool, may: Callable[[str], bool] = lambda _endpoint: True
) -> tuple[Door, ...]:
    """Return the doors of a stage that somebody may go through, as the table of rights says."""
    return tuple(
        one
        for one in DOORS
        if one.stage == stage
        and not (one.lookers_only if is_maker else one.makers_only)
        and may(one.endpoint)
    )
