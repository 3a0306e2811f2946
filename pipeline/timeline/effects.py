"""The effects of an item: its speed, what of others is shown, and what is lost. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeAlias

from pipeline.documents.edit import NORMAL_SPEED
from pipeline.documents.losses import Loss, dropped
from pipeline.timeline.manner import AS_IT_IS, Clock, Manner, manner_of
from pipeline.timeline.resolve import Settings, their_own
from pipeline.timeline.times import speed_of

Plain = Mapping[str, Any]
Affected: TypeAlias = tuple[Fraction, Manner, tuple[Loss, ...]]
"""The speed of an item, how it is seen and heard, and what of it is not done."""


def affected(plain: Plain, effects: Iterable[Plain], *, name: str, clock: Clock) -> Affected:
    """Return what the effects of an item do; every one that is not done is a loss.

    Raise CannotRead for what no film can follow.
    """
    speed, losses = NORMAL_SPEED, []
    theirs = Settings(name=name)
    for effect in effects:
        schema = str(effect.get("OTIO_SCHEMA", "")).partition(".")[0]
        settings = their_own(effect)
        if effect.get("enabled") is False:
            continue
        if schema == "FreezeFrame":
            speed = Fraction(0)
        elif schema == "LinearTimeWarp":
            speed *= speed_of(effect.get("time_scalar"))
        elif settings is not None:
            theirs.take(settings)
        else:
            named = str(effect.get("effect_name") or effect.get("name") or schema)[:40]
            sentence = "The effect “%(effect)s” on “%(name)s” is not done."
            losses.append(dropped(sentence, effect=named, name=name))
    manner = theirs.manner(manner_of(plain, clock), clock)
    return speed, manner, (*losses, *theirs.losses)


def affected_whole(plain: Plain, effects: Iterable[Plain], *, name: str, clock: Clock) -> Affected:
    """Return the same of a track or a sequence: its pictures can only be shown as they are."""
    speed, manner, losses = affected(plain, effects, name=name, clock=clock)
    if manner != replace(AS_IT_IS, gain_db=manner.gain_db):
        sentence = "“%(name)s” is a sequence: its opacity, place, size and fades are not done."
        losses = (*losses, dropped(sentence, name=name))
    return speed, manner, losses
