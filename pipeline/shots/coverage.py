"""Which speeches of the script are in a shot. Pure.

People write the dialogue of a shot freely: whole, its first and last words, or a part. A speech
counts as covered when the shots of its scene hold at least half of its words, or one of them is a
master, which films the whole scene.
"""

from collections import Counter
from collections.abc import Sequence

from pipeline.documents.screenplay import Scene, Speech
from pipeline.documents.shot_list import Shot


def uncovered_speeches(scene: Scene, shots: Sequence[Shot]) -> list[Speech]:
    """Return the speeches of a scene that none of its shots films."""
    if any(shot.framing == "master" for shot in shots):
        return []
    filmed = _words(" ".join(shot.dialogue for shot in shots))
    return [speech for speech in scene.speeches if not _is_covered(speech, filmed)]


def _is_covered(speech: Speech, filmed: Counter[str]) -> bool:
    said = _words(speech.text)
    return 2 * (said & filmed).total() >= said.total()


def _words(text: str) -> Counter[str]:
    """Return the words; of scripts without spaces, the letters."""
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return Counter(
        part
        for word in letters.split()
        for part in ([word] if word.isascii() or len(word) < 12 else word)
    )
