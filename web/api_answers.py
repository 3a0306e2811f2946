"""What programs are answered: the values of the pipeline as plain JSON."""

from typing import Any

from flask import url_for

from pipeline.documents.report import Finding
from pipeline.records.values import FileOf, RevisionDetail, RevisionView
from pipeline.records.views import BoardRow, Cell
from web.errors import sentence_of

Plain = dict[str, Any]


def film(row: BoardRow) -> Plain:
    """Return a film and where each of its stages stands."""
    return {
        "id": row.project_id,
        "title": row.title,
        "group": row.group.name,
        "stages": [_stage(one) for one in row.cells],
    }


def _stage(cell: Cell) -> Plain:
    return {
        "stage": cell.stage,
        "state": cell.state.value,
        "waiting_for": cell.waiting_for.value,
        "since": cell.since.isoformat() if cell.since else None,
        "revision_id": cell.revision_id,
        "number": cell.number,
        "progress": cell.run.progress if cell.run else None,
    }


def revision(view: RevisionView) -> Plain:
    """Return a version without its files."""
    return {
        "id": view.id,
        "film": view.project_id,
        "stage": view.stage,
        "number": view.number,
        "digest": view.digest,
        "state": view.state.value,
        "since": view.state_since.isoformat(),
        "made_by": view.made_by,
        "made_at": view.made_at.isoformat(),
        "note": view.note,
    }


def whole(detail: RevisionDetail, locked: tuple[FileOf, ...]) -> Plain:
    """Return a version with its run, its report and the files that were made of it."""
    seen, report, run = detail.revision, detail.report, detail.run
    return {
        **revision(seen),
        "run": {"state": run.state.value, "progress": run.progress} if run else None,
        "report": {
            "blockers": [_finding(one) for one in report.blockers],
            "warnings": [_finding(one) for one in report.warnings],
            "facts": dict(report.facts),
        }
        if report
        else None,
        "files": [
            *(_file(seen.id, "made", one) for one in detail.made),
            *(_file(seen.id, "locked", one) for one in locked),
        ],
    }


def _finding(one: Finding) -> Plain:
    return {
        "code": one.code,
        "place": one.place,
        "sentence": sentence_of(one.template, one.values),
    }


def _file(revision_id: int, side: str, file: FileOf) -> Plain:
    return {
        "side": side,
        "name": file.name,
        "bytes": file.bytes,
        "sha256": file.digest,
        "address": url_for("api.file", revision_id=revision_id, side=side, name=file.name),
    }
