"""The media references of a timeline as names to look up. Pure.

A reference is written by somebody else's computer. Nothing in it is ever opened: the last part of
its path is a name, and a name finds a medium only among the group's own.

What finds it is either a table of names (`known_names`, enough for names alone), or links
that were made before with all the evidence there is (pipeline/editing/relink.py).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, TypeAlias
from urllib.parse import unquote

from pipeline.documents.edit import Images
from pipeline.errors import CannotRead
from pipeline.timeline.generators import drawn
from pipeline.timeline.nodes import Reference
from pipeline.timeline.times import range_of, rate_of

LONGEST_REFERENCE: Final = 4096  # characters; the longest path of common systems
MOST_IMAGES: Final = 100_000
MOST_DIGITS: Final = 12
LONGEST_LABEL: Final = 200
MOST_DIGESTS: Final = 8
MOST_METADATA: Final = 2000  # values that are looked at for a digest

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE | re.ASCII)
_DIGEST: Final = re.compile(r"(?:urn:)?(?:sha-?256[:=])?([0-9a-f]{64})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Which medium of the group a reference means."""

    media: str
    """What the edit calls it; the reference's own name where none was found."""
    start: Fraction
    """The time that the medium's first frame is called in the timeline, in seconds."""
    digest: str = ""
    """SHA-256 of the medium; empty where it is not known."""
    length: Fraction | None = None
    """Seconds of the medium."""
    rate: Fraction = Fraction(25)
    """Frames a second of the medium."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What every reference of a timeline was found to mean."""

    found: Mapping[Reference, Link] = field(default_factory=dict)

    def of(self, reference: Reference) -> Link | None:
        """Return the medium of a reference, None for one that was not found."""
        return self.found.get(reference)


Known: TypeAlias = Mapping[str, str] | Links
"""By what references are found: by names alone, or by links that were made before."""


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


def _path_of(target: str) -> str:
    """Return a target without its scheme and host; a file's "#" and "?" belong to its name."""
    if target[:5].lower() == "file:":
        rest = target[5:]
        return "/" + rest[2:].partition("/")[2] if rest.startswith("//") else rest
    return target


def _spellings(target: str) -> Iterator[str]:
    """Yield the paths that a target may mean, the most likely first."""
    path, is_file = _path_of(target), target[:5].lower() == "file:"
    decoded = unquote(path)
    yield from (decoded, path) if is_file else (path, decoded)
    yield unquote(decoded)
    if not is_file and _SCHEME.match(target):
        yield unquote(re.split(r"[?#]", path, maxsplit=1)[0])


def names_of(target: str) -> tuple[str, ...]:
    """Return the file names that a reference may mean, the most likely first.

    "file:///a/w%C3%A9ird%20100%25.mp4" gives "wéird 100%.mp4"; a plain path is taken as it
    is, then decoded.
    """
    bases = (_base(path) for path in _spellings(target))
    return tuple(dict.fromkeys(base for base in bases if base not in ("", ".", "..")))


def folder_of(target: str) -> str:
    """Return the folders of a reference, "/" between them; "" for a plain name."""
    path = next(_spellings(target)).replace("\\", "/").rstrip("/")
    return path.rpartition("/")[0].strip("/")


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
    return {"start": available.start, "length": available.duration} if available else {}


def digests_in(*metadata: object) -> tuple[str, ...]:
    """Return the SHA-256 that metadata tell, wherever they lie, those found first at first."""
    found: dict[str, None] = {}
    waiting = [*reversed(metadata)]
    for _ in range(MOST_METADATA):
        if not waiting or len(found) == MOST_DIGESTS:
            break
        value = waiting.pop()
        if isinstance(value, Mapping):
            waiting.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, str) and (digest := _DIGEST.fullmatch(value.strip())):
            found[digest[1].lower()] = None
    return tuple(found)


def reference_of(plain: object, clip_name: str, metadata: object = None) -> Reference:
    """Return the reference of a clip; a missing one is looked up by the clip's name.

    The clip's own metadata may tell a digest, too. Raise CannotRead.
    """
    label = clip_name[:LONGEST_LABEL]
    if not isinstance(plain, Mapping):
        return Reference(names=(label,) if label else (), digests=digests_in(metadata))
    schema = str(plain.get("OTIO_SCHEMA", "")).partition(".")[0]
    if schema == "GeneratorReference":
        _text(plain.get("generator_kind"))
        available = range_of(plain.get("available_range"))
        start = available.start if available else Fraction(0)
        generator, words, _ = drawn(plain)
        return Reference(generator=generator, text=words, start=start)
    if schema == "ImageSequenceReference":
        return _images(plain)
    target = _text(plain.get("target_url"))
    names = (*names_of(target), _text(plain.get("name")))
    if schema != "ExternalReference":
        names = (*names, label)
    return Reference(
        names=tuple(dict.fromkeys(name for name in names if name)),
        folder=folder_of(target),
        digests=digests_in(plain.get("metadata"), metadata),
        label=label,
        **_start(plain),
    )


def found_link(reference: Reference, known: Known) -> Link | None:
    """Return what a reference was found to mean, or None."""
    if isinstance(known, Links):
        return known.of(reference)
    name = find_medium(reference.names, known)
    return Link(media=name, start=reference.start) if name else None


def link_of(reference: Reference, known: Known) -> Link:
    """Return what a reference means; one that finds nothing keeps its own name."""
    own = next(iter(reference.names), "?")
    return found_link(reference, known) or Link(media=own, start=reference.start)


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
