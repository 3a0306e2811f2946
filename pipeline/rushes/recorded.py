"""Gives each take the sound of the recorder that ran beside the camera.

Which file it is: what takes.csv names, else the files with the slate of the take, else those long
enough in which the take is heard. Only what people said or what is sure is heard in the film; of
the rest the group is asked.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.bench import Bench, Files
from pipeline.documents.json import from_json, to_json
from pipeline.documents.report import Finding, warning
from pipeline.documents.takes import (
    LinedUpBy,
    Rating,
    RecordedSound,
    SoundFile,
    SoundRole,
    Take,
    Takes,
)
from pipeline.errors import CannotRead, WorkFailed
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.cache import SegmentCache
from pipeline.render.mix_plan import MixSource
from pipeline.render.sound_sources import sound_source
from pipeline.render.sources import RenderMedium
from pipeline.render.stopping import StopOnly, tell
from pipeline.rushes.named import Named
from pipeline.rushes.naming import base_name
from pipeline.rushes.sync import SURE, UNKNOWN, Alignment, Track, line_up
from pipeline.rushes.synced import Cut, write_synced
from pipeline.rushes.wishes import NO_WISH, Wish, wishes_of
from pipeline.timing import SAMPLE_RATE, frames_to_samples

FOLDER: Final = "synced"
PROPOSED: Final = "proposed"
"""Folder of sounds that somebody has yet to confirm: no part of the film takes them from there."""
RECIPE: Final = 1
"""Raised when the same two recordings are lined up otherwise."""
MOST_TRIED: Final = 6
"""Files that are tried for a take for which none is named."""
WORTH_ASKING: Final = 0.3
"""Confidence below which a file that nobody named is not spoken of."""
NEAR: Final = SAMPLE_RATE // 10
"""Samples that a confirmed offset and a measured one may be apart and mean the same place."""
_SEARCHED: Final = frozenset({SoundRole.DOUBLE, SoundRole.WILD})


def with_recorded(
    takes: Takes, named: tuple[Named, ...], files: Files, bench: Bench
) -> tuple[Takes, tuple[Finding, ...]]:
    """Return the takes with their recorders' sounds, and what the group is asked.

    The sounds are written into the bench. Raise WorkFailed for troubles of the machine, Cancelled.
    """
    wishes = wishes_of(named)
    findings = list(_not_sent(takes, wishes))
    if not takes.sounds or not takes.takes:
        return takes, tuple(findings)
    with TemporaryDirectory(dir=bench.into, prefix=".sync-") as folder:
        room = _Room(takes=takes, wishes=wishes, files=files, bench=bench, folder=Path(folder))
        done: list[Take] = []
        for number, take in enumerate(takes.takes):
            tell(bench.watch, number / len(takes.takes), take.name)
            done.append(replace(take, recorded=room.recorded(take)))
    findings += [finding for take in done for finding in _asked(take)]
    return replace(takes, takes=tuple(done)), tuple(findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """Where takes and recorders are laid over each other; each file is looked through once."""

    takes: Takes
    wishes: Mapping[str, Wish]
    files: Files
    bench: Bench
    folder: Path
    tracks: dict[str, Track | None] = field(default_factory=dict)

    def recorded(self, take: Take) -> RecordedSound | None:
        """Return the recorder's sound of a take, written; None where there is none."""
        wish = self.wishes.get(take.file, NO_WISH)
        if take.rating is Rating.NO_GOOD or wish.is_camera:
            return None
        found, sound = self._best(take, wish)
        if sound is None:
            return None
        placed = _placed(found, sound, wish)
        is_asked = placed.confidence >= WORTH_ASKING or self._is_meant(take, sound)
        return self._written(take, sound, placed) if placed.confirmed or is_asked else None

    def _best(self, take: Take, wish: Wish) -> tuple[Alignment, SoundFile | None]:
        best: tuple[Alignment, SoundFile | None] = (UNKNOWN, None)
        for sound in self._candidates(take, wish):
            found = self._lined_up(take, sound)
            if best[1] is None or found.confidence > best[0].confidence:
                best = found, sound
            if found.confidence >= SURE:
                break
        return best

    def _candidates(self, take: Take, wish: Wish) -> list[SoundFile]:
        sounds = self.takes.sounds
        if wish.sound:
            return [one for one in sounds if base_name(one.file).lower() == wish.sound.lower()][:1]
        slated = [one for one in sounds if self._is_meant(take, one)]
        if slated:
            return slated[:MOST_TRIED]
        least = self._samples(take) // 2
        free = [
            one
            for one in sounds
            if one.role in _SEARCHED
            and one.samples >= max(least, SAMPLE_RATE)
            and self.wishes.get(one.file, NO_WISH).slate is None
        ]
        return sorted(free, key=lambda one: -one.samples)[:MOST_TRIED]

    def _is_meant(self, take: Take, sound: SoundFile) -> bool:
        wish = self.wishes.get(take.file, NO_WISH)
        named = base_name(sound.file).lower() == wish.sound.lower()
        return named or self.wishes.get(sound.file, NO_WISH).slate == take.slate

    def _samples(self, take: Take) -> int:
        return frames_to_samples(take.frames, self.takes.frame_rate)

    def _lined_up(self, take: Take, sound: SoundFile) -> Alignment:
        cache = SegmentCache(folder=self.bench.cache)
        key, kept = _key(take.digest, sound.digest), self.folder / "alignment.json"
        if cache.take(key, kept):
            try:
                return from_json(kept.read_bytes(), Alignment)
            except CannotRead:
                cache.forget(key)
        camera, recorder = self._camera(take), self._track(sound.digest, self._source(sound))
        found = line_up(camera, recorder) if camera and recorder else UNKNOWN
        kept.unlink(missing_ok=True)
        kept.write_text(to_json(found), encoding="utf-8")
        cache.keep(key, kept)
        return found

    def _camera(self, take: Take) -> Track | None:
        if not take.has_sound:
            return None
        medium = RenderMedium(path=self.files[take.file].path, digest=take.digest, kind=take.kind)
        watch = StopOnly.of(self.bench.watch)
        return self._track(take.digest, sound_source(medium, cache=self.bench.cache, watch=watch))

    def _source(self, sound: SoundFile) -> MixSource:
        return MixSource(path=self.files[sound.file].path, kind=sound.kind)

    def _track(self, digest: str, source: MixSource) -> Track | None:
        """Return what a recording sounds like; None where no sound of it can be read."""
        if digest not in self.tracks:
            path = self.folder / f"{digest}.pcm"
            try:
                run_ffmpeg(_decoding(source, path), watch=StopOnly.of(self.bench.watch))
            except WorkFailed as trouble:
                if "no space left" in trouble.detail.lower():
                    raise
                path.write_bytes(b"")
            self.tracks[digest] = Track.of(path) if path.stat().st_size else None
        return self.tracks[digest]

    def _written(self, take: Take, sound: SoundFile, placed: RecordedSound) -> RecordedSound:
        if not (placed.confirmed or placed.confidence):
            return placed
        folder = FOLDER if placed.confirmed else PROPOSED
        name = f"{folder}/{take.name}.wav"
        path = self.bench.into / name
        path.parent.mkdir(exist_ok=True)
        cut = Cut(
            offset_samples=placed.offset_samples,
            drift_ppm=placed.drift_ppm,
            samples=self._samples(take),
        )
        watch = StopOnly.of(self.bench.watch)
        is_there = write_synced(self._source(sound), cut, path, watch=watch)
        return replace(placed, synced=name) if is_there else replace(placed, confirmed=False)


