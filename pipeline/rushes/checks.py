"""What is wrong with the rushes, as rules a child can follow. Pure.

The codes are those of the list of typical beginner errors in docs/stages.md.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.report import Facts, Finding, Report, blocker, report_from, warning
from pipeline.documents.shot_list import ShotList
from pipeline.documents.takes import Rating, SoundRole
from pipeline.rushes.coverage import ShotCoverage, Status, coverage_of
from pipeline.rushes.naming import base_name
from pipeline.rushes.reading import Rushes
from pipeline.rushes.technical import Seen, technical


def check_rushes(rushes: Rushes, project: Project, plan: ShotList | None) -> Report:
    """Return everything that can be said before a proxy is made."""
    coverage = coverage_of(rushes.takes, plan)
    takes = [take for take in rushes.takes.takes if take.rating is not Rating.NO_GOOD]
    findings: list[Finding] = [*rushes.findings]
    findings += technical(
        Seen(take=take, facts=rushes.facts[take.file], project=project) for take in takes
    )
    findings += _duplicates(rushes)
    findings += _namesakes(rushes)
    findings += _slates(coverage, has_plan=plan is not None)
    findings += _uncovered(coverage)
    if takes and not any(sound.role is SoundRole.ROOM_TONE for sound in rushes.takes.sounds):
        findings.append(_NO_ROOM_TONE)
    return report_from(findings, _facts(rushes, coverage))


def _duplicates(rushes: Rushes) -> Iterator[Finding]:
    """Find files with the same bytes (domain rule C27)."""
    items = [(take.digest, take.file) for take in rushes.takes.takes]
    items += [(sound.digest, sound.file) for sound in rushes.takes.sounds]
    for _, same in groupby(sorted(items), key=lambda item: item[0]):
        first, *others = [base_name(file) for _, file in same]
        for other in others:
            yield warning(
                "C27",
                other,
                "“%(other)s” is the same recording as “%(first)s”. Delete one of them.",
                other=other,
                first=first,
            )


def _namesakes(rushes: Rushes) -> Iterator[Finding]:
    """Find different recordings that are called alike, as two cameras do (domain rule C27)."""
    items = {(take.file, take.digest) for take in rushes.takes.takes}
    items |= {(sound.file, sound.digest) for sound in rushes.takes.sounds}
    called: dict[str, list[tuple[str, str]]] = {}
    for file, digest in sorted(items):
        called.setdefault(base_name(file).lower(), []).append((file, digest))
    for same in called.values():
        if len({digest for _, digest in same}) > 1:
            yield warning(
                "C27",
                base_name(same[0][0]),
                "%(count)s different recordings are called “%(name)s”. Look at each, and give "
                "them different names, so that takes.csv can tell them apart.",
                count=len(same),
                name=base_name(same[0][0]),
            )


def _slates(coverage: Iterable[ShotCoverage], *, has_plan: bool) -> Iterator[Finding]:
    """Find takes that are missing in the count, and shots nobody planned (domain rule C29)."""
    for each in coverage:
        numbers = {take.slate.take for take in each.takes}
        gaps = sorted(set(range(1, max(numbers, default=0))) - numbers)
        if gaps:
            yield warning(
                "C29",
                each.shot.name,
                "Take %(gaps)s of %(shot)s is not here. Was a card forgotten?",
                gaps=", ".join(map(str, gaps)),
                shot=each.shot.name,
            )
        if has_plan and each.status is Status.UNPLANNED:
            yield warning(
                "C29",
                each.shot.name,
                "%(shot)s is not in the shot list. Check the slate, or add the shot to the list.",
                shot=each.shot.name,
            )


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

_NO_ROOM_TONE: Final = warning(
    "C31",
    "",
    "There is no room tone. Record 30 seconds of silence in every place and send it as RT.wav.",
)


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
