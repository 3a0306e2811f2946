"""A start for the subtitles: the script, spread along the edit. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.documents.edit import Edit
from pipeline.documents.screenplay import Scene, Screenplay
from pipeline.documents.slate import parse_slate, scene_name
from pipeline.documents.subtitles import (
    GAP_FRAMES,
    LIMITS,
    LONGEST_MS,
    MOST_LINES,
    SHORTEST_MS,
    ReadingLimits,
    Subtitle,
)
from pipeline.errors import CannotRead
from pipeline.timing import FrameRate, frames_to_seconds

PAUSE_WORDS: Final = 2
"""Between two speeches there is as much time as for two words."""
_WIDE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+\s*|\s+")
_SENTENCE: Final = re.compile(r"(?<=[.!?…。！？])(?=[^.!?…。！？])")


class _Stretch(NamedTuple):
    """Some frames of the film."""

    start: int
    end: int


def first_subtitles(screenplay: Screenplay, edit: Edit, language: str) -> tuple[Subtitle, ...]:
    """Return every speech of the script, spread over the shots of its scene by its words.

    It is a start: who hears the film moves each line to where it is spoken.
    """
    limits = LIMITS.get(language[:2].lower(), LIMITS["en"])
    found: list[Subtitle] = []
    for scene in screenplay.scenes:
        shots = _shots_of(scene, edit)
        if shots:
            found += _spread(_texts_of(scene, limits), shots, edit.frame_rate, limits)
    ordered = sorted(found, key=lambda one: one.start_ms)
    return tuple(one for one in ordered if one.end_ms - one.start_ms > 0)


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
    return stretches


def _is_of(media: str, scene: str) -> bool:
    try:
        return scene_name(parse_slate(media).scene) == scene_name(scene)
    except CannotRead:
        return False


def _texts_of(scene: Scene, limits: ReadingLimits) -> list[tuple[str, ...]]:
    """Return the lines of each subtitle of a scene: at most two, cut at sentences where it goes."""
    texts: list[tuple[str, ...]] = []
    for speech in scene.speeches:
        lines = _lines(" ".join(speech.text.split()), limits.characters)
        for at in range(0, len(lines), MOST_LINES):
            texts.append(_even(lines[at : at + MOST_LINES]))
    return texts


def _even(lines: Sequence[str]) -> tuple[str, ...]:
    """Return two lines broken where they are most alike, so that no word stands alone."""
    words = " ".join(lines).split(" ")
    breaks = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    longest = max(map(len, lines))
    fitting = [pair for pair in breaks if max(map(len, pair)) <= longest]
    return min(fitting, key=_unlike) if len(lines) == MOST_LINES and fitting else tuple(lines)


def _unlike(pair: Sequence[str]) -> int:
    return abs(len(pair[0]) - len(pair[1]))


def _lines(speech: str, most: int) -> list[str]:
    """Return a speech as lines; a sentence begins a new line unless it fits whole."""
    lines = [""]
    for sentence in _SENTENCE.split(speech):
        if lines[-1] and len(f"{lines[-1]}{sentence}".rstrip()) > most:
            lines.append("")
        for word in _words_of(sentence):
            if lines[-1] and len((lines[-1] + word).rstrip()) > most:
                lines.append("")
            lines[-1] += word
    return [line.strip() for line in lines if line.strip()]


def _words_of(sentence: str) -> list[str]:
    """Return the words with the spaces after them; Japanese has none and is cut anywhere."""
    return _WORD.findall(sentence)


def _spread(
    texts: Sequence[tuple[str, ...]],
    shots: Sequence[_Stretch],
    rate: FrameRate,
    limits: ReadingLimits,
) -> Iterator[Subtitle]:
    """Yield the texts one after the other over the frames of the shots, in proportion to words."""
    frames = [frame for shot in shots for frame in range(shot.start, shot.end)]
    weights = [_words(lines) + PAUSE_WORDS for lines in texts]
    done = 0
    for lines, weight in zip(texts, weights, strict=True):
        first = frames[len(frames) * done // sum(weights)]
        done += weight
        last = frames[max(0, len(frames) * done // sum(weights) - GAP_FRAMES - 1)]
        shot = next(one for one in shots if one.start <= first < one.end)
        start_ms = int(frames_to_seconds(first, rate) * 1000)
        slot_ms = int(frames_to_seconds(min(last + 1, shot.end), rate) * 1000) - start_ms
        reading = int(sum(map(len, lines)) * 1000 / limits.per_second)
        wanted = min(LONGEST_MS, max(SHORTEST_MS, reading + 300))
        yield Subtitle(start_ms=start_ms, end_ms=start_ms + min(slot_ms, wanted), lines=lines)


def _words(lines: Sequence[str]) -> int:
    text = " ".join(lines)
    return len(text.split()) + len(_WIDE.findall(text)) // 3
