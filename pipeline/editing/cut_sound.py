"""The sound of a film that has no stage for it: that of its edit, made as loud as agreed.

Where there is a stage for the sound, its signed mix is what is heard.
"""

from pathlib import Path
from typing import Final

from pipeline.bench import Bench, Inputs, Part
from pipeline.documents.edit import Edit
from pipeline.documents.report import Report, report_from
from pipeline.editing.locked import heard_of
from pipeline.render.jumps import hard_cuts
from pipeline.render.levelling import Level
from pipeline.render.loudness import measure_file
from pipeline.render.mix import MIX, Desk, mix_to_wav
from pipeline.render.mix_findings import mix_findings
from pipeline.render.mix_plan import plan_of_edit
from pipeline.render.sound_sources import sound_sources

SHARE: Final = 0.1
"""How much of the time of the final cut it takes."""
_TOLD_OF_THE_FILM: Final = frozenset({"C21", "C44", "SILENCE"})
"""What the technical check says of the finished file anyway."""


def is_silent_on_purpose(edit: Edit, inputs: Inputs) -> bool:
    """Return whether nothing is to be heard: no stage for the sound, and none in the edit."""
    return "sound" not in inputs.project.stages and not edit.sound


def mix_or_cut_sound(
    edit: Edit, inputs: Inputs, level: Level, work: Path, bench: Bench
) -> tuple[Path, Report]:
    """Return the signed mix, else the sound of the edit as a WAV in a work folder.

    The report says what was heard while it was mixed; of a signed mix its own stage has said it.
    Raise WorkFailed or Cancelled.
    """
    if "sound" in inputs.project.stages:
        return inputs.file("sound", MIX).path, Report()
    plan, names = plan_of_edit(edit), {clip.media for clip in edit.sound}
    watch = Part(whole=bench.watch, start=0.0, end=SHARE)
    sources = sound_sources(heard_of(inputs), names, cache=bench.cache, watch=watch)
    desk = Desk(workers=bench.workers, watch=watch)
    mixed = mix_to_wav(plan, sources, work, level=level, desk=desk)
    if not edit.sound:
        return work / MIX, Report()
    loudness = measure_file(work / MIX, "wav", watch=watch)
    report = mix_findings(mixed, loudness, level, hard_cuts(edit))
    said = (*report.blockers, *report.warnings)
    return work / MIX, report_from(one for one in said if one.code not in _TOLD_OF_THE_FILM)
