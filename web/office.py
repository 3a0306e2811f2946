"""The coordinator's office: its rooms, who may come in, and the words that stand in it."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from pipeline.documents.animals import ANIMALS
from pipeline.documents.film_stages import ALWAYS
from pipeline.records import roster
from pipeline.records.views import Roster, Workshop
from web import auth
from web.language import NAMES
from web.parts import parts

LARGEST_NUMBER: Final = 2**31 - 1
"""Of a row, in any database."""


class Room(NamedTuple):
    """A page of the office."""

    endpoint: str
    text: Any
    icon: str


ROOMS: Final = (
    Room("everybody.everybody", _("People"), "user"),
    Room("groups.groups", _("Groups"), "users"),
    Room("log_in_cards.page", _("Cards"), "id-card"),
    Room("roster.page", _("From a table"), "table-2"),
    Room("workshops.mine", _("Workshops"), "calendar-days"),
    Room("guests.page", _("Visitors"), "eye"),
    Room("checklists.page", _("Checklists"), "list-checks"),
    Room("hooks.page", _("Other programs"), "send"),
)

WORDS: Final[Mapping[str, object]] = {"animals": ANIMALS, "office_rooms": ROOMS}
"""What the templates know by name."""

TIMETABLES: Final = {
    "seven_days": (
        _("Seven days"),
        _("One film in a week: writing, shooting, editing, sound, screening on the seventh day."),
    ),
    "weekend": (
        _("A weekend"),
        _("Two full days: a film of a minute and a half, shot on Saturday, shown on Sunday."),
    ),
    "exercise": (
        _("One exercise"),
        _("One day, one minute: a sentence as a script, a few shots, shown before evening."),
    ),
    "two_days_and_nights": (
        _("48 hours"),
        _("From Friday 18:00 to Sunday 18:00, everything inside that window."),
    ),
}
"""Key of a timetable to its name and what it is."""

RATES: Final = {
    "25": _("25 frames a second: where the mains have 50 Hz (Europe, Africa, Tokyo, the Gulf)"),
    "24": _("24 frames a second, as in the cinema: where the mains have 60 Hz"),
    "30": _("30 frames a second: where the mains have 60 Hz (western Japan, Jeddah, the Americas)"),
}

POLICIES: Final = {
    "none": _("Made without AI"),
    "disclosed": _("AI may help, and the credits say where"),
    "ai_track": _("Made with AI: every model and tool is written down"),
}


STAGE_TICKS: Final[Mapping[str, tuple[bool, Any]]] = {
    "script": (True, _("Without it, shots are planned freely, and nobody drafts the subtitles.")),
    "shot_list": (
        True,
        _("Without it, the group says of each take which one it is, as on a slate."),
    ),
    "sound": (True, _("Without it, the film has the sound of its edit, made as loud as agreed.")),
    **{name: (False, _(why)) for name, why in ALWAYS.items()},
}
"""A stage to whether it can be left out, and what happens then or why not."""


def ids(name: str) -> list[int]:
    """Return the numbers of a field of the form; no row has one that is larger than these."""
    return [one for one in request.form.getlist(name, type=int) if 0 < one <= LARGEST_NUMBER]


def roster_here() -> Roster:
    """Return everybody of the coordinator's workshop."""
    with parts().book.reading() as session:
        return roster.roster(session, auth.person().workshop_id)


def workshop_here() -> Workshop:
    """Return the coordinator's workshop."""
    with parts().book.reading() as session:
        return roster.workshop(session, auth.person().workshop_id)


def languages_here() -> tuple[str, ...]:
    """Return the languages that the site speaks, the usual one first."""
    return tuple(one for one in parts().settings.languages if one in NAMES) or ("en",)


def language_of(given: str) -> str:
    """Return a language of the site: the given one, or the usual one."""
    offered = languages_here()
    return given if given in offered else offered[0]


def film_title() -> str:
    """Return the title of a film that has none yet."""
    return str(gettext("Our film"))
