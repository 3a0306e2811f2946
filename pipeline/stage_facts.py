"""What everybody may know of a stage without loading the tools that do its work. Pure.

The web site and the records need the words, the order and what may be sent; only the workers need
ffmpeg, the PDF writer and the timeline library (pipeline/stages/).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.errors import NotFound
from pipeline.sign_off import Role

_FILMS: Final = (".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mts", ".m2ts")
_SOUNDS: Final = (".wav", ".flac", ".ogg", ".opus", ".mp3", ".m4a", ".aif", ".aiff")
_TIMELINES: Final = (
    *(".otio", ".otioz", ".edl", ".xml", ".fcpxml", ".aaf", ".kdenlive", ".mlt", ".xges"),
    ".zip",  # an .otiod or an .fcpxmld is a folder, and comes zipped
)
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".webp")


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFacts:
    """One row of the table."""

    name: str
    """The word of the URL, the folder and the row."""
    needs: tuple[str, ...]
    """The stages whose approved revisions are the inputs, where the film has them
    (documents/film_stages.py)."""
    queue: str
    """Which kind of worker does it: documents, ingest or render."""
    accepts: tuple[str, ...]
    """Suffixes of the files a group may send, lower case, with the dot."""
    single: tuple[str, ...] = ()
    """Suffixes of which a revision has one file: a new one takes the place of the one before.
    All other files join those that were sent before."""
    beside: tuple[str, ...] = ()
    """Names that have such a suffix and are something else: they join the others."""
    watched_by: tuple[Role, ...] = ()
    """Of each of these roles somebody must have watched all of it before it is signed off."""
    checklist: tuple[str, ...]
    """What a mentor looks at before deciding, at most eight questions."""

    def is_single(self, name: str) -> bool:
        """Return whether a revision has one file of this kind."""
        return name.lower().endswith(self.single) and name not in self.beside

    def replaced_by(self, names: Iterable[str]) -> Callable[[str], bool]:
        """Return what tells of a file sent before whether these names take its place."""
        brings_single = any(map(self.is_single, names))
        return lambda name: brings_single and self.is_single(name)


STAGE_TABLE: Final = (
    StageFacts(
        name="script",
        needs=(),
        queue="documents",
        accepts=(".fountain", ".txt", ".fdx"),
        single=(".fountain", ".txt", ".fdx"),
        checklist=(
            "It was read aloud once by everybody, and what was skipped is cut.",
            "Every scene shows something that can be filmed.",
            "There is a beginning, a change and a last picture.",
            "It can be shot here, by this group, in the time there is.",
            "The title page names the film and the group.",
        ),
    ),
    StageFacts(
        name="shot_list",
        needs=("script",),
        queue="documents",
        accepts=(".csv", ".xlsx", *_PICTURES),
        single=(".csv", ".xlsx"),
        beside=("days.csv",),
        checklist=(
            "The group watched the animatic and understood it without words.",
            "Two neighbouring shots of one person differ in size or angle.",
            "The first shot of each place tells where we are.",
            "The side of the line is drawn on the plan.",
            "The group knows which shot it would drop first.",
        ),
    ),
    StageFacts(
        name="rushes",
        needs=("shot_list",),
        queue="ingest",
        accepts=(*_FILMS, *_SOUNDS, ".csv"),
        checklist=(
            "Everybody watched the rushes together.",
            "The story can be cut from these takes.",
            "Room tone was recorded in every place.",
            "The group knows what it will shoot again.",
            "Everybody who can be seen or heard has agreed to it.",
        ),
    ),
    StageFacts(
        name="edit",
        needs=("shot_list", "rushes"),
        queue="render",
        accepts=(*_TIMELINES, ".csv", ".cube"),
        single=_TIMELINES,
        checklist=(
            "I understood who, where and what.",
            "The first and the last twenty seconds were talked about.",
            "The best takes are used.",
            "It was watched once on the big screen without stopping.",
            "The group says: no more picture changes.",
        ),
    ),
    StageFacts(
        name="sound",
        needs=("rushes", "edit"),
        queue="render",
        accepts=(*_SOUNDS, ".csv"),
        checklist=(
            "Every word can be understood in the hall.",
            "The atmosphere does not jump at the cuts.",
            "The music does not cover the voices.",
            "Silence is used on purpose.",
            "All music and sounds may be shown in public.",
        ),
    ),
    StageFacts(
        name="final_cut",
        needs=("script", "rushes", "edit", "sound"),
        queue="render",
        accepts=(".csv", ".srt", ".vtt", ".png", ".jpg", ".jpeg"),
        watched_by=(Role.STUDENT, Role.MENTOR, Role.COORDINATOR),
        checklist=(
            "The finished file was watched from the first to the last picture.",
            "Sound and picture are together at the start, the middle and the end.",
            "Everybody has checked their own name in the credits.",
            "The first and the last picture are the intended ones.",
            "The file plays on the machine of the hall.",
        ),
    ),
)

STAGE_NAMES: Final = tuple(facts.name for facts in STAGE_TABLE)
QUEUES: Final = tuple(dict.fromkeys(facts.queue for facts in STAGE_TABLE))


def facts_of(name: str) -> StageFacts:
    """Return the row of a stage. Raise NotFound."""
    for facts in STAGE_TABLE:
        if facts.name == name:
            return facts
    raise NotFound("There is no stage called “%(name)s”.", name=name[:40])
