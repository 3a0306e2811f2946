"""Speeches as lines of subtitles: cut where a sentence ends, of nearly one length. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.documents.subtitle_rules import ReadingRules

_WIDE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+\s*|\s+")
_SENTENCE: Final = re.compile(r"(?<=[.!?…。！？؟])(?=[^.!?…。！？؟])")
_PHRASE_ENDS: Final = tuple(",;:—–،؛、")


def texts_of(speeches: Sequence[str], rules: ReadingRules) -> list[tuple[str, ...]]:
    """Return the lines of each subtitle, in the order in which they are said."""
    texts: list[tuple[str, ...]] = []
    for speech in speeches:
        lines = _lines(" ".join(speech.split()), rules.characters)
        for at in range(0, len(lines), rules.lines):
            texts.append(_even(lines[at : at + rules.lines]))
    return texts


def words_in(lines: Sequence[str]) -> int:
    """Return how many words are said; three Japanese signs are taken for one."""
    text = " ".join(lines)
    return len(text.split()) + len(_WIDE.findall(text)) // 3


def _even(lines: Sequence[str]) -> tuple[str, ...]:
    """Return two lines broken where they are most alike, so that no word stands alone."""
    words = " ".join(lines).split(" ")
    breaks = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    longest = max(map(len, lines))
    fitting = [pair for pair in breaks if max(map(len, pair)) <= longest]
    return min(fitting, key=_unlike) if len(lines) == 2 and fitting else tuple(lines)


def _unlike(pair: Sequence[str]) -> float:
    """Return how uneven two lines are; a break after a phrase may be twice as uneven."""
    uneven = abs(len(pair[0]) - len(pair[1]))
    return uneven / 2 if pair[0].endswith(_PHRASE_ENDS) else uneven


def _lines(speech: str, most: int) -> list[str]:
    """Return a speech as lines; a sentence begins a new line unless it fits whole."""
    lines = [""]
    for sentence in _SENTENCE.split(speech):
        if lines[-1] and len(f"{lines[-1]}{sentence}".rstrip()) > most:
            lines.append("")
        for word in _words_of(sentence, most):
            if lines[-1] and len((lines[-1] + word).rstrip()) > most:
                lines.append("")
            lines[-1] += word
    return [line.strip() for line in lines if line.strip()]


def _words_of(sentence: str, most: int) -> Iterator[str]:
    """Yield the words with the spaces after them; Japanese has none and is cut anywhere, and so is
    a word that is longer than a line.
    """
    for word in _WORD.findall(sentence):
        yield from (word[at : at + most] for at in range(0, len(word), most))
