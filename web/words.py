"""The words of the pages: stages, states, answers, roles; each with its icon. Translated late.

The keys are the words of the URLs and the rows; the values are what people read.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from flask_babel import lazy_gettext as _


class Word(NamedTuple):
    """What people read for a key, and the icon that always stands beside it."""

    text: Any
    """A lazy translation: it becomes a string in the language of the request."""
    icon: str


STAGES: Final[Mapping[str, Word]] = {
    "script": Word(_("Script"), "scroll-text"),
    "shot_list": Word(_("Shot list"), "layout-grid"),
    "rushes": Word(_("Rushes"), "clapperboard"),
    "edit": Word(_("Edit"), "scissors"),
    "sound": Word(_("Sound"), "audio-lines"),
    "final_cut": Word(_("Final cut"), "film"),
}

STATES: Final[Mapping[str, Word]] = {
    "closed": Word(_("Not open yet"), "lock"),
    "open": Word(_("To do"), "circle-dashed"),
    "working": Word(_("Claquette is working"), "cog"),
    "failed": Word(_("Needs help"), "hand"),
    "draft": Word(_("In progress"), "pencil-line"),
    "in_review": Word(_("Waiting for sign-off"), "eye"),
    "not_yet": Word(_("Not yet"), "undo-2"),
    "approved": Word(_("Approved"), "stamp"),
    "approved_with_todos": Word(_("Approved, with to-dos"), "list-checks"),
    "out_of_date": Word(_("Changed since sign-off"), "history"),
}

DECISIONS: Final[Mapping[str, Word]] = {
    "submit": Word(_("Sent to the mentor"), "send"),
    "withdraw": Word(_("Taken back"), "undo-2"),
    "approve": Word(_("Approved"), "stamp"),
    "approve_with_todos": Word(_("Approved, with to-dos"), "list-checks"),
    "not_yet": Word(_("Not yet"), "undo-2"),
    "reopen": Word(_("Opened again"), "lock-open"),
    "watch": Word(_("Watched to the end"), "eye"),
}

WATCHERS: Final[Mapping[str, Any]] = {
    "student": _("Somebody of the group"),
    "mentor": _("A mentor"),
    "coordinator": _("The coordinator"),
}

RUNS: Final[Mapping[str, Word]] = {
    "queued": Word(_("In the queue"), "clock-3"),
    "running": Word(_("At work"), "cog"),
    "done": Word(_("Done"), "circle-check"),
    "failed": Word(_("Did not work"), "triangle-alert"),
    "lost": Word(_("Given up"), "circle-x"),
    "cancelled": Word(_("Stopped"), "ban"),
}

QUEUES: Final[Mapping[str, Any]] = {
    "documents": _("Paper work"),
    "ingest": _("Taking in rushes"),
    "render": _("Making films"),
    "segments": _("Helping with films"),
}

HELPERS: Final[Mapping[str, Word]] = {
    "encoding": Word(_("At work"), "cog"),
    "waiting": Word(_("Waits for work"), "clock-3"),
    "other": Word(_("Other ffmpeg: cannot help"), "triangle-alert"),
}
"""What a worker that encodes segments is doing."""

ROLES: Final[Mapping[str, Any]] = {
    "student": _("student"),
    "mentor": _("mentor"),
    "lead_mentor": _("lead mentor"),
    "coordinator": _("coordinator"),
    "technician": _("technician"),
    "guest": _("guest"),
}

HOW_TO_SEND: Final[Mapping[str, Any]] = {
    "script": _("Send your script: a Fountain file, a plain text, or a Final Draft file."),
    "shot_list": _("Send your shot list as a table, with one row for each shot."),
    "rushes": _(
        "Send everything you shot: every take, every sound. Nothing you sent before is lost."
    ),
    "edit": _(
        "Send the timeline of your editing program: OpenTimelineIO, XML, FCPXML, EDL, AAF, or the "
        "project of Kdenlive or Shotcut."
    ),
    "sound": _("Send your sounds and the cue sheet that says where each one belongs."),
    "final_cut": _("Send the credits, the subtitles and, if you have one, a poster."),
}

QUESTIONS: Final[Mapping[str, tuple[Any, ...]]] = {
    "script": (
        _("What changes in this scene?"),
        _("Which line could be a look?"),
        _("What is the last image?"),
    ),
    "shot_list": (
        _("Where are we?"),
        _("Whose moment is it?"),
        _("If you lose five shots, which stay?"),
    ),
    "rushes": (
        _("Which take surprises you?"),
        _("What did you get by luck?"),
        _("What is missing to understand?"),
    ),
    "edit": (
        _("Where did you get lost?"),
        _("What can go out?"),
        _("What comes too early?"),
    ),
    "sound": (
        _("What do we hear that we do not see?"),
        _("Where is silence?"),
        _("Does somebody who hears it for the first time understand every word?"),
    ),
    "final_cut": (
        _("Who helped and is not here?"),
        _("Are the first and the last picture the ones you meant?"),
        _("Did you watch the whole film, without skipping?"),
    ),
}
"""Three questions that help a group more than three orders."""

FATES: Final[Mapping[str, Word]] = {
    "dropped": Word(_("Not in the film"), "circle-x"),
    "changed": Word(_("Shown otherwise"), "diff"),
    "kept": Word(_("Kept in the timeline, not in the film"), "save"),
}
"""What becomes of the things of a timeline."""

PAGE_COLOURS: Final = (
    "white", "blue", "pink", "yellow", "green", "goldenrod", "buff", "salmon", "cherry",
)  # fmt: skip
"""The coloured pages of script revisions, in the order of the film industry."""


def page_colour(number: int) -> str:
    """Return the colour of the paper of a version; after cherry, white comes again."""
    return PAGE_COLOURS[(number - 1) % len(PAGE_COLOURS)]


FACTS: Final[Mapping[str, Any]] = {
    "scenes": _("Scenes"),
    "pages_eighths": _("Pages"),
    "seconds": _("Minutes"),
    "speaking_parts": _("Speaking parts"),
    "shots": _("Shots"),
    "must_shots": _("Must-have shots"),
    "planned_seconds": _("Minutes planned"),
    "setup_minutes": _("Minutes to set up"),
    "animatic_seconds": _("Minutes of animatic"),
    "takes": _("Takes"),
    "good_takes": _("Good takes"),
    "footage_seconds": _("Minutes of rushes"),
    "sounds": _("Sounds"),
    "frames": _("Pictures"),
    "dissolves": _("Dissolves"),
    "cuts_inside_a_take": _("Cuts inside a take"),
    "cues": _("Cues"),
    "integrated_lufs": _("Loudness, LUFS"),
    "true_peak_dbtp": _("True peak, dBTP"),
    "loudness_profile": _("Loudness profile"),
    "gain_db": _("Gain of the mix, dB"),
    "limiting_db": _("Held down by the limiter, dB"),
    "names": _("Names"),
    "subtitles": _("Subtitles"),
}
"""The facts of a report that people of the film want to know; the others are for technicians."""


def fact_value(name: str, value: object) -> str | None:
    """Return a fact that is not a plain number as the craft writes it: pages, minutes."""
    if name == "pages_eighths" and isinstance(value, int):
        return f"{value // 8} {value % 8}/8"
    if name.endswith("seconds") and isinstance(value, int | float):
        return f"{int(value) // 60}:{int(value) % 60:02d}"
    return None
