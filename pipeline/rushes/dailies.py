"""The dailies: what was shot on a day as one film, for everybody to watch together.

Before each take stands its slate as a card; slate and timecode run along as subtitles, each take
is a chapter. Takes are joined from their proxies without encoding them again, and what is made is
kept, so one more take costs one more card.
"""

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.bench import Bench, Files, Inputs
from pipeline.documents.dailies import FOLDER, Reel, subtitles_of
from pipeline.documents.json import from_json, to_json
from pipeline.documents.report import Finding, warning
from pipeline.documents.shot_list import ShotList
from pipeline.documents.takes import Rating, Take, Takes
from pipeline.errors import CannotRead, NotFound, WorkFailed
from pipeline.render.cache import SegmentCache, second_name
from pipeline.render.card_picture import colour_of
from pipeline.render.mix_plan import MixSource
from pipeline.render.stopping import StopOnly, tell
from pipeline.rushes import reel_card
from pipeline.rushes.catalogue import NAME, read_entries
from pipeline.rushes.named import slate_of
from pipeline.rushes.naming import base_name
from pipeline.rushes.reel_film import Part, join
from pipeline.rushes.reel_parts import Strip, Workshop, digest_of, ground_of, must_match, strips_of
from pipeline.rushes.reel_plan import ALL, UNDATED, Rated, card_frames, laid_out, reels_of
from pipeline.shots.slate_log import LoggedTake, log_of
from pipeline.shots.sun import zone_of

RECIPE: Final = 1
"""Raised when the same takes give another reel."""
SUFFIXES: Final = ("mp4", "vtt", "json")
LOG: Final = "slate_log.csv"
_RATED: Final = frozenset(rating.value for rating in Rating)


def make_dailies(takes: Takes, files: Files, inputs: Inputs, bench: Bench) -> tuple[Finding, ...]:
    """Write a reel for each shooting day; a reel that fails is a warning, as all takes are there.

    Raise Cancelled, and WorkFailed when the disk is full.
    """
    log = _log(files)
    judged = _judged(files, log)
    shown = [
        (take, take.rating if {take.name, base_name(take.file).lower()} & judged else None)
        for take in takes.takes
        if take.proxy and (bench.into / take.proxy).is_file()
    ]
    reels = reels_of(shown, log, _zone(inputs))
    findings = []
    for number, (name, chosen) in enumerate(reels.items()):
        tell(bench.watch, number / len(reels), f"{FOLDER}/{name}.mp4")
        try:
            _Making(inputs=inputs, bench=bench, name=name, takes=chosen).make()
        except WorkFailed as trouble:
            if "no space left" in trouble.detail.lower():
                raise
            findings.append(_no_reel(name, trouble))
    tell(bench.watch, 1.0, FOLDER)
    return tuple(findings)


def _log(files: Files) -> tuple[LoggedTake, ...]:
    """Return the log of the slate; none where there is none that can be read."""
    with suppress(CannotRead):
        return log_of(_text(files, LOG))
    return ()


def _judged(files: Files, log: Sequence[LoggedTake]) -> frozenset[str]:
    """Return what somebody has judged: files of takes.csv, slates of the log."""
    text = _text(files, NAME)
    with suppress(CannotRead):
        entries, _ = read_entries(text) if text else ({}, ())
        rated = {file for file, entry in entries.items() if entry.rating}
        return frozenset(rated | {slate_of(one).name for one in log if one.rating in _RATED})
    return frozenset()


def _text(files: Files, name: str) -> str:
    """Return a table of the version; empty where there is none that can be read."""
    found = next((file for key, file in files.items() if base_name(key).lower() == name), None)
    with suppress(UnicodeDecodeError):
        return found.path.read_text(encoding="utf-8-sig") if found else ""
    return ""


def _zone(inputs: Inputs) -> tzinfo:
    """Return the time zone of the first shooting day that names one: there a day ends at night."""
    with suppress(NotFound, CannotRead):
        plan = from_json(inputs.file("shot_list", "shot_list.json").path.read_bytes(), ShotList)
        for day in plan.days:
            if day.spot and day.spot.time_zone:
                return zone_of(day.spot.time_zone)
    return UTC


