"""What the page of the credits shows: rows by kind, cards as in the film, who has confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

from PIL import Image

from pipeline import desk
from pipeline.desk import Saved, Saving
from pipeline.documents.company import Company
from pipeline.documents.final_cut import (
    LANGUAGES,
    MOST_LANGUAGES,
    CreditKind,
    CreditLine,
    Credits,
    CreditStyle,
    read_credits,
    wordings_of,
    write_credits,
)
from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.documents.report import Finding
from pipeline.documents.sound import SoundPlan
from pipeline.errors import CannotRead, PipelineError
from pipeline.fountain.text import text_of
from pipeline.records import Session, credit_names, revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileSide, Group
from pipeline.render.card_checks import card_findings
from pipeline.render.card_picture import card_image, colour_of
from pipeline.render.card_words import role_key
from pipeline.render.crawl import Crawl, Shown, crawl_image, seconds_of, shown_of
from pipeline.stages.credits_draft import first_credits
from pipeline.stages.credits_findings import credit_findings
from web import auth, papers
from web.desks import on_desk
from web.parts import parts

STAGE: Final = "final_cut"
NAME: Final = "credits.csv"
MOST_ROWS: Final = 400
PREVIEW_WIDTH: Final = 640


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCard:
    """A card as it stands in the film."""

    number: int
    seconds: float
    card: Shown
    mark: str
    """Another one for every other picture: the address of a picture that may be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The credits of a film as they lie on the desk now."""

    project_id: int
    group: Group
    project: Project
    company: Company
    number: int
    """Of the version on the desk; 0 for the start that is shown while nothing lies there."""
    content: bytes
    credits: Credits
    plan: SoundPlan | None
    fault: CannotRead | None = None
    """Why what lies there cannot be read."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the cards, the first one first."""
        return self.credits.languages_of(self.project.language)

    def lines_of(self, kind: CreditKind) -> list[tuple[int, CreditLine]]:
        """Return the rows of a kind, each with its number in the form."""
        return [(at, one) for at, one in enumerate(self.credits.lines) if one.kind is kind]

    def cards(self) -> list[ShownCard]:
        """Return all cards in the order of the film."""
        found = shown_of(self.credits, self.project.language)
        return [
            ShownCard(
                number=number,
                seconds=float(seconds_of(card, self.project.frame_rate)),
                card=card,
                mark=sha256(f"{card} {self.group.colour}".encode()).hexdigest()[:12],
            )
            for number, card in enumerate(found)
        ]

    def findings(self) -> list[Finding]:
        """Return what the machine would find in these credits, the blockers first."""
        found = [
            *credit_findings(self.credits, self.project, self.company, self.plan),
            *card_findings(self.credits, self.project.language),
        ]
        return sorted(found, key=lambda one: one.severity.value)


def room_of(project_id: int, group: Group) -> Room:
    """Return the credits of a film: from the desk, else as sent last, else a draft."""
    project = papers.project_of(project_id)
    with parts().book.reading() as session:
        company = credit_names.company_of(session, project_id)
        sent = _sent(session, project_id)
    plan = _plan_of(project_id)
    lying = on_desk(place_of(project_id))
    content = (lying.content if lying.number else b"") or sent
    drafted = first_credits(project, company, plan)
    credits_of_film, fault = _read(content, drafted)
    if not lying.number and fault is None:
        content = write_credits(credits_of_film, numbered=False).encode()
    return Room(
        project_id=project_id,
        group=group,
        project=project,
        company=company,
        number=lying.number,
        content=content,
        credits=credits_of_film,
        plan=plan,
        fault=fault,
    )


def place_of(project_id: int) -> Place:
    """Return where the credits of a film lie."""
    return Place(project_id=project_id, stage=STAGE, name=NAME)


def keep(room: Room, credits_of_film: Credits, base: int) -> tuple[Saving, Saved]:
    """Lay the credits on the desk. Raise Refused, or CannotRead for what is no table of credits."""
    text = write_credits(credits_of_film, numbered=False)
    read_credits(text)
    saving = Saving(
        place=place_of(room.project_id), by=auth.person().id, base=base, content=text.encode()
    )
    return saving, desk.save(parts().book, parts().store, saving, start=room.content)


