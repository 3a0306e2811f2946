"""The timetable of the films: when each stage is to be signed, and by whom."""

from datetime import datetime

from sqlalchemy.orm import Session

from pipeline.records.gate_tables import GateRow


def add_gate(
    session: Session,
    *,
    project_id: int,
    stage: str,
    starts_at: datetime,
    minutes: int,
    signer_id: int | None,
) -> None:
    """Write when a stage of a film is to be signed."""
    session.add(
        GateRow(
            project_id=project_id,
            stage=stage,
            starts_at=starts_at,
            minutes=minutes,
            signer_id=signer_id,
        )
    )
