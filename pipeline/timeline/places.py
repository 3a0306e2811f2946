"""Where on a timeline something is lost, in words: track, timecode, clip. Pure."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Final

from pipeline.documents.losses import Loss, kept
from pipeline.timing import frames_to_timecode, seconds_to_frames

LONGEST: Final = 80
MOST: Final = 1000
"""Losses of one timeline; the rest is only counted."""

_Found = tuple[str, Fraction, str, Loss]


def place_of(track: str, at: Fraction, rate: Fraction, name: str = "") -> str:
    """Return track, timecode and name: V1 00:00:04:12 “S03_P02_T04”."""
    timecode = frames_to_timecode(max(0, seconds_to_frames(at, rate)), rate)
    named = f" “{name[:LONGEST]}”" if name else ""
    return f"{track} {timecode}{named}".strip()


@dataclass(slots=True)
class Places:
    """Knows where the reading of a timeline is, and collects what is lost there.

    What lies in a nested sequence is at the place of that sequence in the film.
    """

    found: list[_Found] = field(default_factory=list)
    seen: set[tuple[object, ...]] = field(default_factory=set)
    depth: int = 0
    track: str = ""
    at: Fraction = Fraction(0)
    tracks: dict[str, int] = field(default_factory=dict)
    more: int = 0

    @contextmanager
    def item(self, *, is_sound: bool) -> Iterator[None]:
        """Enter a child: of the film's stack it is a track, of a track a clip."""
        self.depth += 1
        if self.depth == 1:
            letter = "A" if is_sound else "V"
            self.tracks[letter] = self.tracks.get(letter, 0) + 1
            self.track, self.at = f"{letter}{self.tracks[letter]}", Fraction(0)
        yield
        self.depth -= 1

    def go_on(self, duration: Fraction) -> None:
        """Move on by the length of a clip that was read."""
        if self.depth == _CLIPS:
            self.at += duration

    def lose(self, loss: Loss, name: str = "") -> None:
        """Note what is lost here, once."""
        key = (self.track, self.at, name, loss.template, *loss.values.values())
        if key in self.seen:
            return
        if len(self.found) >= MOST:
            self.more += 1
            return
        self.seen.add(key)
        self.found.append((self.track if self.depth else "", self.at, name, loss))

    def note(self, plain: Mapping[str, Any]) -> None:
        """Note the markers of an item, which stay in the timeline."""
        markers = plain.get("markers")
        count = len(markers) if isinstance(markers, list) else 0
        if count:
            sentence = "Notes on it (%(count)s) stay in the timeline; the film does not show them."
            self.lose(kept(sentence, count=count), str(plain.get("name") or ""))

    def told(self, rate: Fraction) -> tuple[Loss, ...]:
        """Return all losses with their places."""
        losses = [
            replace(loss, place=place_of(track, at, rate, name) if track else "")
            for track, at, name, loss in self.found
        ]
        if self.more:
            losses.append(kept("%(count)s more things are not listed.", count=self.more))
        return tuple(losses)


_CLIPS: Final = 2  # how deep clips lie: in a track, in the stack
