"""Spotting: which sounds the script asks for, and which lie where in the film. Pure.

A sound is asked for by a hand tag ([[sound: wind]]), by the column sound of the shot list, or by a
word in capitals in the action that is no name ("The door SLAMS"). A recording belongs to the words
that its file is named after, with the take at its end: FLY_door_slams_T02.wav.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from pipeline.documents.edit import Edit
from pipeline.documents.screenplay import ElementKind, Screenplay
from pipeline.documents.shot_list import Shot
from pipeline.documents.sound import CueRole, base_name
from pipeline.documents.takes import SoundRole
from pipeline.rushes.missing import sounds_of
from pipeline.rushes.wanted import file_name
from pipeline.shots.wording import folded
from pipeline.timing import SAMPLE_RATE, nearest

PREFIX: Final = "FLY"
"""Foley: made and recorded against the picture."""
MOST_SPOTTED: Final = 300

_PREFIXED: Final = re.compile(r"^(?:wt|rt|fly|sfx|amb|adr|mx)_", re.IGNORECASE)
_TAKE: Final = re.compile(r"(?:_T\d{1,3})?(?: \(\d{1,3}\))?$", re.IGNORECASE)
_TAKE_NUMBER: Final = re.compile(r"_T(\d{1,3})$", re.IGNORECASE)
_CLAUSE: Final = re.compile(r"[^.!?;:,…—–]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ARTICLES: Final = frozenset(
    {
        *("the", "a", "an", "his", "her", "its", "their", "my", "our", "your"),
        *("le", "la", "les", "l", "un", "une", "des", "du", "son", "sa", "ses"),
    }
)
_NO_SOUNDS: Final = frozenset(
    {
        *("INT", "EXT", "DAY", "NIGHT", "POV", "INSERT", "TITLE", "TITLES", "SUPER", "END", "FIN"),
        *("CUT", "FADE", "CLOSE", "BACK", "INTERCUT"),
    }
)
_BESIDE: Final = 2
"""Words beside the capitals that go with them."""
_SHORTEST: Final = 3
_NUMBERS: Final = {
    CueRole.DIALOGUE: "DX",
    CueRole.EFFECTS: "SFX",
    CueRole.AMBIENCE: "AMB",
    CueRole.MUSIC: "MX",
    CueRole.MIX: "MIX",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotted:
    """A sound that the script or the shot list asks for."""

    words: str
    scenes: tuple[str, ...]
    source: str
    """tag, shot or capitals: who asks for it."""
    recordings: tuple[str, ...] = ()
    """Base names of the files that are of this sound."""
    placed: int = 0
    """How often it lies in the film."""
    first_frame: int | None = None
    """Where its scene begins in the film; None where the film has none of it."""

    @property
    def state(self) -> str:
        """placed, recorded, or to_record."""
        return "placed" if self.placed else "recorded" if self.recordings else "to_record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A sound that lies in the film: a row of the cue sheet, or a clip of the edit."""

    number: str
    """As sound people count: FLY-007, SFX-003, AMB-002, MX-001."""
    role: CueRole
    file: str
    begin_sample: int
    end_sample: int | None
    """None where nobody knows how long the file is."""
    scene: str = ""
    words: str = ""
    row: int | None = None
    """Of the cue sheet, counted from 0; None for a clip of the edit, which stays as it is."""
    cells: Mapping[str, str] | None = None
    is_there: bool = True
    """Whether its file has arrived."""
    can_move: bool = True
    """Whether its row could be read; what cannot is mended by hand first."""


def key_of(words: str) -> str:
    """Return what a sound and its recordings have in common, however they are written."""
    named = file_name(SoundRole.WILD, words, "").partition("_")[2]
    return folded(named)


def key_of_file(name: str) -> str:
    """Return the same of the file of a recording."""
    stem = PurePosixPath(base_name(name)).stem
    return folded(_TAKE.sub("", _PREFIXED.sub("", stem)))


def take_name(words: str, have: Iterable[str], suffix: str) -> str:
    """Return the name of the next take of a sound: FLY_door_slams_T03.wav."""
    key = key_of(words)
    named = file_name(SoundRole.WILD, words, "").partition("_")[2] or "sound"
    takes = (
        _TAKE_NUMBER.search(PurePosixPath(base_name(one)).stem)
        for one in have
        if key_of_file(one) == key
    )
    number = max((int(found[1]) for found in takes if found), default=0) + 1
    return f"{PREFIX}_{named}_T{number:02d}{suffix}"


def spotted(
    screenplay: Screenplay | None, shots: Sequence[Shot], names: Collection[str] = ()
) -> tuple[Spotted, ...]:
    """Return every sound that is asked for, once, in the order of the film.

    names are those of people and of whatever else is no sound.
    """
    found: dict[str, Spotted] = {}
    for scene, words, source in _asked(screenplay, shots, names):
        key = key_of(words)
        if key and key not in found:
            found[key] = Spotted(words=words, scenes=(scene,), source=source)
        elif key and scene not in found[key].scenes:
            found[key] = replace(found[key], scenes=(*found[key].scenes, scene))
    return tuple(found.values())[:MOST_SPOTTED]


