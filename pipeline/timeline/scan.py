"""A look at the bytes of a timeline before any parser sees them. Pure.

Deep nesting kills the process that parses it and a file may hold far more clips than a film has, so
size, depth and number of clips are counted here first, in one pass without recursion.
"""

import re
from typing import Final

from pipeline.errors import CannotRead

MOST_BYTES: Final = 50 * 1024**2
MOST_DEPTH: Final = 100  # brackets; a nested sequence costs two of them
MOST_CLIPS: Final = 10_000  # picture and sound together

# A whole string, or a bracket. The string is matched so that brackets inside it do not count; an
# open one at the end is the parser's business.
_TOKEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_CLIP: Final = re.compile(rb'"Clip\.\d+"')


def scan(timeline: bytes) -> None:
    """Raise CannotRead for a timeline that is too large, too deep, or has too many clips."""
    if len(timeline) > MOST_BYTES:
        raise CannotRead(
            "The timeline is larger than %(most)s MB. Export only the timeline, without media.",
            most=MOST_BYTES // 1024**2,
        )
    if depth_of(timeline) > MOST_DEPTH:
        raise CannotRead(
            "In this timeline, sequences lie too deep inside each other. "
            "Put the clips into one sequence and export it again.",
            detail=f"more than {MOST_DEPTH} open brackets",
        )
    refuse_many(len(_CLIP.findall(timeline)))


def refuse_many(clips: int) -> None:
    """Raise CannotRead if there are more clips than a short film may have."""
    if clips > MOST_CLIPS:
        raise CannotRead(
            "The timeline has %(clips)s clips; at most %(most)s are possible. "
            "Export a shorter one.",
            clips=clips,
            most=MOST_CLIPS,
        )


def depth_of(text: bytes) -> int:
    """Return how many brackets are open at the deepest place, at most one above MOST_DEPTH."""
    depth = deepest = 0
    for token in _TOKEN.finditer(text):
        first = text[token.start()]
        if first in b"[{":
            depth += 1
            deepest = max(deepest, depth)
            if depth > MOST_DEPTH:
                break
        elif first in b"]}":
            depth -= 1
    return deepest
