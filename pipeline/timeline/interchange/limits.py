"""What a format cannot say is taken out of a sheet, and named. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from pipeline.documents.edit import NORMAL_SPEED, SoundRole
from pipeline.documents.losses import Loss, changed, dropped
from pipeline.timeline.interchange.sheet import ZERO, Lane, Mix, Piece, Sheet
from pipeline.timeline.places import place_of

MANY: Final = 999
_TITLES: Final = ("title", "title_over")


@dataclass(frozen=True, slots=True, kw_only=True)
class Can:
    """What a format can say."""

    picture_lanes: int = MANY
    sound_lanes: int = MANY
    speeds: bool = True
    reverse: bool = True
    freezes: bool = True
    gain: bool = True
    fades: bool = True
    """Of a sound against its neighbour; those into silence are mixes."""
    titles: bool = True
    roles: bool = False
    black_fades: bool = True
    """From black and to black, from silence and to silence."""
    part_frames: bool = True
    """Whether sounds may begin within a frame, and media between two of the film's."""
    retimed: bool = False
    """Whether a clip begins at a frame as it runs, and not as it was recorded."""
    rows_of_pictures: bool = False


@dataclass(slots=True)
class _Limit:
    """Goes through a sheet and collects losses."""

    can: Can
    rate: Fraction
    losses: list[Loss] = field(default_factory=list)

    def lanes(self, lanes: Sequence[Lane], most: int) -> Iterator[Lane]:
        for lane in lanes[most:]:
            self.losses.append(
                dropped("The track “%(name)s” has no place in this format.", name=lane.name)
            )
        for lane in lanes[:most]:
            if lane.role not in ("", SoundRole.DIALOGUE) and not self.can.roles:
                self.lose(lane, None, changed("What the track is for is not written down."))
            cut = lane if self.can.part_frames else self.on_frames(lane)
            cut = cut if self.can.black_fades else self.without_fades(cut)
            yield replace(cut, pieces=tuple(self.piece(piece, cut) for piece in cut.pieces))

    def lose(self, lane: Lane, piece: Piece | None, loss: Loss) -> None:
        at = piece.at if piece else ZERO
        place = place_of(lane.name, at, self.rate, piece.name if piece else "")
        self.losses.append(replace(loss, place=place))

    def on_frames(self, lane: Lane) -> Lane:
        def near(at: Fraction) -> Fraction:
            return Fraction((at * self.rate + Fraction(1, 2)).__floor__()) / self.rate

        pieces = []
        for piece in lane.pieces:
            at, end = near(piece.at), near(piece.end)
            medium = piece.medium
            entry = piece.source_in - (medium.start if medium else ZERO)
            pace = abs(piece.speed) if self.can.retimed and piece.speed else NORMAL_SPEED
            is_between = (entry / pace * self.rate).denominator != 1
            if (at, end) != (piece.at, piece.end) or is_between:
                self.lose(lane, piece, changed("It begins or ends at the nearest whole frame."))
            source_in = piece.source_in + (at - piece.at) * piece.speed
            pieces.append(replace(piece, at=at, length=end - at, source_in=source_in))
        mixes = []
        for mix in lane.mixes:
            at, end = near(mix.at), near(mix.end)
            mixes.append(Mix(at=at, length=end - at, cut=near(mix.cut), kind=mix.kind))
        kept = tuple(piece for piece in pieces if piece.length > 0)
        return replace(lane, pieces=kept, mixes=tuple(mix for mix in mixes if mix.length > 0))

    def without_fades(self, lane: Lane) -> Lane:
        begins, ends = {one.at for one in lane.pieces}, {one.end for one in lane.pieces}
        kept = tuple(mix for mix in lane.mixes if mix.cut in begins and mix.cut in ends)
        for mix in lane.mixes:
            if mix not in kept:
                self.losses.append(
                    dropped(
                        "The fade is not there: it begins or ends at once.",
                        place=place_of(lane.name, mix.at, self.rate),
                    )
                )
        return replace(lane, mixes=kept)

    def piece(self, piece: Piece, lane: Lane) -> Piece:
        for is_so, mend, loss in self.checks(piece):
            if is_so:
                self.lose(lane, piece, loss)
                piece = mend(piece)
        return piece

    def checks(self, piece: Piece) -> tuple[tuple[bool, Callable[[Piece], Piece], Loss], ...]:
        can, speed, medium = self.can, piece.speed, piece.medium
        is_title = medium is not None and medium.generator in _TITLES
        is_row = medium is not None and "%0" in medium.name
        return (
            (
                (speed not in (0, NORMAL_SPEED) and not can.speeds)
                or (speed < 0 and not can.reverse),
                lambda one: replace(one, speed=NORMAL_SPEED),
                changed("It runs at its usual speed there, not at %(speed)s.", speed=float(speed)),
            ),
            (
                speed == 0 and not can.freezes,
                lambda one: replace(one, speed=NORMAL_SPEED),
                changed("It moves there; here its first picture stands still."),
            ),
            (
                bool(piece.gain_db) and not can.gain,
                lambda one: replace(one, gain_db=0.0),
                changed("It is as loud as it was recorded."),
            ),
            (
                bool(piece.fade_in or piece.fade_out) and not can.fades,
                lambda one: replace(one, fade_in=ZERO, fade_out=ZERO),
                changed("Its sound does not fade there."),
            ),
            (
                is_title and not can.titles,
                lambda one: one,
                changed("The words stand in the name of a black clip: write them again there."),
            ),
            (
                is_row and not can.rows_of_pictures,
                lambda one: one,
                changed("A row of pictures has to be imported there by hand."),
            ),
        )


def limited(sheet: Sheet, can: Can) -> tuple[Sheet, tuple[Loss, ...]]:
    """Return what of a sheet a format can say, and what it cannot."""
    limit = _Limit(can, sheet.rate)
    picture = [lane for lane in sheet.lanes if lane.is_video]
    sound = [lane for lane in sheet.lanes if not lane.is_video]
    lanes = (*limit.lanes(picture, can.picture_lanes), *limit.lanes(sound, can.sound_lanes))
    return replace(sheet, lanes=lanes), tuple(limit.losses)
