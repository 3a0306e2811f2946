"""What is still missing before the group leaves a place. Pure.

Shots that the film cannot do without, shots that would be nice, the room tone of each place, the
sounds that the shot list names, and papers of those who were filmed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.rows import write_rows
from pipeline.documents.shot_list import Priority, Shot
from pipeline.documents.takes import Rating, SoundRole
from pipeline.rushes.named import Named, counted_ratings
from pipeline.rushes.naming import base_name
from pipeline.rushes.people import filmed, without_release
from pipeline.rushes.planned import Planned, places_in_order
from pipeline.rushes.releases import Release
from pipeline.shots.wording import folded

NAME: Final = "missing.csv"
COLUMNS: Final = ("kind", "place", "what", "shots", "description")


class MissingKind(StrEnum):
    """What it is, the most urgent first."""

    MUST_SHOT = "must_shot"
    """A shot that must be there has no take."""
    GOOD_TAKE = "good_take"
    """A shot that must be there has takes, and none is good."""
    RELEASE = "release"
    ROOM_TONE = "room_tone"
    WILD_SOUND = "wild_sound"
    NICE_SHOT = "nice_shot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One thing that is still to be done."""

    kind: MissingKind
    place: str = ""
    """Where it must be done; empty where nobody has said, or for a paper."""
    what: str = ""
    """A shot (S01_P02), a person, or a sound in the words of the shot list."""
    shots: tuple[str, ...] = ()
    """For which shots; of a room tone those that were filmed there already."""
    description: str = ""
    """Of a shot, as the list has it."""


def what_is_missing(
    plan: Planned,
    named: Sequence[Named],
    project: Project,
    releases: tuple[Release, ...] | None = None,
) -> tuple[Missing, ...]:
    """Return all that is missing, place by place in the order of the script."""
    found = [*_shots(plan, named), *_room_tones(plan, named), *_wild_sounds(plan, named)]
    if releases:
        here = filmed(plan, _filmed(named))
        papers = without_release(here, plan, project, releases)
        found += [
            Missing(kind=MissingKind.RELEASE, what=person, shots=tuple(where))
            for person, where in papers.items()
        ]
    places = list(places_in_order(plan, (shot.name for shot in plan.shots)))
    kinds = list(MissingKind)
    order = {place.casefold(): rank for rank, place in enumerate(places)}
    return tuple(
        sorted(found, key=lambda one: (order.get(one.place.casefold(), -1), kinds.index(one.kind)))
    )


def missing_table(missing: Iterable[Missing]) -> str:
    """Return missing.csv."""
    rows = (
        [one.kind.value, one.place, one.what, " ".join(one.shots), one.description]
        for one in missing
    )
    return write_rows(COLUMNS, rows)


def _filmed(named: Iterable[Named]) -> list[str]:
    """Return the names of the shots of which there is a take that is not thrown away."""
    return [
        one.slate.shot_name
        for one in named
        if one.is_take and one.slate and one.rating is not Rating.NO_GOOD
    ]


def _shots(plan: Planned, named: Sequence[Named]) -> Iterator[Missing]:
    ratings = counted_ratings(named)
    found: dict[str, set[Rating]] = {}
    for one in named:
        if one.is_take and one.slate:
            found.setdefault(one.slate.shot_name, set()).add(ratings[one.file])
    for shot in plan.shots:
        rated = found.get(shot.name, set())
        if Rating.GOOD in rated:
            continue
        must = MissingKind.GOOD_TAKE if rated else MissingKind.MUST_SHOT
        yield Missing(
            kind=must if shot.priority is Priority.MUST else MissingKind.NICE_SHOT,
            place=plan.places.get(shot.name, ""),
            what=shot.name,
            shots=(shot.name,),
            description=shot.description,
        )


def _room_tones(plan: Planned, named: Sequence[Named]) -> Iterator[Missing]:
    """Each place has its own silence; one tone is enough where there is only one place."""
    done = set(_filmed(named))
    tones = [one for one in named if one.role is SoundRole.ROOM_TONE]
    places = places_in_order(plan, (shot.name for shot in plan.shots))
    if not places:
        wanted: Mapping[str, tuple[str, ...]] = {"": tuple(sorted(done))}
    else:
        wanted = {
            place: tuple(name for name in shots if name in done) for place, shots in places.items()
        }
    for place, shots in wanted.items():
        any_counts = len(wanted) == 1
        if not any(any_counts or _is_of_place(tone, place) for tone in tones):
            yield Missing(kind=MissingKind.ROOM_TONE, place=place, shots=shots)


def _is_of_place(tone: Named, place: str) -> bool:
    """Whether a tone says this place: in takes.csv, else in the name of its file."""
    said, wanted = _words(tone.entry.place), _words(place)
    if said:
        return said <= wanted or wanted <= said
    return bool(wanted & _words(PurePosixPath(base_name(tone.file)).stem))


def _wild_sounds(plan: Planned, named: Sequence[Named]) -> Iterator[Missing]:
    """A sound that several shots of a place name is recorded there once."""
    kept = [one for one in named if one.role in (SoundRole.WILD, SoundRole.EFFECT)]
    wanted: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for shot in plan.shots:
        for sound in sounds_of(shot):
            if not any(_is_heard(sound, shot, one) for one in kept):
                key = plan.places.get(shot.name, ""), folded(sound)
                wanted.setdefault(key, (sound, []))[1].append(shot.name)
    for (place, _), (sound, shots) in wanted.items():
        yield Missing(kind=MissingKind.WILD_SOUND, place=place, what=sound, shots=tuple(shots))


def _is_heard(sound: str, shot: Shot, recorded: Named) -> bool:
    if recorded.slate and recorded.slate.shot_name == shot.name:
        return True
    stem = PurePosixPath(base_name(recorded.file)).stem
    said = f"{stem} {recorded.entry.note} {recorded.entry.place}"
    return bool(_words(sound) & _words(said))


def sounds_of(shot: Shot) -> tuple[str, ...]:
    """Return the sounds that the column sound of a shot names, besides the take's own."""
    found = []
    for part in _PARTS.split(shot.sound):
        head, colon, words = part.partition(":")
        is_wild = folded(head) in _WILD
        sound = (words if colon and is_wild else part).strip()
        if is_wild and not colon:
            sound = shot.description or shot.name
        if sound and folded(sound) not in _NO_SOUND:
            found.append(sound)
    return tuple(dict.fromkeys(found))


def _words(text: str) -> set[str]:
    """Return the words that tell something: longer than two letters, or of a script without."""
    words = _WORD.findall(folded(text).replace("_", " "))
    return {word for word in words if len(word) > 2 or not word.isascii()} - _SMALL


_PARTS: Final = re.compile(r"[,;/、،\n]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_WILD: Final = frozenset(
    {
        *("wild", "wt", "wild sound", "wild track", "sfx", "fx", "effect", "foley"),
        *("son seul", "sons seuls", "bruitage", "ambiance", "オンリー", "効果音", "صوت منفرد"),
    }
)
_NO_SOUND: Final = frozenset(
    {
        *("sync", "synch", "sync sound", "synchrone", "son direct", "direct"),
        *("同時録音", "シンクロ"),
        *("mos", "mute", "silent", "none", "no", "muet", "sans son", "サイレント", "無音"),
        *("صامت", "متزامن", "boom", "lav", "lavalier", "perche", "micro", "-", "–", "?"),
    }
)
_SMALL: Final = frozenset(
    {"the", "and", "les", "des", "une", "wild", "sfx", "wav", "take", "room", "tone"}
)
