"""When subtitles come and go: with the voice, long enough to be read, apart, at cuts. Pure.

The laws, whatever the sound was: in order, never two at once, within the film, whole frames. One
that had no room to last is left short, and C51 tells it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.documents.subtitle_rules import GAP_FRAMES, ReadingRules, reading_ms
from pipeline.documents.subtitles import Subtitle
from pipeline.timing import FrameRate, frames_to_seconds, nearest

EARLY_FRAMES: Final = 1
CUT_BEFORE: Final = 3
"""So many frames a subtitle may begin away from the voice, to begin with a cut."""
CUT_AFTER: Final = 12
LINGER_S: Final = 0.4
"""How long it stays when the voice is over, if it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Some lines and the frames in which they are said."""

    lines: tuple[str, ...]
    start: int
    end: int
    begin: int
    """First frame in which they may stand: that of the scene."""
    limit: int
    """First frame in which they must be gone: the scene is over."""


def timed(
    said: Sequence[Said], *, rules: ReadingRules, rate: FrameRate, cuts: Sequence[int] = ()
) -> tuple[Subtitle, ...]:
    """Return the subtitles; what has no frame left to stand in is left out."""
    cuts = sorted(cuts)
    starts = [max(one.begin, _snapped(one.start, cuts)) for one in said]
    found: list[Subtitle] = []
    free = 0
    for number, one in enumerate(said):
        after = starts[number + 1] if number + 1 < len(said) else one.limit + GAP_FRAMES
        last = max(min(one.limit, after - GAP_FRAMES), min(one.limit, starts[number] + 1))
        first = max(free, one.begin)
        start, end = _stand(one, (first, max(first, starts[number]), last), rules=rules, rate=rate)
        end = _ended(end, one.end, min(last, start + _most(rules, rate)), cuts)
        if start < end:
            found.append(
                Subtitle(start_ms=to_ms(start, rate), end_ms=to_ms(end, rate), lines=one.lines)
            )
            free = end + GAP_FRAMES
    return tuple(found)


def _stand(
    one: Said, room: tuple[int, int, int], *, rules: ReadingRules, rate: FrameRate
) -> tuple[int, int]:
    """Return first frame and end: as long as the voice and the reading, if there is room.

    room is the first frame that is free, the one where it should begin, and where it must end.
    """
    free, start, last = room
    least = _frames(rules.shortest_ms, rate)
    wanted = max(
        one.end - start + int(LINGER_S * rate), _frames(reading_ms(one.lines, rules), rate), least
    )
    end = min(last, start + min(wanted, _most(rules, rate)))
    if end - start < least:
        start = max(free, min(start, end - least))  # with no room behind, there may be some before
    return start, end


def _snapped(voice: int, cuts: Sequence[int]) -> int:
    """Return the cut nearest to the voice within reach, else a little before the voice."""
    near = [cut for cut in _near(voice, cuts) if abs(cut - voice) <= CUT_BEFORE]
    return min(near, key=lambda cut: abs(cut - voice)) if near else voice - EARLY_FRAMES


def _ended(end: int, voice_end: int, last: int, cuts: Sequence[int]) -> int:
    """Return the next cut if it is near: a subtitle that goes just before a cut seems to blink."""
    near = [cut for cut in _near(end, cuts) if end < cut <= min(last, end + CUT_AFTER)]
    return near[0] if near and near[0] >= voice_end else end


def _near(frame: int, cuts: Sequence[int]) -> Sequence[int]:
    at = bisect_left(cuts, frame)
    return cuts[max(0, at - 1) : at + 2]


def _most(rules: ReadingRules, rate: FrameRate) -> int:
    return int(rules.longest_ms * rate / 1000)


def _frames(milliseconds: int, rate: FrameRate) -> int:
    """Return the whole frames that last so long."""
    return -int(-(milliseconds + 1) * rate // 1000)


def to_ms(frame: int, rate: FrameRate) -> int:
    """Return when a frame begins, never after it."""
    return int(frames_to_seconds(frame, rate) * 1000)


def to_frame(milliseconds: int, rate: FrameRate) -> int:
    """Return the frame that begins there; to_ms brings it back."""
    return nearest(milliseconds * rate / 1000)
