"""Edit: the group's timeline becomes an exact edit, a preview film, a film strip and words for what
changed.
"""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.bench import Bench, Files, Inputs, Part, StageFile
from pipeline.documents.edit import Edit
from pipeline.documents.json import from_json, to_json
from pipeline.documents.report import Report, report_from
from pipeline.documents.shot_list import ShotList
from pipeline.documents.sound import base_name
from pipeline.documents.takes import Takes
from pipeline.errors import CannotRead
from pipeline.media.safety import display_name
from pipeline.render.assemble import RenderJob, RenderReport, mux, render_picture
from pipeline.render.cache import SegmentCache
from pipeline.render.encoding import PictureSettings
from pipeline.render.mix import MIX, Desk, mix_to_wav
from pipeline.render.mix_plan import plan_of_edit
from pipeline.render.sound_sources import sound_sources
from pipeline.render.sources import RenderMedium
from pipeline.render.strip import StripFrame, draw_strip
from pipeline.stage_facts import facts_of
from pipeline.stages import edit_findings
from pipeline.stages.locked import heard_of, media_of, rushes_of
from pipeline.timeline.difference import difference, first_list
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.reading import timeline_of, upgraded
from pipeline.timeline.references import known_names
from pipeline.timeline.writing import assemble, conformed

TIMELINE: Final = "edit.otio"
EDIT: Final = "edit.json"
SHOT_LIST: Final = "shot_list.json"
PREVIEW_HEIGHT: Final = 540
PREVIEW_CRF: Final = 26

EXPORT: Final = {
    ".edl": "In your editing program, export OpenTimelineIO instead of EDL.",
    ".xml": "In your editing program, export OpenTimelineIO instead of XML.",
    ".fcpxml": "In your editing program, export OpenTimelineIO instead of FCPXML.",
    ".otioz": "In your editing program, export OpenTimelineIO without media (.otio).",
    ".kdenlive": "In Kdenlive, open File and choose OpenTimelineIO Export.",
    ".mlt": "In your editing program, export OpenTimelineIO instead of MLT.",
    ".drp": "In DaVinci Resolve, open File, Export, Timeline and choose OpenTimelineIO.",
    ".prproj": "In Premiere Pro, open File, Export and choose OpenTimelineIO.",
}
"""What to do in the program that writes files of this suffix."""
OTHER: Final = "Send the timeline of your editing program, exported as OpenTimelineIO (.otio)."


_FACTS: Final = facts_of("edit")


@dataclass(frozen=True, slots=True, kw_only=True)
class CutFilm:
    """The group's edit."""

    edit: Edit
    timeline: str
    """The .otio as it came, with the media called by the names of their takes."""


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
        text = assemble(_shot_list(inputs), rushes_of(inputs), inputs.project)
        (bench.into / TIMELINE).write_text(text, encoding="utf-8")

    def read(self, files: Files, inputs: Inputs) -> CutFilm:
        """Return the edit, its media found among the takes. Raise CannotRead."""
        project = inputs.project
        plain = upgraded(_timeline_file(files).path.read_bytes())
        known = _known(rushes_of(inputs))
        film = FilmFormat(rate=project.frame_rate, size=(project.width, project.height))
        edit = flatten(timeline_of(plain), known=known, film=film)
        if not edit.frames:
            raise CannotRead("There is no clip on this timeline. Export the one you have cut.")
        return CutFilm(edit=edit, timeline=conformed(plain, known))

    def check(self, document: CutFilm, inputs: Inputs) -> Report:
        """Judge the edit before anything is rendered."""
        edit, shot_list = document.edit, _shot_list(inputs)
        planned = [shot.scene for shot in shot_list.wanted] if shot_list else []
        findings = (
            *edit_findings.missing_media(edit, _media_names(rushes_of(inputs))),
            *edit_findings.not_done(edit),
            *edit_findings.gaps(edit),
            *edit_findings.flashes(edit),
            *edit_findings.length(edit, inputs.project.target_seconds),
            *edit_findings.missing_scenes(edit, planned),
        )
        facts = {
            "frames": edit.frames,
            "seconds": round(float(edit.frames / edit.frame_rate), 2),
            "shots": len(edit.picture),
            "dissolves": len(edit.dissolves),
            "sounds": len(edit.sound),
            "cuts_inside_a_take": edit_findings.jump_cuts(edit),
        }
        return report_from(findings, facts)

    def make(self, document: CutFilm, files: Files, inputs: Inputs, bench: Bench) -> Report:
        """Write the conformed timeline, the preview, the film strip and the difference."""
        edit = document.edit
        (bench.into / TIMELINE).write_text(document.timeline, encoding="utf-8")
        (bench.into / EDIT).write_text(to_json(edit), encoding="utf-8")
        (bench.into / "difference.txt").write_text(_difference(edit, inputs), encoding="utf-8")
        preview = bench.into / "preview.mp4"
        with TemporaryDirectory() as folder:
            report = _make_preview(edit, inputs, bench, Path(folder), preview)
        draw_strip(
            preview,
            _strip_shots(edit),
            bench.into / "strip.jpg",
            rate=edit.frame_rate,
            watch=Part(whole=bench.watch, start=0.95, end=1.0),
        )
        return report_from((), {"segments": report.segments, "encoded": report.encoded})


