"""What a mentor has in hand for a decision: what is new, what was asked, what the checks found."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for
from flask_babel import lazy_gettext as _

from pipeline import checklists
from pipeline.documents.json import from_json
from pipeline.documents.report import Finding
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.editing.difference import compare
from pipeline.errors import PipelineError
from pipeline.records import Session, revisions
from pipeline.records.values import Checklist, FileOf, FileSide, RevisionView, SignOffView
from pipeline.records.views import StageView
from pipeline.sign_off import Action
from web import papers
from web.changed import SHORT_BYTES, changed_between
from web.cuts import cut_of
from web.parts import parts
from web.pictures import frame_at

SHOTS: Final = "shot_list.json"
_SHOT: Final = re.compile(r"S\d+[A-Z]{0,2}_P\d+", re.ASCII)
_SCENE: Final = re.compile(r"scene (\w+)")
_LINE: Final = re.compile(r"line (\d+)")

KIND_WORDS: Final[Mapping[str, Any]] = {
    "added": _("new"), "new": _("new"), "omitted": _("taken out"), "out": _("taken out"),
    "changed": _("changed"), "moved": _("moved"), "take": _("other take"),
    "trimmed": _("trimmed"), "speed": _("speed"), "dissolve": _("dissolve"),
    "grade": _("grade"), "sound": _("sound"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is different from what was handed in last."""

    since: RevisionView
    counts: tuple[tuple[str, int], ...]
    """Kind of change, and how often; none: nothing has changed, or nobody can tell."""
    longer_frames: int = 0
    address: str = ""
    """Of the page that shows all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A finding that is not let pass, and the way to where it can be seen."""

    finding: Finding
    address: str
    frame: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateCard:
    """Everything beside the three answers."""

    news: News | None
    """None: this is the first time."""
    asked_for: SignOffView | None
    """The last “not yet”, and why."""
    failed: tuple[Failed, ...]
    checklist: Checklist


def gate_card(session: Session, view: StageView) -> GateCard | None:
    """Return what is on the card of a version that is shown; None where there is none."""
    if view.shown is None:
        return None
    before = _handed_in_before(view)
    return GateCard(
        news=_news(session, view, before) if before else None,
        asked_for=next((one for one in reversed(view.sign_offs) if one.action in _WHY), None),
        failed=tuple(_failed(view)),
        checklist=checklists.newest(session, view.group.workshop_id, view.stage),
    )


_WHY: Final = frozenset({Action.NOT_YET, Action.REOPEN})


def _handed_in_before(view: StageView) -> RevisionView | None:
    """Return the version before this one that a mentor has seen."""
    number = view.shown.revision.number if view.shown else 0
    seen = {one.revision_number for one in view.sign_offs if one.action is Action.SUBMIT}
    return next((one for one in view.revisions if one.number < number and one.number in seen), None)


def _news(session: Session, view: StageView, before: RevisionView) -> News:
    now = view.shown.revision if view.shown else before
    there: dict[str, Any] = {"from": before.number, "to": now.number}
    if view.stage == "script":
        page = url_for("changes.changes", project_id=view.project_id, **there)
        return News(since=before, counts=_of_script(view, before, now), address=page)
    if view.stage == "edit":
        page = url_for("edits.changes", project_id=view.project_id, **there)
        return _of_edit(session, view, (before, now), page)
    if view.stage == "shot_list":
        old, new = (_shots(session, one) for one in (before, now))
        return News(since=before, counts=_of_shots(old, new))
    old_files, new_files = (_files(session, one) for one in (before, now))
    return News(since=before, counts=_of_files(old_files, new_files))


def _of_script(
    view: StageView, before: RevisionView, now: RevisionView
) -> tuple[tuple[str, int], ...]:
    found = changed_between(view.project_id, before, now, most_bytes=SHORT_BYTES)
    return _counted(one.state.value for one in found.difference.changed) if found else ()


def _of_edit(
    session: Session, view: StageView, pair: tuple[RevisionView, RevisionView], page: str
) -> News:
    before, now = (cut_of(session, one, view.project) for one in pair)
    if before is None or now is None:
        return News(since=pair[0], counts=(), address=page)
    found = compare(before, now)
    return News(
        since=pair[0],
        counts=_counted(one.kind.value for one in found.changes),
        longer_frames=found.longer_frames,
        address=page,
    )


def _shots(session: Session, revision: RevisionView) -> Mapping[str, Shot]:
    made = revisions.files_of(session, revision.id, FileSide.MADE)
    paper = next((one for one in made if one.name == SHOTS), None)
    try:
        content = parts().store.path(paper.digest).read_bytes() if paper else b""
        return {one.name: one for one in from_json(content, ShotList).shots}
    except PipelineError:
        return {}


def _files(session: Session, revision: RevisionView) -> Mapping[str, str]:
    sent: Sequence[FileOf] = revisions.files_of(session, revision.id, FileSide.SENT)
    return {one.name: one.digest for one in sent}


def _of_shots(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[tuple[str, int], ...]:
    both = old.keys() & new.keys()
    kinds = ["new"] * len(new.keys() - old.keys()) + ["out"] * len(old.keys() - new.keys())
    return _counted([*kinds, *("changed" for name in both if old[name] != new[name])])


_of_files: Final = _of_shots


def _counted(kinds: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(kinds).items())


def _failed(view: StageView) -> Iterable[Failed]:
    shown = view.shown
    if shown is None or shown.report is None:
        return
    waived = {(one.code, one.place) for one in shown.waivers}
    for one in shown.report.blockers + shown.report.warnings:
        if (one.code, one.place) not in waived:
            yield Failed(finding=one, address=_address(view, one), frame=_frame(view, one))


def _frame(view: StageView, finding: Finding) -> int | None:
    has_film = view.shown is not None and any(
        one.name.endswith(".mp4") and "/" not in one.name for one in view.shown.made
    )
    return frame_at(view, finding.place) if has_film and finding.place else None


def _address(view: StageView, finding: Finding) -> str:
    """Return where a finding can be seen: its line, its shot, its clip, else the report."""
    place, project_id = finding.place, view.project_id
    if _frame(view, finding) is not None:
        return "#picture"
    if view.stage == "script":
        return _in_script(view, place)
    if view.stage == "shot_list" and _SHOT.fullmatch(place):
        return url_for("frames.frame", project_id=project_id, name=place)
    if view.stage == "rushes" and _SHOT.match(place):
        return url_for("takes.table", project_id=project_id)
    if view.stage == "edit" and finding.code in ("C34", "BEYOND"):
        return url_for("relink.page", project_id=project_id)
    return "#report"


def _in_script(view: StageView, place: str) -> str:
    if found := _LINE.search(place):
        return f"#line-{found[1]}"
    scene = _SCENE.search(place)
    if scene is None:
        return "#report"
    scenes = papers.scenes_of(view.project_id)
    line = next((one.line for one in scenes if one.number == scene[1]), None)
    return f"#line-{line}" if line else "#report"
