"""The edit as files for other editing programs, each with what its format cannot say."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pipeline.documents.edit import Edit
from pipeline.documents.losses import TakenFormat, TakeOutReport, dropped
from pipeline.errors import CannotRead
from pipeline.timeline.interchange.exporting import take_out
from pipeline.timeline.interchange.formats import FORMATS
from pipeline.timeline.interchange.sheet import Medium

FOLDER: Final = "take_out"
REPORT: Final = "take_out.json"
STEM: Final = "film"


def write_all(edit: Edit, timeline: str, media: Mapping[str, Medium], into: Path) -> TakeOutReport:
    """Write the edit in every format; one that cannot hold it is told and left out."""
    folder = into / FOLDER
    folder.mkdir()
    done = []
    for form in FORMATS:
        name = f"{FOLDER}/{STEM}{form.suffix}"
        try:
            taken = take_out(edit, timeline, form, media)
            (into / name).write_bytes(taken.content)
            losses = taken.losses
        except CannotRead as fault:
            name, losses = "", (dropped(fault.template, **_plain(fault.values)),)
        done.append(
            TakenFormat(file=name, format_name=form.name, programs=form.programs, losses=losses)
        )
    return TakeOutReport(formats=tuple(done))


def _plain(values: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}
