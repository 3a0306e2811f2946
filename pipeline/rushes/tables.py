"""The tables that lie beside the recordings: takes.csv, the log of the slate, the releases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from pipeline.bench import Files, StageFile
from pipeline.documents.report import Finding, blocker
from pipeline.errors import CannotRead
from pipeline.rushes import catalogue, releases
from pipeline.rushes.catalogue import Entry, read_entries
from pipeline.rushes.naming import base_name
from pipeline.rushes.releases import Release, read_releases
from pipeline.shots import slate_log
from pipeline.shots.slate_log import LoggedTake, log_of

Value = TypeVar("Value")

NAMES: Final = (catalogue.NAME, slate_log.NAME, releases.NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What people have written down."""

    text: str
    """takes.csv as it was sent; empty where there is none."""
    entries: Mapping[str, Entry]
    """The rows of takes.csv by base name in lower case."""
    log: tuple[LoggedTake, ...]
    releases: tuple[Release, ...] | None
    """None where nobody keeps the table."""
    findings: tuple[Finding, ...]
    """What is wrong with them."""


def is_table(name: str) -> bool:
    """Return whether a file is one of these tables and no recording."""
    return base_name(name).lower() in NAMES


def read_tables(files: Files) -> Tables:
    """Return the tables of a version. Raise CannotRead when takes.csv is no table.

    A log or a table of releases that cannot be read costs no take: it becomes a finding.
    """
    sent = {base_name(name).lower(): file for name, file in files.items() if is_table(name)}
    texts = {name: _text(file) for name, file in sent.items()}
    text = texts.get(catalogue.NAME, "")
    entries, findings = read_entries(text) if catalogue.NAME in texts else ({}, ())
    log, no_log = _or_finding(log_of, texts, slate_log.NAME)
    papers, no_papers = _or_finding(read_releases, texts, releases.NAME)
    return Tables(
        text=text,
        entries=entries,
        log=log or (),
        releases=papers,
        findings=(*findings, *no_log, *no_papers),
    )


def _text(file: StageFile) -> str:
    try:
        return file.path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CannotRead(
            "%(name)s is not a text that can be read. Save the table as CSV (UTF-8).",
            name=base_name(file.name),
            detail=str(fault),
        ) from fault


def _or_finding(
    read: Callable[[str], tuple[Value, ...]], texts: Mapping[str, str], name: str
) -> tuple[tuple[Value, ...] | None, list[Finding]]:
    text = texts.get(name, "")
    if not text.strip():
        return None, []
    try:
        return read(text), []
    except CannotRead as fault:
        return None, [blocker("TAKES_ROW", name, "%(reason)s", reason=str(fault))]
