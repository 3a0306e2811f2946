"""An edit as a sheet: layers become tracks again, and what overlaps on two of them mixes. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from pipeline.documents.edit import BLACK, NEUTRAL, Dissolve, Edit, PictureClip, SoundClip
from pipeline.documents.losses import Loss, changed, dropped
from pipeline.timeline.interchange.sheet import ZERO, Lane, Medium, Mix, Piece, Sheet, met
from pipeline.timeline.places import place_of
from pipeline.timing import SAMPLE_RATE, frames_to_samples, nearest

Media = Mapping[str, Medium]


def sheet_of(edit: Edit, media: Media) -> tuple[Sheet, tuple[Loss, ...]]:
    """Return the sheet of an edit, and what of it no other program's timeline can say.

    `media` gives the file of a name that the edit uses; without one, the name is the file's.
    """
    losses: list[Loss] = list(_looks(edit))
    lanes = [*_picture(edit, media, losses), *_sound(edit, media)]
    sheet = Sheet(
        name=edit.name,
        rate=edit.frame_rate,
        size=(edit.width, edit.height),
        lanes=tuple(lanes),
        length=Fraction(edit.frames) / edit.frame_rate,
    )
    return sheet, tuple(losses)


def _looks(edit: Edit) -> Iterator[Loss]:
    """Yield what is done to pictures here and said by every program in a way of its own."""
    for clip in edit.picture:
        if clip.look != NEUTRAL or clip.opacity:
            at = Fraction(clip.start_frame) / edit.frame_rate
            yield changed(
                "It fills the picture there: its size, place or transparency is to be set again.",
                place=place_of(f"V{clip.layer + 1}", at, edit.frame_rate, clip.name or clip.media),
            )


def _picture(edit: Edit, media: Media, losses: list[Loss]) -> Iterator[Lane]:
    pairs = _pairs(edit.dissolves)
    rows: dict[int, list[PictureClip]] = {}
    for clip in edit.picture:
        rows.setdefault(min(pairs.get(clip.layer, (clip.layer,))), []).append(clip)
    count = 0
    for first in sorted(rows):
        layers = pairs.get(first, (first,))
        mixed = [one for one in edit.dissolves if one.outgoing[0] in layers and _is_plain(one)]
        for pieces, mixes in _rolls(rows[first], mixed, edit, media):
            count += 1
            yield Lane(name=f"V{count}", is_video=True, pieces=tuple(pieces), mixes=tuple(mixes))
    for one in edit.dissolves:
        if not _is_plain(one) or one.outgoing[0] not in pairs:
            losses.append(
                dropped(
                    "A dissolve between several pictures that lie over each other becomes a cut.",
                    place=place_of(
                        "V", Fraction(one.start_frame) / edit.frame_rate, edit.frame_rate
                    ),
                )
            )


def _is_plain(dissolve: Dissolve) -> bool:
    sides = (dissolve.outgoing, dissolve.incoming)
    return all(last - first == 1 for first, last in sides)


def _pairs(dissolves: Sequence[Dissolve]) -> dict[int, tuple[int, int]]:
    """Return, for each layer that mixes with its neighbour, both."""
    pairs: dict[int, tuple[int, int]] = {}
    for one in filter(_is_plain, dissolves):
        low, high = sorted((one.outgoing[0], one.incoming[0]))
        is_free = all(pairs.get(layer, (low, high)) == (low, high) for layer in (low, high))
        if high == low + 1 and is_free:
            pairs[low] = pairs[high] = (low, high)
    return pairs


def _rolls(
    clips: Sequence[PictureClip], dissolves: Sequence[Dissolve], edit: Edit, media: Media
) -> Iterator[tuple[list[Piece], list[Mix]]]:
    """Yield the tracks of one or two layers: one, unless clips overlap and do not mix."""
    told = [_told(one, edit.frame_rate) for one in dissolves]
    begins = {mix.at for mix in told}
    rest: list[Piece] = []
    track: list[Piece] = []
    for clip in clips:
        piece = _piece(clip, edit, media)
        overlaps = bool(track) and track[-1].end > piece.at
        (rest if overlaps and piece.at not in begins else track).append(piece)
    pieces, mixes = met(track, told)
    yield pieces, [*mixes, *_with_black(pieces, mixes, told)]
    if rest:
        yield met(rest)


def _told(dissolve: Dissolve, rate: Fraction) -> Mix:
    first, last = dissolve.start_frame, dissolve.end_frame
    cut = Fraction((first + last) // 2)
    return Mix(at=Fraction(first) / rate, length=Fraction(dissolve.frames) / rate, cut=cut / rate)


def _with_black(
    pieces: Sequence[Piece], mixes: Sequence[Mix], told: Iterable[Mix]
) -> Iterator[Mix]:
    """Yield the mixes that come out of black, or go there."""
    done = {mix.at for mix in mixes}
    begins, ends = {piece.at for piece in pieces}, {piece.end for piece in pieces}
    for mix in told:
        if mix.at in done:
            continue
        if mix.at in begins:
            yield replace(mix, cut=mix.at)
        elif mix.end in ends:
            yield replace(mix, cut=mix.end)


def _piece(clip: PictureClip, edit: Edit, media: Media) -> Piece:
    medium = _medium(clip, media)
    return Piece(
        name=clip.name or clip.media or clip.generator,
        at=Fraction(clip.start_frame) / edit.frame_rate,
        length=Fraction(clip.frames) / edit.frame_rate,
        source_in=clip.source_in + medium.start,
        medium=medium,
        speed=clip.speed,
    )


def _medium(clip: PictureClip, media: Media) -> Medium:
    if clip.generator:
        is_title = clip.generator.startswith("title")
        text = (clip.text or clip.name) if is_title else ""
        return Medium(name="", label=clip.name, generator=clip.generator, text=text)
    if clip.images:
        images = clip.images
        name = f"{images.prefix}%0{images.digits}d{images.suffix}"
        length = Fraction(images.count) / images.rate
        return Medium(name=name, label=clip.media, length=length, rate=images.rate)
    return media.get(clip.media) or Medium(name=clip.media, label=clip.media)


def _sound(edit: Edit, media: Media) -> Iterator[Lane]:
    rows: dict[int, list[SoundClip]] = {}
    for clip in edit.sound:
        rows.setdefault(clip.track, []).append(clip)
    for count, track in enumerate(sorted(rows), start=1):
        clips = rows[track]
        pieces = [_heard(clip, edit.frame_rate, media) for clip in clips]
        joined, crossed = met(pieces)
        on_frames = [_crossed(mix, edit.frame_rate) for mix in crossed]
        joined, crossed = met(pieces, on_frames)
        fades, joined = _fades(joined, crossed)
        yield Lane(
            name=f"A{count}",
            is_video=False,
            pieces=tuple(joined),
            mixes=tuple(sorted((*crossed, *fades), key=lambda mix: mix.at)),
            role=clips[0].role.value,
        )


def _crossed(mix: Mix, rate: Fraction) -> Mix:
    return replace(mix, cut=Fraction((mix.cut * rate).__floor__()) / rate)


def _fades(pieces: Sequence[Piece], crossed: Sequence[Mix]) -> tuple[list[Mix], list[Piece]]:
    """Return fades at free edges as mixes with silence; those against a neighbour stay fades."""
    cuts = {mix.cut for mix in crossed}
    begins, ends = {piece.at for piece in pieces}, {piece.end for piece in pieces}
    mixes, kept = [], []
    for piece in pieces:
        if piece.fade_in and piece.at not in ends:
            mixes.append(Mix(at=piece.at, length=piece.fade_in, cut=piece.at))
        if piece.fade_out and piece.end not in begins:
            begin = piece.end - piece.fade_out
            mixes.append(Mix(at=begin, length=piece.fade_out, cut=piece.end))
        in_is_done = piece.at in cuts or piece.at not in ends
        out_is_done = piece.end in cuts or piece.end not in begins
        kept.append(
            replace(
                piece,
                fade_in=ZERO if in_is_done else piece.fade_in,
                fade_out=ZERO if out_is_done else piece.fade_out,
            )
        )
    return mixes, kept


def _heard(clip: SoundClip, rate: Fraction, media: Media) -> Piece:
    medium = media.get(clip.media) or Medium(name=clip.media, label=clip.media)
    at, end = (_seconds(sample, rate) for sample in (clip.start_sample, clip.end_sample))
    later = at - Fraction(clip.start_sample, SAMPLE_RATE)
    fades = (_length(samples, rate) for samples in (clip.fade_in_samples, clip.fade_out_samples))
    fade_in, fade_out = fades
    return Piece(
        name=clip.name or clip.media,
        at=at,
        length=end - at,
        source_in=clip.source_in + later * clip.speed + medium.start,
        medium=medium,
        speed=clip.speed,
        gain_db=clip.gain_db,
        fade_in=fade_in,
        fade_out=fade_out,
    )


def _seconds(sample: int, rate: Fraction) -> Fraction:
    """Return the second of a sample: of the frame that begins there, if one does."""
    frame = nearest(Fraction(sample, SAMPLE_RATE) * rate)
    if frames_to_samples(frame, rate) == sample:
        return Fraction(frame) / rate
    return Fraction(sample, SAMPLE_RATE)


def _length(samples: int, rate: Fraction) -> Fraction:
    frames = nearest(Fraction(samples, SAMPLE_RATE) * rate)
    is_whole = abs(Fraction(frames) / rate * SAMPLE_RATE - samples) < 1
    return Fraction(frames) / rate if is_whole else Fraction(samples, SAMPLE_RATE)


def is_black(piece: Piece) -> bool:
    """Return whether a piece shows nothing."""
    return piece.medium is not None and piece.medium.generator == BLACK
