"""What camera and sound crews write down, made by itself: the reports of each day, and the table
that editing programs read. Pure.

No name of a person stands here: not who held the slate, not who plays. The file keeps the name
that the camera gave it, so that it is found on the card again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.rows import write_rows
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Rating, SoundFile, Take, Takes
from pipeline.media.facts import AudioFacts, MediaFacts
from pipeline.media.figures import SoundFigures
from pipeline.rushes.named import Named, slate_of
from pipeline.rushes.naming import base_name
from pipeline.rushes.planned import Planned
from pipeline.shots.slate_log import VOID, LoggedTake
from pipeline.shots.wording import folded
from pipeline.timing import SAMPLE_RATE, frames_to_seconds

CAMERA_COLUMNS: Final = (
    *("day", "group", "project", "file", "slate", "scene", "shot", "take", "rating", "camera"),
    *("lens", "size", "rate", "length_s", "timecode", "loudness_lufs", "peak_db", "remarks"),
)
SOUND_COLUMNS: Final = (
    *("day", "group", "project", "file", "slate", "scene", "shot", "take", "role", "place"),
    *("tracks", "sample_rate", "length_s", "loudness_lufs", "peak_db", "remarks"),
)
EDITOR_COLUMNS: Final = ("File Name", "Scene", "Shot", "Take", "Good Take", "Description")
"""As editing programs call them."""
_SILENT_DB: Final = -150.0
"""Below this a peak is digital silence and no figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One recording in a report."""

    day: str
    """2026-08-04; empty where nobody knows."""
    file: str
    slate: Slate | None
    seconds: Fraction
    remarks: str
    loudness: str = ""
    peak: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraLine(Line):
    """A take."""

    take: Take
    camera: str = ""
    lens: str = ""
    is_uneven: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundLine(Line):
    """A sound without picture."""

    sound: SoundFile
    audio: AudioFacts | None
    place: str = ""
    is_lined_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """What the reports are made of."""

    takes: Takes
    named: tuple[Named, ...]
    facts: Mapping[str, MediaFacts]
    """What is known of each recording, by its file."""
    log: tuple[LoggedTake, ...]
    plan: Planned
    project: Project
    figures: Mapping[str, SoundFigures] = field(default_factory=dict)
    """What was measured on the sound of a recording, by its file."""

    def camera(self) -> tuple[CameraLine, ...]:
        """Return the takes, day by day, in the order of the camera."""
        order = {one.file: place for place, one in enumerate(self.named)}
        lines = (self._take(take) for take in self.takes.takes)
        return tuple(sorted(lines, key=lambda one: (not one.day, one.day, order[one.take.file])))

    def sound(self) -> tuple[SoundLine, ...]:
        """Return the sounds without picture, day by day."""
        order = {one.file: place for place, one in enumerate(self.named)}
        lines = (self._sound(sound) for sound in self.takes.sounds)
        return tuple(sorted(lines, key=lambda one: (not one.day, one.day, order[one.sound.file])))

    def _take(self, take: Take) -> CameraLine:
        shot = self.plan.shot(take.slate.shot_name)
        video = self.facts[take.file].video
        loudness, peak = _levels(self.figures.get(take.file))
        return CameraLine(
            day=self._day(take.slate),
            file=base_name(take.file),
            slate=take.slate,
            seconds=frames_to_seconds(take.frames, self.takes.frame_rate),
            remarks=take.note,
            loudness=loudness,
            peak=peak,
            take=take,
            camera=shot.camera if shot else "",
            lens=shot.lens if shot else "",
            is_uneven=video is not None and video.variable_rate,
        )

    def _sound(self, sound: SoundFile) -> SoundLine:
        named = next(one for one in self.named if one.file == sound.file)
        loudness, peak = _levels(self.figures.get(sound.file))
        file = base_name(sound.file).lower()
        takes = [one for one in self.named if one.entry.sound.lower() == file]
        return SoundLine(
            day=self._day(named.slate) or self._day_at(named.entry.place),
            file=base_name(sound.file),
            slate=named.slate,
            seconds=Fraction(sound.samples, SAMPLE_RATE),
            remarks=named.entry.note,
            loudness=loudness,
            peak=peak,
            sound=sound,
            audio=self.facts[sound.file].audio,
            place=named.entry.place,
            is_lined_up=any(one.entry.sound_offset is not None for one in takes),
        )

    def _day(self, slate: Slate | None) -> str:
        """Return the day of a slate: as the phone has logged it, else as it was planned."""
        logged = [one.at[:10] for one in self.log if one.rating != VOID and slate_of(one) == slate]
        if logged:
            return logged[-1]
        days = self.plan.shooting_days
        planned = self.plan.days.get(slate.shot_name, "") if slate else ""
        of_scene = [day.date.isoformat() for day in days if slate and slate.scene in day.scenes]
        only = [days[0].date.isoformat()] if len(days) == 1 else []
        return planned or next(iter([*of_scene, *only]), "")

    def _day_at(self, place: str) -> str:
        """Return the day of a place that the group visits on one day only."""
        days = [
            day.date.isoformat()
            for day in self.plan.shooting_days
            if place and folded(day.location) == folded(place)
        ]
        return days[0] if len(days) == 1 else ""

    def camera_table(self) -> str:
        """Return camera_report.csv."""
        return write_rows(CAMERA_COLUMNS, map(self._camera_row, self.camera()))

    def sound_table(self) -> str:
        """Return sound_report.csv."""
        return write_rows(SOUND_COLUMNS, map(self._sound_row, self.sound()))

    def _head(self, line: Line) -> list[str]:
        slate = line.slate
        numbers = [slate.scene, str(slate.shot), str(slate.take)] if slate else ["", "", ""]
        name = slate.name if slate else ""
        return [line.day, self.project.group, self.project.title, line.file, name, *numbers]

    def _camera_row(self, line: CameraLine) -> list[str]:
        take = line.take
        size, rate = size_text(take), rate_text(take.rate)
        facts = [take.rating.value, line.camera, line.lens, size, rate]
        rest = [take.start_timecode, line.loudness, line.peak, line.remarks]
        return [*self._head(line), *facts, f"{float(line.seconds):.2f}", *rest]

    def _sound_row(self, line: SoundLine) -> list[str]:
        sample_rate = str(line.audio.sample_rate) if line.audio else ""
        facts = [line.sound.role.value, line.place, str(line.sound.channels), sample_rate]
        rest = [f"{float(line.seconds):.2f}", line.loudness, line.peak, line.remarks]
        return [*self._head(line), *facts, *rest]

    def editors_table(self) -> str:
        """Return takes_for_editors.csv: what editing programs show beside each clip."""
        return write_rows(EDITOR_COLUMNS, map(self._editor_row, self.takes.takes))

    def _editor_row(self, take: Take) -> list[str]:
        shot = self.plan.shot(take.slate.shot_name)
        said = [shot.description if shot else "", take.note]
        return [
            base_name(take.file),
            take.slate.scene,
            str(take.slate.shot),
            str(take.slate.take),
            "1" if take.rating is Rating.GOOD else "",
            " – ".join(filter(None, said)),
        ]


def size_text(take: Take) -> str:
    """Return the size of the picture as it is shown: 1920x1080."""
    return f"{take.width}x{take.height}"


def rate_text(rate: Fraction) -> str:
    """Return a rate with at most two decimals: 25, 29.97."""
    return f"{float(rate):.2f}".rstrip("0").rstrip(".")


def length_text(seconds: Fraction) -> str:
    """Return a length in minutes and seconds: 1:04.5."""
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths % 600 // 10:02d}.{tenths % 10}"


def _levels(figures: SoundFigures | None) -> tuple[str, str]:
    """Return loudness and peak; empty where nothing was measured."""
    if figures is None or not figures.channels:
        return "", ""
    lufs, peak = figures.integrated_lufs, figures.peak_db
    said = f"{lufs:.1f}" if lufs is not None else ""
    return said, f"{peak:.1f}" if peak > _SILENT_DB else ""
