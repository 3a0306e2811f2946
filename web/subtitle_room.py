"""The room of the subtitles: what lies on the desk in one language, film and sound beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from flask import url_for
from flask_babel import lazy_gettext as _

from pipeline import desk
from pipeline.desk import Saved, Saving
from pipeline.documents.edit import Edit
from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.documents.rows import read_rows, write_rows
from pipeline.documents.subtitle_bytes import text_of_bytes
from pipeline.documents.subtitle_names import BURN_IN, code_of, name_of
from pipeline.documents.subtitle_rules import LANGUAGES, ReadingRules, rules_of, state_of, too_many
from pipeline.documents.subtitles import Subtitle, read_subtitles, write_srt
from pipeline.editing.cut_shots import shots_in
from pipeline.editing.preview import PREVIEW
from pipeline.editing.subtitle_times import to_frame
from pipeline.editing.wave_peaks import peaks_of
from pipeline.errors import CannotRead, PipelineError
from pipeline.records import revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileOf, FileSide, Group, RevisionView
from pipeline.render.mix import MIX
from pipeline.timing import FrameRate, frames_to_samples, frames_to_timecode
from web import auth, desks, papers
from web.errors import sentence
from web.parts import parts
from web.words import Word

STAGE: Final = "final_cut"
EDIT: Final = "edit.json"
STATES: Final[Mapping[str, Word]] = {
    "good": Word(_("Easy to read"), "circle-check"),
    "fast": Word(_("Too fast to read"), "timer"),
    "long": Word(_("Line too long"), "columns-2"),
    "short": Word(_("Gone too soon"), "hourglass"),
    "stays": Word(_("Stays too long"), "hourglass"),
    "over": Word(_("Over the one before"), "copy"),
    "empty": Word(_("No words"), "circle-dashed"),
    "direction": Word(_("Wrong direction"), "arrow-left"),
}


TOO_MANY_WORDS: Final = _("words too many: %(count)s")
TOO_MANY_SIGNS: Final = _("characters too many: %(count)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One subtitle as the page shows it."""

    subtitle: Subtitle
    start: str
    """Timecode."""
    end: str
    seconds: float
    state: str
    many: int = 0
    """Words, or characters, that are too many for the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What the page works with."""

    project_id: int
    group: Group
    project: Project
    language: str
    """Two letters: of the subtitles, not of the page."""
    edit: Edit | None
    """The locked edit; None before it is approved."""
    number: int
    """Of the version on the desk; 0 while nothing lies there."""
    content: bytes
    subtitles: tuple[Subtitle, ...]
    fault: str = ""
    """Why what lies there cannot be read."""

    @property
    def name(self) -> str:
        """What the file is called."""
        return name_of(self.language, self.project.language)

    @property
    def place(self) -> Place:
        """Where it lies."""
        return place_of(self.project_id, self.name)

    @property
    def rate(self) -> FrameRate:
        """Of the film."""
        return self.edit.frame_rate if self.edit else self.project.frame_rate

    @property
    def cuts(self) -> list[int]:
        """The frames at which a shot begins."""
        return [shot.start_frame for shot in shots_in(self.edit)] if self.edit else []

    @property
    def rules(self) -> ReadingRules:
        """What people can read in this language."""
        return rules_of(self.language)

    def many(self, count: object) -> str:
        """Return that so many words are too many."""
        template = TOO_MANY_WORDS if self.rules.has_words else TOO_MANY_SIGNS
        return str(template) % {"count": count}

    def rows(self) -> list[Row]:
        """Return the subtitles as the page shows them."""
        before = (None, *self.subtitles)
        return [
            Row(
                subtitle=one,
                start=frames_to_timecode(to_frame(one.start_ms, self.rate), self.rate),
                end=frames_to_timecode(to_frame(one.end_ms, self.rate), self.rate),
                seconds=round((one.end_ms - one.start_ms) / 1000, 2),
                state=state_of(one, last, self.rules),
                many=too_many(one, self.rules),
            )
            for last, one in zip(before, self.subtitles, strict=False)
        ]


def place_of(project_id: int, name: str) -> Place:
    """Return where a file of subtitles lies."""
    return Place(project_id=project_id, stage=STAGE, name=name)


