"""Approved rushes of the Blue group to cut a film from: real proxies, laid in as a worker does."""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from pipeline import workflow
from pipeline.desk import put_bytes
from pipeline.documents.cut import Cut, CutItem, ItemKind
from pipeline.documents.json import to_json
from pipeline.documents.slate import parse_slate
from pipeline.documents.takes import Rating, SoundFile, SoundRole, Take, Takes
from pipeline.records.values import FileOf
from pipeline.rushes.clip import LISTEN, PROXY, SHEET, THUMBNAIL, WAVEFORM
from tests.cast import Cast
from tests.film_days import approve, finish_all_runs, newest
from tests.table_of_takes import RATE, Bench, Laying, clip_of_laying, lay_plans


@dataclass(frozen=True, slots=True, kw_only=True)
class Shooting:
    """What was shot."""

    takes: tuple[str, ...] = ("S01_P01_T01", "S01_P01_T02", "S01_P02_T01", "S02_P01_T01")
    no_good: frozenset[str] = frozenset({"S01_P01_T01"})
    silent: frozenset[str] = frozenset()
    useful: dict[str, tuple[int, int]] = field(default_factory=lambda: {"S01_P02_T01": (10, 60)})
    seconds: int = 4
    sounds: tuple[str, ...] = ("song.wav",)


def lay_rushes(bench: Bench, cast: Cast, shooting: Shooting | None = None) -> Takes:
    """Approve script, shot list and rushes; the edit opens, and its draft waits for a worker."""
    shooting = shooting or Shooting()
    lay_plans(bench.book, bench.store, cast)
    made: list[FileOf] = []
    takes = tuple(
        _take(bench, made, name, hue=60 * n, shooting=shooting)
        for n, name in enumerate(shooting.takes)
    )
    sounds = tuple(_sound(bench, made, name) for name in shooting.sounds)
    catalogue = Takes(frame_rate=Fraction(RATE), takes=takes, sounds=sounds)
    stored = put_bytes(bench.store, to_json(catalogue).encode())
    made.append(FileOf(name="takes.json", digest=stored.digest, bytes=stored.bytes))
    workflow.add_revision(bench.book, _sending(bench, cast, catalogue))
    finish_all_runs(bench.book, made=tuple(made))
    approve(bench.book, cast, "rushes")
    assert newest(bench.book, cast.blue_film, "edit")
    return catalogue


def assembly(takes: Takes) -> Cut:
    """The cut that a group begins with: the circled takes, in script order."""
    items = (("S01_P01_T02", 0, 100), ("S01_P02_T01", 10, 50), ("S02_P01_T01", 0, 100))
    return Cut(
        name="The Blue kite",
        frame_rate=takes.frame_rate,
        width=320,
        height=180,
        items=tuple(
            CutItem(id=f"i{n}", kind=ItemKind.TAKE, take=take, in_frame=first, frames=frames)
            for n, (take, first, frames) in enumerate(items, start=1)
        ),
    )


def _sending(bench: Bench, cast: Cast, catalogue: Takes) -> workflow.Sending:
    names = [one.file for one in catalogue.takes] + [one.file for one in catalogue.sounds]
    files = {name: put_bytes(bench.store, name.encode()) for name in names}
    return workflow.Sending(project_id=cast.blue_film, stage="rushes", by=cast.aya, files=files)


def _take(bench: Bench, made: list[FileOf], name: str, *, hue: int, shooting: Shooting) -> Take:
    laying = Laying(name=f"{name}.mp4", seconds=shooting.seconds, hue=hue)
    products = {one.name: one for one in bench.products(laying, "0" * 64)}
    names = {
        PROXY: f"proxies/{name}.mp4",
        THUMBNAIL: f"thumbnails/{name}.jpg",
        SHEET: f"sheets/{name}.jpg",
        WAVEFORM: f"waveforms/{name}.png",
    }
    made += [replace(products[product], name=called) for product, called in names.items()]
    first, end = shooting.useful.get(name, (0, shooting.seconds * RATE))
    return Take(
        slate=parse_slate(name),
        file=laying.name,
        digest="0" * 64,
        kind="mov",
        rating=Rating.NO_GOOD if name in shooting.no_good else Rating.GOOD,
        in_frame=first,
        out_frame=end,
        frames=shooting.seconds * RATE,
        width=320,
        height=180,
        has_sound=name not in shooting.silent,
        proxy=names[PROXY],
        thumbnail=names[THUMBNAIL],
        sheet=names[SHEET],
        waveform=names[WAVEFORM],
        scrub=clip_of_laying(laying).sheet,
    )


def _sound(bench: Bench, made: list[FileOf], name: str) -> SoundFile:
    laying = Laying(name=name, seconds=20, is_sound=True)
    products = {one.name: one for one in bench.products(laying, "0" * 64)}
    stem = name.rpartition(".")[0]
    listen, wave = f"listen/{stem}.m4a", f"waveforms/{stem}.png"
    made += [
        replace(products[LISTEN], name=listen),
        replace(products[WAVEFORM], name=wave),
    ]
    return SoundFile(
        file=name,
        digest="0" * 64,
        kind="wav",
        role=SoundRole.MUSIC,
        samples=20 * 48_000,
        channels=1,
        listen=listen,
        waveform=wave,
    )
