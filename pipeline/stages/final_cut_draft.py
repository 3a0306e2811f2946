"""A start for the final cut: credits of the roster. Pure."""

from collections.abc import Iterator

from pipeline.documents.final_cut import CreditKind, CreditLine, Credits
from pipeline.documents.project import Music, Project
from pipeline.render.card_words import ai_statement, words_of


def first_credits(project: Project) -> Credits:
    """Return credits that name everybody of the roster, with what the rules ask for."""
    words = words_of(project.language)
    lines = [
        CreditLine(kind=CreditKind.TITLE, name=project.title),
        CreditLine(kind=CreditKind.FILM_BY, name=words.film_by % project.group),
        *(CreditLine(kind=CreditKind.CAST, role=who, name=by) for who, by in project.cast.items()),
        *(
            CreditLine(kind=CreditKind.CREW, role=role, name=name)
            for role, names in project.crew.items()
            for name in names
        ),
        *(_music_line(project.music) if project.music else ()),
        CreditLine(kind=CreditKind.EVENT, name=project.event),
        CreditLine(kind=CreditKind.AI, name=ai_statement(project.ai_policy, project.language)),
        CreditLine(kind=CreditKind.NOTICE, name=project.notice),
    ]
    always = (CreditKind.TITLE, CreditKind.AI)
    return Credits(lines=tuple(line for line in lines if line.name or line.kind in always))


def _music_line(music: Music) -> Iterator[CreditLine]:
    parts = (f"“{music.title}”" if music.title else "", music.composer, music.rights)
    text = ", ".join(part for part in parts if part)
    if text:
        yield CreditLine(kind=CreditKind.MUSIC, name=text)
