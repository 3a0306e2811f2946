"""What is agreed before a workshop begins: when, where, how many films, which format. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from pipeline.documents.film_stages import ALL, chosen
from pipeline.documents.group_colours import COLOURS, usual_groups
from pipeline.documents.project import AiPolicy, Project
from pipeline.documents.workshop_template import TEMPLATES, template_of
from pipeline.errors import CannotRead
from pipeline.timing import parse_rate

LONGEST_NAME: Final = 80
MOST_GROUPS: Final = 60
SIZES: Final = ((1280, 720), (1920, 1080))
"""Of the working picture, in pixels."""
RATES: Final = {"25": 50, "24": 60, "30": 60}
"""Frames a second, and the hertz of the mains under whose lamps they do not flicker."""
_SIXTY_HERTZ: Final = (
    *("osaka", "kyoto", "kobe", "nagoya", "hiroshima", "fukuoka", "大阪", "京都", "神戸", "名古屋"),
    *("jeddah", "riyadh", "جدة", "الرياض", "los angeles", "new york", "montréal", "montreal"),
    *("toronto", "mexico", "são paulo", "bogotá", "seoul", "taipei", "manila"),
)
"""Places whose mains have 60 Hz; nearly everywhere else they have 50."""
JOINERS: Final = "\u200c\u200d"
"""Not to be seen, and needed: Arabic letters join by them, or do not."""
SECONDS: Final = (15, 1800)
"""The shortest and the longest film."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopPlan:
    """A workshop that is about to be made."""

    name: str
    place: str
    first_day: date
    languages: tuple[str, ...]
    """The first one is that of the films, until a group chooses another."""
    template: str
    frame_rate: Fraction
    width: int
    height: int
    target_seconds: int
    ai_policy: AiPolicy
    groups: tuple[tuple[str, str], ...]
    """Name and colour of each."""
    stages: tuple[str, ...] = ALL
    """Which of the six its films have."""

    def project(self, name: str, colour: str, title: str) -> Project:
        """Return the settings of a group's film."""
        return Project(
            title=title,
            group=name,
            colour=colour,
            frame_rate=self.frame_rate,
            width=self.width,
            height=self.height,
            language=self.languages[0],
            target_seconds=self.target_seconds,
            ai_policy=self.ai_policy,
            stages=self.stages,
            event=", ".join(text for text in (self.name, self.place) if text),
        )


def rate_for(place: str) -> str:
    """Return the rate that is safe under the lamps of a place: 24 where the mains have 60 Hz."""
    return "24" if any(one in place.casefold() for one in _SIXTY_HERTZ) else "25"


def like(project: Project, name: str, colour: str, title: str) -> Project:
    """Return the settings of one more film of a workshop, after those of another film."""
    return replace(
        project, title=title, group=name, colour=colour, cast={}, crew={}, music=None, notice=""
    )


def plan_of(
    fields: Mapping[str, str], languages: Sequence[str], stages: Sequence[str] = ALL
) -> WorkshopPlan:
    """Return the plan of a form whose languages and stages were ticked.

    Raise CannotRead for what is missing.

    The checks stand in the order of the form, so that its steps can ask with half the fields.
    """
    name, place, first_day = when_and_where(fields, languages)
    rate, size, seconds, policy = format_of(fields)
    return WorkshopPlan(
        name=name,
        place=place,
        first_day=first_day,
        languages=tuple(languages),
        frame_rate=rate,
        width=size[0],
        height=size[1],
        target_seconds=seconds,
        ai_policy=policy,
        template=template_of(fields.get("template", "")).key,
        groups=groups_of(fields, languages[0]),
        stages=chosen(stages),
    )


def when_and_where(fields: Mapping[str, str], languages: Sequence[str]) -> tuple[str, str, date]:
    """Return name, place and first day. Raise CannotRead."""
    name = one_line(fields.get("name", ""))
    if not name:
        raise CannotRead("The workshop needs a name. It stands over the board and in the credits.")
    if not languages:
        raise CannotRead("Tick at least one language that people of the workshop read.")
    return name, one_line(fields.get("place", "")), _day(fields.get("first_day", ""))


def format_of(
    fields: Mapping[str, str],
) -> tuple[Fraction, tuple[int, int], int, AiPolicy]:
    """Return rate, size, length in seconds and AI policy of the films. Raise CannotRead."""
    rate = fields.get("rate", "")
    sizes = {f"{width}x{height}": (width, height) for width, height in SIZES}
    policies = {policy.value: policy for policy in AiPolicy}
    if rate not in RATES or fields.get("size") not in sizes:
        raise CannotRead("Choose a frame rate and a size from the list.")
    if fields.get("ai_policy") not in policies:
        raise CannotRead("Say whether AI may be used. All groups of a workshop share one answer.")
    seconds = _seconds(fields.get("minutes", ""), fields.get("seconds", ""))
    return parse_rate(rate), sizes[fields["size"]], seconds, policies[fields["ai_policy"]]


def groups_of(fields: Mapping[str, str], language: str) -> tuple[tuple[str, str], ...]:
    """Return names and colours of the groups: as many as wanted. Raise CannotRead."""
    wanted = fields.get("groups", "").strip()
    count = int(wanted) if wanted.isdecimal() and len(wanted) < 4 else 0
    if not 1 <= count <= MOST_GROUPS:
        raise CannotRead("Write how many groups there are: 1 to %(most)s.", most=MOST_GROUPS)
    return usual_groups(count, language)


def usual_fields(languages: Sequence[str], today: str) -> dict[str, str]:
    """Return what the form shows first."""
    usual = TEMPLATES[0]
    return {
        **{"name": "", "place": "", "first_day": today, "rate": "", "size": "1280x720"},
        **{"ai_policy": AiPolicy.NONE.value, "template": usual.key, "groups": "5"},
        **{"minutes": str(usual.target_seconds // 60), "seconds": "0"},
        "languages": ",".join(languages),
    }


def colour_of(key: str) -> str:
    """Return the key of a group's colour. Raise CannotRead."""
    if key not in COLOURS:
        raise CannotRead("Choose one of the colours.")
    return key


def group_name(text: str) -> str:
    """Return the name of a group on one line. Raise CannotRead for none."""
    name = one_line(text)
    if not name:
        raise CannotRead("The group needs a name. Write one that fits on a piece of tape.")
    return name


def one_line(text: str) -> str:
    """Return a text on one line, without signs that cannot be seen, as long as a name may be."""
    seen = (one for one in text if one.isprintable() or one.isspace() or one in JOINERS)
    return " ".join("".join(seen).split())[:LONGEST_NAME].strip()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError as fault:
        raise CannotRead("Choose the first day of the workshop.", detail=str(fault)) from fault


def _seconds(minutes: str, seconds: str) -> int:
    parts = [one.strip() or "0" for one in (minutes, seconds)]
    if all(one.isdecimal() and len(one) < 5 for one in parts):
        total = 60 * int(parts[0]) + int(parts[1])
        if SECONDS[0] <= total <= SECONDS[1]:
            return total
    raise CannotRead("A film of a workshop is between 15 seconds and 30 minutes long.")
