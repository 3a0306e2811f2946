"""Which of the files that a group sends is the film."""

from pathlib import PurePosixPath
from typing import Final

from pipeline.bench import Files, Inputs, StageFile
from pipeline.documents.json import from_json
from pipeline.documents.shot_list import ShotList
from pipeline.documents.sound import base_name
from pipeline.errors import CannotRead
from pipeline.media.safety import display_name

TIMELINE: Final = "edit.otio"
SHOT_LIST: Final = "shot_list.json"

EXPORT: Final = {
    ".edl": "In your editing program, export OpenTimelineIO instead of EDL.",
    ".xml": "In your editing program, export OpenTimelineIO instead of XML.",
    ".fcpxml": "In your editing program, export OpenTimelineIO instead of FCPXML.",
    ".otioz": "In your editing program, export OpenTimelineIO without media (.otio).",
    ".kdenlive": "In Kdenlive, open File and choose OpenTimelineIO Export.",
    ".mlt": "In your editing program, export OpenTimelineIO instead of MLT.",
    ".drp": "In DaVinci Resolve, open File, Export, Timeline and choose OpenTimelineIO.",
    ".prproj": "In Premiere Pro, open File, Export and choose OpenTimelineIO.",
}
"""What to do in the program that writes files of this suffix."""
OTHER: Final = "Send the timeline of your editing program, exported as OpenTimelineIO (.otio)."


def timeline_file(files: Files) -> StageFile:
    """Return the one timeline among the files. Raise CannotRead for none or many."""
    timelines = [file for name, file in files.items() if name.lower().endswith(".otio")]
    named = [file for file in timelines if base_name(file.name) == TIMELINE]
    if len(named) == 1:
        return named[0]
    if len(timelines) == 1:
        return timelines[0]
    if timelines:
        raise CannotRead("There is more than one timeline. Send only the one that is the film.")
    name = min(files, default="")
    advice = EXPORT.get(PurePosixPath(name.lower()).suffix, OTHER)
    raise CannotRead(
        "“%(name)s” is not a timeline in OpenTimelineIO (.otio). " + advice,
        name=display_name(name) if name else "",
    )


def shot_list_of(inputs: Inputs) -> ShotList | None:
    """Return the approved shot list, None where there is none."""
    file = inputs.before.get("shot_list", {}).get(SHOT_LIST)
    return from_json(file.path.read_bytes(), ShotList) if file else None