def _asked(
    screenplay: Screenplay | None, shots: Sequence[Shot], names: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    scenes = screenplay.scenes if screenplay else ()
    numbers = dict.fromkeys([*(one.number for one in scenes), *(shot.scene for shot in shots)])
    capitals = list(_capitals(screenplay, names)) if screenplay else []
    for number in numbers:
        for scene in scenes:
            if scene.number == number and not scene.omitted:
                yield from ((number, words, "tag") for words in scene.sounds)
        for shot in shots:
            if shot.scene == number:
                yield from ((number, words, "shot") for words in sounds_of(shot))
        yield from ((number, words, "capitals") for scene, words in capitals if scene == number)


def _capitals(screenplay: Screenplay, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield scene and words of what stands in capitals in the action."""
    people = {speech.character for scene in screenplay.scenes for speech in scene.speeches}
    known = {word for name in (*people, *names) for word in _WORD.findall(name.upper())}
    for element in screenplay.elements:
        if element.kind is not ElementKind.ACTION or element.text == element.text.upper():
            continue
        before = [one for one in screenplay.scenes if one.line <= element.line]
        for words in sound_words(element.text, known | _NO_SOUNDS) if before else ():
            yield before[-1].number, words


def sound_words(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Return the words in capitals of an action with a word or two beside them, in small letters.

    "The door SLAMS." gives "door slams"; words of `known`, in capitals, are names.
    """
    found: list[str] = []
    for clause in _CLAUSE.findall(text):
        words = _WORD.findall(clause)
        loud = [
            at
            for at, word in enumerate(words)
            if len(word) >= _SHORTEST
            and word.isupper()
            and word.lower() != word
            and word not in known
        ]
        if loud:
            found.append(_phrase(words, loud[0], loud[-1], known))
    return tuple(dict.fromkeys(found))


def _phrase(words: Sequence[str], first: int, last: int, known: Collection[str]) -> str:
    before = _plain(words[max(0, first - _BESIDE) : first], known)
    after = [] if before else words[last + 1 : last + 1 + _BESIDE]
    return " ".join((*before, *words[first : last + 1], *after)).lower()


def _plain(words: Sequence[str], known: Collection[str]) -> list[str]:
    return [one for one in words if one.lower() not in _ARTICLES and one.upper() not in known]


def with_recordings(
    sounds: Iterable[Spotted], files: Sequence[str], cues: Iterable[str], edit: Edit | None
) -> tuple[Spotted, ...]:
    """Return the sounds with their recordings, how often they are laid, and where they begin.

    files are those that are there, cues the files that the cue sheet and the edit name.
    """
    laid = Counter(key_of_file(name) for name in cues)
    begins = scene_begins(edit) if edit else {}
    return tuple(
        replace(
            one,
            recordings=tuple(name for name in files if key_of_file(name) == key_of(one.words)),
            placed=laid[key_of(one.words)],
            first_frame=next((begins[scene] for scene in one.scenes if scene in begins), None),
        )
        for one in sounds
    )


def scene_begins(edit: Edit) -> dict[str, int]:
    """Return the first frame of each scene in the film; clips that are no takes have none."""
    begins: dict[str, int] = {}
    for clip in sorted(edit.picture, key=lambda one: one.start_frame):
        scene = _scene_of(clip.media)
        if scene:
            begins.setdefault(scene, clip.start_frame)
    return begins


def _scene_of(media: str) -> str:
    first = media.partition("_")[0]
    return first[1:].lstrip("0") if first[:1] == "S" and first[1:2].isdigit() else ""


def laid_in_order(rows: Iterable[Laid], edit: Edit | None) -> tuple[Laid, ...]:
    """Return all sounds in the order of the film, numbered, each with its scene."""
    begins = sorted((frame, scene) for scene, frame in scene_begins(edit).items()) if edit else []
    counted: Counter[str] = Counter()
    numbered: list[Laid] = []
    for one in sorted(rows, key=lambda row: row.begin_sample):
        prefix = PREFIX if one.file.upper().startswith(f"{PREFIX}_") else _NUMBERS[one.role]
        counted[prefix] += 1
        number = f"{prefix}-{counted[prefix]:03d}"
        frame = nearest(one.begin_sample * edit.frame_rate / SAMPLE_RATE) if edit else 0
        scene = next((scene for begin, scene in reversed(begins) if begin <= frame), "")
        numbered.append(replace(one, number=number, scene=scene))
    return tuple(numbered)


def laid_by_edit(edit: Edit) -> tuple[Laid, ...]:
    """Return the sounds that the locked edit brings, besides what was said in the takes."""
    return tuple(
        Laid(
            number="",
            role=CueRole(clip.role.value),
            file=base_name(clip.media),
            begin_sample=clip.start_sample,
            end_sample=clip.end_sample,
            words=clip.name,
        )
        for clip in edit.sound
        if clip.role.value != CueRole.DIALOGUE.value
    )
