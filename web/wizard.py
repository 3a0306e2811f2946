"""The steps in which a workshop is made: one plain form each, the answers travel in its fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict

from pipeline.documents.film_stages import ALL, chosen
from pipeline.documents.workshop_plan import (
    WorkshopPlan,
    format_of,
    groups_of,
    plan_of,
    rate_for,
    when_and_where,
)
from pipeline.documents.workshop_template import template_of
from pipeline.errors import CannotRead

Fields = dict[str, str]
FIELDS: Final = (
    *("name", "place", "first_day", "template", "groups"),
    *("rate", "size", "minutes", "seconds", "ai_policy"),
)
LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What has been answered up to now."""

    fields: Fields
    languages: tuple[str, ...]
    stages: tuple[str, ...] = ALL
    """Those that were ticked."""

    def plan(self) -> WorkshopPlan:
        """Return the plan. Raise CannotRead for what is missing."""
        return plan_of(self.fields, self.languages, self.stages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page of the form."""

    key: str
    text: Any
    check: Callable[[Answers], object]
    """Raises CannotRead for what is missing on this page."""


def _timetable(answers: Answers) -> None:
    template_of(answers.fields.get("template", ""))
    chosen(answers.stages)
    groups_of(answers.fields, answers.languages[0] if answers.languages else "en")


STEPS: Final = (
    Step(
        key="when",
        text=_("When and where"),
        check=lambda answers: when_and_where(answers.fields, answers.languages),
    ),
    Step(key="timetable", text=_("Timetable and groups"), check=_timetable),
    Step(key="films", text=_("The films"), check=lambda answers: format_of(answers.fields)),
    Step(key="look", text=_("Look at it"), check=lambda answers: answers.plan()),
)


def answers_in(form: MultiDict[str, str], offered: tuple[str, ...]) -> Answers:
    """Return the answers of a form; what is no field of ours is left out."""
    fields = {name: form.get(name, "").strip()[:LONGEST] for name in FIELDS}
    ticked, stages = form.getlist("languages"), form.getlist("stages")
    return Answers(
        fields=fields,
        languages=tuple(one for one in offered if one in ticked),
        stages=tuple(one for one in ALL if one in stages) if stages else ALL,
    )


def place_of(key: str) -> int:
    """Return the place of a step, counted from 0; the first one for a key that is none."""
    return next((place for place, step in enumerate(STEPS) if step.key == key), 0)


def after(answers: Answers, at: int, *, back: bool) -> tuple[int, Answers, CannotRead | None]:
    """Return the step to show, the answers with what is usual there, and what is missing."""
    if back:
        return max(at - 1, 0), answers, None
    try:
        STEPS[at].check(answers)
    except CannotRead as fault:
        return at, answers, fault
    following = min(at + 1, len(STEPS) - 1)
    return following, _with_usual(answers, STEPS[following].key), None


def _with_usual(answers: Answers, key: str) -> Answers:
    """The length of the films follows the timetable, the rate follows the place."""
    usual: Mapping[str, str] = {}
    if key == "films" and not answers.fields["rate"]:
        seconds = template_of(answers.fields["template"]).target_seconds
        usual = {
            "rate": rate_for(answers.fields["place"]),
            "minutes": str(seconds // 60),
            "seconds": str(seconds % 60),
        }
    return replace(answers, fields={**answers.fields, **usual})
