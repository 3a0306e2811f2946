"""What DaVinci Resolve writes about a clip beside OpenTimelineIO's own words. Pure.

Each effect of it is an OTIO effect whose metadata list parameters, each with its default. A
parameter at its default does nothing, and every clip carries a dozen such effects.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Final

from pipeline.documents.edit import NEUTRAL, Crop, Look
from pipeline.documents.losses import Loss, changed, dropped
from pipeline.timeline.manner import (
    EDGES,
    LOUDEST_DB,
    MOST_FADE_FRAMES,
    QUIETEST_DB,
    Clock,
    Manner,
    crop_of,
    figure,
)

Plain = Mapping[str, Any]
THEIRS: Final = "Resolve_OTIO"

LIMITS: Final[Mapping[str, tuple[float, float]]] = {
    "transformationZoomX": (0, 100),
    "transformationZoomY": (0, 100),
    "transformationPan": (-10, 10),
    "transformationTilt": (-10, 10),
    "transformationRotationAngle": (-36000, 36000),
    **{f"crop{edge.title()}": (0, 1) for edge in EDGES},
    "opacity": (0, 100),
    "videoFaderIn": (0, MOST_FADE_FRAMES),
    "videoFaderOut": (0, MOST_FADE_FRAMES),
    "volume": (-1000, 1000),
    "faderIn": (0, MOST_FADE_FRAMES),
    "faderOut": (0, MOST_FADE_FRAMES),
}
"""The parameters that are shown, with the values that a film may need."""
MOST_SOUNDS: Final = 1000
FLIPS: Final = ("transformationFlipX", "transformationFlipY")

_TAG: Final = re.compile(r"<[^>]*>")
_LINE: Final = re.compile(r"<br\s*/?>|</p>|</div>", re.IGNORECASE)
_STYLE: Final = re.compile(r"<(head|style|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)


@dataclass(slots=True)
class Settings:
    """What the effects of one clip are set to, and what of it is not done."""

    name: str
    values: dict[str, float] = field(default_factory=dict)
    flipped: set[str] = field(default_factory=set)
    losses: list[Loss] = field(default_factory=list)

    def take(self, effect: Plain) -> None:
        """Take over an effect. Raise CannotRead for a value that no film needs."""
        called = str(effect.get("Effect Name") or effect.get("Name") or "?")[:40]
        for parameter in _set(effect):
            key, value = parameter.get("Parameter ID"), parameter.get("Parameter Value")
            if key in LIMITS:
                low, high = LIMITS[str(key)]
                self.values[str(key)] = figure({called: value}, called, low=low, high=high)
                if parameter.get("Key Frames"):
                    sentence = "“%(effect)s” on “%(name)s” does not change while the clip runs."
                    self.losses.append(changed(sentence, effect=called, name=self.name))
            elif key in FLIPS:
                self.flipped.add(str(key))
            else:
                sentence = "The effect “%(effect)s” on “%(name)s” is not done."
                self.losses.append(dropped(sentence, effect=called, name=self.name))

    def manner(self, given: Manner, clock: Clock) -> Manner:
        """Return a manner with these settings instead of its own."""
        found = self.values
        fades = int(found.get("videoFaderIn", 0)), int(found.get("videoFaderOut", 0))
        opacity = clock.fades(*fades, found.get("opacity", 100) / 100)
        volume = min(LOUDEST_DB, max(QUIETEST_DB, found.get("volume", given.gain_db)))
        look = self._look()
        return replace(
            given,
            look=look if look != NEUTRAL else given.look,
            opacity=opacity or given.opacity,
            gain_db=volume,
            fade_in=_seconds(found, "faderIn", clock) or given.fade_in,
            fade_out=_seconds(found, "faderOut", clock) or given.fade_out,
        )

    def _look(self) -> Look:
        """Return the look. Up and counter-clockwise are positive in Resolve."""
        found = self.values
        edges = (found.get(f"crop{edge.title()}", 0.0) for edge in EDGES)
        crop = crop_of(*edges)
        turn = {key: -1 if key in self.flipped else 1 for key in FLIPS}
        return Look(
            wide=turn[FLIPS[0]] * found.get("transformationZoomX", 1.0),
            high=turn[FLIPS[1]] * found.get("transformationZoomY", 1.0),
            across=found.get("transformationPan", 0.0),
            down=-found.get("transformationTilt", 0.0) or 0.0,
            turned=-found.get("transformationRotationAngle", 0.0) or 0.0,
            crop=crop if crop != Crop() else NEUTRAL.crop,
        )


def _seconds(found: Mapping[str, float], key: str, clock: Clock) -> Fraction:
    return Fraction(found.get(key, 0.0)).limit_denominator(1000) / clock.rate


def _set(effect: Plain) -> Iterator[Plain]:
    """Yield the parameters of an effect that are not at their defaults."""
    parameters = effect.get("Parameters")
    if effect.get("Enabled") is False or not isinstance(parameters, list):
        return
    for parameter in parameters:
        if not isinstance(parameter, Mapping):
            continue
        default = parameter.get("Default Parameter Value")
        if parameter.get("Key Frames") or parameter.get("Parameter Value") != default:
            yield parameter


def their_own(plain: Plain) -> Plain | None:
    """Return what Resolve's metadata hold, None if there are none."""
    metadata = plain.get("metadata")
    found = metadata.get(THEIRS) if isinstance(metadata, Mapping) else None
    return found if isinstance(found, Mapping) else None


def other_sound_of(clip: Plain) -> int:
    """Return which sound track of its file a clip wants, counted from 0."""
    channels = (their_own(clip) or {}).get("Channels")
    each = channels if isinstance(channels, list) else ()
    wanted = [one.get("Source Track ID") for one in each if isinstance(one, Mapping)]
    numbers = [one for one in wanted if isinstance(one, int) and 0 <= one < MOST_SOUNDS]
    return min(numbers, default=0)


def generator_settings(reference: Plain) -> dict[str, Any]:
    """Return the parameters of a generator, a title or a colour, by their names."""
    parameters = reference.get("parameters")
    listed = parameters.get(THEIRS) if isinstance(parameters, Mapping) else None
    found: dict[str, Any] = {}
    for effect in listed if isinstance(listed, list) else ():
        each = effect.get("Parameters") if isinstance(effect, Mapping) else None
        for parameter in each if isinstance(each, list) else ():
            if isinstance(parameter, Mapping):
                found[str(parameter.get("Parameter ID"))] = parameter.get("Parameter Value")
    return found


def words_of(settings: Mapping[str, Any]) -> str:
    """Return the words of a title, without their typography; "" if there are none."""
    for key, value in settings.items():
        if "text" in key.lower() and isinstance(value, str) and value.strip():
            lines = _TAG.sub("", _LINE.sub("\n", _STYLE.sub("", value)))
            return "\n".join(line.strip() for line in html.unescape(lines).split("\n")).strip()
    return ""
