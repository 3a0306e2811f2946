"""What is on screen at one frame: the layers of an edit as one picture made of pictures. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import itemgetter
from typing import TypeAlias

from pipeline.documents.edit import Dissolve, PictureClip


@dataclass(frozen=True, slots=True, kw_only=True)
class Black:
    """Nothing to see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One clip."""

    clip: PictureClip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """A dissolve; the weight of the incoming picture is `(f + 1/2 - ramp_start) / ramp_frames`."""

    outgoing: "Picture"
    incoming: "Picture"
    ramp_start: Fraction
    ramp_frames: Fraction
    is_sheer: bool = False  # whether what lies below is seen through both


@dataclass(frozen=True, slots=True, kw_only=True)
class Veiled:
    """A picture that is evenly seen through: at frame f it hides `opacity + (f - at) * step`."""

    picture: "Picture"
    at: Fraction
    opacity: Fraction
    step: Fraction

    def opacity_at(self, frame: int) -> Fraction:
        """Return how much it hides at a frame of the film."""
        return self.opacity + (frame - self.at) * self.step


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """Pictures above each other, the last on top; all but the first may be seen through."""

    pictures: "tuple[Picture, ...]"


Picture: TypeAlias = Black | Shot | Mix | Veiled | Over
SeenThrough = Callable[[PictureClip], bool]


def shots_of(picture: Picture) -> tuple[PictureClip, ...]:
    """Return the clips of a picture, lowest first."""
    if isinstance(picture, Shot):
        return (picture.clip,)
    if isinstance(picture, Mix):
        return shots_of(picture.outgoing) + shots_of(picture.incoming)
    if isinstance(picture, Veiled):
        return shots_of(picture.picture)
    if isinstance(picture, Over):
        return tuple(clip for each in picture.pictures for clip in shots_of(each))
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is on at one frame."""

    frame: int
    clips: Sequence[PictureClip]
    dissolves: Sequence[Dissolve]
    seen_through: SeenThrough


def picture_of(scene: Scene) -> Picture:
    """Return what is seen of a scene; what nothing covers is black."""
    highest = max((clip.layer for clip in scene.clips), default=0)
    top = max((max(one.outgoing[1], one.incoming[1]) for one in scene.dissolves), default=0)
    return _pile(scene, (0, max(highest + 1, top))).on_black()


@dataclass(frozen=True, slots=True)
class _Pile:
    """Pictures above each other, of which none but the first hides all that lies below."""

    pictures: tuple[Picture, ...]
    is_sheer: bool
    """Whether the first does not either."""

    def on_black(self) -> Picture:
        """Return the pile as a picture that hides all."""
        pictures = (Black(), *self.pictures) if self.is_sheer else self.pictures
        return _Pile(pictures, is_sheer=False).alone()

    def alone(self) -> Picture:
        """Return the pile as one picture."""
        return self.pictures[0] if len(self.pictures) == 1 else Over(pictures=self.pictures)


Layer = tuple[int, Picture, bool]
"""Where it lies, what it shows, and whether what lies below is seen through it."""


def _reach(dissolve: Dissolve) -> tuple[int, int]:
    sides = (dissolve.outgoing, dissolve.incoming)
    return min(side[0] for side in sides), max(side[1] for side in sides)


def _pile(scene: Scene, layers: tuple[int, int]) -> _Pile:
    """Return what is seen of the layers [first, last)."""
    outer = _outer([one for one in scene.dissolves if _is_inside(_reach(one), layers)])
    shown: list[Layer] = []
    for clip in scene.clips:
        is_mixed = any(_is_inside((clip.layer, clip.layer + 1), _reach(one)) for one in outer)
        if not is_mixed and layers[0] <= clip.layer < layers[1]:
            shown.extend(_shown(clip, scene))
    inner = [one for one in scene.dissolves if one not in outer]
    for one in outer:
        shown.append(_mixed(one, replace(scene, dissolves=inner)))
    return _piled(sorted(shown, key=itemgetter(0)))


def _shown(clip: PictureClip, scene: Scene) -> Iterator[Layer]:
    """Yield a clip as it is seen at this frame; nothing if it is not."""
    shot = Shot(clip=clip)
    at, opacity, step = _opacity(clip, scene.frame)
    if step or opacity < 1:
        if step or opacity > 0:
            yield clip.layer, Veiled(picture=shot, at=at, opacity=opacity, step=step), True
    else:
        yield clip.layer, shot, clip.lets_through or scene.seen_through(clip)


def _opacity(clip: PictureClip, frame: int) -> tuple[Fraction, Fraction, Fraction]:
    """Return a frame of the film, the opacity there, and its growth with each frame."""
    keys = [(clip.start_frame + key.frame, Fraction(key.opacity)) for key in clip.opacity]
    before = [key for key in keys if key[0] <= frame]
    after = [key for key in keys if key[0] > frame]
    if before and after:
        (at, low), (end, high) = before[-1], after[0]
        return at, low, (high - low) / (end - at)
    only = before[-1:] or after[:1]
    return Fraction(0), only[0][1] if only else Fraction(1), Fraction(0)


def _mixed(dissolve: Dissolve, scene: Scene) -> Layer:
    """Return a dissolve. Where nothing of it hides what lies below, the whole does not."""
    outgoing, incoming = (_pile(scene, side) for side in (dissolve.outgoing, dissolve.incoming))
    layer, start, frames = _reach(dissolve)[0], dissolve.ramp_start, dissolve.ramp_frames
    is_sheer = outgoing.is_sheer and incoming.is_sheer
    if is_sheer and bool(outgoing.pictures) != bool(incoming.pictures):
        grows = 1 if incoming.pictures else -1
        veiled = Veiled(
            picture=(incoming if incoming.pictures else outgoing).alone(),
            at=start - Fraction(1, 2),
            opacity=Fraction(0 if incoming.pictures else 1),
            step=grows / frames,
        )
        return layer, veiled, True
    is_sheer = is_sheer and bool(outgoing.pictures)
    sides = [side.alone() if is_sheer else side.on_black() for side in (outgoing, incoming)]
    mix = Mix(
        outgoing=sides[0],
        incoming=sides[1],
        ramp_start=start,
        ramp_frames=frames,
        is_sheer=is_sheer,
    )
    return layer, mix, is_sheer


def _piled(shown: Sequence[Layer]) -> _Pile:
    """Return the layers from the highest one that hides all below it."""
    pictures: list[Picture] = []
    for _, picture, is_sheer in reversed(shown):
        pictures.insert(0, picture)
        if not is_sheer:
            return _Pile(tuple(pictures), is_sheer=False)
    return _Pile(tuple(pictures), is_sheer=True)


def _is_inside(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _outer(dissolves: list[Dissolve]) -> list[Dissolve]:
    """Return the dissolves that lie inside no other one; of two for the same layers, the first."""
    by_width = sorted(dissolves, key=lambda one: _reach(one)[0] - _reach(one)[1])
    kept: list[Dissolve] = []
    for one in by_width:
        low, high = _reach(one)
        if not any(low < _reach(other)[1] and _reach(other)[0] < high for other in kept):
            kept.append(one)
    return kept
