"""What is written into a film file beside picture and sound, and what of it tells of people.

A phone writes where it was and whose it is; programs copy that along. A film that goes out must say
neither (C57).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.documents.report import Finding, blocker
from pipeline.media.ffmpeg import Watch, run_ffmpeg

_TAG: Final = re.compile(r"^((?:[^=\\\n]|\\.)+)=((?:[^\\\n]|\\.|\\\n)*)$", re.MULTILINE)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_PLACES: Final = ("location", "gps", "geo", "xyz", "coordinates", "latitude", "longitude")
_SHORTEST_NAME: Final = 2
_MOST_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One tag."""

    key: str
    value: str


def written_in(source: Iterable[str], watch: Watch | None = None) -> tuple[Written, ...]:
    """Return the tags of a file and of its streams. Raise WorkFailed or Cancelled.

    `source` are the arguments that open it.
    """
    with TemporaryDirectory() as folder:
        listed = Path(folder) / "tags"
        told = ("-map", "0", "-c", "copy", "-f", "ffmetadata", "-y", f"file:{listed}")
        run_ffmpeg([*source, *told], watch=watch)
        with listed.open("rb") as lines:
            text = lines.read(_MOST_BYTES).decode("utf-8", "replace")
    return tuple(
        Written(key=_ESCAPED.sub(r"\1", key), value=_ESCAPED.sub(r"\1", value))
        for key, value in _TAG.findall(text)
        if not key.startswith((";", "#"))
    )


def personal_findings(tags: Iterable[Written], names: Iterable[str]) -> Iterator[Finding]:
    """Yield what is written into a film that tells a place or a name of somebody (C57)."""
    people = [_as_word(name) for name in names if len(name) >= _SHORTEST_NAME]
    listed = tuple(tags)
    # One of each is enough: a phone writes one place under several keys.
    for place in [one for one in listed if _tells_a_place(one)][:1]:
        yield blocker(
            "C57",
            "",
            "The file says where it was filmed (“%(tag)s”). Render the film again.",
            tag=place.key[:40],
        )
    for name in [one for one in listed if any(word.search(one.value) for word in people)][:1]:
        yield blocker(
            "C57",
            "",
            "The name of somebody is written into the file (“%(tag)s”). Render the film again.",
            tag=name.key[:40],
        )


def _tells_a_place(tag: Written) -> bool:
    return any(place in tag.key.casefold() for place in _PLACES)


def _as_word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
