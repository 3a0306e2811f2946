"""Pictures that need no medium: black, bars, a colour, a title. Pure."""

import math
import re
from collections.abc import Mapping
from typing import Any, Final

from pipeline.documents.edit import BLACK, TITLE, TITLE_OVER
from pipeline.documents.losses import Loss, changed
from pipeline.timeline.resolve import generator_settings, words_of

LONGEST_TEXT: Final = 500
LONGEST_KIND: Final = 40
COLOURED: Final = frozenset(("color", "colour", "solid", "solid color", "solidcolor"))
WRITTEN: Final = frozenset(("text", "rich text", "text+", "basic title", "titles"))
"""What other programs call a title."""
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}", re.ASCII)

Drawn = tuple[str, str, tuple[Loss, ...]]
"""The generator's name in an edit, its words, and what is not as it is there."""


def drawn(reference: Mapping[str, Any]) -> Drawn:
    """Return what a GeneratorReference shows; what is not known is black."""
    kind = str(reference.get("generator_kind") or "unknown").strip().lower()
    given = reference.get("parameters")
    parameters = dict(given) if isinstance(given, Mapping) else {}
    if kind in (TITLE, TITLE_OVER):
        over = kind == TITLE_OVER or parameters.get("over") is True
        return TITLE_OVER if over else TITLE, _text(parameters.get("text")), ()
    settings = generator_settings(reference)
    if kind in WRITTEN and (words := words_of(settings) or _text(parameters.get("text"))):
        loss = changed("The title “%(text)s” is set in our letters.", text=words[:40])
        return TITLE_OVER, words[:LONGEST_TEXT], (loss,)
    if kind == "white":
        return "#ffffff", "", ()
    if kind in COLOURED and (colour := _colour({**parameters, **settings})):
        return colour, "", ()
    if kind == BLACK or "bars" in kind:
        return kind, "", ()
    named = str(reference.get("generator_kind") or "unknown")[:LONGEST_KIND]
    return kind, "", (changed("“%(name)s” on the timeline is shown as black.", name=named),)


def _text(value: object) -> str:
    return value.strip()[:LONGEST_TEXT] if isinstance(value, str) else ""


def _colour(parameters: Mapping[str, Any]) -> str:
    """Return a colour as "#rrggbb", from such a word or from three numbers up to 1."""
    value = parameters.get("color", parameters.get("colour"))
    if isinstance(value, str) and _COLOUR.fullmatch(value.lower()[:7]):
        return value.lower()[:7]
    if not isinstance(value, list) or len(value) < 3:
        return ""
    if not all(isinstance(one, int | float) and math.isfinite(one) for one in value[:3]):
        return ""
    return "#" + "".join(f"{round(255 * min(1, max(0, one))):02x}" for one in value[:3])
