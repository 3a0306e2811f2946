"""What is wrong with the rushes, as rules a child can follow. Pure.

The codes are those of the list of typical beginner errors in docs/stages.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.report import Facts, Finding, Report, blocker, report_from
from pipeline.documents.takes import Rating
from pipeline.rushes.coverage import ShotCoverage, Status, coverage_of
from pipeline.rushes.missing import what_is_missing
from pipeline.rushes.on_set import copies, costumes, missing_sounds, short_handles
from pipeline.rushes.people import double_booked, missing_papers
from pipeline.rushes.planned import Planned
from pipeline.rushes.reading import Rushes
from pipeline.rushes.slating import same_bytes, same_names, slates
from pipeline.rushes.technical import Seen, technical


def check_rushes(
    rushes: Rushes,
    project: Project,
    plan: Planned,
    places: Mapping[str, int] | None = None,
) -> Report:
    """Return everything that can be said before a proxy is made.

    places: in how many places the bytes of a recording are, by digest; None where nobody counts.
    """
    coverage = coverage_of(rushes.takes, plan.shot_list)
    takes = [take for take in rushes.takes.takes if take.rating is not Rating.NO_GOOD]
    here = [(digest, file) for file, digest in rushes.digests.items()]
    missing = what_is_missing(plan, rushes.named, project, rushes.tables.releases)
    findings: list[Finding] = [*rushes.findings]
    findings += technical(
        Seen(take=take, facts=rushes.facts[take.file], project=project) for take in takes
    )
    findings += short_handles(takes, project.frame_rate)
    findings += [*same_bytes(here), *same_names(here)]
    findings += slates(rushes.named, rushes.tables.log, plan, project.slates)
    findings += _uncovered(coverage)
    findings += missing_sounds(missing)
    findings += copies(rushes.digests, places)
    filmed = (take.slate.shot_name for take in takes)
    findings += missing_papers(filmed, plan, project, rushes.tables.releases)
    findings += double_booked(plan, project)
    findings += costumes(rushes.named)
    return report_from(findings, _facts(rushes, coverage))


def _uncovered(coverage: Iterable[ShotCoverage]) -> Iterator[Finding]:
    for each in coverage:
        if each.is_missed:
            yield blocker("C30", each.shot.name, _WHAT_IS_MISSED[each.status], shot=each.shot.name)


_WHAT_IS_MISSED: Final = {
    Status.MISSING: "The shot %(shot)s was planned and there is no take of it. Film it, or mark it "
    "as “nice” in the shot list.",
    Status.NEEDS: "The shot %(shot)s has no good take. Choose one and mark it as good in "
    "takes.csv, or film it again.",
}


def _facts(rushes: Rushes, coverage: Iterable[ShotCoverage]) -> Facts:
    takes = rushes.takes.takes
    planned = [each for each in coverage if each.status is not Status.UNPLANNED]
    seconds = sum(take.frames for take in takes) / rushes.takes.frame_rate
    return {
        "takes": len(takes),
        "good_takes": sum(take.rating is Rating.GOOD for take in takes),
        "sounds": len(rushes.takes.sounds),
        "footage_seconds": round(float(seconds), 1),
        "planned_shots": len(planned),
        "covered_shots": sum(each.status is Status.COVERED for each in planned),
        "takes_without_sound": sum(not take.has_sound for take in takes),
    }