def room_of(project_id: int, group: Group, language: str) -> Room:
    """Return the room of a film for a language; one that we do not know is that of the film."""
    project = papers.project_of(project_id)
    chosen = language if language in LANGUAGES else code_of(project.language)
    lying = desks.on_desk(place_of(project_id, name_of(chosen, project.language)))
    room = Room(
        project_id=project_id,
        group=group,
        project=project,
        language=chosen,
        edit=_edit_of(project_id),
        number=lying.number,
        content=lying.content,
        subtitles=(),
    )
    try:
        return replace(room, subtitles=read(lying.content, chosen))
    except CannotRead as fault:
        return replace(room, fault=sentence(fault))


def read(content: bytes, language: str) -> tuple[Subtitle, ...]:
    """Return the subtitles of a file, however it was saved. Raise CannotRead."""
    text, _code = text_of_bytes(content, language=language, name="subtitles")
    return read_subtitles(text)


def seen(room: Room, base: int) -> tuple[Subtitle, ...]:
    """Return the subtitles as the sender of a form saw them."""
    if base in (0, room.number):
        return room.subtitles
    lying = desk.lying(parts().book, parts().store, room.place, number=base)
    return read(lying.content, room.language) if lying else room.subtitles


def keep(room: Room, subtitles: tuple[Subtitle, ...], *, base: int) -> Saved:
    """Lay subtitles on the desk, written from a version of it. Raise CannotRead, Refused."""
    return _lay(room.place, write_srt(subtitles), base=base)


def burnt_in(project_id: int) -> tuple[str, ...]:
    """Return the languages whose words are to stand in the picture of a film of their own."""
    content = desks.on_desk(place_of(project_id, BURN_IN)).content
    try:
        rows = read_rows(
            content.decode(errors="replace"), name=BURN_IN, columns=("language",), key="language"
        )
    except CannotRead:
        return ()
    return tuple(row.cells["language"] for row in rows)


def keep_burnt_in(project_id: int, languages: list[str]) -> None:
    """Lay the choice on the desk."""
    text = write_rows(("language",), [(one,) for one in languages if one in LANGUAGES])
    _lay(place_of(project_id, BURN_IN), text, base=0)


def _lay(place: Place, text: str, *, base: int) -> Saved:
    saving = Saving(place=place, by=auth.person().id, base=base, content=text.encode())
    return desk.save(parts().book, parts().store, saving, start=desks.start_of(place))


def _edit_of(project_id: int) -> Edit | None:
    paper = papers.paper_of(project_id, "edit", EDIT)
    try:
        return from_json(paper, Edit) if paper else None
    except PipelineError:
        return None


def film_of(project_id: int) -> str:
    """Return the address of the film, timed as the subtitles are; "" before it is cut."""
    with parts().book.reading() as session:
        cut = revisions.approved(session, project_id).get("edit")
        made = revisions.files_of(session, cut.id, FileSide.MADE) if cut else ()
    if cut is None or not any(one.name == PREVIEW for one in made):
        return ""
    return url_for("files.file", revision_id=cut.id, side="made", name=PREVIEW)


def newest_version(project_id: int) -> RevisionView | None:
    """Return the version of the final cut that people talk about."""
    with parts().book.reading() as session:
        return revisions.newest(session, project_id, STAGE)


def mix_of(project_id: int) -> str:
    """Return the address of the mix, which begins with the film; "" before the sound is made."""
    revision_id, mix = _approved_mix(project_id)
    if mix is None:
        return ""
    return url_for("files.file", revision_id=revision_id, side="made", name=mix.name)


def wave_of(project_id: int) -> tuple[str, bytes]:
    """Return the digest of the mix and its peaks; empty before the sound is made."""
    edit, (_revision_id, mix) = _edit_of(project_id), _approved_mix(project_id)
    if mix is None or edit is None:
        return "", b""
    return mix.digest, _peaks(mix.digest, frames_to_samples(edit.frames, edit.frame_rate))


def _approved_mix(project_id: int) -> tuple[int, FileOf | None]:
    """Return the version of the sound and its mix."""
    with parts().book.reading() as session:
        sound = revisions.approved(session, project_id).get("sound")
        made = revisions.files_of(session, sound.id, FileSide.MADE) if sound else ()
    return sound.id if sound else 0, next((one for one in made if one.name == MIX), None)


@lru_cache(maxsize=32)
def _peaks(digest: str, samples: int) -> bytes:
    return peaks_of(parts().store.path(digest), samples=samples)
