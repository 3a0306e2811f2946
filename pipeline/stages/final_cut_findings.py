"""What titles, credits and subtitles must have before the film is made. Pure."""

from collections.abc import Iterator

from pipeline.documents.final_cut import CreditKind, Credits, FinalCut
from pipeline.documents.project import AiPolicy, Project
from pipeline.documents.report import Finding, blocker, warning
from pipeline.render.card_picture import title_lines_fit
from pipeline.stages.subtitle_findings import subtitle_findings


def final_cut_findings(document: FinalCut, project: Project, frames: int) -> Iterator[Finding]:
    """Yield the findings; frames is the length of the locked edit."""
    yield from _names(document.credits, project)
    yield from _ai(document.credits, project.ai_policy)
    if document.credits.title() and not title_lines_fit(document.credits.title()):
        yield warning("C50", "title", "The title is too long for its card. Shorten it.")
    yield from subtitle_findings(document, project, frames)


def roster_of(project: Project) -> tuple[str, ...]:
    """Return everybody who made the film, as the project names them."""
    crew = (name for names in project.crew.values() for name in names)
    return tuple(dict.fromkeys(name for name in (*project.cast.values(), *crew) if name))


def _names(credits_of_film: Credits, project: Project) -> Iterator[Finding]:
    """Yield a film without a title, and everybody who is in no line (C49)."""
    if not credits_of_film.title():
        yield blocker("C49", "title", "The film has no title. Add a row of the kind title.")
    for name in credits_of_film.missing(roster_of(project)):
        yield blocker(
            "C49",
            name,
            "%(name)s made this film and is not in the credits. Add a row.",
            name=name,
        )
    for line in credits_of_film.lines:
        if line.role and not line.name:
            yield warning(
                "C49",
                line.role,
                "The row “%(role)s” names nobody. Fill it in, or take it out.",
                role=line.role,
            )


def _ai(credits_of_film: Credits, policy: AiPolicy) -> Iterator[Finding]:
    """Yield a statement that is missing, or tools where the workshop allows none (C55)."""
    lines = credits_of_film.of(CreditKind.AI)
    if not any(line.name for line in lines):
        yield blocker(
            "C55",
            "ai",
            "The film does not say how AI was used. Add a row of the kind ai: that none was used,"
            " or with the tool as role and what it made as name.",
        )
    tools = [line.role for line in lines if line.role]
    if policy is AiPolicy.NONE:
        for tool in tools:
            yield blocker(
                "C55",
                tool,
                "This workshop makes films without AI, and the credits name “%(tool)s”. Replace"
                " what it made.",
                tool=tool,
            )
    if policy is AiPolicy.AI_TRACK and not tools:
        yield blocker(
            "C55",
            "ai",
            "This film is for the AI track and names no tool. Add a row of the kind ai for each"
            " tool: role = tool, name = what it made.",
        )
