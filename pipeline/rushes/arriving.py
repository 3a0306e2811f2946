"""Clips of recordings that nobody has looked into yet, made before their slates are asked for.

On the site a worker looks into each recording when it arrives. What comes with a form or lies in a
project folder has not been looked into, and its slate may be nowhere but in its picture.
"""

import hashlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.bench import Bench, Files, Inputs, Part, StageFile
from pipeline.errors import CannotRead, WorkFailed
from pipeline.media.facts import MediaFacts
from pipeline.media.probe import Answer, Upload, probe_all
from pipeline.media.safety import UnfitMedia
from pipeline.render.cache import SegmentCache
from pipeline.rushes.ingest import admitted
from pipeline.rushes.kept import KeptClips, known_clip
from pipeline.rushes.naming import base_name
from pipeline.rushes.tables import is_table
from pipeline.rushes.tally import Tally

STAGE: Final = "rushes"
SHARE: Final = 0.8
"""How much of the work on rushes is looking into them."""


@contextmanager
def looked_into(
    stage: str, files: Files, inputs: Inputs, bench: Bench
) -> Iterator[tuple[Inputs, Bench]]:
    """Give the inputs with a clip for every recording of the rushes, and a bench for the rest.

    Other stages get what they have. A recording that cannot be looked into is left out: the stage
    says why. Raise Cancelled.
    """
    unknown = _unknown(files, inputs) if stage == STAGE else []
    if not unknown:
        yield inputs, bench
        return
    with TemporaryDirectory(dir=bench.cache, prefix="arrived-") as folder:
        here = replace(bench, watch=Part(whole=bench.watch, start=0.0, end=SHARE))
        clips = _clips_of(unknown, inputs.project.frame_rate, Path(folder), here)
        rest = replace(bench, watch=Part(whole=bench.watch, start=SHARE, end=1.0))
        yield replace(inputs, clips={**inputs.clips, **clips}), rest


def _unknown(files: Files, inputs: Inputs) -> list[StageFile]:
    """Return the recordings without a clip, each of the same bytes once."""
    rate = inputs.project.frame_rate
    recordings = {file.digest: file for name, file in files.items() if not is_table(name)}
    return [
        file
        for digest, file in recordings.items()
        if known_clip(inputs.clips.get(digest, {}), digest=digest, rate=rate) is None
    ]


def _clips_of(
    files: list[StageFile], rate: Fraction, folder: Path, bench: Bench
) -> Mapping[str, Files]:
    answers = probe_all([Upload(path=file.path, name=file.name) for file in files])
    weights = {file.name: float(file.bytes) for file in files}
    room = _Room(
        folder=folder,
        rate=rate,
        cache=SegmentCache(folder=bench.cache),
        tally=Tally(watch=bench.watch, weights=weights),
    )
    with ThreadPoolExecutor(max_workers=max(1, bench.workers)) as pool:
        begun = [pool.submit(room.make, *one) for one in zip(files, answers, strict=True)]
        try:
            made = [one.result() for one in begun]
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return {file.digest: clip for file, clip in zip(files, made, strict=True) if clip}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """Where recordings are looked into."""

    folder: Path
    rate: Fraction
    cache: SegmentCache
    tally: Tally

    def make(self, file: StageFile, answer: Answer) -> Files:
        into = self.folder / file.digest
        into.mkdir()
        kept = KeptClips(cache=self.cache, digest=file.digest, rate=self.rate)
        watch = self.tally.watch_of(file.name)
        try:
            kept.fetch_or_make(file.path, _facts(file, answer), into, watch)
        except (CannotRead, WorkFailed):
            return {}
        return {path.name: _product(path) for path in into.iterdir()}


def _facts(file: StageFile, answer: Answer) -> MediaFacts:
    if isinstance(answer, UnfitMedia):
        raise answer
    return admitted(answer, name=base_name(file.name))


def _product(path: Path) -> StageFile:
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    return StageFile(name=path.name, path=path, digest=digest, bytes=path.stat().st_size)
