"""What is written into a film file, or on it, beside picture and sound and tells of people.

A phone writes where it was and whose it is; programs copy that along, and children call files by
their names. A film that goes out must say neither, nor may what lies beside it (C57).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.documents.report import Finding, blocker
from pipeline.media.ffmpeg import Watch, run_ffmpeg
from pipeline.media.safety import display_name

_TAG: Final = re.compile(r"^((?:[^=\\\n]|\\.)+)=((?:[^\\\n]|\\.|\\\n)*)$", re.MULTILINE)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_PLACES: Final = ("location", "gps", "geo", "xyz", "coordinates", "latitude", "longitude")
_SHORTEST_NAME: Final = 2
_MOST_BYTES: Final = 1 << 20
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


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


def file_name_findings(files: Iterable[str], names: Iterable[str]) -> Iterator[Finding]:
    """Yield each file that lies beside a film and is called by the name of somebody (C57)."""
    people = [_words(name) for name in names if len(name) >= _SHORTEST_NAME]
    for file in files:
        shown = display_name(file)
        called = _words(shown)
        if any(_is_named(called, person) for person in people):
            yield blocker(
                "C57",
                shown,
                "“%(file)s” is called by the name of somebody. Give it another name, and send it"
                " again.",
                file=shown,
            )


def _words(text: str) -> list[str]:
    """Return the words of a name in small letters without accents: ZoéM_2 is zoe and m.

    Names that are written in one go, as in file names, fall apart where a capital begins.
    """
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    return [word.casefold() for part in _LETTERS.findall(bare) for word in _HUMP.split(part)]


def _is_named(called: list[str], person: list[str]) -> bool:
    """Return whether a name stands among these words, as words or in one."""
    whole = "".join(person)
    if not whole:
        return False
    if all(unicodedata.east_asian_width(letter) in "WF" for letter in whole):
        # Chinese and Japanese are written without spaces: a name is never a word of its own.
        return any(whole in word for word in called)
    length = len(person)
    spans = (called[at : at + length] for at in range(len(called) - length + 1))
    return whole in called or person in spans


def _tells_a_place(tag: Written) -> bool:
    return any(place in tag.key.casefold() for place in _PLACES)


def _as_word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
