"""How the tests get a film onto the farm: a run that renders, media in the store, and a cut."""

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from pipeline import running, workflow
from pipeline.bench import Watch
from pipeline.documents.edit import Edit
from pipeline.records import Book
from pipeline.render.assemble import RenderJob, RenderReport, render_picture
from pipeline.render.encoding import PictureSettings
from pipeline.render.sources import RenderMedium
from pipeline.running import Claim, StartedRun
from tests.cast import Cast
from tests.pipeline.render.grey_films import BLUE, edit_of, grey_film, shot
from workers.hands import FarmHands
from workers.office import Office

LENGTHS = (50, 37, 55, 41, 28, 59)


def running_run(book: Book, cast: Cast, *, lease_s: int = 60) -> StartedRun:
    """A run of the Blue film that a worker has claimed."""
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    ((run_id, _),) = running.waiting_to_be_announced(book)
    begun = running.start_run(book, run_id=run_id, lease_s=lease_s)
    assert isinstance(begun, StartedRun)
    return begun


def media_in(office: Office, folder: Path) -> dict[str, RenderMedium]:
    """A red and a blue film, in the store."""
    folder.mkdir(exist_ok=True)
    made = {
        "red": grey_film(folder / "red.mp4"),
        "blue": grey_film(folder / "blue.mp4", colour=BLUE),
    }
    return {
        name: replace(one, path=office.store.path(office.store.put(one.path).digest))
        for name, one in made.items()
    }


def film_of(shots: int, *, missing: str = "") -> Edit:
    """Shots one after the other; each begins elsewhere in its take."""
    cut, start = [], 0
    for number in range(shots):
        name = ("red", "blue", missing or "red")[number % 3]
        length = LENGTHS[number % len(LENGTHS)]
        cut.append(shot(name, start, length, Fraction(number, 25), speed=Fraction(1, 3)))
        start += length
    return edit_of(*cut)


@dataclass(frozen=True, slots=True, kw_only=True)
class Farm:
    """A run and the film it renders with all hands."""

    office: Office
    run: Claim
    media: dict[str, RenderMedium]
    hands: FarmHands | None = None

    def render(
        self, edit: Edit, into: Path, watch: Watch | None = None, **more: Any
    ) -> tuple[Path, RenderReport]:
        """Render into a new folder."""
        into.mkdir()
        plain: dict[str, Any] = {"width": edit.width, "height": edit.height}
        plain |= {"preset": "ultrafast", "crf": 8}
        settings = PictureSettings(rate=edit.frame_rate, **(plain | more))
        job = RenderJob(
            into=into,
            cache=self.office.segments,
            hands=self.hands or FarmHands(self.office, self.run),
            watch=watch,
        )
        return render_picture(edit, self.media, settings=settings, job=job)
