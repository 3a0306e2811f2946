"""Story cards: who, where, when, what happens, what changes; they write the script."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug import Response

from pipeline import desk
from pipeline.access import must_be_maker
from pipeline.errors import CannotRead, NotFound, Refused
from pipeline.fountain.story_cards import Card, cards_of, script_with_cards
from pipeline.fountain.text import with_one_line_end
from web import access, auth, papers
from web.card_edits import with_rewritten
from web.errors import sentence
from web.papers import ScriptAtHand
from web.parts import parts
from web.script_look import TIMES
from web.story_cards import EMPTY, MOST_CARDS, cards_in, rearranged, title_page, written

blueprint = Blueprint("cards", __name__)

SETTINGS: Final = (
    ("INT", _("inside"), "house"),
    ("EXT", _("outside"), "trees"),
    ("INT/EXT", _("both"), "car"),
)
TIME_ICONS: Final = ("sun", "moon", "sunrise", "sunset")


@blueprint.get("/projects/<int:project_id>/script/cards")
def cards(project_id: int) -> str:
    """Show the script as cards, one for each scene, and what they become."""
    must_be_maker(auth.person(), access.group_of(project_id))
    at_hand = papers.script_at_hand(project_id)
    found = cards_of(at_hand.text)
    more = (EMPTY,) if "more" in request.args or not found else ()
    return _page(project_id, at_hand, (*found, *more))


@blueprint.post("/projects/<int:project_id>/script/cards")
def keep(project_id: int) -> Response | tuple[str, int]:
    """Write the cards into the script on the desk, after moving or taking out one of them."""
    must_be_maker(auth.person(), access.group_of(project_id))
    doing, given = request.form.get("do", ""), cards_in(request.form)
    at_hand = _written_from(project_id, request.form.get("base", type=int) or 0)
    try:
        text = _text_with(project_id, at_hand, written(rearranged(given, doing)))
        saved = papers.keep_script(project_id, text, at_hand=at_hand)
    except (Refused, CannotRead) as fault:
        # What was typed stays on the page, since nothing of it was kept.
        return _page(project_id, at_hand, given, fault=sentence(fault)), 422
    if saved.clashes:
        flash(_aside(), "warning")
    elif doing in ("", "keep"):
        flash(gettext("Your cards are kept: they stand in the script now."), "done")
    more = "yes" if doing == "more" else None
    anchor = "last" if doing == "more" else None
    place = url_for("cards.cards", project_id=project_id, more=more, _anchor=anchor)
    return redirect(place, code=303)


def _text_with(project_id: int, at_hand: ScriptAtHand, chosen: tuple[Card, ...]) -> str:
    if len(chosen) > MOST_CARDS:
        raise Refused("These are too many cards. Go on in the script.")
    head = "" if at_hand.text.strip() else title_page(papers.project_of(project_id))
    return head + script_with_cards(with_rewritten(at_hand.text, chosen), chosen)


def _written_from(project_id: int, number: int) -> ScriptAtHand:
    """Return the version of the script that the page of the form showed. Raise NotFound."""
    if not number:
        now = papers.script_at_hand(project_id)
        return now if not now.number else ScriptAtHand(text="", number=0)
    lying = desk.lying(parts().book, parts().store, papers.script_place(project_id), number=number)
    if lying is None:
        raise NotFound("There is no such version on the desk.")
    return ScriptAtHand(text=with_one_line_end(lying.content.decode()), number=number)


def _aside() -> str:
    return str(
        gettext(
            "Somebody wrote on the same card at the same moment. The script stayed as it was; your"
            " cards are kept beside it, under the versions of the desk."
        )
    )


def _page(project_id: int, at_hand: ScriptAtHand, shown: tuple[Card, ...], fault: str = "") -> str:
    project = papers.project_of(project_id)
    times = TIMES.get(project.language, TIMES["en"])
    return render_template(
        "script/cards.html",
        project_id=project_id,
        project=project,
        group=access.group_of(project_id),
        at_hand=at_hand,
        shown=shown[:MOST_CARDS],
        is_too_long=len(shown) > MOST_CARDS,
        fault=fault,
        settings=SETTINGS,
        times=tuple(zip(times, TIME_ICONS, strict=True)),
    )
