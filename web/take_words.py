"""The words of the pages of takes; each with its icon. Translated late."""

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _

from pipeline.rushes.missing import MissingKind
from pipeline.rushes.named import NamedBy
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

SAID_BY: Final[Mapping[NamedBy, Any]] = {
    NamedBy.PEOPLE: _("you said so"),
    NamedBy.PICTURE: _("read from the slate"),
    NamedBy.NAME: _("from the name of the file"),
    NamedBy.NOBODY: _("nobody knows yet"),
}


MISSING: Final[Mapping[MissingKind, Word]] = {
    MissingKind.MUST_SHOT: Word(_("Missing. The film needs it."), "circle-x"),
    MissingKind.GOOD_TAKE: Word(_("No take of it is good. The film needs one."), "circle-dashed"),
    MissingKind.RELEASE: Word(_("Was filmed, and the paper is not signed."), "file-text"),
    MissingKind.ROOM_TONE: Word(_("Record 30 seconds of the silence here."), "audio-lines"),
    MissingKind.WILD_SOUND: Word(_("Record this sound on its own."), "volume-2"),
    MissingKind.NICE_SHOT: Word(_("Nice to have."), "circle-dashed"),
}


def words_of_takes() -> dict[str, object]:
    """Return the words by what they are for."""
    return {"ratings": RATINGS, "roles": ROLES, "said_by": SAID_BY, "missing": MISSING}
