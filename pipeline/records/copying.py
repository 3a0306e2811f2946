"""All rows as plain values and back: the part of a backup that is not files.

Works with SQLite and PostgreSQL alike, so that a workshop can also move from one to the other.
Log-ins are left out: after a restore everybody logs in again. So is what lasts only while
processes run.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Column, Enum, Table, func, insert, select, text
from sqlalchemy.orm import Session

from pipeline.errors import CannotRead, Refused
from pipeline.records import door_tables, gate_tables, hook_tables, review_tables
from pipeline.records.machine_tables import SegmentRow, WorkerRow
from pipeline.records.tables import Base, Moment, PersonSessionRow, WorkshopRow

Row = Mapping[str, Any]

_OTHERS: Final = (door_tables, gate_tables, hook_tables, review_tables)
"""Imported so that their tables are known, too."""
_BATCH: Final = 500
_LEFT_OUT: Final = frozenset(row.__tablename__ for row in (PersonSessionRow, SegmentRow, WorkerRow))


def _tables() -> list[Table]:
    """All tables that are kept, those first to which others refer."""
    return [table for table in Base.metadata.sorted_tables if table.name not in _LEFT_OUT]


def version(session: Session) -> str:
    """Return the name of the last step that brought the tables up to date."""
    return str(session.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def rows(session: Session) -> Iterator[tuple[str, Row]]:
    """Yield every row as the name of its table and its plain values."""
    for table in _tables():
        for found in session.execute(select(table)).mappings():
            yield table.name, {name: _plain(value) for name, value in found.items()}


def is_empty(session: Session) -> bool:
    """Return whether nothing has been written yet."""
    return session.scalar(select(func.count()).select_from(WorkshopRow)) == 0


def put_rows(session: Session, found: Iterable[tuple[str, Row]]) -> int:
    """Write the rows of a backup into empty tables and return how many.

    Raise Refused if there is a workshop already, CannotRead for rows that are not ours.
    """
    if not is_empty(session):
        raise Refused("There is a workshop here already. Restore into a new, empty home folder.")
    tables = {table.name: table for table in _tables()}
    by_table: dict[str, list[dict[str, Any]]] = {name: [] for name in tables}
    for name, row in found:
        if name not in tables or set(row) != set(tables[name].columns.keys()):
            raise CannotRead(
                "This backup does not fit this version of Claquette.", detail=f"table {name}"
            )
        by_table[name].append(_stored(tables[name], row))
    for name, table in tables.items():
        for start in range(0, len(by_table[name]), _BATCH):
            session.execute(insert(table), by_table[name][start : start + _BATCH])
        _count_on(session, table)
    return sum(map(len, by_table.values()))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


def _stored(table: Table, row: Row) -> dict[str, Any]:
    return {name: _value(table.columns[name], value) for name, value in row.items()}


def _value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Enum) and column.type.enum_class:
        return column.type.enum_class(value)
    return value


def _count_on(session: Session, table: Table) -> None:
    """Let PostgreSQL number new rows after the ones that came with their numbers."""
    if session.get_bind().dialect.name == "postgresql" and "id" in table.columns:
        last = select(func.max(table.columns["id"])).scalar_subquery()
        session.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))
