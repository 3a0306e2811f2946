"""Edit: the group's timeline becomes an exact edit, a preview film, a film strip and words for what
changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.bench import Bench, Files, Inputs, Part
from pipeline.documents.edit import Edit
from pipeline.documents.grade import NAME as GRADES
from pipeline.documents.grade import write_grades
from pipeline.documents.json import from_json, to_json
from pipeline.documents.losses import ImportReport, as_text
from pipeline.documents.relink import Relinks
from pipeline.documents.report import Report, report_from
from pipeline.editing import findings, relink_choices, relink_findings
from pipeline.editing.difference import difference, first_list
from pipeline.editing.grading import Grading, grade_findings, graded, grading_of, write_luts
from pipeline.editing.locked import EDIT, rushes_of
from pipeline.editing.preview import PREVIEW, make_preview
from pipeline.editing.relink import relink
from pipeline.editing.relink_choices import Choice, choices_of, write_choices
from pipeline.editing.relink_media import media_of
from pipeline.editing.seen_findings import blacks, freezes
from pipeline.editing.sent import (
    LOSSES,
    TIMELINE,
    catalogue_of,
    imported,
    outside_links,
    shot_list_of,
    timeline_file,
)
from pipeline.editing.story_findings import out_of_sync, unused_shots
from pipeline.editing.taken_out import REPORT, write_all
from pipeline.errors import CannotRead
from pipeline.render.film_facts import stillness_of
from pipeline.stage_facts import facts_of
from pipeline.timeline.asked import asked_of
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.interchange.opening import opened
from pipeline.timeline.interchange.sheet import Medium
from pipeline.timeline.reading import timeline_of
from pipeline.timeline.writing import assemble, conformed

_FACTS: Final = facts_of("edit")
RELINKS: Final = "relink.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class CutFilm:
    """The group's edit."""

    edit: Edit
    timeline: str
    """OpenTimelineIO as it came, with the media called by the names of their takes."""
    outside: str
    """The same, with the media called by the names of the group's files."""
    imported: ImportReport
    """What became of the things of the timeline."""
    relinks: Relinks
    """Which recording each name of the timeline was found to mean."""
    choices: tuple[Choice, ...] = ()
    """What the group has said about names that no machine can match."""
    grading: Grading = field(default_factory=Grading)
    """How its shots are graded; the edit has it already."""


@dataclass(frozen=True, slots=True)
class EditStage:
    """The fourth stage."""

    name: str = _FACTS.name
    needs: tuple[str, ...] = _FACTS.needs
    accepts: tuple[str, ...] = _FACTS.accepts
    queue: str = _FACTS.queue
    checklist: tuple[str, ...] = _FACTS.checklist

    def draft(self, inputs: Inputs, bench: Bench) -> None:
        """Write the assembly: the circled take of every planned shot, in script order."""
        text = assemble(shot_list_of(inputs), rushes_of(inputs), inputs.project)
        (bench.into / TIMELINE).write_text(text, encoding="utf-8")

    def read(self, files: Files, inputs: Inputs) -> CutFilm:
        """Return the edit, its media found among the takes. Raise CannotRead."""
        project = inputs.project
        file, rushes = timeline_file(files), rushes_of(inputs)
        came = opened(file.path, name=file.name, rate=project.frame_rate)
        film = FilmFormat(rate=project.frame_rate, size=(project.width, project.height))
        timeline, choices = timeline_of(came.plain), choices_of(files)
        grading = grading_of(files)
        matched = relink(
            asked_of(timeline, film=film),
            media_of(rushes),
            choices=choices,
            rate=project.frame_rate,
        )
        edit = flatten(timeline, known=matched.links, film=film)
        if not edit.frames:
            raise CannotRead("There is no clip on this timeline. Export the one you have cut.")
        return CutFilm(
            edit=graded(edit, grading),
            timeline=conformed(came.plain, matched.links),
            outside=conformed(came.plain, outside_links(matched.links, catalogue_of(rushes))),
            imported=imported(came, file.name, edit),
            relinks=matched.relinks,
            choices=choices,
            grading=grading,
        )

    def check(self, document: CutFilm, inputs: Inputs) -> Report:
        """Judge the edit before anything is rendered."""
        edit, shot_list = document.edit, shot_list_of(inputs)
        rushes = rushes_of(inputs)
        planned = [shot.scene for shot in shot_list.wanted] if shot_list else []
        found = (
            *relink_findings.relinked(document.relinks, edit.frame_rate),
            *findings.not_done(edit),
            *findings.gaps(edit),
            *findings.flashes(edit),
            *findings.length(edit, inputs.project.target_seconds),
            *findings.missing_scenes(edit, planned),
            *unused_shots(edit, shot_list, rushes),
            *out_of_sync(edit, rushes),
            *grade_findings(edit, document.grading),
        )
        facts = {
            "frames": edit.frames,
            "seconds": round(float(edit.frames / edit.frame_rate), 2),
            "shots": len(edit.picture),
            "dissolves": len(edit.dissolves),
            "sounds": len(edit.sound),
            "cuts_inside_a_take": findings.jump_cuts(edit),
            "clips_to_look_at": len(document.relinks.open),
        }
        return report_from(found, facts)

    def make(self, document: CutFilm, files: Files, inputs: Inputs, bench: Bench) -> Report:
        """Write the conformed timeline, the preview, the film strip and the difference."""
        edit = document.edit
        (bench.into / TIMELINE).write_text(document.timeline, encoding="utf-8")
        (bench.into / EDIT).write_text(to_json(edit), encoding="utf-8")
        (bench.into / RELINKS).write_text(to_json(document.relinks), encoding="utf-8")
        if document.choices:
            text = write_choices(document.choices)
            (bench.into / relink_choices.NAME).write_text(text, encoding="utf-8")
        if document.grading.rows:
            text = write_grades(document.grading.rows)
            (bench.into / GRADES).write_text(text, encoding="utf-8")
        _tell(document, catalogue_of(rushes_of(inputs)), bench)
        (bench.into / "difference.txt").write_text(_difference(edit, inputs), encoding="utf-8")
        luts = write_luts(edit, document.grading, bench.into)
        report = make_preview(edit, inputs, bench, luts=luts)
        still, black = stillness_of(
            bench.into / PREVIEW,
            "mov",
            seconds=edit.frames / edit.frame_rate,
            watch=Part(whole=bench.watch, start=0.95, end=1.0),
        )
        found = (*freezes(edit, still), *blacks(edit, black))
        return report_from(found, {"segments": report.segments, "encoded": report.encoded})


def _tell(document: CutFilm, media: Mapping[str, Medium], bench: Bench) -> None:
    """Write what became of the timeline, and the files for other programs."""
    came = document.imported
    (bench.into / LOSSES).write_text(to_json(came), encoding="utf-8")
    (bench.into / "losses.txt").write_text(as_text(came), encoding="utf-8")
    taken = write_all(document.edit, document.outside, media, bench.into)
    (bench.into / REPORT).write_text(to_json(taken), encoding="utf-8")


def _difference(edit: Edit, inputs: Inputs) -> str:
    before = inputs.signed.get(EDIT)
    if before is None:
        return first_list(edit)
    return difference(from_json(before.path.read_bytes(), Edit), edit)


STAGE: Final = EditStage()
