"""A start for the credits: everybody by the confirmed name, and what must be said. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.documents.company import Company, plain_name, roster_of, same_name
from pipeline.documents.final_cut import CreditKind, CreditLine, Credits
from pipeline.documents.project import Music, Project
from pipeline.documents.sound import CueRole, SoundPlan
from pipeline.render.card_words import ROLES, ai_statement, words_of

_ALWAYS: Final = (CreditKind.TITLE, CreditKind.AI)
"""Kinds whose row is there even before somebody has written it."""


def first_credits(
    project: Project,
    company: Company | None = None,
    plan: SoundPlan | None = None,
    slate_holders: Sequence[str] = (),
) -> Credits:
    """Return credits that name everybody of the roster, with what the rules ask for."""
    company = company or Company()
    if slate_holders:
        project = replace(project, crew={**project.crew, "slate": tuple(slate_holders)})
    words = words_of(project.language)
    lines = [
        CreditLine(kind=CreditKind.TITLE, name=project.title),
        CreditLine(kind=CreditKind.FILM_BY, name=words.film_by % project.group),
        *_people(project, company),
        *(CreditLine(kind=CreditKind.HELP, name=one.shown) for one in company.adults),
        *(CreditLine(kind=CreditKind.MUSIC, name=text) for text in _music(project, plan)),
        *([CreditLine(kind=CreditKind.THANKS, name=words.families)] if company.students else []),
        CreditLine(kind=CreditKind.EVENT, name=project.event or company.workshop),
        CreditLine(kind=CreditKind.AI, name=ai_statement(project.ai_policy, project.language)),
        CreditLine(kind=CreditKind.NOTICE, name=project.notice),
    ]
    return Credits(lines=tuple(line for line in lines if line.name or line.kind in _ALWAYS))


def with_confirmed_names(credits_of_film: Credits, project: Project, company: Company) -> Credits:
    """Return the credits with every name as confirmed, and a row for everybody who has none."""
    names = {plain_name(one.name): one.shown for one in (*company.students, *company.adults)}
    lines = [
        replace(line, name=names.get(plain_name(line.name), line.name))
        for line in credits_of_film.lines
    ]
    named = replace(credits_of_film, lines=tuple(lines))
    missing = named.missing(one.shown for one in company.makers(project))
    new = [line for line in _people(project, company) if line.name in missing]
    return replace(named, lines=(*lines, *new))


def _people(project: Project, company: Company) -> Iterator[CreditLine]:
    for who, by in project.cast.items():
        yield CreditLine(kind=CreditKind.CAST, role=who, name=company.shown(by))
    for role, names in sorted(project.crew.items(), key=lambda one: _place_of(one[0])):
        for name in names:
            yield CreditLine(kind=CreditKind.CREW, role=role, name=company.shown(name))
    with_a_role = roster_of(project)
    for one in company.students:
        if not any(same_name(one.name, name) for name in with_a_role):
            yield CreditLine(kind=CreditKind.CREW, name=one.shown)


def _place_of(role: str) -> int:
    """Return where a role comes in credits: the director first, what nobody knows last."""
    return list(ROLES).index(role) if role in ROLES else len(ROLES)


def music_of(project: Project, plan: SoundPlan | None) -> tuple[str, ...]:
    """Return what is heard as music, for the people who ask whether the credits say so."""
    cues = [cue.title or cue.file for cue in plan.cues if cue.role is CueRole.MUSIC] if plan else []
    own = [project.music.title or project.music.file] if project.music else []
    return tuple(dict.fromkeys((*own, *cues)))


def _music(project: Project, plan: SoundPlan | None) -> Iterator[str]:
    """Yield a line for each piece of music that has a title, a composer or rights."""
    cues = [cue for cue in plan.cues if cue.role is CueRole.MUSIC] if plan else []
    pieces = [project.music] if project.music else []
    seen = {one.title for one in pieces}
    for cue in cues:
        if cue.title not in seen or not pieces:
            seen.add(cue.title)
            pieces.append(
                Music(file=cue.file, title=cue.title, composer=cue.composer, rights=cue.rights)
            )
    # Pieces of one composer under one licence share a line: a card must be read in time.
    together: dict[tuple[str, str], list[str]] = {}
    for one in pieces:
        together.setdefault((one.composer, one.rights), []).append(one.title)
    texts = (_said_of(titles, *whose) for whose, titles in together.items())
    return (text for text in texts if text)


def _said_of(titles: Iterable[str], composer: str, rights: str) -> str:
    named = ", ".join(f"“{title}”" for title in dict.fromkeys(titles) if title)
    return ", ".join(part for part in (named, composer, rights) if part)
