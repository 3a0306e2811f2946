"""A small shoot for the tests of relinking, and what a timeline may ask for."""

from fractions import Fraction

from pipeline.documents.relink import Relink
from pipeline.editing.relink import Matched, relink
from pipeline.editing.relink_choices import Choice
from pipeline.editing.relink_media import Medium, starts_of
from pipeline.timeline.asked import Asked, Use
from pipeline.timeline.nodes import Reference
from pipeline.timeline.references import folder_of, names_of

RATE = Fraction(25)


def seconds(frames: int) -> Fraction:
    return frames / RATE


def film(name: str, *files: str, frames: int = 500, timecode: str = "", **more: object) -> Medium:
    """A take."""
    starts = starts_of(timecode, RATE)
    known = {"digest": f"{abs(hash(name)):064x}"[:64], "rate": RATE, "starts": starts}
    return Medium(name=name, files=files, length=seconds(frames), **(known | more))  # type: ignore[arg-type]


def sound(name: str, frames: int = 900) -> Medium:
    """A sound without picture."""
    return Medium(name=name, files=(name,), length=seconds(frames), has_picture=False)


def asked(
    target: str,
    *,
    start: int = 0,
    length: int | None = None,
    use: tuple[int, int] = (0, 50),
    at: int = 0,
    is_picture: bool = True,
    **more: object,
) -> Asked:
    """One clip of a timeline: what it asks for, frames `use` of it, at a place of the film."""
    reference = Reference(
        names=names_of(target),
        folder=folder_of(target),
        start=seconds(start),
        length=None if length is None else seconds(length),
        **more,  # type: ignore[arg-type]
    )
    first, end = use
    used = Use(
        start_frame=at,
        frames=end - first,
        first=seconds(start + first),
        last=seconds(start + end - 1),
        is_picture=is_picture,
    )
    return Asked(reference=reference, uses=(used,))


def matched(*wanted: Asked, media: list[Medium], choices: tuple[Choice, ...] = ()) -> Matched:
    return relink(wanted, media, choices=choices, rate=RATE)


def row_of(wanted: Asked, media: list[Medium], *choices: Choice) -> Relink:
    """What is said of one clip."""
    return matched(wanted, media=media, choices=choices).relinks.rows[0]
