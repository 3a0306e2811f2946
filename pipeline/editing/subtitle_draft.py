"""A start for the subtitles: the lines of the script, where somebody speaks in the edit. Pure.

It is a start: who hears the film moves each line to where it is spoken.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.documents.edit import Edit
from pipeline.documents.screenplay import Scene, Screenplay
from pipeline.documents.slate import parse_slate, scene_name
from pipeline.documents.subtitle_rules import rules_of, width_of
from pipeline.documents.subtitles import Subtitle
from pipeline.editing.cut_shots import shots_in
from pipeline.editing.subtitle_lines import texts_of, words_in
from pipeline.editing.subtitle_times import Said, timed
from pipeline.editing.subtitle_voices import shared_out
from pipeline.editing.voices import STEPS_A_SECOND, Levels, Voice, voices_in
from pipeline.errors import CannotRead
from pipeline.timing import FrameRate

PAUSE_WORDS: Final = 2
"""Between two speeches there is as much time as for two words."""
PAUSE_LETTERS: Final = 4
FASTEST: Final = 40
"""Nobody speaks so many letters a second: what is heard in less time is not all of the lines."""


class _Stretch(NamedTuple):
    """Some frames of the film."""

    start: int
    end: int


def first_subtitles(
    screenplay: Screenplay, edit: Edit, language: str, levels: Levels | None = None
) -> tuple[Subtitle, ...]:
    """Return the speeches of the scenes that are in the edit, each where somebody speaks.

    levels are those of its dialogue track. Where no voice stands out, the lines of a scene are
    spread over its shots by their words.
    """
    rules = rules_of(language)
    voices = () if levels is None else voices_in(levels)
    said: list[Said] = []
    for scene in screenplay.scenes:
        shots = _shots_of(scene, edit)
        texts = texts_of([speech.text for speech in scene.speeches], rules)
        if shots and texts:
            heard = list(_heard(texts, shots, voices, edit.frame_rate))
            said += heard or _spread(texts, shots)
    said.sort(key=lambda one: (one.start, one.end))
    cuts = [shot.start_frame for shot in shots_in(edit)]
    return timed(said, rules=rules, rate=edit.frame_rate, cuts=cuts)


def _shots_of(scene: Scene, edit: Edit) -> list[_Stretch]:
    """Return when the takes of a scene are on screen, joined where they follow each other."""
    stretches: list[_Stretch] = []
    for clip in sorted(edit.picture, key=lambda one: one.start_frame):
        if not _is_of(clip.media, scene.number):
            continue
        start, end = clip.start_frame, min(clip.end_frame, edit.frames)
        if stretches and start <= stretches[-1].end:
            before = stretches.pop()
            start, end = before.start, max(before.end, end)
        stretches.append(_Stretch(start, end))
    return [one for one in stretches if one.start < one.end]


def _is_of(media: str, scene: str) -> bool:
    try:
        return scene_name(parse_slate(media).scene) == scene_name(scene)
    except CannotRead:
        return False


def _heard(
    texts: Sequence[tuple[str, ...]],
    shots: Sequence[_Stretch],
    voices: Sequence[Voice],
    rate: FrameRate,
) -> Iterator[Said]:
    """Yield the texts where somebody speaks in these shots; nothing where too little is said."""
    within = list(_within(voices, shots, rate))
    letters = [sum(map(width_of, lines)) for lines in texts]
    seconds = sum(one.end - one.start for one in within) / STEPS_A_SECOND
    if seconds * FASTEST < sum(letters):
        return
    spoken = shared_out([count + PAUSE_LETTERS for count in letters], within)
    for lines, one in zip(texts, spoken, strict=False):
        start, end = _frame(one.start, rate), _frame(one.end, rate) + 1
        shot = next((s for s in reversed(shots) if s.start <= start), shots[0])
        yield Said(
            lines=lines, start=start, end=min(end, shot.end), begin=shot.start, limit=shot.end
        )


def _within(voices: Sequence[Voice], shots: Sequence[_Stretch], rate: FrameRate) -> Iterator[Voice]:
    """Yield what of the voices is in the shots."""
    for shot in shots:
        first, last = (int(frame * STEPS_A_SECOND / rate) for frame in shot)
        for one in voices:
            start, end = max(one.start, first), min(one.end, last)
            if end - start >= STEPS_A_SECOND / rate:
                yield Voice(start=start, end=end)


def _frame(step: int, rate: FrameRate) -> int:
    return int(step * rate / STEPS_A_SECOND)


def _spread(texts: Sequence[tuple[str, ...]], shots: Sequence[_Stretch]) -> Iterator[Said]:
    """Yield the texts one after the other over the frames of the shots, in proportion to words."""
    frames = [frame for shot in shots for frame in range(shot.start, shot.end)]
    weights = [words_in(lines) + PAUSE_WORDS for lines in texts]
    done = 0
    for lines, weight in zip(texts, weights, strict=True):
        first = frames[len(frames) * done // sum(weights)]
        done += weight
        shot = next(one for one in shots if one.start <= first < one.end)
        yield Said(lines=lines, start=first, end=first + 1, begin=shot.start, limit=shot.end)
