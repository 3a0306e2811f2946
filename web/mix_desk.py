"""The mixing desk as a form: what is set on each bus, and how loud the whole film is to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from flask_babel import lazy_gettext as _

from pipeline.documents.buses import BUSES, DUCKED, CueRole, Ducking, Strip, read_gain, strip_of
from pipeline.documents.loudness import PROFILES
from pipeline.documents.project import Project
from pipeline.editing.mix_table import NAME, loudness_in, strips_in
from pipeline.errors import CannotRead, PipelineError
from pipeline.records import revisions
from pipeline.records.desks import Place
from web import sound_desk
from web.errors import sentence
from web.parts import parts
from web.spotting_room import ROLES
from web.words import Word


class Choice(NamedTuple):
    """One thing that can be switched on: its words, and the numbers behind them."""

    words: Any
    numbers: Any


CHOICES: Final[Mapping[str, Choice]] = {
    "high_pass": Choice(
        _("Take out rumble: wind, lorries, knocks"), _("all under 80 Hz, 12 dB an octave")
    ),
    "compression": Choice(
        _("Loud words a little softer, so that soft ones are heard"), _("ratio 2 : 1, at most 9 dB")
    ),
    "de_noise": Choice(_("Take out hiss and hum"), _("10 dB less of what lies between the words")),
}
DUCKINGS: Final[Mapping[str, Choice]] = {
    "off": Choice(_("It stays as it is"), _("0 dB")),
    "soft": Choice(_("A little"), _("8 dB")),
    "medium": Choice(_("Clearly"), _("13 dB")),
    "strong": Choice(_("Far"), _("18 dB")),
}
PLACES: Final[Mapping[str, Any]] = {
    "ebu_r128": _("Television, festivals, school halls"),
    "web": _("Video sites"),
    "web_16": _("Phones and small loudspeakers"),
    "cinema": _("A cinema"),
}
"""Where a film of each profile is shown."""


class Profile(NamedTuple):
    """A loudness that can be chosen."""

    key: str
    words: Any
    lufs: float
    dbtp: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MixDesk:
    """What the form shows."""

    number: int
    """Of the version of mix.csv on the desk."""
    strips: tuple[Strip, ...]
    """One for each bus."""
    loudness: str
    """What the group has chosen; "" for what the project says."""
    project: Project
    fault: str = ""
    """Why the table cannot be read."""
    is_unsent: bool = False
    """Whether the newest version does not know of it yet."""

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """The loudnesses that can be chosen, besides that of the project."""
        return tuple(
            Profile(key, PLACES[key], one.target_lufs, one.limit_dbtp)
            for key, one in PROFILES.items()
        )

    @property
    def own_words(self) -> Any:
        """Where the project says that the film is shown; None for figures of its own."""
        known = PROFILES.get(self.project.loudness)
        is_plain = known is not None and known.target_lufs == self.project.loudness_lufs
        return PLACES[self.project.loudness] if is_plain else None

    def can_duck(self, strip: Strip) -> bool:
        """Whether a bus may step back under voices."""
        return strip.bus in DUCKED

    def word(self, strip: Strip) -> Word:
        """The word of a bus."""
        return ROLES[strip.bus.value]


def place_of(project_id: int) -> Place:
    """Return where mix.csv lies."""
    return sound_desk.place_of(project_id, NAME)


def desk_of(project_id: int) -> MixDesk:
    """Return the mixing desk of a film. Raise NotFound."""
    with parts().book.reading() as session:
        project = revisions.project_settings(session, project_id)
    sheet = sound_desk.sheet_of(project_id, name=NAME)
    try:
        strips, loudness, fault = strips_in(sheet.text), loudness_in(sheet.text), ""
    except PipelineError as refusal:
        strips, loudness, fault = (), "", str(sentence(refusal))
    return MixDesk(
        number=sheet.number,
        strips=tuple(strip_of(strips, bus) for bus in BUSES),
        loudness=loudness,
        project=project,
        fault=fault,
        is_unsent=bool(sheet.number) and sound_desk.is_unsent(project_id, NAME),
    )


def strips_of(form: Mapping[str, str], before: tuple[Strip, ...]) -> tuple[Strip, ...]:
    """Return what a form sets on each bus; the notes stay. Raise CannotRead."""
    return tuple(_strip(form, strip) for strip in before)


def loudness_of(form: Mapping[str, str]) -> str:
    """Return the profile that a form chooses. Raise CannotRead for none of ours."""
    key = form.get("loudness", "")
    if key and key not in PROFILES:
        raise CannotRead("There is no such loudness. Load the page again.")
    return key


def _strip(form: Mapping[str, str], before: Strip) -> Strip:
    name = before.bus.value
    return Strip(
        bus=before.bus,
        gain_db=read_gain(form.get(f"{name}-gain", "").strip().replace("−", "-")),
        **{key: form.get(f"{name}-{key}") == "yes" for key in CHOICES},
        ducking=_ducking(form.get(f"{name}-ducking", ""), before.bus),
        note=before.note,
    )


def _ducking(word: str, bus: CueRole) -> Ducking:
    if bus not in DUCKED:
        return Ducking.OFF
    try:
        return Ducking(word)
    except ValueError as fault:
        raise CannotRead("Choose how far it steps back while somebody speaks.") from fault
