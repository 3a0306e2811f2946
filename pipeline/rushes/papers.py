"""All that is written down about the rushes: tables for people and programs, reports on paper."""

from collections.abc import Iterator, Mapping

from pipeline.documents.project import Project
from pipeline.media.figures import SoundFigures
from pipeline.rushes import catalogue, missing
from pipeline.rushes.coverage import coverage_of, coverage_table
from pipeline.rushes.missing import missing_table, what_is_missing
from pipeline.rushes.planned import Planned
from pipeline.rushes.reading import Rushes
from pipeline.rushes.report_pages import camera_pdf, sound_pdf
from pipeline.rushes.reports import Reports
from pipeline.rushes.table import whole


def papers_of(
    rushes: Rushes, plan: Planned, project: Project, figures: Mapping[str, SoundFigures]
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each; a report of nothing is not written.

    figures: what was measured on the sound of a recording, by its file.
    """
    lacking = what_is_missing(plan, rushes.named, project, rushes.tables.releases)
    yield "coverage.csv", coverage_table(coverage_of(rushes.takes, plan.shot_list)).encode()
    yield missing.NAME, missing_table(lacking).encode()
    if rushes.tables.text:
        yield catalogue.NAME, whole(rushes.tables.text).encode()
    reports = Reports(
        takes=rushes.takes,
        named=rushes.named,
        facts=rushes.facts,
        log=rushes.tables.log,
        plan=plan,
        project=project,
        figures=figures,
    )
    if rushes.takes.takes:
        yield "takes_for_editors.csv", reports.editors_table().encode()
        yield "camera_report.csv", reports.camera_table().encode()
        yield "camera_report.pdf", camera_pdf(reports)
    if rushes.takes.sounds:
        yield "sound_report.csv", reports.sound_table().encode()
        yield "sound_report.pdf", sound_pdf(reports)
