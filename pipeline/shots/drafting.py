"""A first shot list from a screenplay, by rules a child can follow. Pure.

1. Each scene gets a master: wide, everybody in it, the whole scene.
2. Each who speaks gets a shot: over the shoulder when two talk, else alone.
3. Who speaks most in a longer talk gets a closer size; who speaks least is seen listening.
4. Each prop that the script names gets an insert.
5. A scene without words sees what people do; a scene without people sees a detail.

The planned lengths of a scene's shots add up to its estimated length on screen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from pipeline.documents.screenplay import Scene, Screenplay, Speech
from pipeline.documents.shot_list import Priority, Shot, ShotList
from pipeline.shots import phrases
from pipeline.shots.phrases import Phrase
from pipeline.timing import FrameRate, seconds_to_frames

MOST_SPEAKERS: Final = 4
MOST_PROPS: Final = 3
LONG_TALK_SPEECHES: Final = 4

_WORDS_A_SECOND: Final = Fraction(5, 2)
_LETTERS_A_SECOND: Final = 6
"""Of scripts without spaces between words."""
_SHORT_SECONDS: Final = Fraction(2)
_MASTER_SHARE: Final = Fraction(3, 10)
_SHORTEST_SECONDS: Final = Fraction(1)
_SETUP_MINUTES: Final = {"ews": 20, "est": 20, "ws": 20, "ins": 8, "cut": 5, "cu": 10, "ecu": 10}
_USUAL_SETUP_MINUTES: Final = 15
"""Beginners need 15 to 20 minutes for a set-up."""


def draft_shot_list(screenplay: Screenplay, *, frame_rate: FrameRate, language: str) -> ShotList:
    """Return a shot list that covers every scene, every speech and every named prop.

    Omitted scenes have none. Each shot says why it is proposed, in the language given.
    """
    shots: list[Shot] = []
    for scene in screenplay.scenes:
        if scene.omitted:
            continue
        proposals = list(_proposals(scene, language))
        lengths = _lengths([seconds for _, seconds in proposals], scene.seconds)
        shots += [
            replace(
                shot,
                shot=number,
                planned_frames=seconds_to_frames(seconds, frame_rate),
                setup_minutes=usual_setup_minutes(shot.size),
            )
            for number, ((shot, _), seconds) in enumerate(
                zip(proposals, lengths, strict=True), start=1
            )
        ]
    return ShotList(shots=tuple(shots))


def usual_setup_minutes(size: str) -> int:
    """Return how long beginners need to set up a shot of this size."""
    return _SETUP_MINUTES.get(size, _USUAL_SETUP_MINUTES)


def speech_seconds(text: str) -> Fraction:
    """Return about how long a text takes to say."""
    words = text.split()
    letters = sum(len(word) for word in words)
    if letters > 12 * len(words):
        return Fraction(letters, _LETTERS_A_SECOND)
    return max(Fraction(1), len(words) / _WORDS_A_SECOND)


def _lengths(raw: Sequence[Fraction], scene_seconds: int) -> list[Fraction]:
    """Stretch the wanted lengths so that together they last as long as the scene."""
    factor = Fraction(scene_seconds) / sum(raw)
    return [max(_SHORTEST_SECONDS, seconds * factor) for seconds in raw]


def _proposals(scene: Scene, language: str) -> Iterator[tuple[Shot, Fraction]]:
    yield _master(scene, language)
    speakers = list(dict.fromkeys(speech.character for speech in scene.speeches))[:MOST_SPEAKERS]
    for speaker in speakers:
        yield _speaker(scene, speaker, language, over_shoulder=len(scene.characters) == 2)
    if len(scene.speeches) >= LONG_TALK_SPEECHES:
        yield _closer(scene, _most_talkative(scene.speeches), language)
        yield from _listener(scene, language)
    if not speakers:
        yield from _without_words(scene, language)
    for prop in scene.props[:MOST_PROPS]:
        shot = _shot(scene, phrases.PROP, prop, language)
        yield replace(shot, size="ins", sound="mos", props=(prop,)), _SHORT_SECONDS


def _shot(scene: Scene, phrase: Phrase, what: str, language: str) -> Shot:
    return Shot(
        scene=scene.number,
        shot=1,
        angle="eye",
        move="static",
        description=phrase.description(language, what),
        reason=phrase.reason(language),
    )


def _master(scene: Scene, language: str) -> tuple[Shot, Fraction]:
    sounds = [f"wild: {sound}" for sound in scene.sounds]
    shot = replace(
        _shot(scene, phrases.MASTER, scene.summary or scene.heading, language),
        size="ws",
        framing="master",
        characters=scene.characters,
        sound="; ".join(["sync" if scene.speeches else "mos", *sounds]),
        props=scene.props,
    )
    return shot, max(Fraction(3), scene.seconds * _MASTER_SHARE)


def _speaker(
    scene: Scene, speaker: str, language: str, *, over_shoulder: bool
) -> tuple[Shot, Fraction]:
    said = [speech for speech in scene.speeches if speech.character == speaker]
    shot = replace(
        _shot(scene, phrases.SPEAKER, speaker, language),
        size="mcu",
        framing="ots" if over_shoulder else "single",
        characters=(speaker,),
        dialogue=" / ".join(f"{speaker}: {speech.text}" for speech in said),
        sound="sync",
    )
    return shot, sum((speech_seconds(speech.text) for speech in said), Fraction(0))


def _closer(scene: Scene, speaker: str, language: str) -> tuple[Shot, Fraction]:
    last = [speech for speech in scene.speeches if speech.character == speaker][-1]
    shot = replace(
        _shot(scene, phrases.CLOSER, speaker, language),
        size="cu",
        framing="single",
        characters=(speaker,),
        dialogue=f"{speaker}: {last.text}",
        sound="sync",
    )
    return shot, speech_seconds(last.text)


def _listener(scene: Scene, language: str) -> Iterator[tuple[Shot, Fraction]]:
    loudest = _most_talkative(scene.speeches)
    others = [name for name in scene.characters if name != loudest]
    if others:
        shot = replace(
            _shot(scene, phrases.LISTENER, others[-1], language),
            size="cu",
            framing="react",
            characters=(others[-1],),
            sound="mos",
            priority=Priority.NICE,
        )
        yield shot, _SHORT_SECONDS


def _without_words(scene: Scene, language: str) -> Iterator[tuple[Shot, Fraction]]:
    for name in scene.characters[:2]:
        shot = _shot(scene, phrases.DOING, name, language)
        yield (
            replace(shot, size="ms", framing="single", characters=(name,), sound="mos"),
            Fraction(3),
        )
    if not scene.characters:
        shot = _shot(scene, phrases.DETAIL, scene.place or scene.heading, language)
        yield replace(shot, size="cut", sound="mos", priority=Priority.NICE), _SHORT_SECONDS


def _most_talkative(speeches: Sequence[Speech]) -> str:
    words: dict[str, int] = {}
    for speech in speeches:
        words[speech.character] = words.get(speech.character, 0) + len(speech.text)
    return max(words, key=lambda name: words[name])
