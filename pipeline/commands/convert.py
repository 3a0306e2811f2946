"""claquette convert EDIT -o OUT.ext: a timeline of one editing program as one of another.

The suffix of OUT says the format. What that format cannot say is told, thing by thing.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipeline.commands.edit_file import open_timeline, rate_of
from pipeline.commands.terminal import FINE, show, show_json, tell, write_bytes, write_json
from pipeline.documents.json import canonical
from pipeline.documents.losses import Fate, Loss
from pipeline.errors import CannotRead
from pipeline.settings import Settings
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.interchange.exporting import take_out
from pipeline.timeline.interchange.formats import FORMATS, format_called
from pipeline.timeline.interchange.reaches import media_in
from pipeline.timeline.reading import timeline_of


def add_arguments(parser: ArgumentParser) -> None:
    """Name the timeline, what it shall become, and the rate where the file says none."""
    known = " ".join(form.suffix for form in FORMATS)
    parser.add_argument("edit", type=Path, metavar="EDIT", help=f"one of {known}")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.ext")
    parser.add_argument("--rate", type=rate_of, metavar="25|30000/1001", help="frames a second")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the losses as JSON")
    parser.add_argument("--json", action="store_true", help="print the losses")


def run(arguments: Namespace, settings: Settings) -> int:
    """Convert; what is lost is told on stderr."""
    del settings
    form = format_called(arguments.out.suffix)
    came = open_timeline(arguments.edit, arguments.rate)
    edit = flatten(timeline_of(came.plain), known={}, film=FilmFormat(rate=arguments.rate))
    if not edit.frames:
        raise CannotRead("There is no clip on this timeline. Export the one you have cut.")
    taken = take_out(edit, canonical(came.plain) + "\n", form, media_in(came.plain))
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
    for loss in (*edit.losses, *taken.losses):
        if loss.fate is not Fate.KEPT:
            tell(f"  {loss.fate.value:<8} {loss.place}: {loss.message}")
    show_json(plain) if arguments.json else show(str(arguments.out))
    return FINE


def _plain(loss: Loss) -> dict[str, str]:
    return {"fate": loss.fate.value, "place": loss.place, "message": loss.message}
