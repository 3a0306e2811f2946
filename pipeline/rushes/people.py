"""Who is in a shot, whether they have agreed to it (C13), who is needed elsewhere (C14). Pure.

Who is in a shot is told by the shot list and the cast; of a person nothing is known here but the
name that stands in the cast.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pipeline.documents.days import ShootingDay
from pipeline.documents.project import Project
from pipeline.documents.report import Finding, blocker, warning
from pipeline.documents.shot_list import Shot
from pipeline.render.card_words import role_words
from pipeline.rushes.listing import listed
from pipeline.rushes.planned import Planned
from pipeline.rushes.releases import Release, release_of
from pipeline.shots.wording import folded

_PICTURE_ROLES: Final = ("camera", "camop")
_PICTURE_HEAD: Final = ("dop",)
"""Runs the camera where no operator is named."""
_SOUND_ROLES: Final = ("sound", "mixer_loc", "boom")
_SILENT: Final = frozenset({"mos", "mute", "silent", "muet", "صامت", "サイレント"})


def people_in(shot: Shot, project: Project) -> dict[str, str]:
    """Return who plays in a shot, with the name of their character."""
    cast = {folded(character): person for character, person in project.cast.items()}
    named = ((cast.get(folded(character)), character) for character in shot.characters)
    return {person: character for person, character in named if person}


def filmed(plan: Planned, names: Iterable[str]) -> Iterator[Shot]:
    """Yield the planned shots of these names."""
    known = (plan.shot(name) for name in dict.fromkeys(names))
    return (shot for shot in known if shot is not None)


def without_release(
    shots: Iterable[Shot], plan: Planned, project: Project, releases: tuple[Release, ...]
) -> Mapping[str, list[str]]:
    """Return who is in these shots without a release that counts, with the shots."""
    found: dict[str, list[str]] = {}
    for shot in shots:
        for person, character in people_in(shot, project).items():
            release = release_of(releases, person)
            agreed = release is not None and release.image and release.counts_on(plan.last_day)
            if agreed and _speaks(shot, character):
                agreed = release is not None and release.voice
            if not agreed:
                found.setdefault(person, []).append(shot.name)
    return found


def missing_papers(
    names: Iterable[str],
    plan: Planned,
    project: Project,
    releases: tuple[Release, ...] | None,
) -> Iterator[Finding]:
    """Find people and places in what was filmed that nobody has a paper for (rule C13).

    Where the film has no shot list, nobody knows who is in which take: then the cast is asked.
    """
    shots = list(filmed(plan, names))
    if "shot_list" not in project.stages:
        yield from _of_the_cast(project, releases or ())
        return
    if releases:
        for person, where in without_release(shots, plan, project, releases).items():
            yield blocker("C13", person, _NO_RELEASE, person=person, shots=listed(where))
    elif any(people_in(shot, project) for shot in shots):
        yield warning("C13", "", _NO_RELEASES)
    yield from _places(shots, plan)


def _of_the_cast(project: Project, releases: tuple[Release, ...]) -> Iterator[Finding]:
    if not releases:
        yield warning("C13", "", _NO_RELEASES)
        return
    for person in dict.fromkeys(project.cast.values()):
        release = release_of(releases, person)
        if release is None or not release.image:
            yield warning("C13", person, _NOT_RELEASED, person=person)


def _speaks(shot: Shot, character: str) -> bool:
    said = folded(shot.dialogue)
    return bool(said) and (folded(character) in said or len(shot.characters) == 1)


def _places(shots: Sequence[Shot], plan: Planned) -> Iterator[Finding]:
    """A day without the tick is a blocker where other days have one, else the tick is not used."""
    scenes = {shot.scene for shot in shots}
    days = [day for day in plan.shooting_days if day.location and _was_used(day, scenes)]
    closed = list(dict.fromkeys(day.location for day in days if not day.permission))
    if not closed:
        return
    if any(day.permission for day in plan.shooting_days):
        yield blocker("C13", closed[0], _NO_PERMISSION, places=listed(closed))
    else:
        yield warning("C13", closed[0], _NO_PERMISSIONS, places=listed(closed))


def _was_used(day: ShootingDay, scenes: set[str]) -> bool:
    return bool(scenes & set(day.scenes)) if day.scenes else bool(scenes)


def double_booked(plan: Planned, project: Project) -> Iterator[Finding]:
    """Find who plays in a shot and has to run the camera or the sound in it alone (rule C14)."""
    roles = [role for role in _PICTURE_ROLES if project.crew.get(role)] or [*_PICTURE_HEAD]
    for role in (*roles, *_SOUND_ROLES):
        holders = project.crew.get(role, ())
        where = [
            shot.name
            for shot in plan.shots
            if holders and _all_play(holders, shot, project) and not _needs_not(role, shot)
        ]
        if where:
            yield warning(
                "C14",
                where[0],
                "%(people)s: in front of the camera in %(shots)s, and at the same time responsible "
                "for “%(role)s”. Who does it while you play?",
                people=listed(holders),
                shots=listed(where),
                role=role_words(role, project.language),
            )


def _all_play(holders: Sequence[str], shot: Shot, project: Project) -> bool:
    playing = {folded(person) for person in people_in(shot, project)}
    return all(folded(person) in playing for person in holders)


def _needs_not(role: str, shot: Shot) -> bool:
    words = {part.strip() for part in folded(shot.sound).replace(",", ";").split(";")}
    return role in _SOUND_ROLES and bool(words & _SILENT)


_NO_RELEASE: Final = (
    "%(person)s is in %(shots)s, and no release says that %(person)s may be seen and heard in the "
    "film. Ask for the signed paper and write it into releases.csv, or leave these takes out."
)
_NOT_RELEASED: Final = (
    "%(person)s plays in this film, and no release says that %(person)s may be seen. Ask for the "
    "signed paper and write it into releases.csv, or leave these takes out."
)
_NO_RELEASES: Final = (
    "Nobody has written down who agreed to be filmed. Keep a table releases.csv with the columns "
    "person, image, voice, until, form, and send it with the takes."
)
_NO_PERMISSION: Final = (
    "%(places)s: filmed without the permission of the place. Ask for it and tick it in the days "
    "of the shot list."
)
_NO_PERMISSIONS: Final = (
    "%(places)s: nobody has ticked whether filming is allowed here. Ask, and tick it in the days "
    "of the shot list."
)
