"""The picture of a stage: what stands first on its page, made from its products.

"Always a film": the page of the script (set like a script), the boards moving, the contact sheet
of the takes, the cut, the mix over its graph, the film.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.documents.json import from_json
from pipeline.documents.screenplay import Element, Screenplay
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.takes import Take, Takes
from pipeline.errors import CannotRead, PipelineError
from pipeline.files.store import Store
from pipeline.records.values import FileOf
from pipeline.records.views import StageView
from pipeline.timing import frames_to_timecode, timecode_to_frames

_CLOCK: Final = re.compile(r"(\d{1,3}):(\d{2}(?:\.\d)?)", re.ASCII)
"""Minutes and seconds, as what is heard tells its places."""
MOST_BYTES: Final = 8 << 20
"""A document larger than this is not shown in the page; it can still be fetched."""

FILMS: Final = ("film.mp4", "preview.mp4", "animatic.mp4")
HIDDEN: Final = frozenset({"boneyard", "note", "title_page", "page_break"})
"""Elements that a printed script does not show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What stands first; everything that is not there is empty."""

    film: FileOf | None = None
    subtitles: FileOf | None = None
    poster: FileOf | None = None
    sound: FileOf | None = None
    graph: FileOf | None = None
    strip: FileOf | None = None
    script: tuple[Element, ...] = ()
    shots: tuple[Shot, ...] = ()
    takes: tuple[Take, ...] = ()
    rate: str = "25"
    """Frames a second as a fraction, "30000/1001": the player counts whole frames with it."""
    frames: int = 0
    """Length of the film in frames; 0 where only the player knows."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look at yet."""
        return not (self.film or self.sound or self.script or self.shots or self.takes)


def _document(made: Mapping[str, FileOf], name: str, store: Store) -> bytes | None:
    file = made.get(name)
    if file is None or file.bytes > MOST_BYTES:
        return None
    return store.path(file.digest).read_bytes()


def _script(made: Mapping[str, FileOf], store: Store) -> tuple[Element, ...]:
    text = _document(made, "screenplay.json", store)
    elements = from_json(text, Screenplay).elements if text else ()
    return tuple(one for one in elements if one.kind.value not in HIDDEN)


def _shots(made: Mapping[str, FileOf], store: Store) -> tuple[Shot, ...]:
    text = _document(made, "shot_list.json", store)
    return from_json(text, ShotList).shots if text else ()


def _takes(made: Mapping[str, FileOf], store: Store) -> tuple[Take, ...]:
    text = _document(made, "takes.json", store)
    return from_json(text, Takes).takes if text else ()


def picture_of(view: StageView, store: Store) -> Picture:
    """Return what stands first on the page of a stage; a damaged document shows nothing."""
    if view.shown is None:
        return Picture()
    made = {one.name: one for one in view.shown.made}
    try:
        script, shots, takes = _script(made, store), _shots(made, store), _takes(made, store)
    except PipelineError:
        script, shots, takes = (), (), ()
    film = next((made[name] for name in FILMS if name in made), None)
    return Picture(
        film=film,
        subtitles=made.get("subtitles.vtt"),
        poster=made.get("poster.jpg"),
        sound=made.get("mix.wav"),
        graph=made.get("loudness.png"),
        strip=made.get("strip.jpg"),
        script=script,
        shots=shots,
        takes=takes,
        rate=str(view.project.frame_rate),
        frames=_frames(view),
    )


def _frames(view: StageView) -> int:
    report = view.shown.report if view.shown else None
    frames = report.facts.get("frames", 0) if report and view.stage == "edit" else 0
    return frames if isinstance(frames, int) else 0


def timecode(view: StageView, frame: int) -> str:
    """Return a frame of the film as hours, minutes, seconds and frames."""
    return frames_to_timecode(frame, view.project.frame_rate)


def frame_at(view: StageView, place: str) -> int | None:
    """Return the frame of the film that the place of a finding names; None when it names none."""
    rate = view.project.frame_rate
    if clock := _CLOCK.fullmatch(place):
        return round((int(clock[1]) * 60 + Fraction(clock[2])) * rate)
    try:
        return timecode_to_frames(place, rate)
    except CannotRead:
        return None
