"""What the pages of the shot list show: what lies on the desk, and the script beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import get_locale, gettext

from pipeline import desk
from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.documents.screenplay import Scene, Screenplay
from pipeline.documents.shot_list import ShotList
from pipeline.documents.slate import shot_name
from pipeline.errors import CannotRead
from pipeline.records import Session, desks, revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileOf, FileSide, Group
from pipeline.shots.columns import KEYS
from pipeline.shots.drafting import draft_shot_list
from pipeline.shots.spreadsheet import write_csv
from pipeline.shots.table import Reading, lines_of, shot_list_of
from web.parts import parts
from web.shot_rows import Row, by_scene, rows_of_text

STAGE: Final = "shot_list"
TABLE: Final = "shot_list.csv"

_FRAME_NAME: Final = re.compile(r"boards/S\d{2,4}[A-Z]{0,2}_P\d{2,4}(?:_\d{1,2})?\.png")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The shot list of a film as it lies there now."""

    project_id: int
    group: Group
    project: Project
    script: Screenplay | None
    number: int
    """Of the version on the desk; 0 for the start that is shown while nothing lies there."""
    content: bytes
    boards: Mapping[str, int]
    """Storyboard frames on the desk, by name, with the number of their version."""
    sent: frozenset[str]
    """Frames that were sent as files and never lay on the desk, by the name they had there."""
    made: Mapping[str, FileOf]
    """What was made of the newest version that was kept, by name."""
    revision_id: int | None
    """Of that version."""
    rows: tuple[Row, ...]
    fault: str = ""
    """Why what lies there cannot be read as a table; its versions can still be fetched."""

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """The scenes of the script; none as long as there is no script."""
        return self.script.scenes if self.script else ()

    def by_scene(self) -> dict[str, list[Row]]:
        """The rows of every scene of the script, then of other scenes."""
        return by_scene(self.rows, [scene.number for scene in self.scenes])

    def shot_list(self) -> ShotList:
        """The shots that can be read; a half-written row is left out."""
        usable = [row for row in self.rows if not row.faults]
        if not usable:
            return ShotList(shots=())
        lines = [[row.cells[key] for key in KEYS] for row in usable]
        reading = Reading(
            name=TABLE, frame_rate=self.project.frame_rate, language=self.project.language
        )
        return shot_list_of([KEYS, *lines], reading)


def sheet_of(project_id: int, group: Group) -> Sheet:
    """Return the shot list of a film: from the desk, else what was made last, else a draft."""
    store = parts().store
    with parts().book.reading() as session:
        project = revisions.project_settings(session, project_id)
        script = _script(session, project_id)
        revision_id, made = _made(session, project_id)
        lying = {one.name: one for one in desks.lying(session, project_id, STAGE)}
    table = lying.get(TABLE)
    if table is not None:
        content = store.path(table.digest).read_bytes()
    else:
        content = _start(project, script, made)
    rows, fault = _rows(content, project)
    return Sheet(
        project_id=project_id,
        group=group,
        project=project,
        script=script,
        number=table.number if table else 0,
        content=content,
        boards={
            one.name: one.number
            for one in lying.values()
            if desk.is_picture(STAGE, one.name) and one.bytes
        },
        sent=frozenset(map(_desk_name, filter(_is_frame, made))) - set(lying),
        made=made,
        revision_id=revision_id,
        rows=rows,
        fault=fault,
    )


def place_of(project_id: int, name: str = TABLE) -> Place:
    """Return where a file of the shot list lies."""
    return Place(project_id=project_id, stage=STAGE, name=name)


def name_of(row: Row) -> str:
    """Return the name of a shot, S01_P02, or "" while it has no number."""
    try:
        return shot_name(row.scene, row.shot) if row.shot else ""
    except CannotRead:
        return ""


def frame_of(row: Row, sheet: Sheet) -> str:
    """Return the name of a shot's storyboard frame, drawn here or sent as a file, or ""."""
    name = place_for_frame(row, sheet.rows)
    return name if name in sheet.boards or name in sheet.sent else ""


def sent_frame(project_id: int, name: str) -> FileOf | None:
    """Return the frame that was made of a picture that was sent, by its name on the desk."""
    with parts().book.reading() as session:
        _, made = _made(session, project_id)
    return next(
        (file for one, file in made.items() if _is_frame(one) and _desk_name(one) == name), None
    )


def _is_frame(name: str) -> bool:
    return name.startswith(desk.PICTURES) and name.endswith(".jpg")


def _desk_name(name: str) -> str:
    return f"{name.removesuffix('.jpg')}.png"


def place_for_frame(row: Row, rows: Sequence[Row]) -> str:
    """Return the name under which the frame of a shot lies, or will lie.

    The row says it; a row that says nothing has the frame of its own name, unless another row that
    once had this number has taken it along.
    """
    said = row.cells["board"]
    if _FRAME_NAME.fullmatch(said):
        return said
    name = name_of(row)
    if not name:
        return ""
    taken = {one.cells["board"] for one in rows}
    names = [f"boards/{name}.png", *(f"boards/{name}_{again}.png" for again in range(2, 99))]
    return next((one for one in names if one not in taken), "")


def language() -> str:
    """Return the language of the page."""
    return str(get_locale() or "en")


def _rows(content: bytes, project: Project) -> tuple[tuple[Row, ...], str]:
    try:
        return rows_of_text(content, language=project.language), ""
    except CannotRead as fault:
        return (), str(gettext(fault.template, **fault.values))


def _start(project: Project, script: Screenplay | None, made: Mapping[str, FileOf]) -> bytes:
    if TABLE in made:
        return parts().store.path(made[TABLE].digest).read_bytes()
    if script is None or not script.scenes:
        return write_csv([KEYS]).encode()
    draft = draft_shot_list(script, frame_rate=project.frame_rate, language=project.language)
    return write_csv([KEYS, *lines_of(draft, frame_rate=project.frame_rate)]).encode()


def _script(session: Session, project_id: int) -> Screenplay | None:
    """The approved script, else the newest that could be read."""
    seen = revisions.approved(session, project_id).get("script")
    seen = seen or revisions.newest(session, project_id, "script")
    files = revisions.files_of(session, seen.id, FileSide.MADE) if seen else ()
    found = next((one for one in files if one.name == "screenplay.json"), None)
    if found is None:
        return None
    return from_json(parts().store.path(found.digest).read_bytes(), Screenplay)


def _made(session: Session, project_id: int) -> tuple[int | None, Mapping[str, FileOf]]:
    newest = revisions.newest(session, project_id, STAGE)
    if newest is None:
        return None, {}
    files = revisions.files_of(session, newest.id, FileSide.MADE)
    return newest.id, {one.name: one for one in files}
