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
) -> int:
    """Write when a stage of a film is to be signed, and return the id of the gate."""
    row = GateRow(
        project_id=project_id,
        stage=stage,
        starts_at=starts_at,
        minutes=minutes,
        signer_id=signer_id,
    )
    session.add(row)
    session.flush()
    return row.id
