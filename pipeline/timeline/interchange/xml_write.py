"""Writing XML for other programs: small helpers. Pure."""

from fractions import Fraction
from urllib.parse import quote
from xml.etree import ElementTree as Xml  # only written here, never read

Element = Xml.Element


def root_of(tag: str, **attributes: str) -> Element:
    """Return the root of a new document."""
    return Xml.Element(tag, attributes)


def added(parent: Element, tag: str, text: object = None, **attributes: object) -> Element:
    """Return a new element inside another; an attribute that is None is left out."""
    given = {
        name.rstrip("_"): _clean(value) for name, value in attributes.items() if value is not None
    }
    element = Xml.SubElement(parent, tag, given)
    if text is not None:
        element.text = _clean(text)
    return element


def _clean(value: object) -> str:
    """Return text without what XML cannot hold."""
    text = str(value)
    return "".join(one for one in text if one >= " " or one in "\t\n\r")


def written(root: Element, doctype: str = "") -> bytes:
    """Return the bytes of a document."""
    Xml.indent(root, " ")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n' + doctype
    return head.encode() + Xml.tostring(root, encoding="unicode").encode() + b"\n"


def file_url(name: str, host: str = "") -> str:
    """Return the address of a file that lies beside the timeline, by its name alone."""
    return f"file://{host}/{quote(name)}"


def frames(seconds: Fraction, rate: Fraction) -> int:
    """Return the nearest whole number of frames."""
    return (seconds * rate + Fraction(1, 2)).__floor__()
