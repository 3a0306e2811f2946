"""Makes proxy, thumbnail and waveform of every take: one decode each, several side by side.

What was made of a file once is kept in the cache by the file's digest, so a group that sends one
more take does not wait for all the others again.
"""

import hashlib
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from threading import Lock
from typing import Final

from pipeline.documents.report import Finding, blocker, warning
from pipeline.documents.takes import Take
from pipeline.errors import Cancelled, WorkFailed
from pipeline.media.facts import MediaFacts
from pipeline.media.ffmpeg import Limits, run_ffmpeg
from pipeline.media.figures import decoded_with_damage, sound_figures
from pipeline.media.graphs import PROXY_BYTES_A_SECOND, Rendition, proxy, stills
from pipeline.render.cache import SegmentCache
from pipeline.rushes.naming import base_name
from pipeline.rushes.reading import Rushes
from pipeline.rushes.technical import measured
from pipeline.stages.stage import Bench, Files, Watch
from pipeline.timing import frames_to_seconds

FOLDERS: Final = ("proxies", "thumbnails", "waveforms")
RECIPE: Final = 1
"""Raised when the same arguments give other files."""
START_S: Final = 60
SECONDS_A_SECOND: Final = 30
"""How long a second of film may take, on a slow and busy machine."""
LONGEST_S: Final = 4 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made of one take, and what was found while doing it."""

    take: Take
    findings: tuple[Finding, ...]


def make_renditions(rushes: Rushes, files: Files, bench: Bench) -> tuple[Made, ...]:
    """Write the products of all takes into the bench's folders. Raises Cancelled, WorkFailed.

    A file that cannot be played becomes a finding; WorkFailed is for troubles of the machine.
    """
    for folder in FOLDERS:
        (bench.into / folder).mkdir(parents=True, exist_ok=True)
    takes = rushes.takes.takes
    tally = _Tally(watch=bench.watch, weights={take.name: take.frames for take in takes})
    room = _Room(bench=bench, rate=rushes.takes.frame_rate, tally=tally)
    with ThreadPoolExecutor(max_workers=max(1, bench.workers)) as pool:
        jobs = [
            pool.submit(room.make, take, files[take.file].path, rushes.facts[take.file])
            for take in takes
        ]
        try:
            return tuple(job.result() for job in jobs)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@dataclass(slots=True, kw_only=True)
class _Tally:
    """Adds up how far all takes are; longer ones weigh more."""

    watch: Watch
    weights: Mapping[str, int]
    done: dict[str, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def tell(self, name: str, fraction: float) -> None:
        with self.lock:
            self.done[name] = fraction * self.weights[name]
            self.watch.progress(self.fraction(), name)

    def fraction(self) -> float:
        """How far all takes together are, 0 to 1."""
        return min(1.0, sum(self.done.values()) / max(1, sum(self.weights.values())))


@dataclass(frozen=True, slots=True)
class _TakeWatch:
    """The watch of one take."""

    tally: _Tally
    name: str

    def progress(self, fraction: float, doing: str) -> None:
        self.tally.tell(self.name, fraction)

    def cancelled(self) -> bool:
        return self.tally.watch.cancelled()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """Where takes are worked on."""

    bench: Bench
    rate: Fraction
    tally: _Tally

    def make(self, take: Take, source: Path, facts: MediaFacts) -> Made:
        wanted = Rendition(
            source=source.absolute(),
            facts=facts,
            rate=self.rate,
            frames=take.frames,
            thumbnail_frame=(take.in_frame + take.out_frame) // 2,
            proxy=self.bench.into / f"proxies/{take.name}.mp4",
            thumbnail=self.bench.into / f"thumbnails/{take.name}.jpg",
            waveform=self.bench.into / f"waveforms/{take.name}.png",
        )
        try:
            said = self._kept_or_made(wanted, take)
        except WorkFailed as trouble:
            if "no space left" in trouble.detail.lower():
                raise
            _clear(wanted)
            return Made(take=take, findings=(_cannot_be_played(take, trouble),))
        self.tally.tell(take.name, 1.0)
        findings = (*_damage(take, said), *measured(take, facts, sound_figures(said)))
        return Made(take=self._named(take, wanted), findings=findings)

    def _kept_or_made(self, wanted: Rendition, take: Take) -> str:
        kept = _Kept(cache=SegmentCache(folder=self.bench.cache), key=_key(wanted, take.digest))
        if self.bench.watch.cancelled():
            raise Cancelled("The work was stopped. Start it again when you are ready.")
        said = kept.fetch(wanted)
        if said is None:
            limits, watch = _limits(wanted), _TakeWatch(self.tally, take.name)
            seconds = frames_to_seconds(wanted.frames, wanted.rate)
            loud = ["-loglevel", "info"]
            said = run_ffmpeg([*loud, *proxy(wanted)], limits=limits, seconds=seconds, watch=watch)
            run_ffmpeg(stills(wanted), limits=limits, watch=watch)
            kept.put(wanted, said)
        return said

    def _named(self, take: Take, wanted: Rendition) -> Take:
        def name(path: Path) -> str:
            return path.relative_to(self.bench.into).as_posix() if path.is_file() else ""

        return replace(
            take,
            proxy=name(wanted.proxy),
            thumbnail=name(wanted.thumbnail),
            waveform=name(wanted.waveform),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What was made of these bytes in this way before."""

    cache: SegmentCache
    key: str

    def fetch(self, wanted: Rendition) -> str | None:
        """Put what is kept in its places and return what ffmpeg said then; None: make it anew."""
        said = wanted.proxy.with_suffix(".said")
        if not self.cache.take(f"{self.key}-said", said):
            return None
        text = said.read_text(encoding="utf-8")
        said.unlink()
        parts = _parts(wanted)
        there = [self.cache.take(f"{self.key}-{part}", path) for part, path in parts.items()]
        return text if all(there) else None

    def put(self, wanted: Rendition, said: str) -> None:
        """Keep it, the text last: where there is a text, there is all the rest."""
        parts = _parts(wanted)
        if not all(path.is_file() for path in parts.values()):
            return  # a damaged file: let the next run try again
        for part, path in parts.items():
            self.cache.keep(f"{self.key}-{part}", path)
        text = wanted.proxy.with_suffix(".said")
        text.write_text(said, encoding="utf-8")
        self.cache.keep(f"{self.key}-said", text)
        text.unlink()


