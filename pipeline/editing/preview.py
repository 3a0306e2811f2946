"""The preview of an edit: small, from proxies, with the sound of its own tracks; its film strip."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.bench import Bench, Inputs, Part
from pipeline.documents.edit import Edit
from pipeline.editing import findings
from pipeline.editing.locked import heard_of, media_of, rushes_of
from pipeline.render.assemble import RenderJob, RenderReport
from pipeline.render.cut_film import FilmMedia, render_film
from pipeline.render.encoding import PictureSettings
from pipeline.render.sound_sources import sound_sources
from pipeline.render.sources import RenderMedium
from pipeline.render.strip import StripFrame, draw_strip

PREVIEW: Final = "preview.mp4"
STRIP: Final = "strip.jpg"
PREVIEW_HEIGHT: Final = 540
PREVIEW_CRF: Final = 26


def make_preview(
    edit: Edit, inputs: Inputs, bench: Bench, *, luts: Mapping[str, RenderMedium] | None = None
) -> RenderReport:
    """Write the preview and the film strip. Raise WorkFailed or Cancelled.

    `luts` are the look-up tables of the grade, by digest.
    """
    preview = bench.into / PREVIEW
    with TemporaryDirectory() as folder:
        report = _film(edit, (inputs, luts or {}), bench, Path(folder), preview)
    draw_strip(
        preview,
        _strip_shots(edit),
        bench.into / STRIP,
        rate=edit.frame_rate,
        watch=Part(whole=bench.watch, start=0.95, end=1.0),
    )
    return report


def preview_settings(edit: Edit) -> PictureSettings:
    """Return how a preview is written."""
    height = min(PREVIEW_HEIGHT, edit.height)
    return PictureSettings(
        width=round(height * edit.width / edit.height / 2) * 2,
        height=height // 2 * 2,
        rate=edit.frame_rate,
        crf=PREVIEW_CRF,
    )


def proxies_of(inputs: Inputs) -> dict[str, RenderMedium]:
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


def _film(
    edit: Edit,
    given: tuple[Inputs, Mapping[str, RenderMedium]],
    bench: Bench,
    folder: Path,
    preview: Path,
) -> RenderReport:
    inputs, luts = given
    watch = Part(whole=bench.watch, start=0.0, end=0.95)
    job = RenderJob(
        into=folder,
        cache=bench.segments,
        workers=bench.workers,
        watch=watch,
        hands=bench.hands,
    )
    seen = proxies_of(inputs)
    names = {clip.media for clip in edit.sound}
    heard = sound_sources(_heard(inputs, seen), names, cache=bench.cache, watch=watch)
    media = FilmMedia(seen={**seen, **luts}, heard=heard)
    film, report = render_film(edit, media, settings=preview_settings(edit), job=job)
    shutil.copyfile(film, preview)  # what is kept may have the film under another name
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
        for clip, span in findings.shot_starts(edit)
    ]
    return shots or [StripFrame(frame=0, start_frame=0, name=edit.name)]