def _placed(found: Alignment, sound: SoundFile, wish: Wish) -> RecordedSound:
    """Return where the sound belongs: where people say, with the drift that was measured there."""
    plain = RecordedSound(
        file=sound.file,
        offset_samples=found.offset_samples,
        drift_ppm=found.drift_ppm,
        confidence=found.confidence,
        by=found.by,
        confirmed=found.confidence >= SURE,
    )
    if wish.offset is None:
        return plain
    if found.confidence and abs(found.offset_samples - wish.offset) <= NEAR:
        return replace(plain, offset_samples=wish.offset, confirmed=True)
    return RecordedSound(
        file=sound.file, offset_samples=wish.offset, by=LinedUpBy.HAND, confirmed=True
    )


def _key(camera: str, recorder: str) -> str:
    recipe = json.dumps(["lined up", RECIPE, camera, recorder])
    return hashlib.sha256(recipe.encode()).hexdigest()


def _decoding(source: MixSource, into: Path) -> list[str]:
    """Return the decoding of a whole sound, from the first picture on, as `Track` wants it."""
    zero = int(source.zero * SAMPLE_RATE)
    return [
        *("-protocol_whitelist", "file", "-f", source.kind, "-vn", "-sn", "-dn"),
        *("-i", f"file:{source.path.absolute()}", "-map", "0:a:0?"),
        *("-af", f"aresample={SAMPLE_RATE}:async=1:first_pts={zero}"),
        *("-ac", "1", "-map_metadata", "-1", "-c:a", "pcm_s16le", "-f", "s16le"),
        *("-y", f"file:{into.absolute()}"),
    ]


def _not_sent(takes: Takes, wishes: Mapping[str, Wish]) -> Iterator[Finding]:
    sent = {base_name(sound.file).lower() for sound in takes.sounds}
    for take in takes.takes:
        name = wishes.get(take.file, NO_WISH).sound
        if name and name.lower() not in sent:
            yield warning("NOT_SENT", take.name, _NOT_SENT, name=name, take=take.name)


def _asked(take: Take) -> Iterator[Finding]:
    """Ask the group where nobody is sure (domain rule R64)."""
    recorded = take.recorded
    if recorded is None or recorded.confirmed:
        return
    values = {
        "take": take.name,
        "file": base_name(take.file),
        "sound": base_name(recorded.file),
    }
    if not recorded.synced:
        yield warning("SYNC", take.name, _NO_PLACE, **values)
        return
    seconds = abs(recorded.offset_samples) / SAMPLE_RATE
    template = _BEFORE if recorded.offset_samples < 0 else _AFTER
    yield warning(
        "SYNC",
        take.name,
        template,
        **values,
        seconds=f"{seconds:.2f}",
        percent=round(100 * recorded.confidence),
    )


_NOT_SENT: Final = (
    "takes.csv names “%(name)s” as the sound of %(take)s, but this file was not sent. Send it, or "
    "empty the column “sound”."
)
_THEN: Final = (
    " Listen to both: if the lips fit, confirm it; if not, say where it belongs, or that the "
    "camera's sound shall be used. Until then you hear the camera."
)
_BEFORE: Final = (
    "%(take)s: does “%(sound)s” belong to “%(file)s”? It seems that the recorder started "
    "%(seconds)s seconds before the camera (%(percent)s %% sure)." + _THEN
)
_AFTER: Final = (
    "%(take)s: does “%(sound)s” belong to “%(file)s”? It seems that the recorder started "
    "%(seconds)s seconds after the camera (%(percent)s %% sure)." + _THEN
)
_NO_PLACE: Final = (
    "%(take)s: no place was found where “%(sound)s” and “%(file)s” sound alike. Is it the right "
    "file? If it is, find the clap in both and write into takes.csv how many samples later the "
    "recorder started. Until then you hear the camera."
)
