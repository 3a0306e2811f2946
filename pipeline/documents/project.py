"""The project: what is agreed for a film before the first word is written. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from pipeline.documents.film_stages import ALL, chosen
from pipeline.documents.loudness import PROFILES, USUAL, LoudnessProfile, profile_for
from pipeline.errors import CannotRead
from pipeline.timing import parse_rate

LARGEST_SIDE: Final = 8192
LONGEST_SECONDS: Final = 4 * 3600


class AiPolicy(StrEnum):
    """What a workshop allows; Claquette itself uses no generative AI in any of them."""

    NONE = "none"
    DISCLOSED = "disclosed"
    AI_TRACK = "ai_track"


class SlateSystem(StrEnum):
    """How the group counts on its slates."""

    PLANNED = "planned"
    """Scene, planned shot, take: 12/3/2."""
    CONSECUTIVE = "consecutive"
    """Scene, slate, take; a slate number comes once in the whole film: Scene 12, Slate 37, T2."""
    AMERICAN = "american"
    """Scene, letter of the set-up, take: 12 (the master), 12A, 12B."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Music:
    """Music under the end credits, with the rights to use it."""

    file: str
    title: str = ""
    composer: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The settings of one film."""

    title: str
    group: str
    frame_rate: Fraction = Fraction(25)
    width: int = 1280
    """Pixels of the working picture; the screening copy is 1920 x 1080."""
    height: int = 720
    language: str = "en"
    target_seconds: int = 180
    loudness: str = USUAL
    """The loudness profile, a key of pipeline/documents/loudness.py."""
    loudness_lufs: float = -23.0
    """Integrated loudness of the mix (EBU R 128)."""
    true_peak_dbtp: float = -1.0
    """Highest true peak of the mix (EBU R 128)."""
    ai_policy: AiPolicy = AiPolicy.NONE
    cast: Mapping[str, str] = field(default_factory=dict)
    """Character to the display name of the person who plays it."""
    crew: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Role key to display names."""
    music: Music | None = None
    notice: str = ""
    """A line that a licence asks to be shown in the credits."""
    event: str = ""
    """Where and when the film was made, as the credits say it."""
    colour: str = ""
    """The group's colour key: red, blue, yellow, green, graphite."""
    slates: SlateSystem = SlateSystem.PLANNED
    stages: tuple[str, ...] = ALL
    """The stages that the film has, in their order; the others were left out."""

    def loudness_profile(self, seconds: float) -> LoudnessProfile:
        """Return how loud a film of so many seconds is to be."""
        return profile_for(
            self.loudness,
            target_lufs=self.loudness_lufs,
            limit_dbtp=self.true_peak_dbtp,
            seconds=seconds,
        )

    def with_loudness(self, key: str) -> "Project":
        """Return the project with the figures of another profile; "" and what is none is its own.

        key is one of pipeline/documents/loudness.py.
        """
        profile = PROFILES.get(key)
        if profile is None:
            return self
        return replace(
            self,
            loudness=key,
            loudness_lufs=profile.target_lufs,
            true_peak_dbtp=profile.limit_dbtp,
        )


def _frame_size(text: str) -> tuple[int, int]:
    width, cross, height = str(text).lower().partition("x")
    if cross and width.strip().isdecimal() and height.strip().isdecimal():
        size = int(width), int(height)
        if all(16 <= side <= LARGEST_SIDE and side % 2 == 0 for side in size):
            return size
    raise CannotRead(
        "“%(size)s” is not a picture size. Write two even numbers, like 1280x720.",
        size=str(text)[:40],
    )


def _music_of(table: Mapping[str, Any] | None) -> Music | None:
    if not table or not table.get("file"):
        return None
    return Music(
        **{key: str(table.get(key, "")) for key in ("file", "title", "composer", "rights")}
    )


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(name) for name in value) if isinstance(value, list) else (str(value),)


def _whole(table: Mapping[str, Any], key: str, default: int) -> int:
    value = table.get(key, default)
    if isinstance(value, int) and 0 < value <= LONGEST_SECONDS:
        return value
    raise CannotRead(
        "In project.toml, %(key)s must be a whole number of seconds between 1 and %(most)s.",
        key=key,
        most=LONGEST_SECONDS,
    )


def _profile(table: Mapping[str, Any]) -> str:
    key = str(table.get("loudness", USUAL))
    if key in PROFILES:
        return key
    raise CannotRead("In project.toml, loudness must be ebu_r128, web, web_16 or cinema.")


def _loudness(table: Mapping[str, Any]) -> float:
    value = table.get("loudness_lufs", PROFILES[_profile(table)].target_lufs)
    if isinstance(value, int | float) and -40.0 <= value <= -8.0:
        return float(value)
    raise CannotRead("In project.toml, loudness_lufs must be between -40 and -8, usually -23.")


def _policy(table: Mapping[str, Any]) -> AiPolicy:
    try:
        return AiPolicy(table.get("ai_policy", "none"))
    except ValueError as fault:
        raise CannotRead(
            "In project.toml, ai_policy must be none, disclosed or ai_track.", detail=str(fault)
        ) from fault


def _slates(table: Mapping[str, Any]) -> SlateSystem:
    try:
        return SlateSystem(table.get("slates", "planned"))
    except ValueError as fault:
        raise CannotRead(
            "In project.toml, slates must be planned, consecutive or american.", detail=str(fault)
        ) from fault


def _stages(table: Mapping[str, Any]) -> tuple[str, ...]:
    return chosen(_names(table["stages"])) if "stages" in table else ALL


def read_project_toml(text: str) -> Project:
    """Return the project of a project.toml. Raise CannotRead, naming the key to mend."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise CannotRead(
            "project.toml cannot be read: %(fault)s.", detail=str(fault), fault=str(fault)
        ) from fault
    width, height = _frame_size(table.get("size", "1280x720"))
    return Project(
        title=str(table.get("title", "Untitled")),
        group=str(table.get("group", "")),
        frame_rate=parse_rate(str(table.get("frame_rate", "25"))),
        width=width,
        height=height,
        language=str(table.get("language", "en")),
        target_seconds=_whole(table, "target_seconds", 180),
        loudness=_profile(table),
        loudness_lufs=_loudness(table),
        ai_policy=_policy(table),
        cast={str(who): str(by) for who, by in dict(table.get("cast", {})).items()},
        crew={str(role): _names(names) for role, names in dict(table.get("crew", {})).items()},
        music=_music_of(table.get("music")),
        notice=str(dict(table.get("credits", {})).get("notice", "")),
        event=str(dict(table.get("credits", {})).get("event", "")),
        colour=str(table.get("colour", "")),
        slates=_slates(table),
        stages=_stages(table),
    )
