"""The resources and the transitions of FCPXML. Pure."""

import re
from collections.abc import Callable
from fractions import Fraction
from xml.etree.ElementTree import Element  # only its type

from pipeline.timeline.interchange.fcpxml_clip import seconds
from pipeline.timeline.interchange.sheet import DISSOLVE, ZERO, Medium, Mix
from pipeline.timeline.interchange.xml_text import number


def mix_of(element: Element, cut: Fraction, origin: Fraction | None) -> Mix:
    """Return a transition; after the cut where nothing lies before it."""
    length = max(ZERO, seconds(element.get("duration")))
    begin = cut if origin is None else origin + seconds(element.get("offset"), cut - length / 2)
    begin = min(max(begin, cut - length), cut)
    name = element.get("name", "")
    is_usual = not name or "dissolve" in name.lower() or "cross" in name.lower()
    return Mix(at=begin, length=length, cut=cut, kind=DISSOLVE if is_usual else name)


def medium_of(resource: Element | None, rate: Callable[[str], Fraction]) -> Medium | None:
    """Return what a file, or a generator, is; `rate` tells that of a format."""
    if resource is None:
        return None
    if resource.tag == "effect":
        name = resource.get("name", "")
        return Medium(name="", label=name, generator="black" if "black" in name.lower() else name)
    rep = resource.find("media-rep")
    source = resource.get("src") or (rep.get("src") if rep is not None else "") or ""
    length = seconds(resource.get("duration"))
    return Medium(
        name=source or resource.get("name", ""),
        label=resource.get("name", ""),
        start=seconds(resource.get("start")),
        length=length if length > 0 else None,
        rate=rate(resource.get("format", "")),
    )


def size_of(form: Element | None) -> tuple[int, int] | None:
    """Return the size of the picture in a format."""
    sides = [number(form.get(side), ZERO) for side in ("width", "height") if form is not None]
    return (int(sides[0]), int(sides[1])) if sides and min(sides) > 0 else None


def rate_of_name(name: str) -> Fraction | None:
    """Return the rate of "FFVideoFormat1080p2997", which needs no frame duration."""
    found = re.search(r"p(2398|2997|5994|\d{2,3})$", name)
    if found is None:
        return None
    usual = {"2398": 24, "2997": 30, "5994": 60}
    base = usual.get(found[1])
    return Fraction(base * 1000, 1001) if base else Fraction(found[1])
