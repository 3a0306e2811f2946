"""Gives every recording its products: what was made when it arrived, was kept, or is made now.

What was made of a file once is kept in the cache by the file's digest, so a group that sends one
more take does not wait for all the others again.
"""

import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.bench import Bench, Files, StageFile
from pipeline.documents.report import Finding, blocker
from pipeline.documents.takes import SoundFile, Take, Takes
from pipeline.errors import Cancelled, WorkFailed
from pipeline.media.facts import MediaFacts
from pipeline.render.cache import SegmentCache, second_name
from pipeline.rushes.clip import LISTEN, PROXY, SHEET, THUMBNAIL, WAVEFORM, Clip
from pipeline.rushes.kept import KeptClips, known_clip
from pipeline.rushes.naming import base_name
from pipeline.rushes.reading import Rushes
from pipeline.rushes.tally import Tally
from pipeline.timing import SAMPLE_RATE

FOLDERS: Final = {
    PROXY: "proxies",
    THUMBNAIL: "thumbnails",
    SHEET: "sheets",
    WAVEFORM: "waveforms",
    LISTEN: "listen",
}
LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One recording with its products."""

    file: str
    """The group's file."""
    clip: Clip | None
    """None: it cannot be played to its end."""
    products: Mapping[str, str]
    """Names of products of the version, by their names in pipeline/rushes/clip.py."""
    findings: tuple[Finding, ...] = ()

    def of_take(self, take: Take) -> Take:
        """Return the take with its products."""
        return replace(
            take,
            proxy=self.products.get(PROXY, ""),
            thumbnail=self.products.get(THUMBNAIL, ""),
            waveform=self.products.get(WAVEFORM, ""),
            sheet=self.products.get(SHEET, ""),
            scrub=self.clip.sheet if self.clip else None,
        )

    def of_sound(self, sound: SoundFile) -> SoundFile:
        """Return the sound with its products."""
        listen, waveform = self.products.get(LISTEN, ""), self.products.get(WAVEFORM, "")
        return replace(sound, listen=listen, waveform=waveform)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A recording that shall have its products."""

    file: StageFile
    facts: MediaFacts
    name: str
    """Of the take; of the products, without their suffix."""
    weight: int
    """Its share of the work, in frames of the project."""


def make_renditions(
    rushes: Rushes, files: Files, clips: Mapping[str, Files], bench: Bench
) -> tuple[Made, ...]:
    """Write the products of all recordings into the bench's folders. Raise Cancelled, WorkFailed.

    `clips` is what was made when they arrived. A file that cannot be played becomes a finding;
    WorkFailed is for troubles of the machine.
    """
    for folder in FOLDERS.values():
        (bench.into / folder).mkdir(parents=True, exist_ok=True)
    jobs = _jobs(rushes, files)
    tally = Tally(watch=bench.watch, weights={job.name: job.weight for job in jobs})
    room = _Room(bench=bench, rate=rushes.takes.frame_rate, clips=clips, tally=tally)
    with ThreadPoolExecutor(max_workers=max(1, bench.workers)) as pool:
        begun = [pool.submit(room.make, job) for job in jobs]
        try:
            made = tuple(one.result() for one in begun)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    for folder in FOLDERS.values():
        if not any((bench.into / folder).iterdir()):
            (bench.into / folder).rmdir()
    return made


def _jobs(rushes: Rushes, files: Files) -> list[_Job]:
    """Return the work; every name is there once, whatever the files are called."""
    rate, jobs = rushes.takes.frame_rate, []
    for take in rushes.takes.takes:
        facts = rushes.facts[take.file]
        jobs.append(_Job(file=files[take.file], facts=facts, name=take.name, weight=take.frames))
    taken = {job.name.lower() for job in jobs}
    for sound in rushes.takes.sounds:
        name = _free_name(sound.file, taken)
        taken.add(name.lower())
        weight = int(sound.samples * rate / SAMPLE_RATE)
        facts = rushes.facts[sound.file]
        jobs.append(_Job(file=files[sound.file], facts=facts, name=name, weight=weight))
    return jobs


def _free_name(file: str, taken: set[str]) -> str:
    """Return a name for the products of a sound, which may be called like a take."""
    stem = PurePosixPath(base_name(file)).stem
    plain = re.sub(r"[^\w-]+", "_", stem)[:LONGEST_NAME].strip("_") or "sound"
    names = (plain, f"{plain}_sound", *(f"{plain}_{number}" for number in range(2, 10_000)))
    return next(name for name in names if name.lower() not in taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """Where recordings are worked on."""

    bench: Bench
    rate: Fraction
    clips: Mapping[str, Files]
    tally: Tally

    def make(self, job: _Job) -> Made:
        if self.bench.watch.cancelled():
            raise Cancelled("The work was stopped. Start it again when you are ready.")
        folder = self.bench.into / f".{job.name}"
        folder.mkdir()
        try:
            clip = self._from_arrival(job, folder) or self._kept_or_made(job, folder)
        except WorkFailed as trouble:
            if "no space left" in trouble.detail.lower():
                raise
            finding = _cannot_be_played(job, trouble)
            return Made(file=job.file.name, clip=None, products={}, findings=(finding,))
        finally:
            products = self._moved(folder, job.name)
        self.tally.tell(job.name, 1.0)
        return Made(file=job.file.name, clip=clip, products=products)

    def _from_arrival(self, job: _Job, folder: Path) -> Clip | None:
        made = self.clips.get(job.file.digest, {})
        clip = known_clip(made, digest=job.file.digest, rate=self.rate)
        if clip is not None:
            for name in FOLDERS:
                if name in made:
                    second_name(made[name].path, folder / name)
        return clip

    def _kept_or_made(self, job: _Job, folder: Path) -> Clip:
        cache = SegmentCache(folder=self.bench.cache)
        kept = KeptClips(cache=cache, digest=job.file.digest, rate=self.rate)
        watch = self.tally.watch_of(job.name)
        return kept.fetch_or_make(job.file.path, job.facts, folder, watch)

    def _moved(self, folder: Path, name: str) -> dict[str, str]:
        """Give the products of a folder their names in the version; remove the folder."""
        moved = {}
        for product, shelf in FOLDERS.items():
            if (folder / product).is_file():
                moved[product] = f"{shelf}/{name}{PurePosixPath(product).suffix}"
                (folder / product).replace(self.bench.into / moved[product])
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()
        return moved


def with_products(takes: Takes, made: Iterable[Made]) -> Takes:
    """Return the catalogue with the products of its recordings."""
    by_file = {each.file: each for each in made}
    return replace(
        takes,
        takes=tuple(by_file[take.file].of_take(take) for take in takes.takes),
        sounds=tuple(by_file[sound.file].of_sound(sound) for sound in takes.sounds),
    )


def _cannot_be_played(job: _Job, trouble: WorkFailed) -> Finding:
    return blocker(
        "C28",
        job.name,
        "“%(file)s” cannot be played to its end. %(reason)s",
        file=base_name(job.file.name),
        reason=str(trouble),
    )
