"""The storyboard: which drawing or photograph belongs to which shot, painted anew."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.bench import Bench, Files, StageFile
from pipeline.documents.report import Finding, warning
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.slate import shot_name
from pipeline.errors import Cancelled, CannotRead
from pipeline.media.pictures import take_frame
from pipeline.paper.palette import PAPER

FOLDER: Final = "boards"
SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".webp")
MOST_FRAMES: Final = 1000

_NAME: Final = re.compile(r"s0*(\d{1,4})([a-z]{0,2})[_ -]?p0*(\d{1,4})(?![0-9])", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Boards:
    """The frames of a shot list."""

    frames: Mapping[str, Path] = field(default_factory=dict)
    """The name of a shot to its frame, a JPEG of 640 x 360."""
    findings: tuple[Finding, ...] = ()


def is_picture(name: str) -> bool:
    """Return whether a file of a shot list is a frame of its storyboard."""
    return PurePosixPath(name.lower()).suffix in SUFFIXES


def paint_boards(files: Files, shot_list: ShotList, bench: Bench) -> Boards:
    """Write boards/S01_P02.jpg for every frame; a damaged one is told and left out."""
    chosen, findings = _chosen(files, shot_list)
    frames: dict[str, Path] = {}
    for name, file in list(chosen.items())[:MOST_FRAMES]:
        if bench.watch.cancelled():
            raise Cancelled("The work on the shot list was stopped.")
        into = bench.into / FOLDER / f"{name}.jpg"
        into.parent.mkdir(exist_ok=True)
        try:
            take_frame(file.path, name=file.name, into=into, paper=PAPER)
        except CannotRead:
            findings.append(_damaged(file))
        else:
            frames[name] = into
    return Boards(frames=frames, findings=tuple(findings))


def _chosen(files: Files, shot_list: ShotList) -> tuple[dict[str, StageFile], list[Finding]]:
    """Return the picture of each shot, in the order of the list, and what belongs to none."""
    pictures = {name: file for name, file in sorted(files.items()) if is_picture(name)}
    by_board = {_base(shot.board): shot.name for shot in shot_list.shots if shot.board}
    known = {shot.name for shot in shot_list.shots}
    found: dict[str, list[StageFile]] = {}
    findings: list[Finding] = []
    for name, file in pictures.items():
        shot = by_board.get(_base(name)) or _shot_in(name)
        if shot in known:
            found.setdefault(shot, []).append(file)
        else:
            findings.append(_of_no_shot(name))
    findings += [_second(shot, several) for shot, several in found.items() if len(several) > 1]
    order = [shot for shot in shot_list.wanted if shot.name in found]
    return {shot.name: _first(found[shot.name], shot) for shot in order}, findings


def _first(several: list[StageFile], shot: Shot) -> StageFile:
    """Return the picture that the list names, else one that was drawn here, else the first."""
    named = (file for file in several if shot.board and _base(file.name) == _base(shot.board))
    drawn = (file for file in several if file.name.startswith(f"{FOLDER}/"))
    return next(chain(named, drawn), several[0])


def _shot_in(name: str) -> str:
    found = _NAME.match(_base(name))
    return shot_name(f"{found[1]}{found[2]}", int(found[3])) if found else ""


def _base(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/").lower()).name


def _of_no_shot(name: str) -> Finding:
    return warning(
        "BOARD",
        name,
        "The frame “%(name)s” belongs to no shot of the list. Name it like S01_P02.jpg.",
        name=PurePosixPath(name).name,
    )


def _second(shot: str, several: list[StageFile]) -> Finding:
    return warning(
        "BOARD",
        shot,
        "Shot %(shot)s has %(count)s frames, and one is shown. Take the others away.",
        shot=shot,
        count=len(several),
    )


def _damaged(file: StageFile) -> Finding:
    return warning(
        "BOARD",
        file.name,
        "The frame “%(name)s” cannot be opened as a picture. Photograph the drawing again and send"
        " it as JPEG or PNG.",
        name=PurePosixPath(file.name).name,
    )
