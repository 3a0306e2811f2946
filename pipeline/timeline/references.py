"""The media references of a timeline as names to look up. Pure.

A reference is written by somebody else's computer. Nothing in it is ever opened: the last part of
its path is a name, and a name finds a medium only among the group's own.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from pipeline.documents.edit import Images
from pipeline.errors import CannotRead
from pipeline.timeline.generators import drawn
from pipeline.timeline.nodes import Reference
from pipeline.timeline.times import range_of, rate_of

LONGEST_REFERENCE: Final = 4096  # characters; the longest path of common systems
MOST_IMAGES: Final = 100_000
MOST_DIGITS: Final = 12


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_REFERENCE:
        raise CannotRead(
            "A media reference in the timeline is damaged or too long. "
            "Relink the clip and export again.",
            detail=str(value)[:200],
        )
    return value


def _base(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2]


def names_of(target: str) -> tuple[str, ...]:
    """Return the file names that a reference may mean, the most likely first.

    "file:///a/w%C3%A9ird%20100%25.mp4" gives "wéird 100%.mp4"; a plain path is taken as it
    is, then decoded.
    """
    if target[:5].lower() == "file:":
        target = target.replace("#", "%23").replace(
            "?", "%3F"
        )  # some programs forget to encode them
        candidates = (unquote(urlsplit(target).path), urlsplit(target).path)
    else:
        candidates = (target, unquote(target))
    bases = (_base(path) for path in candidates)
    return tuple(dict.fromkeys(base for base in bases if base not in ("", ".", "..")))


def _whole(value: object, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise CannotRead(
            "A row of pictures in the timeline has an impossible number. "
            "Export it as a film instead.",
            detail=str(value)[:40],
        )
    return value


def _images(plain: Mapping[str, Any]) -> Reference:
    available = range_of(plain.get("available_range"))
    rate = rate_of(plain.get("rate"))
    first, step = (
        _whole(plain.get("start_frame"), 0, 10**9),
        _whole(plain.get("frame_step"), 1, 1000),
    )
    digits = _whole(plain.get("frame_zero_padding"), 0, MOST_DIGITS)
    count = round(available.duration * rate / step) if available else 1
    images = Images(
        prefix=_text(plain.get("name_prefix")),
        suffix=_text(plain.get("name_suffix")),
        digits=digits,
        first=first,
        step=step,
        count=_whole(count, 0, MOST_IMAGES),
        rate=rate / step,
    )
    name = _base(f"{images.prefix}{'#' * max(1, digits)}{images.suffix}")
    return Reference(names=(name,), images=images, **_start(plain))


def _start(plain: Mapping[str, Any]) -> dict[str, Any]:
    available = range_of(plain.get("available_range"))
    return {"start": available.start} if available else {}


def reference_of(plain: object, clip_name: str) -> Reference:
    """Return the reference of a clip; a missing one is looked up by the clip's name.

    Raise CannotRead.
    """
    if not isinstance(plain, Mapping):
        return Reference(names=(clip_name,) if clip_name else ())
    schema = str(plain.get("OTIO_SCHEMA", "")).partition(".")[0]
    if schema == "GeneratorReference":
        _text(plain.get("generator_kind"))
        generator, words, _ = drawn(plain)
        return Reference(generator=generator, text=words, **_start(plain))
    if schema == "ImageSequenceReference":
        return _images(plain)
    names = (*names_of(_text(plain.get("target_url"))), _text(plain.get("name")))
    if schema != "ExternalReference":
        names = (*names, clip_name)
    return Reference(names=tuple(dict.fromkeys(name for name in names if name)), **_start(plain))


def known_names(media: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return every name by which a medium may be found -> its name.

    `media` lists the other names of each.

    A name finds a medium as written, without regard to case, and without its suffix; what two media
    share finds neither.
    """
    found: dict[str, set[str]] = {}
    for name, others in media.items():
        for written in (name, *others):
            for form in _forms(_base(written)):
                found.setdefault(form, set()).add(name)
    only = {form: min(names) for form, names in found.items() if len(names) == 1}
    return only | {name: name for name in media}


def _forms(name: str) -> tuple[str, ...]:
    folded = name.casefold()
    stem, dot, _ = folded.rpartition(".")
    return (name, folded, stem) if dot and stem else (name, folded)


def find_medium(names: Iterable[str], known: Mapping[str, str]) -> str | None:
    """Return the medium that one of the names finds, the first name first, or None."""
    for name in names:
        for form in _forms(name):
            if form in known:
                return known[form]
    return None
