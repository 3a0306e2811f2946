"""claquette convert EDIT -o OUT.ext: a timeline of one editing program as one of another.

The suffix of OUT says the format. What that format cannot say is told, thing by thing. A list that
counts in the camera's timecode becomes a timeline that opens anywhere when its media are named.
"""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipeline.commands.edit_file import open_timeline, rate_of
from pipeline.commands.edit_media import files_in, in_folders, known_media
from pipeline.commands.terminal import FINE, show, show_json, tell, write_bytes, write_json
from pipeline.documents.losses import Fate, Loss
from pipeline.errors import CannotRead
from pipeline.settings import Settings
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.interchange.exporting import take_out
from pipeline.timeline.interchange.formats import FORMATS, format_called
from pipeline.timeline.interchange.reaches import media_in
from pipeline.timeline.reading import timeline_of
from pipeline.timeline.writing import conformed


def add_arguments(parser: ArgumentParser) -> None:
    """Name the timeline, what it shall become, and the rate where the file says none."""
    known = " ".join(form.suffix for form in FORMATS)
    parser.add_argument("edit", type=Path, metavar="EDIT", help=f"one of {known}")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.ext")
    parser.add_argument("--rate", type=rate_of, metavar="25|30000/1001", help="frames a second")
    parser.add_argument("--media", type=Path, action="append", metavar="DIR", help="where they lie")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the losses as JSON")
    parser.add_argument("--json", action="store_true", help="print the losses")


def run(arguments: Namespace, settings: Settings) -> int:
    """Convert; what is lost is told on stderr."""
    del settings
    form = format_called(arguments.out.suffix)
    came = open_timeline(arguments.edit, arguments.rate)
    film = FilmFormat(rate=arguments.rate)
    timeline, files = timeline_of(came.plain), files_in(arguments.media or ())
    found = in_folders(timeline, files, film=film)
    edit = flatten(timeline, known=found.links, film=film)
    if not edit.frames:
        raise CannotRead("There is no clip on this timeline. Export the one you have cut.")
    text = conformed(came.plain, found.links)
    taken = take_out(edit, text, form, {**media_in(json.loads(text)), **known_media(found)})
    write_bytes(arguments.out, taken.content)
    plain = {
        "from": came.format.name,
        "to": form.name,
        "frames": edit.frames,
        "frame_rate": str(edit.frame_rate),
        "reading": [_plain(loss) for loss in edit.losses],
        "writing": [_plain(loss) for loss in taken.losses],
    }
    if arguments.report:
        write_json(arguments.report, plain)
    for one in found.findings:
        tell(f"  {one.place}: {one.message}")
    for loss in (*edit.losses, *taken.losses):
        if loss.fate is not Fate.KEPT:
            tell(f"  {loss.fate.value:<8} {loss.place}: {loss.message}")
    show_json(plain) if arguments.json else show(str(arguments.out))
    return FINE


def _plain(loss: Loss) -> dict[str, str]:
    return {"fate": loss.fate.value, "place": loss.place, "message": loss.message}
