"""What cameras and microphones did wrong. Pure.

A group that filmed everything with one phone makes the same mistake in every take: takes with the
same trouble share one finding that names them, so that a page is read and not scrolled.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.report import Finding, Severity
from pipeline.documents.takes import Take
from pipeline.media.facts import MediaFacts
from pipeline.rushes.listing import listed

RATE_SLACK: Final = Fraction(1, 20)
"""Frames a second that a camera may be off before it counts (domain rule C17)."""
SOFT: Final = Fraction(5, 4)
"""How many times a picture may be enlarged before one sees it (C16)."""
TINY: Final = 4
"""How many times a picture may be enlarged before nothing of it is sharp (C16)."""
SHAPE_SLACK: Final = Fraction(1, 50)
SHORT_S: Final = 2
"""A take that is shorter was begun by mistake, or cut off (C22)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A take, what is known of its file, and the film it is for."""

    take: Take
    facts: MediaFacts
    project: Project

    @property
    def enlarged(self) -> Fraction:
        """How many times the picture is enlarged to fit into the film."""
        take, film = self.take, self.project
        return min(Fraction(film.width, take.width), Fraction(film.height, take.height))

    @property
    def has_bars(self) -> bool:
        """Whether the picture has visibly another shape than the film; upright is told by C15."""
        take, film = self.take, self.project
        if _is_upright(self):
            return False
        shape = Fraction(take.width, take.height) / Fraction(film.width, film.height)
        return not 1 - SHAPE_SLACK < shape < 1 + SHAPE_SLACK

    @property
    def values(self) -> dict[str, str]:
        """The figures that the sentences may name."""
        return {
            "size": f"{self.take.width} x {self.take.height}",
            "film_size": f"{self.project.width} x {self.project.height}",
            "rate": _decimal(self.take.rate),
            "film_rate": _decimal(self.project.frame_rate),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One trouble: when it is there and what to say of it."""

    severity: Severity
    code: str
    applies: Callable[[Seen], bool]
    template: str
    """Names the takes as %(names)s."""


def _is_upright(seen: Seen) -> bool:
    is_tall = seen.take.width < seen.take.height
    return is_tall and seen.project.width >= seen.project.height


def _is_uneven(seen: Seen) -> bool:
    return seen.facts.video is not None and seen.facts.video.variable_rate


def _has_another_rate(seen: Seen) -> bool:
    off = abs(seen.take.rate - seen.project.frame_rate)
    return off > RATE_SLACK and not _is_uneven(seen)


def _is_hdr(seen: Seen) -> bool:
    return seen.facts.video is not None and seen.facts.video.is_hdr


RULES: Final = (
    Rule(
        severity=Severity.BLOCKER,
        code="C15",
        applies=_is_upright,
        template="%(names)s: filmed with the phone upright. Film again with the phone on its side; "
        "if it is meant to be so, ask a mentor to let it pass.",
    ),
    Rule(
        severity=Severity.BLOCKER,
        code="C16",
        applies=lambda seen: seen.enlarged > TINY,
        template="%(names)s: the picture is tiny (%(size)s). Send the original from the camera, "
        "not a copy from a chat.",
    ),
    Rule(
        severity=Severity.WARNING,
        code="C16",
        applies=lambda seen: SOFT < seen.enlarged <= TINY,
        template="%(names)s: the picture (%(size)s) is smaller than the film (%(film_size)s) and "
        "will not be quite sharp. Send the original from the camera if there is a larger one.",
    ),
    Rule(
        severity=Severity.WARNING,
        code="C16",
        applies=lambda seen: seen.enlarged <= SOFT and seen.has_bars,
        template="%(names)s: the picture (%(size)s) has another shape than the film "
        "(%(film_size)s): there will be black bars. Set the camera to the shape of the film.",
    ),
    Rule(
        severity=Severity.WARNING,
        code="C17",
        applies=_has_another_rate,
        template="%(names)s: filmed at %(rate)s pictures a second, the film has %(film_rate)s. "
        "Claquette converts it; set the camera to %(film_rate)s for the next take.",
    ),
    Rule(
        severity=Severity.WARNING,
        code="C18",
        applies=_is_uneven,
        template="%(names)s: the phone took the pictures at uneven times. Claquette evens them "
        "out; watch whether movements look smooth.",
    ),
    Rule(
        severity=Severity.WARNING,
        code="C21",
        applies=lambda seen: not seen.take.has_sound,
        template="%(names)s: there is no sound. If there was a recorder, send its file too.",
    ),
    Rule(
        severity=Severity.WARNING,
        code="C22",
        applies=lambda seen: seen.take.frames < SHORT_S * seen.project.frame_rate,
        template="%(names)s: shorter than two seconds. If it was begun by mistake, mark it as no "
        "good; else let the camera run before and after.",
    ),
    Rule(
        severity=Severity.WARNING,
        code="C26",
        applies=_is_hdr,
        template="%(names)s: filmed in HDR. Claquette converts the light; switch HDR off for the "
        "next take.",
    ),
    Rule(
        severity=Severity.WARNING,
        code="C28",
        applies=lambda seen: seen.facts.damaged,
        template="%(names)s: parts of the file are damaged. Copy it from the camera again.",
    ),
)


def technical(takes: Iterable[Seen]) -> Iterator[Finding]:
    """Yield a finding for each trouble; takes with equal trouble and figures share one."""
    all_seen = list(takes)
    for rule in RULES:
        alike: dict[str, list[Seen]] = {}
        for seen in all_seen:
            if rule.applies(seen):
                alike.setdefault(rule.template % {**seen.values, "names": ""}, []).append(seen)
        for group in alike.values():
            yield _finding(rule, group)


def _finding(rule: Rule, group: list[Seen]) -> Finding:
    names = [seen.take.name for seen in group]
    return Finding(
        severity=rule.severity,
        code=rule.code,
        place=names[0],
        template=rule.template,
        values={**group[0].values, "names": listed(names)},
    )


def _decimal(rate: Fraction) -> str:
    return f"{float(rate):.2f}".rstrip("0").rstrip(".")
