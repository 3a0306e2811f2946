"""What the page of the mix shows: the newest mix, its stems and its figures, and its picture."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _

from pipeline.documents.json import from_json
from pipeline.documents.mix_meters import FLOOR_DB, METERS, MixMeters, is_silent
from pipeline.errors import PipelineError
from pipeline.records import Session, questions, revisions
from pipeline.records.values import FileOf, FileSide, RevisionView
from pipeline.records.views import StageView
from web.parts import parts
from web.pictures import FILMS
from web.words import Word

STAGE: Final = "sound"
MIX: Final = "mix.wav"
LOUDNESS: Final = "loudness.json"
MOST_BYTES: Final = 8 << 20
STEMS: Final[Mapping[str, tuple[Word, tuple[str, ...]]]] = {
    "stem_dialogue.wav": (Word(_("Voices"), "message-circle"), ("dialogue",)),
    "stem_effects.wav": (Word(_("Effects"), "zap"), ("effects", "ambience")),
    "stem_ambience.wav": (Word(_("Ambience"), "trees"), ("ambience",)),
    "stem_music.wav": (Word(_("Music"), "audio-lines"), ("music",)),
    "stem_mix.wav": (Word(_("Your own mix"), "package"), ("mix",)),
}
"""The word of each stem, and the buses that are in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stem:
    """One part of a mix that can be heard alone."""

    file: FileOf
    word: Word
    levels: tuple[float, ...]
    """What its meter showed; empty where nobody has written that down."""

    @property
    def is_empty(self) -> bool:
        """Whether it is known that nothing is on it."""
        return bool(self.levels) and is_silent(self.levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured of a mix."""

    integrated_lufs: float | None = None
    loudness_range_lu: float = 0.0
    true_peak_dbtp: float | None = None
    target_lufs: float = -23.0
    limit_dbtp: float = -1.0
    short_term_lufs: tuple[float | None, ...] = ()
    """One each half second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """A mix with all that belongs to it."""

    view: StageView
    revision: RevisionView
    file: FileOf
    stems: tuple[Stem, ...]
    meters: MixMeters | None
    figures: Figures
    film: tuple[int, str] | None
    """The version of the edit and the name of its film; None where it has none."""
    samples: int = 0
    newer: int = 0
    """Number of a newer version that is not mixed yet; 0 for none."""

    @property
    def seconds(self) -> float:
        """Length of the mix."""
        return self.samples / 48_000


def mix_of(session: Session, project_id: int, number: int | None) -> Mix | None:
    """Return the newest mix, or that of a version; None before the first. Raise NotFound."""
    view = questions.stage_view(session, project_id, STAGE, number=number)
    chosen = next((one for one in _candidates(view, number) if _made(session, one, MIX)), None)
    if chosen is None:
        return None
    if view.shown is None or view.shown.revision.id != chosen.id:
        view = questions.stage_view(session, project_id, STAGE, number=chosen.number)
    made = {one.name: one for one in revisions.files_of(session, chosen.id, FileSide.MADE)}
    plain = _loudness(made.get(LOUDNESS))
    meters = _meters(made.get(METERS))
    return Mix(
        view=view,
        revision=chosen,
        file=made[MIX],
        stems=_stems(made, meters),
        meters=meters,
        figures=_figures(plain),
        film=film_of(session, project_id, chosen.inputs.get("edit", "")),
        samples=_whole(plain.get("samples")),
        newer=view.revisions[0].number if number is None and view.revisions[0] != chosen else 0,
    )


def film_of(session: Session, project_id: int, digest: str) -> tuple[int, str] | None:
    """Return version and name of the film of the edit with this digest, else of the newest one."""
    edits = questions.stage_view(session, project_id, "edit").revisions
    for one in sorted(edits, key=lambda edit: edit.digest != digest):
        made = {file.name for file in revisions.files_of(session, one.id, FileSide.MADE)}
        name = next((film for film in FILMS if film in made), "")
        if name:
            return one.id, name
    return None


def _candidates(view: StageView, number: int | None) -> Sequence[RevisionView]:
    if number is None:
        return view.revisions
    return [one for one in view.revisions if one.number == number]


def _made(session: Session, revision: RevisionView, name: str) -> bool:
    made = revisions.files_of(session, revision.id, FileSide.MADE)
    return any(one.name == name for one in made)


def _stems(made: Mapping[str, FileOf], meters: MixMeters | None) -> tuple[Stem, ...]:
    apart = [name for name in STEMS if name in made]
    return tuple(
        Stem(
            file=made[name],
            word=STEMS[name][0],
            levels=_levels(meters, _buses_of(name, apart)) if meters else (),
        )
        for name in apart
    )


def _buses_of(name: str, apart: Sequence[str]) -> tuple[str, ...]:
    """Return the buses of a stem; the ambience is with the effects unless it has its own."""
    _, buses = STEMS[name]
    return tuple(one for one in buses if one == buses[0] or f"stem_{one}.wav" not in apart)


def _levels(meters: MixMeters, buses: Sequence[str]) -> tuple[float, ...]:
    """Return what the meter of a stem showed; of buses on which nothing lies there is none."""
    return meters.sum_of(buses) or (FLOOR_DB,) * len(meters.total)


def _bytes(file: FileOf | None) -> bytes:
    if file is None or file.bytes > MOST_BYTES:
        return b""
    return parts().store.path(file.digest).read_bytes()


def _meters(file: FileOf | None) -> MixMeters | None:
    """Return the readings; None for a mix from before there were any, or damaged ones."""
    content = _bytes(file)
    try:
        return from_json(content, MixMeters) if content else None
    except PipelineError:
        return None


def _loudness(file: FileOf | None) -> Mapping[str, Any]:
    try:
        plain = json.loads(_bytes(file) or b"{}")
    except ValueError:
        return {}
    return plain if isinstance(plain, dict) else {}


def _figures(plain: Mapping[str, Any]) -> Figures:
    usual = Figures()
    curve = plain.get("short_term_lufs")
    return Figures(
        integrated_lufs=_number(plain.get("integrated_lufs")),
        loudness_range_lu=_number(plain.get("loudness_range_lu")) or 0.0,
        true_peak_dbtp=_number(plain.get("true_peak_dbtp")),
        target_lufs=_number(plain.get("target_lufs")) or usual.target_lufs,
        limit_dbtp=_number(plain.get("limit_dbtp")) or usual.limit_dbtp,
        short_term_lufs=tuple(map(_number, curve)) if isinstance(curve, list) else (),
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
