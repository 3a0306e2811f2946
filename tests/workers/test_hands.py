"""One film, many hands: whoever encodes a segment, the film is the same."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import farming
from pipeline.records.values import SegmentView
from pipeline.run_state import RunState
from tests.cast import Cast
from tests.farm_days import Farm, film_of, media_in, running_run
from tests.pipeline.render.grey_films import Bench
from workers import office, segments
from workers.office import Office, own_hand

pytestmark = pytest.mark.ffmpeg


@pytest.fixture
def farm(office: Office, cast: Cast, tmp_path: Path) -> Farm:
    run = running_run(office.book, cast)
    return Farm(office=office, run=run, media=media_in(office, tmp_path / "media"))


@pytest.fixture
def alone(tmp_path: Path) -> Bench:
    """A bench without helpers."""
    (tmp_path / "alone").mkdir()
    return Bench(folder=tmp_path / "alone", workers=2)


class Helper:
    """A segment worker as a thread: takes what waits, as if the queue had told it."""

    def __init__(self, here: Office, name: str) -> None:
        self.hand = replace(own_hand(here.settings), name=name)
        self.here = here
        self.stop = threading.Event()
        self.done: list[str] = []
        self.thread = threading.Thread(target=self.work)

    def work(self) -> None:
        office.use(self.here.settings, self.hand)
        while not self.stop.wait(0.01):
            for one in self.waiting():
                segments.encode_in(self.here, one.id)
                self.done.append(one.key)

    def waiting(self) -> list[SegmentView]:
        with self.here.book.reading() as session:
            run_ids = range(10)
            from pipeline.records import segments as rows

            found = [one for run_id in run_ids for one in rows.of_run(session, run_id)]
        return [one for one in found if one.state is RunState.QUEUED]


@pytest.fixture
def helpers(office: Office) -> Iterator[list[Helper]]:
    """Two helpers that share nothing with the run but the book, the store and the cache."""
    found = [Helper(office, name) for name in ("anna:1", "otto:2")]
    for one in found:
        one.thread.start()
    yield found
    for one in found:
        one.stop.set()
    for one in found:
        one.thread.join()


def left_by(office: Office, farm: Farm) -> tuple[list[Path], tuple[SegmentView, ...]]:
    """Folders of work and rows that nobody needs any more."""
    work = office.settings.home / "work"
    return list(work.glob("*")), farming.wanted(office.book, farm.run.id)


def test_a_run_without_helpers_does_it_all(farm: Farm, alone: Bench, tmp_path: Path) -> None:
    edit = film_of(12, missing="lost")
    film, report = farm.render(edit, tmp_path / "into")
    assert report.encoded == report.segments > 2
    assert film.read_bytes() == alone.render(edit, farm.media)[0].read_bytes()
    assert left_by(farm.office, farm) == ([], ())


def test_helpers_make_the_same_film(
    farm: Farm, helpers: list[Helper], alone: Bench, tmp_path: Path
) -> None:
    edit = film_of(24, missing="lost")
    film, _ = farm.render(edit, tmp_path / "into")
    assert any(one.done for one in helpers)
    assert film.read_bytes() == alone.render(edit, farm.media)[0].read_bytes()
    assert left_by(farm.office, farm) == ([], ())
