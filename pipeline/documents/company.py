"""Who made a film, as its workshop knows them, and how each wants to be named in the credits. Pure.

A group calls people by their display names; nobody's name stands on a screen in another way than
the one that he or she has confirmed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.documents.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who made the film."""

    name: str
    """The display name, as the roster has it."""
    credit: str = ""
    """How this person wants to be named, as confirmed; empty until then."""
    is_known: bool = True
    """False for a name of the film's settings that belongs to nobody of the workshop."""

    @property
    def shown(self) -> str:
        """The name for the credits: the confirmed one, else the display name."""
        return self.credit or self.name

    @property
    def is_asked(self) -> bool:
        """Whether this person has still to confirm."""
        return self.is_known and not self.credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Everybody around a film. Empty where there is no workshop, as on the command line."""

    students: tuple[Member, ...] = ()
    """The group."""
    adults: tuple[Member, ...] = ()
    """Mentors and coordinators, who help and are thanked."""
    workshop: str = ""
    """Name, place and year of the workshop."""
    languages: tuple[str, ...] = ()
    """Those of the workshop."""

    def member(self, name: str) -> Member | None:
        """Return who is called so in the roster; capitals and spaces do not count."""
        everybody = (*self.students, *self.adults)
        return next((one for one in everybody if same_name(one.name, name)), None)

    def shown(self, name: str) -> str:
        """Return how somebody is named in the credits."""
        found = self.member(name)
        return found.shown if found else name

    def makers(self, project: Project) -> tuple[Member, ...]:
        """Return everybody whom the credits must name: of the film's settings and of the group."""
        found = [self.member(name) or _stranger(name) for name in roster_of(project)]
        return tuple(dict.fromkeys((*found, *self.students)))

    def names(self, project: Project) -> tuple[str, ...]:
        """Return by which names the makers are known: display names and confirmed ones."""
        return _once(name for one in self.makers(project) for name in (one.name, one.shown))


def roster_of(project: Project) -> tuple[str, ...]:
    """Return everybody who made the film, as its settings name them."""
    crew = (name for names in project.crew.values() for name in names)
    return _once(name for name in (*project.cast.values(), *crew) if name)


def same_name(one: str, other: str) -> bool:
    """Return whether two texts name the same person."""
    return plain_name(one) == plain_name(other)


def plain_name(text: str) -> str:
    """Return a name as it is compared."""
    return " ".join(text.casefold().split())


def _stranger(name: str) -> Member:
    return Member(name=name, is_known=False)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
