"""What Final Cut Pro 7 XML does with a clip: speed and level, and everything else by name. Pure."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final
from xml.etree.ElementTree import Element  # only its type

from pipeline.documents.edit import NORMAL_SPEED
from pipeline.timeline.interchange.sheet import ZERO
from pipeline.timeline.interchange.xml_text import number, words

_SILENT_DB: Final = -96.0
_NEUTRAL: Final[Mapping[str, Mapping[str, Fraction]]] = {
    "basic": {
        "scale": Fraction(100),
        "rotation": ZERO,
        "horiz": ZERO,
        "vert": ZERO,
        "antiflicker": ZERO,
    },
    "opacity": {"opacity": Fraction(100)},
    "audiopan": {"pan": ZERO},
    "crop": {"left": ZERO, "right": ZERO, "top": ZERO, "bottom": ZERO, "edgefeather": ZERO},
}
"""What changes nothing while its values are these; of values that are not named here nothing is
said."""


@dataclass(slots=True)
class Filters:
    """What the filters of a clip say together."""

    speed: Fraction = NORMAL_SPEED
    gain_db: float = 0.0
    effects: list[str] = field(default_factory=list)


def filters_of(filters: Iterable[Element]) -> Filters:
    """Return what filters do; one that is switched off or changes nothing does nothing."""
    done = Filters()
    for one in filters:
        effect = one.find("effect")
        if effect is None or words(one, "enabled").upper() == "FALSE":
            continue
        kind = words(effect, "effectid").lower()
        if kind == "timeremap":
            _retime(effect, done)
        elif kind in ("audiolevels", "audio levels"):
            _level(effect, done)
        elif not _is_neutral(effect, kind):
            done.effects.append(words(effect, "name") or kind or "?")
    return done


def _parameters(effect: Element) -> dict[str, Element]:
    return {words(one, "parameterid").lower(): one for one in effect.findall("parameter")}


def _moves(parameter: Element | None) -> bool:
    """Return whether keyframes change a value over time."""
    if parameter is None:
        return False
    return len({value.strip() for value in _texts(parameter, "keyframe/value")}) > 1


def _texts(element: Element, path: str) -> Iterator[str]:
    return ("".join(found.itertext()) for found in element.findall(path))


def _retime(effect: Element, done: Filters) -> None:
    parameters = _parameters(effect)
    if words(parameters.get("variablespeed"), "value") not in ("", "0", "FALSE"):
        done.effects.append("speed curve")
        return
    speed = number(words(parameters.get("speed"), "value") or "100") / 100
    is_reverse = words(parameters.get("reverse"), "value").upper() == "TRUE"
    done.speed = -abs(speed) if is_reverse else speed


def _level(effect: Element, done: Filters) -> None:
    level = _parameters(effect).get("level")
    if _moves(level):
        done.effects.append("volume curve")
        return
    value = float(number(words(level, "value") or words(level, "keyframe/value") or "1"))
    done.gain_db += round(20 * math.log10(value), 4) if value > 0 else _SILENT_DB


def _is_neutral(effect: Element, kind: str) -> bool:
    neutral = _NEUTRAL.get(kind)
    if neutral is None:
        return False
    for name, parameter in _parameters(effect).items():
        texts = [*_texts(parameter, "value"), *_texts(parameter, "value/*")]
        usual = neutral.get(name, ZERO if name == "center" else None)
        values = [number(text) for text in texts if text.strip() and _is_one(text)]
        if _moves(parameter) or (usual is not None and any(value != usual for value in values)):
            return False
    return True


def _is_one(text: str) -> bool:
    return text.strip().lstrip("+-").replace(".", "", 1).replace("e-", "", 1).isdigit()
