"""What the spotting page shows: sounds that are wanted, that lie in the film, that are there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _

from pipeline.documents.edit import Edit
from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.documents.screenplay import Screenplay
from pipeline.documents.sound import Cue, CueRole, base_name, read_cues
from pipeline.editing.cue_table import rows_of
from pipeline.editing.spotting import (
    Laid,
    Spotted,
    laid_by_edit,
    laid_in_order,
    spotted,
    with_recordings,
)
from pipeline.errors import CannotRead, PipelineError
from pipeline.records.values import Group
from pipeline.timing import frames_to_samples
from web import papers
from web.errors import sentence
from web.sound_desk import Recording, Sheet, recordings_of, sheet_of
from web.words import Word

ELSEWHERE: Final = ("credits", "edit")
"""What a row says as its start whose sound is heard under the credits, or where the edit has it."""
STATES: Final[Mapping[str, Word]] = {
    "to_record": Word(_("to record"), "circle-dashed"),
    "recorded": Word(_("recorded"), "mic"),
    "placed": Word(_("placed"), "circle-check"),
}
ROLES: Final[Mapping[str, Word]] = {
    "effects": Word(_("Effects"), "zap"),
    "ambience": Word(_("Ambience"), "trees"),
    "music": Word(_("Music"), "audio-lines"),
    "dialogue": Word(_("Voices"), "message-circle"),
    "mix": Word(_("Your own mix"), "package"),
}
SOURCES: Final[Mapping[str, Any]] = {
    "tag": _("from a note in the script"),
    "shot": _("from the shot list"),
    "capitals": _("in capitals in the script"),
}
ORIGINS: Final[Mapping[str, Any]] = {
    "desk": _("recorded here"),
    "sent": _("sent by you"),
    "rushes": _("from the shoot"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """All that is known of the sounds of a film."""

    project_id: int
    project: Project
    group: Group
    sheet: Sheet
    wanted: tuple[Spotted, ...]
    laid: tuple[Laid, ...]
    """In the order of the film."""
    elsewhere: tuple[Mapping[str, str], ...]
    """Rows without a place of their own: under the end credits, or in the edit already."""
    recordings: tuple[Recording, ...]
    edit: Edit | None
    fault: str = ""
    """Why the cue sheet cannot be read."""

    @property
    def is_open(self) -> bool:
        """Whether there is a film to lay sounds under."""
        return self.edit is not None

    @property
    def samples(self) -> int:
        """Length of the film at 48 kHz; 0 before the lock."""
        return frames_to_samples(self.edit.frames, self.edit.frame_rate) if self.edit else 0

    def free(self) -> tuple[Recording, ...]:
        """Return the recordings that lie nowhere in the film."""
        used = {one.file for one in self.laid} | {base_name(one["file"]) for one in self.elsewhere}
        return tuple(one for one in self.recordings if one.file not in used)


def room_of(project_id: int, group: Group) -> Room:
    """Return the room of a film. Raise NotFound."""
    project = papers.project_of(project_id)
    sheet, recordings = sheet_of(project_id), recordings_of(project_id)
    edit = _document(project_id, "edit", "edit.json", Edit)
    rows, fault = _rows(sheet)
    laid = laid_in_order([*_laid(rows, recordings, project), *_of_edit(edit)], edit)
    screenplay = _document(project_id, "script", papers.SCREENPLAY, Screenplay)
    wanted = spotted(screenplay, papers.shots_of(project_id), (*project.cast, project.title))
    return Room(
        project_id=project_id,
        project=project,
        group=group,
        sheet=sheet,
        wanted=with_recordings(
            wanted, [one.file for one in recordings], (one.file for one in laid), edit
        ),
        laid=laid,
        elsewhere=tuple(row for row in rows if _is_elsewhere(row)),
        recordings=recordings,
        edit=edit,
        fault=fault,
    )


def _document(project_id: int, stage: str, name: str, kind: type[Any]) -> Any:
    """Return a paper of the film; None where it is not there or damaged."""
    content = papers.paper_of(project_id, stage, name)
    try:
        return from_json(content, kind) if content else None
    except PipelineError:
        return None


def _rows(sheet: Sheet) -> tuple[tuple[Mapping[str, str], ...], str]:
    try:
        return rows_of(sheet.text), ""
    except CannotRead as fault:
        return (), str(sentence(fault))


def _is_elsewhere(row: Mapping[str, str]) -> bool:
    return row["start"].strip().lower() in ELSEWHERE


def _of_edit(edit: Edit | None) -> tuple[Laid, ...]:
    return laid_by_edit(edit) if edit else ()


def _laid(
    rows: tuple[Mapping[str, str], ...], recordings: tuple[Recording, ...], project: Project
) -> Iterator[Laid]:
    lengths = {one.file: one.samples for one in recordings}
    for at, row in enumerate(rows):
        if _is_elsewhere(row):
            continue
        cue = _cue(row, project)
        name = base_name(row["file"])
        yield Laid(
            number="",
            role=cue.role if cue else CueRole.EFFECTS,
            file=name,
            begin_sample=cue.start_sample if cue else 0,
            end_sample=_end(cue, lengths.get(name)) if cue else None,
            words=row["title"] or row["note"],
            row=at,
            cells=row,
            is_there=name in lengths,
            can_move=cue is not None,
        )


def _cue(row: Mapping[str, str], project: Project) -> Cue | None:
    """Return the cue of one row; None for a row that has a fault, which the check will tell."""
    heads, cells = (
        ",".join(row),
        ",".join(f'"{cell.replace(chr(34), "")}"' for cell in row.values()),
    )
    try:
        return next(iter(read_cues(f"{heads}\n{cells}\n", rate=project.frame_rate)), None)
    except CannotRead:
        return None


def _end(cue: Cue, length: int | None) -> int | None:
    rest = None if length is None else max(0, length - cue.in_sample)
    heard = rest if cue.samples is None else min(cue.samples, rest or cue.samples)
    return None if heard is None else cue.start_sample + heard
