"""The order of a finished film: black, title card, the picture of the edit, end cards, black. Pure.

Cards are stills (a crawl is a film) on timelines of their own, before and after the picture: they
are rendered and kept like it, and a change of a title or a name encodes none of the picture again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from pipeline.documents.edit import Dissolve, Edit, PictureClip
from pipeline.render.cards import FADE_S
from pipeline.render.crawl import Shown, frames_of
from pipeline.timing import FrameRate, frames_to_samples, seconds_to_frames

HEAD_S: Final = Fraction(6, 10)
"""Black before the title and after the last card, for projectors that swallow the edges (C53)."""
AFTER_TITLE_S: Final = Fraction(4, 10)
AFTER_PICTURE_S: Final = Fraction(8, 10)
TAIL_S: Final = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCard:
    """A card and when it is on screen, fades included."""

    name: str
    """The name of its picture among the media of the film."""
    card: Shown
    start_frame: int
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Where everything is in the finished film."""

    frame_rate: FrameRate
    cards: tuple[PlacedCard, ...]
    picture_start: int
    """First frame of the edit."""
    picture_end: int
    """First frame after it."""
    frames: int

    @property
    def samples(self) -> int:
        """Length of the sound at 48 kHz."""
        return frames_to_samples(self.frames, self.frame_rate)

    @property
    def picture_sample(self) -> int:
        """Where the mix begins."""
        return frames_to_samples(self.picture_start, self.frame_rate)

    @property
    def credits_sample(self) -> int:
        """Where the music under the end credits begins."""
        return frames_to_samples(self.picture_end, self.frame_rate)

    @property
    def silent_sample(self) -> int:
        """Where that music is over: the black at the end is silent, as a player may swallow it."""
        last = max((self.picture_end, *(one.start_frame + one.frames for one in self.cards)))
        return frames_to_samples(last, self.frame_rate)


def programme_of(edit: Edit, title: Shown, ending: Iterable[Shown]) -> Programme:
    """Return the order of a film around an edit."""
    rate = edit.frame_rate

    def frames(seconds: Fraction) -> int:
        return max(1, seconds_to_frames(seconds, rate))

    first = _placed("card 0", title, frames(HEAD_S), rate)
    picture_start = first.start_frame + first.frames + frames(AFTER_TITLE_S)
    picture_end = at = picture_start + edit.frames
    placed = [first]
    for number, card in enumerate(ending, start=1):
        at += frames(AFTER_PICTURE_S) if number == 1 else 0
        placed.append(_placed(f"card {number}", card, at, rate))
        at += placed[-1].frames
    return Programme(
        frame_rate=rate,
        cards=tuple(placed),
        picture_start=picture_start,
        picture_end=picture_end,
        frames=at + frames(TAIL_S),
    )


def _placed(name: str, card: Shown, start: int, rate: FrameRate) -> PlacedCard:
    return PlacedCard(name=name, card=card, start_frame=start, frames=frames_of(card, rate))


def opening(edit: Edit, programme: Programme) -> Edit:
    """Return what is before the picture as an edit; the media are called as their cards."""
    return _cards(edit, programme, 0, programme.picture_start)


def ending(edit: Edit, programme: Programme) -> Edit:
    """Return what is after the picture as an edit; the media are called as their cards."""
    return _cards(edit, programme, programme.picture_end, programme.frames)


def _cards(edit: Edit, programme: Programme, first: int, last: int) -> Edit:
    cards = [
        replace(card, start_frame=card.start_frame - first)
        for card in programme.cards
        if first <= card.start_frame < last
    ]
    return replace(
        edit,
        frames=last - first,
        picture=tuple(_still(card) for card in cards),
        dissolves=tuple(fade for card in cards for fade in _fades(card, edit.frame_rate)),
        sound=(),
    )


def _still(card: PlacedCard) -> PictureClip:
    return PictureClip(
        media=card.name,
        source_in=Fraction(0),
        start_frame=card.start_frame,
        frames=card.frames,
        name=card.name,
    )


def _fades(card: PlacedCard, rate: FrameRate) -> tuple[Dissolve, Dissolve]:
    """Return the fade out of black and the one back to it: an empty range of layers is black."""
    frames = max(1, min(seconds_to_frames(FADE_S, rate), card.frames // 2))
    last = card.start_frame + card.frames - frames

    def fade(start: int, outgoing: tuple[int, int], incoming: tuple[int, int]) -> Dissolve:
        return Dissolve(
            start_frame=start,
            frames=frames,
            ramp_start=Fraction(start),
            ramp_frames=Fraction(frames),
            outgoing=outgoing,
            incoming=incoming,
        )

    return fade(card.start_frame, (0, 0), (0, 1)), fade(last, (0, 1), (0, 0))
