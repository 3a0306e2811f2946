"""Edits of named takes in a row, for tests about what is in a cut."""

from fractions import Fraction

from pipeline.documents.edit import Edit, PictureClip, SoundClip
from pipeline.documents.slate import parse_slate
from pipeline.documents.takes import Rating, Take, Takes

RATE = Fraction(25)


def film(*shots: tuple[str, int], sound: tuple[SoundClip, ...] = ()) -> Edit:
    """Shots in a row, each from its second 1 on: name and frames."""
    at, picture = 0, []
    for media, frames in shots:
        picture.append(
            PictureClip(media=media, source_in=Fraction(1), start_frame=at, frames=frames)
        )
        at += frames
    return Edit(
        name="film",
        frame_rate=RATE,
        width=640,
        height=360,
        frames=at,
        picture=tuple(picture),
        sound=sound,
    )


def take(name: str, rating: Rating = Rating.GOOD, **more: object) -> Take:
    """A take by its name."""
    return Take(
        slate=parse_slate(name),
        file=f"{name}.mp4",
        digest="0" * 64,
        kind="mov",
        rating=rating,
        frames=200,
        **more,  # type: ignore[arg-type]
    )


def rushes(*takes: Take) -> Takes:
    """A catalogue."""
    return Takes(frame_rate=RATE, takes=takes)
