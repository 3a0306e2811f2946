"""Which takes are in which dailies reel, and in which order. Pure.

The circled takes come first, then those nobody has judged, then those on hold, each in script
order. What is no good is left out: the hour of the rushes is short, and all in it were proud of
something (the page of takes has them all).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Final

from pipeline.documents.dailies import Reel, ReelTake
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Rating, Take
from pipeline.shots.slate_log import VOID, LoggedTake
from pipeline.timing import FrameRate, nearest

ORDER: Final = (Rating.GOOD, None, Rating.HOLD)
CARD_S: Final = 2
ALL: Final = "all"
UNDATED: Final = "undated"


Rated = tuple[Take, Rating | None]
"""A take and what people said of it; a take counts as good before anybody has looked at it."""


def reels_of(
    takes: Iterable[Rated], log: Sequence[LoggedTake], zone: tzinfo
) -> Mapping[str, tuple[Rated, ...]]:
    """Return the takes of each reel by its name, in the order in which they are shown.

    A reel is a shooting day, as the log of the slate tells it; without a log there is one for all.
    """
    days, takes = days_of(log, zone), tuple(takes)
    reels: dict[str, list[Rated]] = {}
    for wanted in ORDER:
        for take, rating in takes:
            if rating is wanted:
                name = days.get(take.name, UNDATED) if days else ALL
                reels.setdefault(name, []).append((take, rating))
    return {name: tuple(reels[name]) for name in sorted(reels)}


def days_of(log: Iterable[LoggedTake], zone: tzinfo) -> Mapping[str, str]:
    """Return the day of each take of a log, where it was shot; the last one that was announced."""
    return {
        Slate(scene=one.scene, shot=one.shot, take=one.take).name: _day(one.at, zone)
        for one in log
        if one.rating != VOID
    }


def _day(at: str, zone: tzinfo) -> str:
    return datetime.fromisoformat(at).astimezone(zone).date().isoformat()


def card_frames(rate: FrameRate) -> int:
    """Return how long a card stays."""
    return max(1, nearest(CARD_S * rate))


def laid_out(
    name: str,
    takes: Iterable[tuple[Rated, int]],
    *,
    rate: FrameRate,
    size: tuple[int, int],
) -> Reel:
    """Return the reel of takes and their lengths: before each of them its card."""
    laid: list[ReelTake] = []
    at = 0
    for (take, rating), frames in takes:
        laid.append(
            ReelTake(
                name=take.name,
                rating=rating,
                note=take.note,
                card_frame=at,
                first_frame=at + card_frames(rate),
                frames=frames,
                start_timecode=take.start_timecode,
            )
        )
        at = laid[-1].end_frame
    return Reel(name=name, frame_rate=rate, width=size[0], height=size[1], takes=tuple(laid))
