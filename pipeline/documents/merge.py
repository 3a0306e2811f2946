"""What comes of two people's work on one text: the text, and where they clash. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One place that both changed in different ways: people decide, not the machine."""

    place: str
    """ "scene 3", "title page", "S01_P02"."""
    base: str
    """What both began with; empty where it is new."""
    mine: str
    """What was sent; empty where it was taken out."""
    theirs: str
    """What lay there already; empty where it was taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two versions of a text put together."""

    text: str
    """Both changes; where they clash, theirs."""
    clashes: tuple[Clash, ...] = ()
