"""The dailies reels of a film, as its page shows them: of the newest version that has any."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.documents.dailies import FOLDER, Reel, ReelTake
from pipeline.documents.json import from_json
from pipeline.errors import PipelineError
from pipeline.records import questions
from pipeline.records.values import FileOf, RevisionView
from pipeline.records.views import StageView
from pipeline.timing import frames_to_seconds, frames_to_timecode
from web.parts import parts

STAGE: Final = "rushes"
MOST_BYTES: Final = 4 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReel:
    """A reel and its files."""

    reel: Reel
    film: FileOf
    words: FileOf | None
    """Slate and timecode as subtitles."""

    @property
    def name(self) -> str:
        """The day, or what it is called without one."""
        return self.reel.name

    def second_of(self, take: ReelTake) -> str:
        """Return where the card of a take begins, for the address of a film."""
        return f"{float(frames_to_seconds(take.card_frame, self.reel.frame_rate)):.3f}"

    def timecode_of(self, frame: int) -> str:
        """Return a frame of the reel as hours, minutes, seconds, frames."""
        return frames_to_timecode(frame, self.reel.frame_rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dailies:
    """What the page shows."""

    view: StageView
    revision: RevisionView | None
    """The version whose reels these are."""
    reels: tuple[ShownReel, ...]

    def named(self, name: str) -> ShownReel | None:
        """Return the reel of a name, else the last day."""
        found = next((one for one in self.reels if one.name == name), None)
        return found or (self.reels[-1] if self.reels else None)


def dailies_of(project_id: int) -> Dailies:
    """Return the reels of the newest version that has any; none before the first."""
    with parts().book.reading() as session:
        view = questions.stage_view(session, project_id, STAGE)
        for revision in view.revisions:
            shown = questions.stage_view(session, project_id, STAGE, number=revision.number).shown
            made = {one.name: one for one in shown.made} if shown else {}
            if reels := tuple(_reels(made)):
                return Dailies(view=view, revision=revision, reels=reels)
    return Dailies(view=view, revision=None, reels=())


def _reels(made: Mapping[str, FileOf]) -> Iterator[ShownReel]:
    for name, file in sorted(made.items()):
        if not (name.startswith(f"{FOLDER}/") and name.endswith(".json")):
            continue
        reel = _read(file)
        film = made.get(reel.product("mp4")) if reel else None
        if reel and film and reel.takes:
            yield ShownReel(reel=reel, film=film, words=made.get(reel.product("vtt")))


def _read(file: FileOf) -> Reel | None:
    """Return a reel's catalogue; none where it is damaged."""
    if file.bytes > MOST_BYTES:
        return None
    try:
        return from_json(parts().store.path(file.digest).read_bytes(), Reel)
    except PipelineError:
        return None
