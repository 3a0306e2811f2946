"""Shot list: a table of shots becomes paper for the set, an order of shooting and an animatic."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.bench import Bench, Files, Inputs, Part
from pipeline.documents.json import from_json, to_json
from pipeline.documents.project import Project
from pipeline.documents.report import Finding, Report, report_from, warning
from pipeline.documents.screenplay import Screenplay
from pipeline.documents.shot_list import ShotList
from pipeline.errors import Cancelled, CannotRead
from pipeline.paper.call_sheet import call_sheets_pdf
from pipeline.paper.face import boards_face
from pipeline.paper.lined_script import lined_script_pdf
from pipeline.paper.shot_list import TITLES, shot_list_pdf
from pipeline.paper.slates import slates_pdf
from pipeline.paper.storyboard import storyboard_pdf
from pipeline.shots import schedule
from pipeline.shots.checks import check_reading, check_shot_list
from pipeline.shots.checks import facts_of as figures_of
from pipeline.shots.columns import COLUMNS, KEYS
from pipeline.shots.coverage import HEADINGS as COVERAGE_HEADINGS
from pipeline.shots.coverage import coverage_lines, speeches_of
from pipeline.shots.days import KEYS as DAY_KEYS
from pipeline.shots.days import TABLE as DAYS
from pipeline.shots.days import days_of, lines_of_days
from pipeline.shots.drafting import draft_shot_list
from pipeline.shots.rows import MOST_ROWS
from pipeline.shots.spreadsheet import (
    is_encoding_sure,
    last_row_of,
    read_csv,
    read_xlsx,
    write_csv,
    write_xlsx,
)
from pipeline.shots.table import Reading, lines_of, shot_list_of
from pipeline.stage_facts import StageFacts, facts_of
from pipeline.stages.animatic import make_animatic
from pipeline.stages.boards import paint_boards

TABLE: Final = "shot_list.csv"
TABLES: Final = (".csv", ".xlsx")

MOST_PRINTED: Final = 1000
"""Shots on paper: a slate each is a page each."""

_FACTS: Final = facts_of("shot_list")
_ON_PAPER: Final = 0.4
"""How much of the work is done when only the animatic is left."""
_WIDTHS: Final = (
    *(8, 8, 10, 22, 20, 18, 18, 48, 48, 22, 16, 22, 20, 12, 12, 18, 22, 10, 12, 14, 20, 12, 28, 40),
)


@dataclass(frozen=True, slots=True)
class ShotListStage:
    """The second stage."""

    facts: StageFacts = _FACTS
    name: str = _FACTS.name
    needs: tuple[str, ...] = _FACTS.needs
    accepts: tuple[str, ...] = _FACTS.accepts
    queue: str = _FACTS.queue
    checklist: tuple[str, ...] = _FACTS.checklist

    def draft(self, inputs: Inputs, bench: Bench) -> None:
        """Write a shot list that covers the approved script. Raise NotFound when there is none.

        Where the film has no script, it is a table to fill.
        """
        project = inputs.project
        if "script" not in project.stages:
            (bench.into / TABLE).write_text(_csv(ShotList(shots=()), project), encoding="utf-8")
            return
        shot_list = draft_shot_list(
            _approved_script(inputs), frame_rate=project.frame_rate, language=project.language
        )
        (bench.into / TABLE).write_text(_csv(shot_list, project), encoding="utf-8")

    def read(self, files: Files, inputs: Inputs) -> ShotList:
        """Return the shot list of the one table, with its days. Raise CannotRead, naming rows."""
        tables = [name for name in files if _suffix(name) in TABLES and not _is_days(name)]
        if len(tables) != 1:
            raise CannotRead(
                "Send one shot list: a table that ends in .csv or .xlsx. Here are %(count)s.",
                count=len(tables),
            )
        shot_list = _read_table(tables[0], files[tables[0]].path.read_bytes(), inputs.project)
        days = next((files[name] for name in sorted(files) if _is_days(name)), None)
        if days is None:
            return shot_list
        content = days.path.read_bytes()
        lines = read_csv(content, name=days.name, language=inputs.project.language)
        return replace(shot_list, days=days_of(lines, name=days.name))

    def check(self, document: ShotList, inputs: Inputs) -> Report:
        """Judge coverage, sizes and length against the approved script.

        Where the film has none, what needs no script; of a list alone, how it was read.
        """
        project = inputs.project
        script = _script(inputs)
        if script or "script" not in project.stages:
            findings = check_shot_list(document, script, project)
        else:
            findings = check_reading(document)
        return report_from(findings, figures_of(document, project))

    def make(self, document: ShotList, files: Files, inputs: Inputs, bench: Bench) -> Report:
        """Write the list, the papers of the set, the storyboard and the animatic."""
        boards = paint_boards(files, document, bench)
        products = papers_of(document, _script(inputs), inputs.project, boards.frames)
        for place, (name, product) in enumerate(products):
            if bench.watch.cancelled():
                raise Cancelled("The work on the shot list was stopped.")
            bench.watch.progress(_ON_PAPER * place / len(products), "Printing the shot list")
            made = product()
            (bench.into / name).write_bytes(made.encode() if isinstance(made, str) else made)
        watch = Part(whole=bench.watch, start=_ON_PAPER, end=1.0)
        film = bench.into / "animatic.mp4"
        report = make_animatic(document, inputs.project, film, watch, boards.frames)
        told = report_from(
            [*boards.findings, *_unprinted(document)], {"frames": len(boards.frames)}
        )
        return report.joined(told)


def papers_of(
    shot_list: ShotList,
    script: Screenplay | None,
    project: Project,
    frames: Mapping[str, Path] | None = None,
) -> tuple[tuple[str, Callable[[], str | bytes]], ...]:
    """Return everything of a shot list that is written down: name and maker, in order.

    What is printed is bounded: of a longer list, the first shots that were not dropped.
    """
    scenes = script.scenes if script else ()
    slots = schedule.by_place(shot_list, scenes)
    plan = schedule.day_by_shot(schedule.plan_of(slots, shot_list.days))
    times = schedule.schedule_lines(slots, plan)
    shown = frames or {}
    printed = replace(shot_list, shots=shot_list.shots[:MOST_PRINTED])
    papers: list[tuple[str, Callable[[], str | bytes]]] = [
        ("shot_list.json", lambda: to_json(shot_list)),
        (TABLE, lambda: _csv(shot_list, project)),
        ("shot_list.xlsx", lambda: _xlsx(shot_list, project)),
        ("schedule.csv", lambda: write_csv([schedule.HEADINGS, *times])),
        ("shot_list.pdf", lambda: shot_list_pdf(printed, scenes, project, shown)),
        ("storyboard.pdf", lambda: storyboard_pdf(printed, scenes, project, shown)),
        ("slates.pdf", lambda: slates_pdf(printed, scenes, project)),
        ("call_sheets.pdf", lambda: call_sheets_pdf(printed, scenes, project)),
        ("boards.png", lambda: boards_face(shot_list, project, shown)),
    ]
    if script:
        covered = coverage_lines(speeches_of(shot_list, scenes))
        papers += [
            ("coverage.csv", lambda: write_csv([COVERAGE_HEADINGS, *covered])),
            ("lined_script.pdf", lambda: lined_script_pdf(printed, script, project)),
        ]
    if shot_list.days:
        papers.append((DAYS, lambda: write_csv([DAY_KEYS, *lines_of_days(shot_list.days)])))
    return tuple(papers)


def _unprinted(shot_list: ShotList) -> Iterator[Finding]:
    if len(shot_list.shots) > MOST_PRINTED:
        yield warning(
            "C39",
            "",
            "The list has %(count)s shots; the first %(most)s are printed, all are in the table.",
            count=len(shot_list.shots),
            most=MOST_PRINTED,
        )


def _read_table(name: str, content: bytes, project: Project) -> ShotList:
    reading = Reading(name=name, frame_rate=project.frame_rate, language=project.language)
    if _suffix(name) == ".xlsx":
        last = last_row_of(content)
        shot_list = shot_list_of(read_xlsx(content, name=name), reading)
        return replace(shot_list, unread_row=last if last > MOST_ROWS + 1 else 0)
    lines = read_csv(content, name=name, language=project.language)
    shot_list = shot_list_of(lines, reading)
    return replace(shot_list, is_encoding_sure=is_encoding_sure(content))


def _csv(shot_list: ShotList, project: Project) -> str:
    return write_csv([KEYS, *lines_of(shot_list, frame_rate=project.frame_rate)])


def _xlsx(shot_list: ShotList, project: Project) -> bytes:
    headings = [column.word(project.language) for column in COLUMNS]
    lines = lines_of(shot_list, frame_rate=project.frame_rate, language=project.language)
    return write_xlsx([headings, *lines], title=TITLES[0], widths=_WIDTHS)


def _approved_script(inputs: Inputs) -> Screenplay:
    file = inputs.file("script", "screenplay.json")
    return from_json(file.path.read_bytes(), Screenplay)


def _script(inputs: Inputs) -> Screenplay | None:
    """The script the list rests on; a list alone can be read and printed without one."""
    return _approved_script(inputs) if "script" in inputs.before else None


def _is_days(name: str) -> bool:
    return PurePosixPath(name.lower()).name == DAYS


def _suffix(name: str) -> str:
    return PurePosixPath(name.lower()).suffix


STAGE: Final = ShotListStage()
