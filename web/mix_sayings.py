"""What the meters say of a mix, in the words of children: "The voices are 4 dB too quiet."."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from pipeline.documents.mix_meters import MixMeters, covered_voices, is_silent, voices_off_db
from pipeline.timing import FrameRate
from web.mix_drawing import clock

CLOSE_LU: Final = 0.5
MOST_COVERED: Final = 8

_COVERED: Final = {
    "louder": _("From %(begin)s to %(end)s the music is louder than the voices."),
    "like": _("From %(begin)s to %(end)s the music is as loud as the voices."),
    "near": _("From %(begin)s to %(end)s the music is nearly as loud as the voices."),
}


class Saying(NamedTuple):
    """One sentence; well or not, and where in the film one can hear it."""

    text: Any
    is_well: bool
    frame: int | None = None


def sayings(
    meters: MixMeters | None, integrated: float | None, target: float, rate: FrameRate
) -> tuple[Saying, ...]:
    """Return what is to be said, the whole film first, then its moments."""
    found = [_whole(integrated, target)]
    if meters and not is_silent(meters.buses.get("dialogue", ())):
        found += [*_voices(meters, target), *_moments(meters, rate)]
    return tuple(found)


def _whole(integrated: float | None, target: float) -> Saying:
    if integrated is None:
        return Saying(gettext("Nothing can be heard in the whole film."), False)
    off = integrated - target
    if abs(off) <= CLOSE_LU:
        return Saying(gettext("The whole film is as loud as it should be."), True)
    decibels = max(1, round(abs(off)))
    if off < 0:
        return Saying(gettext("The whole film is %(db)s dB too quiet.", db=decibels), False)
    return Saying(gettext("The whole film is %(db)s dB too loud.", db=decibels), False)


def _voices(meters: MixMeters, target: float) -> Iterator[Saying]:
    off = voices_off_db(meters, target)
    if off < 0:
        yield Saying(gettext("The voices are %(db)s dB too quiet.", db=-off), False)
    elif off > 0:
        yield Saying(gettext("The voices are %(db)s dB too loud.", db=off), False)
    else:
        yield Saying(gettext("The voices are loud enough."), True)


def _moments(meters: MixMeters, rate: FrameRate) -> Iterator[Saying]:
    if is_silent(meters.buses.get("music", ())):
        return
    covered = covered_voices(meters)
    for one in covered[:MOST_COVERED]:
        # A lazy text is told in the language of the page, and takes its values then.
        words = str(_COVERED[one.how]) % {"begin": clock(one.begin), "end": clock(one.end + 0.99)}
        yield Saying(words, False, int(one.begin * rate))
    if len(covered) > MOST_COVERED:
        more = len(covered) - MOST_COVERED
        yield Saying(gettext("And in %(count)s more places.", count=more), False)
    if not covered:
        yield Saying(gettext("The music leaves room for the voices."), True)
