"""An edit taken out to another program, with what that program's format cannot say.

Media are called by the names of the files that the group has, without any folder: an editing
program finds them beside the timeline, or asks once where they are.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.documents.edit import Edit
from pipeline.documents.losses import Loss
from pipeline.errors import CannotRead
from pipeline.timeline.interchange.aaf_write import for_aaf
from pipeline.timeline.interchange.formats import AAF, OTIO, OTIOZ, Format
from pipeline.timeline.interchange.from_edit import sheet_of
from pipeline.timeline.interchange.limits import limited
from pipeline.timeline.interchange.opening import WRITING, asked
from pipeline.timeline.interchange.sheet import Medium, Sheet

MOST_OF_AAF: Final = 500
"""Clips: the adapter takes four times as long for twice as many."""
_VERSION: Final = "1.0.0"
_TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """What is given to the group."""

    content: bytes
    losses: tuple[Loss, ...]


def take_out(
    edit: Edit, timeline: str, form: Format, media: Mapping[str, Medium] | None = None
) -> TakenOut:
    """Return an edit in a format. `timeline` is its own OpenTimelineIO, in which nothing is lost.

    Raise CannotRead when the format cannot hold it.
    """
    if form in (OTIO, OTIOZ):
        content = timeline.encode()
        return TakenOut(content=content if form is OTIO else packed(timeline), losses=())
    sheet, lost = sheet_of(edit, media or {})
    fitting, more = limited(sheet, form.can)
    must_hold(fitting, form)
    content = written_aaf(for_aaf(fitting)) if form is AAF else b""
    if form.write is not None:
        content = form.write(fitting)
    return TakenOut(content=content, losses=(*lost, *more))


def must_hold(sheet: Sheet, form: Format) -> None:
    """Raise CannotRead when a format cannot hold a sheet."""
    if not any(lane.pieces for lane in sheet.lanes):
        raise CannotRead("There is no clip on this timeline that could be taken out.")
    if form is AAF and sum(len(lane.pieces) for lane in sheet.lanes) > MOST_OF_AAF:
        raise CannotRead(
            "An AAF is only written of up to %(most)s clips. Take the film out as XML.",
            most=MOST_OF_AAF,
        )


def packed(timeline: str) -> bytes:
    """Return an .otioz without media: those stay where the group has them."""
    packed_up = io.BytesIO()
    with zipfile.ZipFile(packed_up, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (("content.otio", timeline), ("version.txt", _VERSION)):
            member = zipfile.ZipInfo(name, date_time=_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, text)
    return packed_up.getvalue()


def written_aaf(plain: dict[str, object], clock: Mapping[str, int | bool] | None = None) -> bytes:
    """Return an AAF, written by the adapter in a process of its own. Raise CannotRead.

    `clock` says in how many frames a second timecode is shown ("fps"), and whether it is drop-frame
    ("drop"), where that is not the rate in which the tracks count.
    """
    with TemporaryDirectory(prefix="claquette-") as folder:
        path = Path(folder) / "film.aaf"
        wish = {"verb": "write_aaf", "path": str(path), "clock": json.dumps(clock)}
        asked(wish, json.dumps(plain).encode(), WRITING)
        return path.read_bytes()
