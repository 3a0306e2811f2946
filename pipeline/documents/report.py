"""What the machine checks say of a revision: blockers, warnings and facts. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

FactValue = str | int | float | bool | None
Facts = Mapping[str, FactValue]


class Severity(StrEnum):
    """How much a finding weighs: a blocker must be mended or waived, a warning is told."""

    BLOCKER = "blocker"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a check has found: a code, a place, and a sentence that says what to do."""

    severity: Severity
    code: str
    """The number of the check ("C7", see docs/stages.md), or a short upper-case word."""
    place: str
    """Where: "scene 3", "line 12", "IMG_0001.MOV", "00:00:04:12"; empty for the whole."""
    template: str
    values: Mapping[str, str | int | float] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.template % self.values if self.values else self.template


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The findings and facts of one revision."""

    blockers: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    facts: Facts = field(default_factory=dict)

    def joined(self, other: "Report") -> "Report":
        """Return both reports as one; the other's facts win."""
        return Report(
            blockers=self.blockers + other.blockers,
            warnings=self.warnings + other.warnings,
            facts={**self.facts, **other.facts},
        )


def blocker(code: str, place: str, template: str, **values: str | int | float) -> Finding:
    """Return a finding that must be mended or waived."""
    return Finding(
        severity=Severity.BLOCKER, code=code, place=place, template=template, values=values
    )


def warning(code: str, place: str, template: str, **values: str | int | float) -> Finding:
    """Return a finding that is told and does not hold up."""
    return Finding(
        severity=Severity.WARNING, code=code, place=place, template=template, values=values
    )


def report_from(findings: Iterable[Finding], facts: Facts | None = None) -> Report:
    """Return the report of these findings, in their order."""
    kept = tuple(findings)
    return Report(
        blockers=tuple(one for one in kept if one.severity is Severity.BLOCKER),
        warnings=tuple(one for one in kept if one.severity is Severity.WARNING),
        facts=facts or {},
    )


def report_as_plain(report: Report, *, stage: str, digest: str) -> dict[str, object]:
    """Return the report in the shape of the command line's contract."""

    def plain(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
        return [{"code": f.code, "place": f.place, "message": f.message} for f in findings]

    return {
        "stage": stage,
        "digest": digest,
        "blockers": plain(report.blockers),
        "warnings": plain(report.warnings),
        "facts": dict(report.facts),
    }
