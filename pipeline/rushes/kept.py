"""Clips that need not be made again: those of recordings that arrived, and those in the cache."""

import hashlib
import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from pipeline.bench import Files, Watch
from pipeline.documents.json import from_json
from pipeline.errors import CannotRead
from pipeline.media.facts import MediaFacts
from pipeline.render.cache import SegmentCache
from pipeline.rushes.clip import DOCUMENT, LISTEN, PROXY, SHEET, THUMBNAIL, WAVEFORM, Clip
from pipeline.rushes.ingest import RECIPE, clip_of


def known_clip(made: Files, *, digest: str, rate: Fraction) -> Clip | None:
    """Return the clip of a recording that was made as we would make it now; None: make it anew."""
    if DOCUMENT not in made:
        return None
    clip = _read(made[DOCUMENT].path)
    is_ours = clip is not None and (clip.recipe, clip.digest, clip.rate) == (RECIPE, digest, rate)
    is_whole = clip is not None and all(name in made for name in _products_of(clip))
    return clip if is_ours and is_whole else None


def _read(path: Path) -> Clip | None:
    try:
        return from_json(path.read_bytes(), Clip)
    except CannotRead:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptClips:
    """What the cache holds of these bytes at this rate."""

    cache: SegmentCache
    digest: str
    rate: Fraction

    def fetch(self, into: Path) -> Clip | None:
        """Put what is kept into a folder and return its clip; None: make it anew."""
        if not self.cache.take(self._key(DOCUMENT), into / DOCUMENT):
            return None
        clip = _read(into / DOCUMENT)
        wanted = _products_of(clip) if clip else ()
        there = [self.cache.take(self._key(name), into / name) for name in wanted]
        return clip if all(there) else None

    def fetch_or_make(self, source: Path, facts: MediaFacts, into: Path, watch: Watch) -> Clip:
        """Put what is kept into an empty folder, or make it there and keep it.

        Raise WorkFailed, Cancelled.
        """
        clip = self.fetch(into)
        if clip is None:
            clip = clip_of(
                source, facts, digest=self.digest, rate=self.rate, into=into, watch=watch
            )
            self.put(clip, into)
        return clip

    def put(self, clip: Clip, made: Path) -> None:
        """Keep it, the document last: where there is one, there is all the rest."""
        wanted = _products_of(clip)
        if not all((made / name).is_file() for name in wanted):
            return  # a damaged file: let the next run try again
        for name in (*wanted, DOCUMENT):
            self.cache.keep(self._key(name), made / name)

    def _key(self, name: str) -> str:
        recipe = json.dumps(["clip", RECIPE, self.digest, str(self.rate), name])
        return hashlib.sha256(recipe.encode()).hexdigest()


def _products_of(clip: Clip) -> tuple[str, ...]:
    """Return which products a clip has."""
    if not clip.frames:
        return (LISTEN, WAVEFORM)
    return (PROXY, THUMBNAIL, SHEET, WAVEFORM) if clip.facts.audio else (PROXY, THUMBNAIL, SHEET)
