"""What the set forgot: too short around the best part (C22), sounds (C31), copies (C32), costumes
(C33). Pure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from pipeline.documents.report import Finding, blocker, warning
from pipeline.documents.takes import Rating, Take
from pipeline.rushes.listing import by, by_scene, listed
from pipeline.rushes.missing import Missing, MissingKind
from pipeline.rushes.named import Named
from pipeline.rushes.naming import base_name
from pipeline.shots.wording import folded

SAFE_PLACES: Final = 2
"""Places in which a recording must be before its card may be erased (C32)."""


def short_handles(takes: Iterable[Take], rate: Fraction) -> Iterator[Finding]:
    """Find good takes whose useful part has less than a second before or after it (rule C22).

    Only where somebody has marked that part: a take that is useful from its first to its last
    frame says nothing about when the camera ran.
    """
    short = [take for take in takes if take.rating is Rating.GOOD and _is_short(take, rate)]
    for names in by_scene(take.name for take in short):
        yield warning("C22", names[0], _SHORT, names=listed(names))


def _is_short(take: Take, second: Fraction) -> bool:
    before, after = take.in_frame, take.frames - take.out_frame
    return 0 < before < second or 0 < after < second


def missing_sounds(missing: Iterable[Missing]) -> Iterator[Finding]:
    """Find places without room tone, and sounds that nobody recorded (domain rule C31)."""
    kept = list(missing)
    tones = [one for one in kept if one.kind is MissingKind.ROOM_TONE and one.shots]
    if tones and not tones[0].place:
        yield warning("C31", "", _NO_ROOM_TONE)
    elif tones:
        places = [one.place for one in tones]
        yield warning("C31", places[0], _NO_ROOM_TONES, places=listed(places))
    wild = [one for one in kept if one.kind is MissingKind.WILD_SOUND]
    for scene in by(wild, lambda one: one.shots[0].split("_", 1)[0]).values():
        sounds = list(dict.fromkeys(one.what for one in scene))
        shots = list(dict.fromkeys(name for one in scene for name in one.shots))
        yield warning("C31", shots[0], _NO_WILD_SOUND, sounds=listed(sounds), shots=listed(shots))


def copies(files: Mapping[str, str], places: Mapping[str, int] | None) -> Iterator[Finding]:
    """Find recordings that are in one place only (domain rule C32); files: name to digest.

    Where no recording at all is in a second place, nobody has one to copy to: that is told once.
    """
    if places is None:
        return
    single = [
        base_name(file) for file, digest in files.items() if places.get(digest, 0) < SAFE_PLACES
    ]
    if not single:
        return
    if any(count >= SAFE_PLACES for count in places.values()):
        yield blocker("C32", single[0], _ONE_COPY, files=listed(single))
    else:
        yield warning("C32", "", _NO_COPIES)


def costumes(named: Sequence[Named]) -> Iterator[Finding]:
    """Find people whose costume is not the same in all takes of a scene (domain rule C33)."""
    takes = [
        one
        for one in named
        if one.is_take and one.entry.costume and one.rating is not Rating.NO_GOOD
    ]
    for scene in by(takes, lambda one: one.slate.scene if one.slate else "").values():
        worn: dict[str, dict[str, tuple[str, str]]] = {}
        for one in scene:
            for who, what in _worn(one.entry.costume).items():
                worn.setdefault(who, {}).setdefault(folded(what), (what, one.name))
        changed = [found for found in worn.values() if len(found) > 1]
        if changed:
            said = [f"{what} ({name})" for found in changed for what, name in found.values()]
            yield warning("C33", scene[0].name, _COSTUMES, costumes=listed(said))


def _worn(text: str) -> dict[str, str]:
    """Return who wears what: "LENA: red coat; OTTO: cap"; for all where nobody is named."""
    found = {}
    for part in text.split(";"):
        who, colon, what = part.partition(":")
        if part.strip():
            found[folded(who) if colon else ""] = (what if colon else part).strip()
    return found


_SHORT: Final = (
    "%(names)s: less than a second before or after the good part. The cut has no room to move: "
    "let the camera run two seconds before “action” and after “cut”."
)
_NO_ROOM_TONE: Final = (
    "There is no room tone. Record 30 seconds of silence in every place and send it as RT.wav."
)
_NO_ROOM_TONES: Final = (
    "No room tone of: %(places)s. Record 30 seconds of silence there, and write the place into "
    "the name of the file (RT_place.wav) or into takes.csv."
)
_NO_WILD_SOUND: Final = (
    "Nobody has recorded: %(sounds)s (for %(shots)s). Record it on its own and send it as "
    "WT_ and its name, or make it later in the stage “sound”."
)
_ONE_COPY: Final = (
    "%(files)s: in one place only. Wait until it is safe in a second place, and do not erase the "
    "card before."
)
_NO_COPIES: Final = (
    "All recordings are in one place only: do not erase the card. Keep it, or ask the coordinator "
    "for a second place."
)
_COSTUMES: Final = (
    "In one scene the costume is not the same: %(costumes)s. Does it change on purpose? If not, "
    "these takes cannot be cut together."
)