def _no_reel(name: str, trouble: WorkFailed) -> Finding:
    return warning(
        "DAILIES",
        f"{FOLDER}/{name}.mp4",
        "The takes of “%(name)s” could not be joined to one film. All takes can be watched one by "
        "one. %(reason)s",
        name=name,
        reason=str(trouble),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Making:
    """One reel on its way."""

    inputs: Inputs
    bench: Bench
    name: str
    takes: Sequence[Rated]

    def make(self) -> None:
        """Write film, subtitles and catalogue of the reel, or take them from the cache."""
        folder = self.bench.into / FOLDER
        folder.mkdir(exist_ok=True)
        kept = {suffix: folder / f"{self.name}.{suffix}" for suffix in SUFFIXES}
        cache, key = SegmentCache(folder=self.bench.cache), self._key()
        if all(cache.take(f"{key}-{suffix}", path) for suffix, path in kept.items()):
            return
        with TemporaryDirectory(dir=self.bench.into, prefix=".reel-") as work:
            reel = self._joined(Path(work), cache)
            second_name(Path(work) / f"{self.name}.mp4", kept["mp4"])
        kept["json"].write_text(to_json(reel), encoding="utf-8")
        kept["vtt"].write_text(subtitles_of(reel), encoding="utf-8")
        for suffix, path in kept.items():
            cache.keep(f"{key}-{suffix}", path)

    def _joined(self, work: Path, cache: SegmentCache) -> Reel:
        """Make the film of its parts in a folder; return what is where in it."""
        strips = strips_of([self.bench.into / take.proxy for take, _ in self.takes], work)
        ground, size = ground_of(strips)
        rate, watch = self.inputs.project.frame_rate, StopOnly.of(self.bench.watch)
        lengths = zip(self.takes, (strip.frames for strip in strips), strict=True)
        reel = laid_out(self.name, lengths, rate=rate, size=size)
        shop = Workshop(folder=work, cache=cache, rate=rate, size=size, ground=ground, watch=watch)
        pictures = self._pictures(shop, strips)
        made = [path for pair in pictures for path in pair if path.parent == work]
        must_match(made, ground, work)
        sounds = (self._sound(take) for take, _ in self.takes)
        parts = [
            Part(take=take, card=card, picture=picture, sound=sound)
            for take, (card, picture), sound in zip(reel.takes, pictures, sounds, strict=True)
        ]
        join(reel, parts, ground, work / f"{self.name}.mp4", watch=watch)
        return reel

    def _pictures(self, shop: Workshop, strips: Sequence[Strip]) -> list[tuple[Path, Path]]:
        """Return the card and the picture of each take, made side by side."""
        with ThreadPoolExecutor(max_workers=max(1, self.bench.workers)) as pool:
            jobs = [
                pool.submit(self._picture, shop, take, strip)
                for take, strip in zip(self.takes, strips, strict=True)
            ]
            try:
                return [job.result() for job in jobs]
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _picture(self, shop: Workshop, rated: Rated, strip: Strip) -> tuple[Path, Path]:
        take, rating = rated
        drawn = shop.folder / f"{take.name}.png"
        reel_card.draw(self._card(take, rating), shop.size).save(drawn, compress_level=1)
        card = shop.card(drawn, f"card_{take.name}", card_frames(shop.rate))
        fits = strip.print == shop.ground.print and strip.size == shop.size
        return card, strip.path if fits else shop.fitted(strip, f"fitted_{take.name}")

    def _card(self, take: Take, rating: Rating | None) -> reel_card.ReelCard:
        project = self.inputs.project
        day = "" if self.name in (ALL, UNDATED) else self.name
        return reel_card.ReelCard(
            slate=take.slate,
            rating=rating,
            note=take.note,
            below=" · ".join(filter(None, (project.title, day))),
            language=project.language,
            colour=colour_of(project.colour),
        )

    def _sound(self, take: Take) -> MixSource:
        """Return what is heard with a take: the recorder, or else the camera."""
        recorder = take.recorded
        if recorder and recorder.confirmed and recorder.synced:
            return MixSource(path=self.bench.into / recorder.synced, kind="wav")
        return MixSource(path=self.bench.into / take.proxy, kind="mov")

    def _key(self) -> str:
        """Return what names the reel: all that is seen and heard in it."""
        project = self.inputs.project
        plain: list[object] = [RECIPE, self.name, str(project.frame_rate)]
        plain += [project.title, project.language, project.colour]
        for take, rating in self.takes:
            heard = self._sound(take).path
            files = {self.bench.into / take.proxy, heard}
            plain += [take.name, rating, take.note, take.start_timecode]
            plain += sorted(map(digest_of, files))
        return hashlib.sha256(json.dumps(plain).encode()).hexdigest()
