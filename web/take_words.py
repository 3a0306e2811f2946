"""The words of the pages of takes; each with its icon. Translated late."""

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _

from web.take_names import How
from web.words import Word

RATINGS: Final[Mapping[str, Word]] = {
    "good": Word(_("Good"), "thumbs-up"),
    "hold": Word(_("Hold"), "hourglass"),
    "no_good": Word(_("No good"), "thumbs-down"),
}
"""In the order of the keys 1, 2 and 3."""

ROLES: Final[Mapping[str, Word]] = {
    "room_tone": Word(_("Room tone"), "audio-lines"),
    "wild": Word(_("A wild sound"), "volume-2"),
    "effect": Word(_("An effect"), "zap"),
    "music": Word(_("Music"), "audio-lines"),
}

SAID_BY: Final[Mapping[How, Any]] = {
    How.PEOPLE: _("you said so"),
    How.SLATE: _("read from the slate"),
    How.FILE_NAME: _("from the name of the file"),
    How.NOBODY: _("nobody knows yet"),
}


def words_of_takes() -> dict[str, object]:
    """Return the words by what they are for."""
    return {"ratings": RATINGS, "roles": ROLES, "said_by": SAID_BY}
