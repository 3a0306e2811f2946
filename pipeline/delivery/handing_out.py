"""What is made of a film as soon as it is signed off: the files that go out into the world."""

import json
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Final

from pipeline.bench import Bench, Inputs, Part, StageFile
from pipeline.delivery.kinds import DELIVERIES
from pipeline.delivery.making import FinishedFilm, deliver, heard_in
from pipeline.delivery.stills import write_stills
from pipeline.delivery.timecode import Counted
from pipeline.documents.delivery import FOLDER, REPORT, DeliveredFile, Deliveries
from pipeline.documents.final_cut import FinalCut
from pipeline.documents.json import from_json, to_json
from pipeline.documents.report import Report
from pipeline.documents.turnover import FACTS, USUAL_START, Turnover
from pipeline.render.film_facts import facts_of_film
from pipeline.render.levelling import Level
from pipeline.render.loudness import measure_file
from pipeline.render.qc import ExpectedFilm, FilmProfile, check_film
from pipeline.render.stopping import StopOnly
from pipeline.timing import nearest

FILM: Final = "film.mp4"
CHECKED: Final = "qc.json"
DOCUMENT: Final = "final_cut.json"
LOOKING_SHARE: Final = 0.1
"""How much of the time goes into finding out what the film is."""


def make_deliveries(inputs: Inputs, kinds: Sequence[str], bench: Bench) -> None:
    """Write the files of these kinds and what is known of them. Raise WorkFailed or Cancelled."""
    file = inputs.file("final_cut", FILM)
    level = level_of_film(inputs)
    looking = Part(whole=bench.watch, start=0.0, end=LOOKING_SHARE)
    film = finished_film(file.path, file.digest, watch=looking)
    span = _picture_of(inputs.file("final_cut", CHECKED), film)
    counted = _counted(inputs, nearest(span[0] * film.rate))
    film = replace(film, counted=counted, names=inputs.company.names(inputs.project))
    into = bench.into / FOLDER
    into.mkdir(parents=True)
    rest = replace(bench, watch=Part(whole=bench.watch, start=LOOKING_SHARE, end=1.0))
    files = hand_out(film, kinds, into, rest, level=level, picture=span)
    report = to_json(Deliveries(film=film.digest, files=files))
    (bench.into / REPORT).write_text(report, encoding="utf-8")


def level_of_film(inputs: Inputs) -> Level:
    """Return how loud the film is: as its signed mix has it, else as the project says."""
    cut = inputs.before.get("final_cut", {}).get(DOCUMENT)
    chosen = from_json(cut.path.read_bytes(), FinalCut).loudness if cut else ""
    project = inputs.project.with_loudness(chosen)
    return Level(target_lufs=project.loudness_lufs, limit_dbtp=project.true_peak_dbtp)


def finished_film(path: Path, digest: str, *, watch: Part | None = None) -> FinishedFilm:
    """Return what a film is, by one decode of it. Raise UnfitMedia or Cancelled."""
    facts = facts_of_film(path, watch=watch)
    return FinishedFilm(
        path=path, digest=digest, rate=facts.rate, frames=facts.frames, samples=facts.samples
    )


def hand_out(
    film: FinishedFilm,
    kinds: Sequence[str],
    into: Path,
    bench: Bench,
    *,
    level: Level,
    picture: tuple[Fraction, Fraction],
) -> tuple[DeliveredFile, ...]:
    """Write a film as each of the kinds into a folder, look at each file, and return them.

    `level` is that of the film, `picture` from which second to which one there is no card.
    """
    made: list[DeliveredFile] = []
    for number, kind in enumerate(kinds):
        part = Part(whole=bench.watch, start=number / len(kinds), end=(number + 1) / len(kinds))
        at = replace(bench, watch=part)
        if kind == "stills":
            written = write_stills(film.path, picture, into, watch=part)
            made.extend(_plain(kind, path) for path in written)
        else:
            made.append(_delivered(film, kind, into, at, level))
    return tuple(made)


def _delivered(
    film: FinishedFilm, kind: str, into: Path, bench: Bench, level: Level
) -> DeliveredFile:
    delivery = DELIVERIES[kind]
    path = into / f"{kind}.{delivery.suffix}"
    making = Part(whole=bench.watch, start=0.0, end=0.8)
    looking = Part(whole=bench.watch, start=0.8, end=1.0)
    deliver(film, delivery, path, replace(bench, watch=making))
    if not delivery.encoder:
        heard = measure_file(path, "wav", watch=looking)
        return replace(_plain(kind, path), lufs=heard.integrated_lufs)
    profile = replace(delivery.profile, level=delivery.level or level)
    report = _checked(film, path, profile, replace(bench, watch=looking))
    return replace(
        _plain(kind, path),
        width=delivery.profile.width,
        height=delivery.profile.height,
        lufs=_number(report.facts.get("integrated_lufs")),
        findings=(*report.blockers, *report.warnings),
    )


def _checked(film: FinishedFilm, path: Path, profile: FilmProfile, bench: Bench) -> Report:
    expected = ExpectedFilm(
        rate=film.rate,
        frames=film.frames,
        # Black and frozen pictures are those of the film, which people have seen and signed.
        picture=(0, 0),
        names=film.names,
        sound=heard_in(film, bench, watch=StopOnly(bench.watch)),
    )
    return check_film(path, profile, expected=expected, watch=bench.watch)


def _plain(kind: str, path: Path) -> DeliveredFile:
    return DeliveredFile(kind=kind, name=path.name, bytes=path.stat().st_size)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _picture_of(checked: StageFile, film: FinishedFilm) -> tuple[Fraction, Fraction]:
    """Return where the picture begins and ends, in seconds: the cards around it are no stills."""
    facts = json.loads(checked.path.read_bytes())["facts"]  # ours: the report of the final cut
    first, frames = (facts.get(name) for name in ("picture_begins", "picture_frames"))
    if isinstance(first, int) and isinstance(frames, int):
        return first / film.rate, (first + frames) / film.rate
    return Fraction(0), film.frames / film.rate


def _counted(inputs: Inputs, first: int) -> Counted:
    """Return how the frames are named: as in the turnover of the edit, where there is one."""
    told = inputs.before.get("edit", {}).get(FACTS)
    locked = from_json(told.path.read_bytes(), Turnover).locked if told else None
    return Counted(
        first=first,
        start=locked.start if locked else USUAL_START,
        title=inputs.project.title,
        group=inputs.project.group,
    )
