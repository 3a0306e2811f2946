"""Picture lock: the sign-off of the edit. What machines make of it at once is the picture master
and what the sound people need (see `follow_up.py`), so that the last day only swaps the sound.
"""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final

from pipeline import follow_up
from pipeline.documents.json import from_json
from pipeline.documents.report import Report
from pipeline.errors import Refused
from pipeline.records import Session, groups, revisions
from pipeline.records.values import FileOf, FileSide, Person, RevisionView, RunView
from pipeline.sign_off import APPROVED_STATES, Role

STAGE: Final = "edit"
TIMELINE: Final = "edit.otio"


@dataclass(frozen=True, slots=True, kw_only=True)
class LockView:
    """A locked picture and how far its master is."""

    revision: RevisionView
    by: str
    at: datetime | None
    """Who locked it and when."""
    frames: int
    frame_rate: Fraction
    timeline: str
    """SHA-256 of the conformed timeline."""
    run: RunView | None
    made: tuple[FileOf, ...]


def must_open(session: Session, seen: RevisionView, person: Person) -> None:
    """Raise Refused for a mentor at a locked picture, where a lead mentor is there for that.

    Source: domain.md R20, "picture lock reopening needs lead mentor".
    """
    if seen.stage != STAGE or seen.state not in APPROVED_STATES:
        return
    leads = groups.lead_mentors_of(session, person.workshop_id)
    if leads and person.role is not Role.LEAD_MENTOR:
        raise Refused(
            "The picture is locked: sound and titles rest on it. "
            "A lead mentor opens it: %(names)s.",
            names=", ".join(leads),
        )


def ledger_facts(session: Session, seen: RevisionView) -> dict[str, object]:
    """Return what the ledger keeps of a version that is signed off: of an edit, its lock."""
    facts = lock_facts(session, seen) if seen.stage == STAGE else {}
    return {"lock": facts} if facts else {}


def lock_facts(session: Session, seen: RevisionView) -> dict[str, object]:
    """Return frames, rate and the digest of the conformed timeline; nothing when not known."""
    text = revisions.report_of(session, seen.id)
    report = from_json(text, Report) if text else Report()
    made = {one.name: one for one in revisions.files_of(session, seen.id, FileSide.MADE)}
    if "frames" not in report.facts or TIMELINE not in made:
        return {}
    rate = revisions.project_settings(session, seen.project_id).frame_rate
    return {
        "frames": report.facts["frames"],
        "rate": str(rate),
        "timeline": made[TIMELINE].digest,
    }


def view(session: Session, project_id: int) -> LockView | None:
    """Return the locked picture of a film, None while the edit is open."""
    locked = revisions.approved(session, project_id).get(STAGE)
    if locked is None:
        return None
    facts = lock_facts(session, locked)
    signed = follow_up.signed_by(session, locked)
    return LockView(
        revision=locked,
        by=signed.person if signed else "",
        at=signed.at if signed else None,
        frames=int(str(facts.get("frames", 0))),
        frame_rate=revisions.project_settings(session, project_id).frame_rate,
        timeline=str(facts.get("timeline", "")),
        run=follow_up.run_of(session, locked.id),
        made=revisions.files_of(session, locked.id, FileSide.LOCKED),
    )
