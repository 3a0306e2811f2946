"""What lies on the table of a group, as the page of sending shows it, row by row."""

from dataclasses import dataclass
from typing import Final

from pipeline.arrivals import STAGE
from pipeline.records import uploads
from pipeline.records.values import UploadView
from web.parts import parts
from web.recordings import Arrived, arrived_of

TABLE_ICON: Final = "table-2"
SOUND_ICON: Final = "audio-lines"
FILM_ICON: Final = "film"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A recording that has arrived."""

    arrived: Arrived
    same_as: str
    """Name of the recording that brought the same bytes before; mostly empty."""

    @property
    def upload(self) -> UploadView:
        """What the records say of it."""
        return self.arrived.upload

    @property
    def icon(self) -> str:
        """What stands in the place of its picture."""
        if self.upload.name.lower().endswith(".csv"):
            return TABLE_ICON
        return SOUND_ICON if self.arrived.is_sound else FILM_ICON


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All that lies there, and what is on its way."""

    rows: tuple[Row, ...]
    on_their_way: tuple[UploadView, ...]
    has_second_place: bool
    """Whether recordings are brought to a second place at all."""

    @property
    def bytes(self) -> int:
        """Of all recordings."""
        return sum(one.upload.bytes for one in self.rows)


def table_of(project_id: int) -> Table:
    """Return what lies on the table of a film, the newest first."""
    with parts().book.reading() as session:
        lying = arrived_of(session, project_id)
        coming = uploads.on_their_way(session, project_id, STAGE)
    names = {one.upload.id: one.upload.name for one in lying}
    rows = [Row(arrived=one, same_as=names.get(one.upload.same_as or 0, "")) for one in lying]
    return Table(
        rows=tuple(reversed(rows)),
        on_their_way=coming,
        has_second_place=bool(parts().settings.second_store_url),
    )