def _timeline_file(files: Files) -> StageFile:
    """Return the one timeline among the files. Raise CannotRead for none or many."""
    timelines = [file for name, file in files.items() if name.lower().endswith(".otio")]
    named = [file for file in timelines if base_name(file.name) == TIMELINE]
    if len(named) == 1:
        return named[0]
    if len(timelines) == 1:
        return timelines[0]
    if timelines:
        raise CannotRead("There is more than one timeline. Send only the one that is the film.")
    name = min(files, default="")
    advice = EXPORT.get(PurePosixPath(name.lower()).suffix, OTHER)
    raise CannotRead(
        "“%(name)s” is not a timeline in OpenTimelineIO (.otio). " + advice,
        name=display_name(name) if name else "",
    )


def _shot_list(inputs: Inputs) -> ShotList | None:
    file = inputs.before.get("shot_list", {}).get(SHOT_LIST)
    return from_json(file.path.read_bytes(), ShotList) if file else None


def _known(rushes: Takes) -> dict[str, str]:
    """Return the names by which a timeline may call the takes and sounds of the rushes."""
    named: dict[str, tuple[str, ...]] = {
        take.name: (base_name(take.file), take.digest, base_name(take.proxy))
        for take in rushes.takes
    }
    for sound in rushes.sounds:
        named.setdefault(base_name(sound.file), (sound.digest,))
    return known_names(named)


def _media_names(rushes: Takes) -> set[str]:
    return set(_known(rushes).values())


def _difference(edit: Edit, inputs: Inputs) -> str:
    before = inputs.before.get("edit", {}).get(EDIT)
    if before is None:
        return first_list(edit)
    return difference(from_json(before.path.read_bytes(), Edit), edit)


def _preview_settings(edit: Edit) -> PictureSettings:
    height = min(PREVIEW_HEIGHT, edit.height)
    return PictureSettings(
        width=round(height * edit.width / edit.height / 2) * 2,
        height=height // 2 * 2,
        rate=edit.frame_rate,
        crf=PREVIEW_CRF,
    )


def _proxies(inputs: Inputs) -> dict[str, RenderMedium]:
    """Return the media of the rushes; a take's proxy where there is one."""
    made = inputs.before.get("rushes", {})
    proxies = {
        take.name: RenderMedium(path=file.path, digest=file.digest, kind="mov")
        for take in rushes_of(inputs).takes
        if (file := made.get(take.proxy)) is not None
    }
    return {**media_of(inputs), **proxies}


def _heard(inputs: Inputs, media: dict[str, RenderMedium]) -> dict[str, RenderMedium]:
    """Return what is heard; the camera's own sound comes from its proxy."""
    plain = media_of(inputs)
    heard = heard_of(inputs)
    return {**media, **{name: one for name, one in heard.items() if one != plain[name]}}


def _make_preview(
    edit: Edit, inputs: Inputs, bench: Bench, folder: Path, preview: Path
) -> RenderReport:
    """Render the edit small, with the sound of its own tracks."""
    media = _proxies(inputs)
    seen = Part(whole=bench.watch, start=0.0, end=0.8)
    job = RenderJob(
        into=folder,
        cache=SegmentCache(folder=bench.cache, limit_bytes=bench.cache_bytes),
        workers=bench.workers,
        watch=seen,
    )
    picture, report = render_picture(edit, media, settings=_preview_settings(edit), job=job)
    heard = Part(whole=bench.watch, start=0.8, end=0.93)
    names = {clip.media for clip in edit.sound}
    sources = sound_sources(_heard(inputs, media), names, cache=bench.cache, watch=heard)
    desk = Desk(workers=bench.workers, watch=heard)
    mix_to_wav(plan_of_edit(edit), sources, folder, desk=desk)
    mux(picture, folder / MIX, preview, watch=Part(whole=bench.watch, start=0.93, end=0.95))
    return report


def _strip_shots(edit: Edit) -> list[StripFrame]:
    """Return the middle frame of every shot that is once on screen alone; the first frame of a film
    without.
    """
    shots = [
        StripFrame(
            frame=span.start + span.frames // 2,
            start_frame=clip.start_frame,
            name=clip.media or clip.name or clip.generator,
        )
        for clip, span in edit_findings.shot_starts(edit)
    ]
    return shots or [StripFrame(frame=0, start_frame=0, name=edit.name)]


STAGE: Final = EditStage()
