"""What the credits must have: a title, everybody by the right name, what must be said. Pure."""

from collections.abc import Iterator

from pipeline.documents.company import Company, Member
from pipeline.documents.edit import Edit, SoundRole
from pipeline.documents.final_cut import CreditKind, Credits, names_one_of
from pipeline.documents.project import AiPolicy, Project
from pipeline.documents.report import Finding, blocker, warning
from pipeline.documents.sound import SoundPlan
from pipeline.stages.credits_draft import music_of


def credit_findings(
    credits_of_film: Credits, project: Project, company: Company, plan: SoundPlan | None
) -> Iterator[Finding]:
    """Yield what is missing, and what people should look at."""
    yield from _names(credits_of_film, project, company)
    yield from _strangers(credits_of_film, project, company)
    yield from _required(credits_of_film, project, company, plan)
    yield from _ai(credits_of_film, project.ai_policy)


def _names(credits_of_film: Credits, project: Project, company: Company) -> Iterator[Finding]:
    """Yield a film without a title, everybody who is in no line, and rows for nobody (C49)."""
    if not credits_of_film.title():
        yield blocker("C49", "title", "The film has no title. Add a row of the kind title.")
    makers = company.makers(project)
    absent = set(credits_of_film.missing(one.shown for one in makers))
    for one in makers:
        if one.shown in absent:
            yield _absent(one, credits_of_film)
        elif one.is_asked:
            yield warning(
                "C49",
                one.name,
                "%(name)s has not yet said how the credits shall name them. Each of you does it"
                " under “My name in the credits”.",
                name=one.name,
            )
    for line in credits_of_film.lines:
        if line.role and not line.name:
            yield warning(
                "C49",
                line.role,
                "The row “%(role)s” names nobody. Fill it in, or take it out.",
                role=line.role,
            )


def _absent(one: Member, credits_of_film: Credits) -> Finding:
    if one.credit and not credits_of_film.missing([one.name]):
        return blocker(
            "C49",
            one.name,
            "%(name)s wants to be named “%(credit)s”. Write it so in the credits.",
            name=one.name,
            credit=one.credit,
        )
    return blocker(
        "C49",
        one.shown,
        "%(name)s made this film and is not in the credits. Add a row.",
        name=one.shown,
    )


def _strangers(credits_of_film: Credits, project: Project, company: Company) -> Iterator[Finding]:
    """Yield who plays or works in the credits and is not of the group (C49)."""
    people = (*company.makers(project), *company.adults)
    known = [name for one in people for name in (one.shown, one.name)]
    for kind in (CreditKind.CAST, CreditKind.CREW):
        for line in credits_of_film.of(kind):
            if line.name and not names_one_of(line.name, known):
                yield warning(
                    "C49",
                    line.name,
                    "“%(name)s” is in the credits and nobody of the group is called so. Is it"
                    " spelled right? A guest can stay.",
                    name=line.name,
                )


def _required(
    credits_of_film: Credits, project: Project, company: Company, plan: SoundPlan | None
) -> Iterator[Finding]:
    """Yield the cards that must not be forgotten (C49); that of AI has a rule of its own."""
    music = music_of(project, plan)
    if music and not _says(credits_of_film, CreditKind.MUSIC):
        yield blocker(
            "C49",
            CreditKind.MUSIC.value,
            "“%(music)s” is heard, and no card says whose music it is. Add a row of the kind"
            " music: title, composer, and who allowed it.",
            music=music[0],
        )
    if (project.event or company.workshop) and not _says(credits_of_film, CreditKind.EVENT):
        yield blocker(
            "C49",
            CreditKind.EVENT.value,
            "No card says where the film was made. Add a row of the kind event: “%(event)s”.",
            event=project.event or company.workshop,
        )
    if company.students and not _says(credits_of_film, CreditKind.THANKS):
        yield blocker(
            "C49",
            CreditKind.THANKS.value,
            "The film thanks nobody. Add a row of the kind thanks: the places, your families.",
        )


def unsaid_music(credits_of_film: Credits, edit: Edit) -> Iterator[Finding]:
    """Yield the music that an edit plays where no card says whose it is (C48).

    It is for films without a cue sheet: the credits are the only place for it.
    """
    played = dict.fromkeys(one.media for one in edit.sound if one.role is SoundRole.MUSIC)
    if _says(credits_of_film, CreditKind.MUSIC):
        return
    for media in played:
        yield blocker(
            "C48",
            media,
            "The edit plays the music “%(file)s”, and no card says whose it is. Add a row of the"
            " kind music: title, composer, and who allowed it.",
            file=media,
        )


def _says(credits_of_film: Credits, kind: CreditKind) -> bool:
    return any(line.name for line in credits_of_film.of(kind))


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