def credits_of_form(form: Any, room: Room) -> Credits:
    """Return what a form holds, its rows as they stand; crafts are typed in that of the film."""
    ids = list(dict.fromkeys(form.getlist("row")))[:MOST_ROWS]
    rows = ({key: _clean(form.get(f"{one}.{key}", "")) for key in _KEYS} for one in ids)
    lines = (_line(cells, room.project.language) for cells in rows)
    chosen = tuple(dict.fromkeys(one for one in form.getlist("language") if one in LANGUAGES))
    own = Credits().languages_of(room.project.language)
    style = form.get("style", "")
    return Credits(
        lines=tuple(line for line in lines if line),
        languages=() if chosen == own else chosen[:MOST_LANGUAGES],
        style=CreditStyle(style) if style in set(CreditStyle) else CreditStyle.CARDS,
    )


_KEYS: Final = (
    *("kind", "role", "name", "craft"),
    *(f"{what}_{code}" for code in LANGUAGES for what in ("role", "name")),
)


def _line(cells: Mapping[str, str], language: str) -> CreditLine | None:
    if cells["kind"] not in set(CreditKind):
        return None
    kind, role = CreditKind(cells["kind"]), cells["role"]
    return CreditLine(
        kind=kind,
        role=role_key(role, language, before=cells["craft"]) if kind is CreditKind.CREW else role,
        name=cells["name"],
        others=wordings_of(cells),
    )


def _clean(text: str) -> str:
    return " ".join(text.split())


def moved(credits_of_film: Credits, asked: str, ids: Sequence[str]) -> Credits:
    """Return the credits after what a button asks: "up:3", "down:3", "remove:3", "add:thanks".

    ids are those of the rows, in the order in which they stand in the form.
    """
    what, _, which = asked.partition(":")
    lines = list(credits_of_film.lines)
    if what == "add" and which in set(CreditKind):
        lines.append(CreditLine(kind=CreditKind(which)))
    elif which in ids[: len(lines)]:
        at = ids.index(which)
        if what == "remove":
            lines.pop(at)
        elif what in _STEPS and (to := _neighbour(lines, at, _STEPS[what])) is not None:
            lines[at], lines[to] = lines[to], lines[at]
    return replace(credits_of_film, lines=tuple(lines))


_STEPS: Final = {"up": -1, "down": 1}


def _neighbour(lines: Sequence[CreditLine], at: int, step: int) -> int | None:
    """Return the row before or after one of the same kind."""
    alike = [number for number, one in enumerate(lines) if one.kind is lines[at].kind]
    place = alike.index(at) + step
    return alike[place] if 0 <= place < len(alike) else None


@lru_cache(maxsize=128)
def picture_of(card: Shown, colour: str) -> bytes:
    """Return a card as a small PNG, drawn by what draws it for the film."""
    ink = colour_of(colour)
    whole = crawl_image(card, ink) if isinstance(card, Crawl) else card_image(card, ink)
    height = round(whole.height * PREVIEW_WIDTH / whole.width)
    small = whole.resize((PREVIEW_WIDTH, height), Image.Resampling.LANCZOS)
    out = BytesIO()
    small.save(out, format="PNG")
    return out.getvalue()


def _read(content: bytes, drafted: Credits) -> tuple[Credits, CannotRead | None]:
    if not content:
        return drafted, None
    try:
        return read_credits(text_of(content, name=NAME)), None
    except CannotRead as fault:
        return Credits(), fault


def _sent(session: Session, project_id: int) -> bytes:
    """Return the credits of the newest version, empty before the first."""
    newest = revisions.newest(session, project_id, STAGE)
    files = revisions.files_of(session, newest.id, FileSide.SENT) if newest else ()
    found = next((one for one in files if one.name == NAME), None)
    return parts().store.path(found.digest).read_bytes() if found else b""


def _plan_of(project_id: int) -> SoundPlan | None:
    content = papers.paper_of(project_id, "sound", "sound.json")
    try:
        return from_json(content, SoundPlan) if content else None
    except PipelineError:
        return None
