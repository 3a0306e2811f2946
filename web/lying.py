"""What lies on the table of a group, as the page of sending shows it, row by row."""

from dataclasses import dataclass
from typing import Final

from flask import current_app, url_for

from pipeline.arrivals import STAGE
from pipeline.records import clips, runs, uploads
from pipeline.records.values import RunView, UploadView
from pipeline.run_state import RunState
from pipeline.rushes.clip import THUMBNAIL
from web.parts import parts

BUSY: Final = frozenset({RunState.QUEUED, RunState.RUNNING})
BROKEN: Final = frozenset({RunState.FAILED, RunState.LOST})
PRODUCT: Final = "recordings.made"
"""The route of the page of takes that gives what was made of a recording."""
ICONS: Final = {".csv": "table-2", ".wav": "audio-lines", ".mp3": "audio-lines"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A recording that has arrived."""

    upload: UploadView
    run: RunView | None
    thumbnail: str
    """Address of its picture; empty before there is one."""
    same_as: str
    """Name of the recording that brought the same bytes before; mostly empty."""

    @property
    def is_busy(self) -> bool:
        """Whether a worker looks into it, or will."""
        return self.run is not None and self.run.state in BUSY

    @property
    def is_broken(self) -> bool:
        """Whether a worker could not look into it."""
        return self.run is not None and self.run.state in BROKEN

    @property
    def icon(self) -> str:
        """What stands in the place of its picture."""
        return ICONS.get(self.upload.name[-4:].lower(), "film")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All that lies there, and what is on its way."""

    rows: tuple[Row, ...]
    on_their_way: tuple[UploadView, ...]

    @property
    def bytes(self) -> int:
        """Of all recordings."""
        return sum(one.upload.bytes for one in self.rows)

    @property
    def has_second_place(self) -> bool:
        """Whether recordings of this film are brought to a second place at all."""
        return any(one.upload.copied_at for one in self.rows)


def table_of(project_id: int) -> Table:
    """Return what lies on the table of a film, the newest first."""
    with parts().book.reading() as session:
        lying = uploads.on_table(session, project_id, STAGE)
        ids = [one.id for one in lying]
        newest = runs.newest_of_uploads(session, ids)
        made = clips.files_of(session, ids)
        coming = uploads.on_their_way(session, project_id, STAGE)
    names = {one.id: one.name for one in lying}
    rows = [
        Row(
            upload=one,
            run=newest.get(one.id),
            thumbnail=_product(one.id) if THUMBNAIL in made.get(one.id, {}) else "",
            same_as=names.get(one.same_as or 0, ""),
        )
        for one in reversed(lying)
    ]
    return Table(rows=tuple(rows), on_their_way=coming)


def _product(upload_id: int) -> str:
    if PRODUCT not in current_app.view_functions:
        return ""
    return url_for(PRODUCT, upload_id=upload_id, name=THUMBNAIL)
