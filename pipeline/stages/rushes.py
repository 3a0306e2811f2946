"""Rushes: takes and sounds come in, pass the gate, get their slates, and can be watched."""

from dataclasses import dataclass, replace
from typing import Final

from pipeline.bench import Bench, Files, Inputs, Part
from pipeline.documents.json import from_json, to_json
from pipeline.documents.report import Report, report_from
from pipeline.documents.shot_list import ShotList
from pipeline.rushes.catalogue import NAME, draft_of
from pipeline.rushes.checks import check_rushes
from pipeline.rushes.dailies import make_dailies
from pipeline.rushes.earlier import with_earlier_names
from pipeline.rushes.judging import judged
from pipeline.rushes.papers import papers_of
from pipeline.rushes.planned import SCHEDULE, Planned, planned
from pipeline.rushes.reading import Hints, Rushes, read_rushes
from pipeline.rushes.recorded import with_recorded
from pipeline.rushes.renditions import make_renditions, with_products
from pipeline.stage_facts import StageFacts, facts_of

_FACTS: Final = facts_of("rushes")


@dataclass(frozen=True, slots=True)
class RushesStage:
    """The third stage: what was shot."""

    facts: StageFacts = _FACTS
    name: str = _FACTS.name
    needs: tuple[str, ...] = _FACTS.needs
    accepts: tuple[str, ...] = _FACTS.accepts
    queue: str = _FACTS.queue
    checklist: tuple[str, ...] = _FACTS.checklist

    def draft(self, inputs: Inputs, bench: Bench) -> None:
        """Write a takes.csv with one row to fill for each planned shot. Raise NotFound.

        Where the film has no shot list, the table has no row yet.
        """
        is_planned = "shot_list" in inputs.project.stages
        shots = _shot_list(inputs).wanted if is_planned else ()
        (bench.into / NAME).write_text(draft_of(shots), encoding="utf-8")

    def read(self, files: Files, inputs: Inputs) -> Rushes:
        """Let every file through the gate; a bad one becomes a finding, the others are kept."""
        plan = _plan(inputs)
        hints = Hints(
            system=inputs.project.slates,
            shots=plan.shots if plan else (),
            clips=inputs.clips,
            names=inputs.names,
        )
        return read_rushes(files, rate=inputs.project.frame_rate, hints=hints)

    def check(self, document: Rushes, inputs: Inputs) -> Report:
        """Judge pictures, sound, slates and coverage."""
        return check_rushes(document, inputs.project, _planned(inputs), inputs.places)

    def make(self, document: Rushes, files: Files, inputs: Inputs, bench: Bench) -> Report:
        """Write what is seen and heard of each take, takes.json, the papers, and the dailies."""
        made = make_renditions(document, files, inputs.clips, _part(bench, 0.0, 0.7))
        takes = with_earlier_names(with_products(document.takes, made), inputs)
        takes, asked = with_recorded(takes, document.named, files, _part(bench, 0.7, 0.8))
        clips = {each.file: each.clip for each in made if each.clip}
        (bench.into / "takes.json").write_text(to_json(takes), encoding="utf-8")
        figures = {file: clip.sound for file, clip in clips.items() if clip.sound}
        for name, content in papers_of(document, _planned(inputs), inputs.project, figures):
            (bench.into / name).write_bytes(content)
        broken = [finding for each in made for finding in each.findings]
        reels = make_dailies(takes, files, inputs, _part(bench, 0.8, 1.0))
        return report_from([*broken, *judged(takes, clips), *asked, *reels])


def _part(bench: Bench, start: float, end: float) -> Bench:
    return replace(bench, watch=Part(whole=bench.watch, start=start, end=end))


def _plan(inputs: Inputs) -> ShotList | None:
    """Return the approved shot list; None where the rushes are looked at on their own."""
    return _shot_list(inputs) if "shot_list" in inputs.before else None


def _planned(inputs: Inputs) -> Planned:
    """Return the plan with the places and days that the schedule of the shot list tells."""
    schedule = inputs.before.get("shot_list", {}).get(SCHEDULE)
    text = schedule.path.read_text(encoding="utf-8") if schedule else ""
    return planned(_plan(inputs), text)


def _shot_list(inputs: Inputs) -> ShotList:
    file = inputs.file("shot_list", "shot_list.json")
    return from_json(file.path.read_bytes(), ShotList)


STAGE: Final = RushesStage()