def _parts(wanted: Rendition) -> dict[str, Path]:
    parts = {"proxy": wanted.proxy, "thumbnail": wanted.thumbnail}
    return parts | ({"waveform": wanted.waveform} if wanted.facts.audio else {})


def _key(wanted: Rendition, digest: str) -> str:
    """Return what names the result: the bytes that go in and everything that is done to them."""
    plain = replace(
        wanted,
        source=Path("source"),
        proxy=Path("proxy.mp4"),
        thumbnail=Path("thumbnail.jpg"),
        waveform=Path("waveform.png"),
    )
    recipe = json.dumps([RECIPE, digest, proxy(plain), stills(plain)])
    return hashlib.sha256(recipe.encode()).hexdigest()


def _limits(wanted: Rendition) -> Limits:
    seconds = float(frames_to_seconds(wanted.frames, wanted.rate))
    wall_s = min(LONGEST_S, START_S + SECONDS_A_SECOND * seconds)
    room = PROXY_BYTES_A_SECOND * (60 + int(seconds))
    return Limits(wall_s=wall_s, cpu_s=int(4 * wall_s), file_bytes=room)


def _clear(wanted: Rendition) -> None:
    for path in (wanted.proxy, wanted.thumbnail, wanted.waveform):
        path.unlink(missing_ok=True)


def _damage(take: Take, said: str) -> tuple[Finding, ...]:
    if not decoded_with_damage(said):
        return ()
    template = "Parts of “%(file)s” are damaged. Watch it, and copy it from the camera again."
    return (warning("C28", take.name, template, file=base_name(take.file)),)


def _cannot_be_played(take: Take, trouble: WorkFailed) -> Finding:
    return blocker(
        "C28",
        take.name,
        "“%(file)s” cannot be played to its end. %(reason)s",
        file=base_name(take.file),
        reason=str(trouble),
    )
