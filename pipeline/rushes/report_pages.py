"""The camera report and the sound report on paper, in the language of the film."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from pipeline.documents.days import ShootingDay
from pipeline.documents.takes import Rating
from pipeline.paper.call_sheet_page import date_text
from pipeline.paper.report import ReportColumn, ReportRow, ReportSection, report_pdf
from pipeline.paper.sheet import Words, said
from pipeline.rushes import report_words as words
from pipeline.rushes.listing import by
from pipeline.rushes.reports import (
    CameraLine,
    Line,
    Reports,
    SoundLine,
    length_text,
    rate_text,
    size_text,
)

_CAMERA: Final = (
    ReportColumn(words=words.SLATE, share=11, is_name=True),
    ReportColumn(words=words.FILE, share=15),
    ReportColumn(words=words.RATING, share=7),
    ReportColumn(words=words.CAMERA_LENS, share=9),
    ReportColumn(words=words.SIZE, share=8, align="R"),
    ReportColumn(words=words.RATE, share=7, align="R"),
    ReportColumn(words=words.LENGTH, share=6, align="R"),
    ReportColumn(words=words.TIMECODE, share=9, align="R"),
    ReportColumn(words=words.LOUDNESS, share=5, align="R"),
    ReportColumn(words=words.PEAK, share=6, align="R"),
    ReportColumn(words=words.REMARKS, share=22, folds=True),
)
_SOUND: Final = (
    ReportColumn(words=words.SLATE, share=11, is_name=True),
    ReportColumn(words=words.SOUND_FILE, share=18),
    ReportColumn(words=words.ROLE, share=12),
    ReportColumn(words=words.PLACE, share=12),
    ReportColumn(words=words.TRACKS, share=6, align="R"),
    ReportColumn(words=words.SAMPLES, share=6, align="R"),
    ReportColumn(words=words.LENGTH, share=7, align="R"),
    ReportColumn(words=words.LOUDNESS, share=6, align="R"),
    ReportColumn(words=words.PEAK, share=7, align="R"),
    ReportColumn(words=words.REMARKS, share=25, folds=True),
)


def camera_pdf(reports: Reports) -> bytes:
    """Return camera_report.pdf."""
    language = reports.project.language
    sections = [
        ReportSection(
            title=_title(day, reports),
            summary=_summary(words.SUMMARY, lines, language),
            rows=tuple(_camera_row(line, language) for line in lines),
        )
        for day, lines in by(reports.camera(), lambda line: line.day).items()
    ]
    return report_pdf(words.CAMERA, _CAMERA, sections, reports.project)


def sound_pdf(reports: Reports) -> bytes:
    """Return sound_report.pdf."""
    language = reports.project.language
    sections = [
        ReportSection(
            title=_title(day, reports),
            summary=_summary(words.SOUND_SUMMARY, lines, language),
            rows=tuple(_sound_row(line, language) for line in lines),
        )
        for day, lines in by(reports.sound(), lambda line: line.day).items()
    ]
    return report_pdf(words.SOUND, _SOUND, sections, reports.project)


def _title(day: str, reports: Reports) -> str:
    language = reports.project.language
    if not day:
        return said(words.NO_DAY, language)
    planned = [one for one in reports.plan.shooting_days if one.date.isoformat() == day]
    text = date_text(ShootingDay(date=date.fromisoformat(day)), language)
    return "  ·  ".join(filter(None, (text, planned[0].location if planned else "")))


def _summary(template: Words, lines: Sequence[Line], language: str) -> str:
    good = sum(isinstance(one, CameraLine) and one.take.rating is Rating.GOOD for one in lines)
    seconds = sum((one.seconds for one in lines), start=lines[0].seconds * 0)
    values: Mapping[str, object] = {
        "count": len(lines),
        "good": good,
        "length": length_text(seconds),
    }
    return said(template, language) % values


def _camera_row(line: CameraLine, language: str) -> ReportRow:
    take = line.take
    remarks = [
        line.remarks,
        "" if take.has_sound else said(words.SILENT, language),
        said(words.UNEVEN, language) if line.is_uneven else "",
    ]
    cells = (
        _slate(line),
        line.file,
        said(words.RATINGS[take.rating], language),
        ", ".join(filter(None, (line.camera, line.lens))),
        size_text(take),
        rate_text(take.rate),
        length_text(line.seconds),
        take.start_timecode,
        line.loudness,
        line.peak,
        " · ".join(filter(None, remarks)),
    )
    return ReportRow(cells=cells, rating=take.rating)


def _sound_row(line: SoundLine, language: str) -> ReportRow:
    hertz = line.audio.sample_rate if line.audio else 0
    remarks = [line.remarks, said(words.LINED_UP, language) if line.is_lined_up else ""]
    cells = (
        _slate(line),
        line.file,
        said(words.ROLES[line.sound.role], language),
        line.place,
        str(line.sound.channels),
        f"{hertz / 1000:g}" if hertz else "",
        length_text(line.seconds),
        line.loudness,
        line.peak,
        " · ".join(filter(None, remarks)),
    )
    return ReportRow(cells=cells)


def _slate(line: Line) -> str:
    """Return the slate as crews say it: 3A/2/4."""
    slate = line.slate
    return f"{slate.scene}/{slate.shot}/{slate.take}" if slate else "–"
