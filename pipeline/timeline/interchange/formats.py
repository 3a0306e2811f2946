"""The formats in which a timeline comes and goes, one row each. Pure.

What a file is, is told by what is in it; its suffix only says what to call it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.errors import CannotRead
from pipeline.timeline.interchange.edl_read import read_edl
from pipeline.timeline.interchange.edl_write import write_edl
from pipeline.timeline.interchange.fcpxml_read import read_fcpxml
from pipeline.timeline.interchange.fcpxml_write import write_fcpxml
from pipeline.timeline.interchange.limits import Can
from pipeline.timeline.interchange.mlt_read import read_mlt
from pipeline.timeline.interchange.mlt_write import write_kdenlive, write_mlt
from pipeline.timeline.interchange.sheet import Sheet
from pipeline.timeline.interchange.xges_read import read_xges
from pipeline.timeline.interchange.xges_write import write_xges
from pipeline.timeline.interchange.xmeml_read import read_xmeml
from pipeline.timeline.interchange.xmeml_write import write_xmeml

Read = Callable[[bytes, Fraction], Sheet]
Write = Callable[[Sheet], bytes]

HEAD_BYTES: Final = 4096
EVERYTHING: Final = Can()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One row."""

    suffix: str
    name: str
    """What it is called."""
    programs: str
    """Who reads and writes it."""
    can: Can = EVERYTHING
    """What can be said in it."""
    read: Read | None = None
    """None: by OpenTimelineIO, or one of its adapters, in a process of its own."""
    write: Write | None = None
    on_arrival: str = ""
    """What is told of every timeline that comes in it."""


OTIO: Final = Format(
    suffix=".otio", name="OpenTimelineIO", programs="DaVinci Resolve, Premiere Pro, Kdenlive, RV"
)
OTIOZ: Final = Format(
    suffix=".otioz",
    name="OpenTimelineIO, packed",
    programs=OTIO.programs,
    on_arrival="The media in the package are not taken: the film is made from the rushes.",
)
EDL: Final = Format(
    suffix=".edl",
    name="CMX 3600 EDL",
    programs="every editing program",
    can=Can(
        picture_lanes=1, sound_lanes=4, gain=False, fades=False, titles=False, part_frames=False
    ),
    read=read_edl,
    write=write_edl,
    on_arrival="An EDL knows cuts, dissolves and speeds; the frame rate is that of the film.",
)
XMEML: Final = Format(
    suffix=".xml",
    name="Final Cut Pro 7 XML",
    programs="Premiere Pro, DaVinci Resolve, Final Cut Pro 7",
    can=Can(fades=False, part_frames=False, retimed=True),
    read=read_xmeml,
    write=write_xmeml,
)
FCPXML: Final = Format(
    suffix=".fcpxml",
    name="FCPXML",
    programs="Final Cut Pro, DaVinci Resolve",
    can=Can(fades=False, roles=True),
    read=read_fcpxml,
    write=write_fcpxml,
)
AAF: Final = Format(
    suffix=".aaf",
    name="AAF",
    programs="Media Composer, Pro Tools",
    can=Can(
        speeds=False,
        reverse=False,
        freezes=False,
        gain=False,
        fades=False,
        titles=False,
        part_frames=False,
    ),
)
KDENLIVE: Final = Format(
    suffix=".kdenlive",
    name="Kdenlive",
    programs="Kdenlive",
    can=Can(fades=False, part_frames=False, retimed=True),
    read=read_mlt,
    write=write_kdenlive,
)
MLT: Final = Format(
    suffix=".mlt",
    name="MLT XML",
    programs="Shotcut, melt",
    can=Can(fades=False, part_frames=False, retimed=True, rows_of_pictures=True),
    read=read_mlt,
    write=write_mlt,
)
XGES: Final = Format(
    suffix=".xges",
    name="GStreamer Editing Services",
    programs="Pitivi, ges-launch",
    can=Can(fades=False, reverse=False, freezes=False, black_fades=False),
    read=read_xges,
    write=write_xges,
)

FORMATS: Final = (OTIO, OTIOZ, EDL, XMEML, FCPXML, AAF, KDENLIVE, MLT, XGES)

_ROOTS: Final = {"xmeml": XMEML, "fcpxml": FCPXML, "mlt": MLT, "ges": XGES}
_BEFORE_ROOT: Final = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>\s*)*<([A-Za-z:]+)", re.S
)
_EVENT: Final = re.compile(rb"^\s*\d{1,6}\s+\S+.*\d\d[:;]\d\d[:;]\d\d", re.M)
_BOM: Final = b"\xef\xbb\xbf"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def format_called(suffix: str) -> Format:
    """Return the format of a suffix. Raise CannotRead."""
    for row in FORMATS:
        if row.suffix == suffix.lower():
            return row
    raise CannotRead(
        "“%(suffix)s” is no format for a timeline. Choose one of %(known)s.",
        suffix=suffix[:20],
        known=", ".join(row.suffix for row in FORMATS),
    )


def format_of(head: bytes, name: str) -> Format:
    """Return what a file is by its first bytes; its name only where they do not tell.

    Raise CannotRead.
    """
    if head.startswith(b"PK\x03\x04"):
        return OTIOZ
    if head.startswith(_COMPOUND):
        return AAF
    plain = _as_ascii(head).removeprefix(_BOM)
    root = _BEFORE_ROOT.match(plain)
    if root is not None:
        found = _ROOTS.get(root[1].decode())
        is_kdenlive = found is MLT and (name.lower().endswith(".kdenlive") or b"kdenlive:" in head)
        if found is not None:
            return KDENLIVE if is_kdenlive else found
    if plain.lstrip()[:1] in (b"{", b"["):
        return OTIO
    if _EVENT.search(plain) or plain.lstrip().startswith((b"TITLE:", b"FCM:")):
        return EDL
    raise CannotRead(
        "“%(name)s” is not a timeline that is known here. Send one of %(known)s.",
        name=name[:120],
        known=", ".join(row.suffix for row in FORMATS),
        detail=f"it begins with {head[:16]!r}",
    )


def _as_ascii(head: bytes) -> bytes:
    """Return text in two bytes a letter as one byte a letter, to look for the root."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", errors="replace").encode("ascii", errors="replace")
    return head
