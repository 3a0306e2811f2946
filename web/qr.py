"""An address as a code that a phone reads: an SVG that stands in the page."""

import segno


def svg_of(text: str) -> str:
    """Return the code, dark on white in every light, with the quiet zone that readers need."""
    drawn = segno.make(text, error="m", micro=False)
    return str(drawn.svg_inline(border=4, light="#fff", omitsize=True))
