"""The resources and the transitions of FCPXML. Pure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """Formats, files and compound clips by their ids, and what a clip takes from them."""

    by_id: dict[str, Element]
    film_rate: Fraction

    def rate(self, form: str) -> Fraction:
        """Return the frame rate of a format, the film's where it says none."""
        element = self.by_id.get(form)
        if element is None:
            return self.film_rate
        duration = seconds(element.get("frameDuration"))
        if duration > 0:
            return 1 / duration
        return rate_of_name(element.get("name", "")) or self.film_rate

    def start_of(self, element: Element, asset: Element | None) -> Fraction:
        """Return where a clip begins that does not say it."""
        if element.tag == "asset-clip" and asset is not None:
            return seconds(asset.get("start"))
        return ZERO

    def length_of(self, asset: Element | None) -> Fraction:
        """Return how long a clip is that does not say it."""
        if asset is None:
            return ZERO
        sequence = asset.find("sequence")
        return seconds((asset if sequence is None else sequence).get("duration"))

    def streams(self, element: Element) -> tuple[bool, bool]:
        """Return whether a clip is seen, and whether it is heard."""
        enabled = element.get("srcEnable", "all")
        sees, hears = enabled in ("all", "video"), enabled in ("all", "audio")
        asset = self.by_id.get(self.source(element).get("ref", ""))
        if asset is not None and asset.tag == "asset":
            has = asset.get("hasVideo"), asset.get("hasAudio")
            sees = sees and (has[0] == "1" or has == (None, None))
            hears = hears and (has[1] == "1" or has == (None, None))
        if element.tag == "clip":
            inner = {one.tag for one in _parts(element)}
            sees, hears = sees and "video" in inner, hears and "audio" in inner
        elif element.tag in ("video", "title"):
            hears = False
        elif element.tag == "audio":
            sees = False
        return sees, hears

    def source(self, element: Element) -> Element:
        """Return the element that names the medium of a clip."""
        if element.tag != "clip":
            return element
        parts = list(_parts(element))
        return next((one for one in parts if one.tag == "video"), next(iter(parts), element))


def _parts(clip: Element) -> Iterator[Element]:
    """Yield the picture and the sound that a clip consists of, without what hangs on it."""
    for child in clip:
        if child.get("lane") is None and child.tag in ("video", "audio", "gap"):
            yield from (one for one in child.iter() if one.tag in ("video", "audio"))
