"""The words of the page of missing clips; each with its icon. Translated late."""

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _

from pipeline.documents.relink import Deciding, Doubt, Evidence, Reason, Standing
from web.words import Word

STANDINGS: Final[Mapping[Standing, Word]] = {
    Standing.MISSING: Word(_("Not found"), "circle-x"),
    Standing.AMBIGUOUS: Word(_("Several fit"), "split"),
    Standing.UNCERTAIN: Word(_("Look at this one"), "eye"),
    Standing.FOUND: Word(_("Found"), "circle-check"),
}

FOUND_BY: Final[Mapping[Evidence, Any]] = {
    Evidence.PEOPLE: _("you said so"),
    Evidence.NAME: _("by its name"),
    Evidence.FILE: _("by the name of the file"),
    Evidence.EARLIER: _("by a name it had before, or that of its proxy"),
    Evidence.DIGEST: _("by its bytes: the very same recording"),
    Evidence.SUFFIX: _("by its name with another suffix"),
    Evidence.COPY: _("it is called like a copy of it"),
    Evidence.SLATE: _("by the slate in the name"),
    Evidence.LABEL: _("by what you called the clip"),
    Evidence.TIMECODE_LENGTH: _("only by its timecode and its length"),
    Evidence.TIMECODE: _("only by its timecode"),
    Evidence.LENGTH: _("only by its length"),
}

TOLD_APART_BY: Final[Mapping[Deciding, Any]] = {
    Deciding.DIGEST: _("told apart by the bytes"),
    Deciding.LABEL: _("told apart by what you called the clip"),
    Deciding.FOLDER: _("told apart by the folders of the card"),
    Deciding.TIMECODE: _("told apart by the timecode"),
    Deciding.LENGTH: _("told apart by the length"),
    Deciding.FITS: _("the only one that is long enough"),
}

DOUBTS: Final[Mapping[Doubt, Any]] = {
    Doubt.OTHER_BYTES: _("The timeline was cut with another recording."),
    Doubt.OTHER_RECORDING: _("Another recording had this name before, and its length fits."),
}

REASONS: Final[Mapping[Reason, Word]] = {
    Reason.SAME_NAME: Word(_("has this name"), "check"),
    Reason.ALIKE: Word(_("nearly the same name"), "pencil"),
    Reason.SAME_SHOT: Word(_("another take of the shot"), "clapperboard"),
    Reason.SAME_BYTES: Word(_("the very same bytes"), "fingerprint"),
    Reason.SAME_TIMECODE: Word(_("the same timecode"), "clock-3"),
    Reason.RUNNING: Word(_("ran at this timecode"), "clock-3"),
    Reason.SAME_LENGTH: Word(_("exactly as long"), "timer"),
    Reason.NEAR_LENGTH: Word(_("nearly as long"), "timer"),
    Reason.UNUSED: Word(_("not in the film yet"), "film"),
}


def words_of_relinking() -> dict[str, object]:
    """Return the words by name, for the template."""
    return {
        "standings": STANDINGS,
        "found_by": FOUND_BY,
        "told_apart_by": TOLD_APART_BY,
        "doubts": DOUBTS,
        "reasons": REASONS,
    }
