"""Which of the files that a group sends is the film."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Final

from pipeline.bench import Files, Inputs, StageFile
from pipeline.documents.edit import Edit
from pipeline.documents.json import from_json
from pipeline.documents.losses import ImportReport, kept
from pipeline.documents.shot_list import ShotList
from pipeline.documents.sound import base_name
from pipeline.documents.takes import Take, Takes
from pipeline.errors import CannotRead
from pipeline.media.safety import display_name
from pipeline.stage_facts import facts_of
from pipeline.timeline.interchange.opening import Opened
from pipeline.timeline.interchange.sheet import Medium
from pipeline.timeline.references import Links
from pipeline.timing import SAMPLE_RATE, frames_to_seconds, timecode_to_frames

TIMELINE: Final = "edit.otio"
SHOT_LIST: Final = "shot_list.json"
LOSSES: Final = "losses.json"

EXPORT: Final = {
    ".drp": "In DaVinci Resolve, open File, Export, Timeline and choose OpenTimelineIO.",
    ".prproj": "In Premiere Pro, open File, Export and choose Final Cut Pro XML.",
}
"""What to do in the program whose projects nobody else reads."""
OTHER: Final = "Send the timeline of your editing program, best exported as OpenTimelineIO (.otio)."


def timeline_file(files: Files) -> StageFile:
    """Return the one timeline among the files. Raise CannotRead for none or many."""
    is_timeline = facts_of("edit").is_single
    timelines = [file for name, file in files.items() if is_timeline(name)]
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
        "“%(name)s” is not a timeline that can be read here. " + advice,
        name=display_name(name) if name else "",
    )


def imported(came: Opened, name: str, edit: Edit) -> ImportReport:
    """Return how a timeline came and what became of it."""
    notice = came.format.on_arrival
    told = (kept(notice),) if notice else ()
    losses = (*told, *edit.losses)
    return ImportReport(file=display_name(name), format_name=came.format.name, losses=losses)


def catalogue_of(rushes: Takes) -> dict[str, Medium]:
    """Return the files of takes and sounds by the names that an edit uses."""
    media = {
        take.name: Medium(
            name=base_name(take.file),
            label=take.name,
            start=_start_of(take),
            length=Fraction(take.frames) / rushes.frame_rate,
            rate=take.rate,
        )
        for take in rushes.takes
    }
    for sound in rushes.sounds:
        name = base_name(sound.file)
        length = Fraction(sound.samples, SAMPLE_RATE)
        media.setdefault(name, Medium(name=name, label=name, length=length))
    return media


def outside_links(links: Links, media: Mapping[str, Medium]) -> Links:
    """Return the links with the media called by the names of the group's files."""
    named = {
        reference: replace(link, media=media[link.media].name) if link.media in media else link
        for reference, link in links.found.items()
    }
    return Links(found=named)


def _start_of(take: Take) -> Fraction:
    """Return what the first frame of a take is called by its camera, in seconds."""
    if not take.start_timecode or not take.rate:
        return Fraction(0)
    try:
        return frames_to_seconds(timecode_to_frames(take.start_timecode, take.rate), take.rate)
    except CannotRead:
        return Fraction(0)


def shot_list_of(inputs: Inputs) -> ShotList | None:
    """Return the approved shot list, None where there is none."""
    file = inputs.before.get("shot_list", {}).get(SHOT_LIST)
    return from_json(file.path.read_bytes(), ShotList) if file else None
