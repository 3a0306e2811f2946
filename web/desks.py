"""What a page of a desk begins with: what lies there, else the newest version, else nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pipeline import desk
from pipeline.documents.json import from_json
from pipeline.documents.screenplay import Screenplay
from pipeline.records import revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileOf, FileSide
from web.parts import parts


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDesk:
    """A text on a desk, as a page begins with it."""

    number: int
    """Of the version; 0 while the desk is empty and this is only the start."""
    content: bytes
    by: str = ""
    at: datetime | None = None


def on_desk(place: Place) -> OnDesk:
    """Return what lies on a desk, or what a group that opens it begins with."""
    lying = desk.lying(parts().book, parts().store, place)
    if lying is None:
        return OnDesk(number=0, content=start_of(place))
    version = lying.version
    return OnDesk(number=version.number, content=lying.content, by=version.by, at=version.at)


def start_of(place: Place) -> bytes:
    """Return our own text of the newest version of a stage, empty before the first."""
    is_sent = desk.is_text_as_sent(place.stage, place.name)
    side = FileSide.SENT if is_sent else FileSide.MADE
    with parts().book.reading() as session:
        newest = revisions.newest(session, place.project_id, place.stage)
        made = revisions.files_of(session, newest.id, side) if newest else ()
    return _read(made, place.name)


def signed_screenplay(project_id: int) -> Screenplay | None:
    """Return the script that was signed off last, be it opened again since; None before that."""
    with parts().book.reading() as session:
        signed = revisions.newest_signed(session, project_id, "script")
        made = revisions.files_of(session, signed.id, FileSide.MADE) if signed else ()
    text = _read(made, "screenplay.json")
    return from_json(text, Screenplay) if text else None


def _read(files: Iterable[FileOf], name: str) -> bytes:
    found = next((one for one in files if one.name == name), None)
    return parts().store.path(found.digest).read_bytes() if found else b""
