"""The log-in cards: chosen on a page, printed from a PDF in which the codes stand once."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request

from pipeline import log_in_cards as verbs
from pipeline.errors import CannotRead
from pipeline.log_in_cards import Card
from pipeline.paper.log_in_cards import PAPERS, LogInCard, log_in_cards_pdf
from pipeline.records.views import Roster
from web import auth, office
from web.language import NAMES
from web.parts import parts

blueprint = Blueprint("log_in_cards", __name__)


@blueprint.get("/cards")
def page() -> str:
    """Ask which cards, and how."""
    return render_template(
        "office/cards.html",
        room="log_in_cards.page",
        roster=office.roster_here(),
        address=request.host_url.rstrip("/"),
        offered=[(code, NAMES[code]) for code in office.languages_here()],
        papers=PAPERS,
        only=request.args.get("person", type=int),
    )


@blueprint.post("/cards")
def make() -> Response:
    """Draw new codes for the chosen ones and answer with the cards."""
    address, paper = _address(request.form.get("address", "")), request.form.get("paper", "a4")
    people, groups = _chosen(office.roster_here())
    if paper not in PAPERS:
        raise CannotRead("Choose the paper.")
    drawn = verbs.new_cards(parts().book, person_ids=people, group_ids=groups, by=auth.person().id)
    content = log_in_cards_pdf(
        [_printed(one) for one in drawn],
        workshop=office.workshop_here().name,
        address=address,
        paper=paper,
    )
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="cards.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _chosen(found: Roster) -> tuple[list[int], list[int]]:
    """Return the ids of people and groups whose cards are wanted."""
    each, shared, only = office.ids("each"), office.ids("shared"), office.ids("person")
    is_missing = request.form.get("which") == "missing"
    people = [
        one.person.id
        for row in found.groups
        for one in row.students
        if one.person.id in only
        or (row.group.id in each and not one.is_closed and not (is_missing and one.has_card))
    ]
    groups = [
        row.group.id
        for row in found.groups
        if row.group.id in shared and not (is_missing and row.has_card)
    ]
    return people, groups


def _printed(card: Card) -> LogInCard:
    asked = request.form.get("language", "")
    language = card.person.language if card.person and not asked else office.language_of(asked)
    return LogInCard(
        code=card.code,
        group=card.group.name,
        colour=card.group.colour,
        name=card.person.name if card.person and request.form.get("names") != "animals" else "",
        animal=card.person.avatar if card.person else "",
        language=language,
        is_shared=card.person is None,
    )


def _address(given: str) -> str:
    """Return the address of the site as the phones write it. Raise CannotRead."""
    whole = urlsplit(given.strip()[:200])
    if whole.scheme not in ("http", "https") or not whole.hostname or whole.path.strip("/"):
        raise CannotRead("Write the address of this site as the phones open it: http://…")
    return f"{whole.scheme}://{whole.netloc}"
