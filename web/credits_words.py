"""The words of the page of the credits: what each kind of row is for."""

from typing import Any, Final, NamedTuple

from flask_babel import lazy_gettext as _

from pipeline.documents.final_cut import CreditKind
from pipeline.render.card_words import ROLES, role_words


class KindWords(NamedTuple):
    """One kind of row."""

    kind: CreditKind
    heading: Any
    name: Any
    """What its main field asks for."""
    role: Any = ""
    """What its first field asks for; empty: there is none."""
    is_single: bool = False
    """There is one row of it and no more."""
    add: Any = ""
    """What its button says."""


KINDS: Final = (
    KindWords(CreditKind.TITLE, _("Title"), _("The title of the film"), is_single=True),
    KindWords(CreditKind.FILM_BY, _("A film by"), _("Who made it, in one line"), is_single=True),
    KindWords(CreditKind.CAST, _("Who plays"), _("Name"), _("Character"), add=_("Add a player")),
    KindWords(CreditKind.CREW, _("Who did what"), _("Name"), _("Craft"), add=_("Add somebody")),
    KindWords(CreditKind.HELP, _("With the help of"), _("Name"), add=_("Add somebody")),
    KindWords(
        CreditKind.MUSIC, _("Music"), _("Title, composer, who allowed it"), add=_("Add music")
    ),
    KindWords(
        CreditKind.THANKS, _("Thanks to"), _("Place, family, person"), add=_("Add a thank-you")
    ),
    KindWords(CreditKind.EVENT, _("Made during"), _("Workshop, place, year"), add=_("Add a line")),
    KindWords(
        CreditKind.AI,
        _("About AI"),
        _("The statement, or what the tool made"),
        _("Tool (empty for a statement)"),
        add=_("Add a line"),
    ),
    KindWords(CreditKind.NOTICE, _("Licences"), _("What a licence asks for"), add=_("Add a line")),
)
"""In the order of the cards."""


def known_roles(language: str) -> tuple[str, ...]:
    """Return the crafts that a field may propose; they are written in every language."""
    return tuple(dict.fromkeys(role_words(role, language) for role in ROLES))
