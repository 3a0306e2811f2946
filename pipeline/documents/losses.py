"""What became of the things of a timeline that Claquette does not take over as they are. Pure.

One entry a thing and place, so that a group can open its program there and decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What became of it."""

    KEPT = "kept"
    """It stays in the timeline that goes out again; the film does not need it."""
    CHANGED = "changed"
    """The film shows something near it."""
    DROPPED = "dropped"
    """The film does not show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One thing that is not taken over as it is."""

    fate: Fate
    place: str = ""
    """Track, timecode and clip: "V1 00:00:04:12 “S03_P02_T04”"; empty for the whole."""
    template: str
    values: Mapping[str, str | int | float] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.template % self.values if self.values else self.template


def kept(template: str, *, place: str = "", **values: str | int | float) -> Loss:
    """Return the loss of what stays in the timeline and is not seen."""
    return Loss(fate=Fate.KEPT, place=place, template=template, values=values)


def changed(template: str, *, place: str = "", **values: str | int | float) -> Loss:
    """Return the loss of what is shown otherwise."""
    return Loss(fate=Fate.CHANGED, place=place, template=template, values=values)


def dropped(template: str, *, place: str = "", **values: str | int | float) -> Loss:
    """Return the loss of what is not shown."""
    return Loss(fate=Fate.DROPPED, place=place, template=template, values=values)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """How a timeline came, and what became of it."""

    file: str
    """As the group called it."""
    format_name: str
    """"Final Cut Pro 7 XML"."""
    losses: tuple[Loss, ...] = ()

    def of(self, fate: Fate) -> tuple[Loss, ...]:
        """Return what became so, in the order of the timeline."""
        return tuple(loss for loss in self.losses if loss.fate is fate)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenFormat:
    """One file with which the group can go on in another program."""

    file: str
    """Name of the product."""
    format_name: str
    programs: str
    """Who opens it."""
    losses: tuple[Loss, ...] = ()
    """What the format cannot say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOutReport:
    """All of them."""

    formats: tuple[TakenFormat, ...] = ()


def as_text(report: ImportReport) -> str:
    """Return what became of a timeline as lines to print, by fate."""
    lines = [f"{report.file} ({report.format_name})"]
    for fate in (Fate.DROPPED, Fate.CHANGED, Fate.KEPT):
        found = report.of(fate)
        lines += ["", f"{fate.value}: {len(found)}"]
        lines += [f"  {loss.place}  {loss.message}".rstrip() for loss in found]
    return "\n".join(lines) + "\n"
