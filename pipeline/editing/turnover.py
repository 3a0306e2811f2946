"""The turnover pack: guide film, stems, clips with handles, lists and a readme, in one archive."""

import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.bench import Bench, Part, Watch
from pipeline.documents.edit import Edit
from pipeline.documents.json import to_json
from pipeline.documents.project import Project
from pipeline.documents.turnover import (
    FACTS,
    GUIDE,
    PACK,
    README,
    Leader,
    LockedVersion,
    PlacedSound,
    Turnover,
    WildSound,
    leader_of,
)
from pipeline.editing.guide import GuideParts, make_guide
from pipeline.editing.guide_shots import Reel, said_of
from pipeline.editing.handles import Recordings, placed_sounds, positions_csv, write_sounds
from pipeline.editing.stems import Stems, write_stems, write_sum
from pipeline.paper.turnover import readme_pdf
from pipeline.timeline.interchange.sound_lists import LOSSES, losses_text, sound_lists
from pipeline.timeline.sound_edit import sound_edit
from pipeline.timing import SAMPLE_RATE

_NO_DAY: Final = (2000, 1, 1, 0, 0, 0)
"""Not a real day: equal packs are equal bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What is handed over."""

    edit: Edit
    project: Project
    version: LockedVersion
    picture: Path
    """The picture of the edit, an MP4 without sound."""
    recordings: Recordings
    reels: Mapping[str, Reel]
    wild: Sequence[tuple[WildSound, Path]] = ()


def make_turnover(handover: Handover, bench: Bench, *, watch: Watch) -> Turnover:
    """Write the pack and what the pages show of it. Raise WorkFailed or Cancelled."""
    edit, version = handover.edit, handover.version
    leader = leader_of(frames=edit.frames, rate=edit.frame_rate, start=version.start)
    (bench.into / GUIDE).parent.mkdir()
    with TemporaryDirectory(dir=bench.into, prefix=".pack-") as folder:
        pack = Path(folder)
        stems, sounds = _sound(handover, leader, pack, bench, Part(whole=watch, start=0, end=0.3))
        turnover = Turnover(
            locked=version,
            leader=leader,
            stems=stems.files,
            sounds=sounds,
            wild=tuple(one for one, _ in handover.wild),
            unheard=stems.unheard,
        )
        seen = Part(whole=watch, start=0.3, end=0.95)
        make_guide(_guide_parts(handover, leader, pack), pack / "guide.mp4", watch=seen)
        _write_papers(turnover, handover.project, pack)
        for one, path in handover.wild:
            (pack / one.file).parent.mkdir(exist_ok=True)
            shutil.copyfile(path, pack / one.file)
        _write_zip(pack, bench.into / PACK)
        shutil.move(pack / "guide.mp4", bench.into / GUIDE)
        shutil.move(pack / "readme.pdf", bench.into / README)
    (bench.into / FACTS).write_text(to_json(turnover), encoding="utf-8")
    return turnover


def _sound(
    handover: Handover, leader: Leader, pack: Path, bench: Bench, watch: Watch
) -> tuple[Stems, tuple[PlacedSound, ...]]:
    """Write stems, their sum, and the clips with handles."""
    edit, recordings = handover.edit, handover.recordings
    for name in ("stems", "clips"):
        (pack / name).mkdir()
    first = Part(whole=watch, start=0.0, end=0.6)
    stems = write_stems(
        edit, recordings.sources, leader, pack / "stems", workers=bench.workers, watch=first
    )
    write_sum([pack / "stems" / one.file for one in stems.files], leader, pack / "guide.wav")
    handle = handover.version.handle_s * SAMPLE_RATE
    found = placed_sounds(edit, recordings, handle_samples=handle)
    sounds = tuple(one for one in found if one.media not in stems.unheard)
    rest = Part(whole=watch, start=0.6, end=1.0)
    write_sounds(sounds, recordings, leader, pack / "clips", workers=bench.workers, watch=rest)
    return stems, sounds


def _guide_parts(handover: Handover, leader: Leader, pack: Path) -> GuideParts:
    project, version, edit = handover.project, handover.version, handover.edit
    return GuideParts(
        picture=handover.picture,
        sound=pack / "guide.wav",
        leader=leader,
        said=said_of(edit, handover.reels),
        film=project.title or edit.name,
        group=project.group,
        version=f"v{version.number} · {version.digest[:8]}",
        shape=(edit.width, edit.height),
    )


def _write_papers(turnover: Turnover, project: Project, pack: Path) -> None:
    table = positions_csv(turnover.sounds, turnover.leader)
    (pack / "positions.csv").write_text(table, encoding="utf-8")
    (pack / "sound_edit.otio").write_text(sound_edit(turnover, project.title), encoding="utf-8")
    lists = sound_lists(turnover, project.title)
    for one in lists:
        if one.content:
            (pack / one.name).write_bytes(one.content)
    if lists:
        (pack / LOSSES).write_text(losses_text(lists), encoding="utf-8")
    (pack / "readme.pdf").write_bytes(readme_pdf(turnover, project))


def _write_zip(folder: Path, into: Path) -> None:
    """Write an archive without compressing: sound and film hardly become smaller."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _NO_DAY)
                entry.external_attr = 0o644 << 16
                entry.file_size = path.stat().st_size
                with path.open("rb") as source, archive.open(entry, "w") as target:
                    shutil.copyfileobj(source, target, 1024**2)
