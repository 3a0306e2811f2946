"""The recordings of a group as a timeline may ask for them: all their names, times and bytes. Pure.

A shelf finds them by any of these, in one look each, so that a timeline of thousands of clips is
matched in a moment.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, TypeAlias

from pipeline.documents.relink import Evidence
from pipeline.documents.takes import SoundFile, Take, Takes
from pipeline.editing.relink_names import Form, exactly, loosely, original, pairs, stem
from pipeline.errors import CannotRead
from pipeline.rushes.naming import base_name, natural
from pipeline.timing import SAMPLE_RATE, nominal, timecode_to_frames


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """One recording."""

    name: str
    """What the edit calls it: S03_P02_T04, or the file of a sound."""
    files: tuple[str, ...] = ()
    """As the file is called, and was called by the camera; with folders where they are known."""
    earlier: tuple[str, ...] = ()
    """What Claquette has called it or its proxy."""
    digest: str = ""
    length: Fraction = Fraction(0)
    """Seconds."""
    rate: Fraction = Fraction(25)
    """Frames a second of the recording itself."""
    starts: tuple[Fraction, ...] = ()
    """Its start timecode in seconds; two where programs count it in two ways. Empty for none, and
    for a clock that begins at zero: that tells nothing."""
    has_picture: bool = True
    seconds: float = field(init=False, compare=False)
    """Its length for comparisons, of which there are many."""
    clock: tuple[float, ...] = field(init=False, compare=False)
    """Its starts for comparisons."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "seconds", float(self.length))
        object.__setattr__(self, "clock", tuple(map(float, self.starts)))

    def every_name(self) -> tuple[str, ...]:
        """Return all names, without folders."""
        return (self.name, *map(base_name, self.files), *map(base_name, self.earlier))


def media_of(rushes: Takes) -> tuple[Medium, ...]:
    """Return the recordings of the rushes; no two have the same name."""
    takes = (_take(take, rushes.frame_rate) for take in rushes.takes)
    found: dict[str, Medium] = {}
    for medium in (*takes, *map(_sound, rushes.sounds)):
        found.setdefault(medium.name, medium)
    return tuple(found.values())


def _take(take: Take, rate: Fraction) -> Medium:
    slates = tuple(name for name in take.known_as if not _is_file(name))
    return Medium(
        name=take.name,
        files=(take.file, *(name for name in take.known_as if _is_file(name))),
        earlier=tuple(name for name in (*slates, take.proxy) if name),
        digest=take.digest,
        length=take.frames / rate,
        rate=take.rate,
        starts=starts_of(take.start_timecode, take.rate),
    )


def _is_file(name: str) -> bool:
    return "." in base_name(name)


def _sound(sound: SoundFile) -> Medium:
    return Medium(
        name=base_name(sound.file),
        files=(sound.file, *sound.known_as),
        earlier=(sound.listen,) if sound.listen else (),
        digest=sound.digest,
        length=Fraction(sound.samples, SAMPLE_RATE),
        rate=Fraction(SAMPLE_RATE),
        has_picture=False,
    )


def starts_of(timecode: str, rate: Fraction) -> tuple[Fraction, ...]:
    """Return the seconds that programs may write for a start timecode."""
    try:
        frames = timecode_to_frames(timecode, rate)
    except CannotRead:
        return ()
    exact, counted = frames / rate, Fraction(frames, nominal(rate))
    return tuple(dict.fromkeys((exact, counted))) if frames else ()


Found: TypeAlias = Sequence[Medium]
NamesOf: TypeAlias = Callable[[Medium], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Index:
    """By one form of some of their names."""

    form: Form
    media: Mapping[str, Found]

    def find(self, name: str) -> Found:
        return self.media.get(self.form(name), ())


@dataclass(frozen=True, slots=True)
class Shelf:
    """All recordings in the order of their names, to be found in every way."""

    media: tuple[Medium, ...]
    sure: tuple[tuple[Evidence, _Index], ...]
    """By a name that is spelled right, the best first."""
    loose: tuple[tuple[Evidence, _Index], ...]
    """By a name that was changed on the way."""
    by_digest: Mapping[str, Found]
    pairs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Of each recording's names, for what is nearly the same."""

    def named(self, name: str) -> Medium | None:
        """Return the recording with just this name."""
        return next(iter(self.sure[0][1].find(name)), None)


def _names(medium: Medium) -> tuple[str, ...]:
    return (medium.name,)


def _files(medium: Medium) -> tuple[str, ...]:
    return tuple(map(base_name, medium.files))


def _earlier(medium: Medium) -> tuple[str, ...]:
    return tuple(map(base_name, medium.earlier))


_SURE: Final[tuple[tuple[Evidence, NamesOf, Form, Form], ...]] = (
    (Evidence.NAME, _names, exactly, exactly),
    (Evidence.FILE, _files, exactly, exactly),
    (Evidence.NAME, _names, loosely, loosely),
    (Evidence.FILE, _files, loosely, loosely),
    (Evidence.NAME, _names, loosely, stem),
    (Evidence.EARLIER, _earlier, loosely, loosely),
    (Evidence.EARLIER, _earlier, loosely, stem),
)
"""Evidence, whose names, their form, and the form of what is asked for. The stem of what is asked
for counts where our own names have no suffix: S03_P02_T04.mov."""
_LOOSE: Final[tuple[tuple[Evidence, NamesOf, Form, Form], ...]] = (
    (Evidence.SUFFIX, Medium.every_name, stem, stem),
    (Evidence.COPY, Medium.every_name, original, original),
)


def shelf_of(media: Iterable[Medium]) -> Shelf:
    """Return the shelf of these recordings."""
    kept = tuple(sorted(media, key=lambda one: (natural(one.name), one.name)))
    by_digest: dict[str, list[Medium]] = {}
    for one in kept:
        if one.digest:
            by_digest.setdefault(one.digest, []).append(one)
    return Shelf(
        media=kept,
        sure=_indexes(_SURE, kept),
        loose=_indexes(_LOOSE, kept),
        by_digest=by_digest,
        pairs={one.name: frozenset[str]().union(*map(pairs, one.every_name())) for one in kept},
    )


def _indexes(
    table: Iterable[tuple[Evidence, NamesOf, Form, Form]], media: Found
) -> tuple[tuple[Evidence, _Index], ...]:
    indexes = []
    for evidence, names_of, form, asked in table:
        found: dict[str, list[Medium]] = {}
        for one in media:
            for key in dict.fromkeys(form(name) for name in names_of(one) if name):
                found.setdefault(key, []).append(one)
        indexes.append((evidence, _Index(asked, found)))
    return tuple(indexes)
