"""One film, many hands: whoever encodes a segment, the film is the same."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import farming, running
from pipeline.errors import Cancelled, MovedOn, WorkFailed
from pipeline.media.ffmpeg import Watch
from pipeline.records.values import SegmentView
from pipeline.render import pieces
from pipeline.render.cache import SegmentCache
from pipeline.render.hands import Work
from pipeline.render.picture import Studio
from pipeline.render.pieces import Piece
from pipeline.run_state import RunState
from tests.cast import Cast
from tests.farm_days import Farm, film_of, media_in, running_run
from tests.pipeline.render.grey_films import Bench
from workers import hands, office, segments
from workers.hands import FarmHands
from workers.office import Office, own_hand
from workers.progress import Heartbeat

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

    def __init__(self, here: Office, run_id: int, name: str) -> None:
        self.run_id = run_id
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
        found = farming.wanted(self.here.book, self.run_id)
        return [one for one in found if one.state is RunState.QUEUED]


@pytest.fixture
def helpers(farm: Farm) -> Iterator[list[Helper]]:
    """Two helpers that share nothing with the run but the book, the store and the cache."""
    found = [Helper(farm.office, farm.run.id, name) for name in ("anna:1", "otto:2")]
    for one in found:
        one.thread.start()
    yield found
    for one in found:
        one.stop.set()
    for one in found:
        one.thread.join()


def want(farm: Farm, tmp_path: Path) -> None:
    """Want the segments of a film, and nobody encodes them yet."""

    class Wanting(FarmHands):
        def encode(self, work: Work) -> None:
            farming.want(farm.office.book, farm.run.id, hands.orders_of(work, farm.office))
            raise Cancelled("enough")

    wanting = replace(farm, hands=Wanting(farm.office, farm.run))
    with pytest.raises(Cancelled):
        wanting.render(film_of(12), tmp_path / "wanting")


def ffmpeg_of_ours() -> list[int]:
    """The ffmpeg that descend from this process."""
    found = []
    for process_id in descendants_of(os.getpid()):
        with suppress(OSError):
            if b"ffmpeg" in Path(f"/proc/{process_id}/cmdline").read_bytes().split(b"\0")[0]:
                found.append(process_id)
    return found


def descendants_of(process_id: int) -> list[int]:
    below: list[int] = []
    for children in Path(f"/proc/{process_id}/task").glob("*/children"):
        with suppress(OSError):
            below += [int(one) for one in children.read_text(encoding="ascii").split()]
    return below + [far for near in below for far in descendants_of(near)]


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail("it did not happen in time")
        time.sleep(0.02)


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


def test_a_segment_that_is_delivered_twice_is_encoded_once(farm: Farm, tmp_path: Path) -> None:
    here = farm.office
    want(farm, tmp_path)
    first = farming.wanted(here.book, farm.run.id)[0]
    segments.encode_in(here, first.id)
    segments.encode_in(here, first.id)
    again = farming.wanted(here.book, farm.run.id)[0]
    assert (again.state, again.attempt) == (RunState.DONE, 1)


def test_the_second_attempt_of_a_run_finds_what_was_encoded_for_the_first(
    farm: Farm, tmp_path: Path
) -> None:
    here = farm.office
    want(farm, tmp_path)
    first = farming.wanted(here.book, farm.run.id)[0]
    segments.encode_in(here, first.id)
    _, report = farm.render(film_of(12), tmp_path / "again")
    assert report.reused == 1


def test_a_worker_that_was_replaced_while_it_slept_changes_nothing(
    farm: Farm, tmp_path: Path
) -> None:
    book, hand = farm.office.book, own_hand(farm.office.settings)
    want(farm, tmp_path)
    first = farming.wanted(book, farm.run.id)[0]
    sleeper = farming.take(book, first.id, replace(hand, name="sleeper:1", lease_s=-1))
    assert sleeper is not None
    assert farming.sweep(book) == 1
    other = farming.take(book, first.id, replace(hand, name="other:2"))
    assert other is not None
    assert not farming.is_wanted(book, sleeper)
    assert farming.beat(book, [(sleeper, 5.0)], hand) == {first.id}
    with pytest.raises(MovedOn):
        farming.finish(book, sleeper)
    farming.fail(book, sleeper, hand, WorkFailed("too late"))
    assert farming.is_wanted(book, other)
    farming.finish(book, other)


def test_a_segment_that_fails_three_times_ends_the_run_with_the_fault_itself(
    farm: Farm, helpers: list[Helper], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pieces.encode_piece

    def poisoned(piece: Piece, studio: Studio, watch: Watch | None) -> None:
        if piece.segment.start == 0:
            raise WorkFailed(
                "A film or sound file in it is damaged.", detail="moov", can_retry=True
            )
        real(piece, studio, watch)

    monkeypatch.setattr(hands, "encode_piece", poisoned)
    monkeypatch.setattr(segments, "encode_piece", poisoned)
    with pytest.raises(WorkFailed, match="is damaged") as raised:
        farm.render(film_of(12), tmp_path / "into")
    assert (raised.value.detail, raised.value.can_retry) == ("moov", False)
    # The others hear within a moment that the run has ended, and put their things away.
    patience = time.monotonic() + 60
    while left_by(farm.office, farm) != ([], ()) and time.monotonic() < patience:
        time.sleep(0.1)
    assert left_by(farm.office, farm) == ([], ())


def test_a_worker_that_fails_leaves_the_segment_to_others(
    farm: Farm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, hand = farm.office, replace(own_hand(farm.office.settings), name="broken:1")
    want(farm, tmp_path)
    first = farming.wanted(here.book, farm.run.id)[0]
    held = farming.take(here.book, first.id, hand)
    assert held is not None
    farming.fail(here.book, held, hand, WorkFailed("its disk is full"))
    assert farming.take(here.book, first.id, hand) is None
    _, report = farm.render(film_of(12), tmp_path / "into")
    assert report.encoded == report.segments


def test_a_worker_with_another_ffmpeg_refuses(farm: Farm, tmp_path: Path) -> None:
    here, hand = farm.office, replace(own_hand(farm.office.settings), program="f" * 64)
    want(farm, tmp_path)
    first = farming.wanted(here.book, farm.run.id)[0]
    assert farming.take(here.book, first.id, hand) is None
    assert farming.wanted(here.book, farm.run.id)[0].attempt == 0


def test_a_worker_that_would_make_other_pixels_fails_and_others_do_it(
    farm: Farm, helpers: list[Helper], alone: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "ffmpeg_name", lambda: "as if it were another one")
    film, _ = farm.render(film_of(12), tmp_path / "into")
    assert film.read_bytes() == alone.render(film_of(12), farm.media)[0].read_bytes()


def test_a_cache_that_keeps_nothing_costs_time_and_nothing_else(
    farm: Farm, helpers: list[Helper], alone: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SegmentCache, "take", lambda *_: False)
    film, _ = farm.render(film_of(12), tmp_path / "into")
    monkeypatch.undo()
    assert film.read_bytes() == alone.render(film_of(12), farm.media)[0].read_bytes()


def test_a_stop_reaches_every_worker_within_a_second_and_leaves_nothing(
    farm: Farm, cast: Cast, helpers: list[Helper], tmp_path: Path
) -> None:
    here, ended = farm.office, threading.Event()
    slow = {"preset": "veryslow", "width": 1920, "height": 1080}

    def render() -> None:
        with Heartbeat(here.book, farm.run, lease_s=60) as heartbeat:
            with pytest.raises(Cancelled):
                farm.render(film_of(24), tmp_path / "into", watch=heartbeat, **slow)
            ended.set()

    rendering = threading.Thread(target=render)
    rendering.start()
    until(lambda: sum(one.done > 0 for one in farming.wanted(here.book, farm.run.id)) >= 3)
    assert len(ffmpeg_of_ours()) >= 3
    running.cancel_run(here.book, run_id=farm.run.id, by=cast.aya)
    asked = time.monotonic()
    until(lambda: not ffmpeg_of_ours())
    assert ended.wait(timeout=60)
    assert time.monotonic() - asked < 5  # a second on an idle machine; this one may be loaded
    rendering.join()
    until(lambda: left_by(here, farm) == ([], ()))


def test_the_rest_is_told_and_the_fraction_never_falls(
    farm: Farm, helpers: list[Helper], tmp_path: Path
) -> None:
    class Listener:
        def __init__(self) -> None:
            self.told: list[float] = []
            self.rests: list[tuple[float, float]] = []

        def progress(self, fraction: float, doing: str) -> None:
            self.told.append(fraction)

        def rest(self, seconds: float, whole: float) -> None:
            self.rests.append((seconds, whole))

        def cancelled(self) -> bool:
            return False

    listener = Listener()
    farm.render(film_of(24), tmp_path / "into", watch=listener, preset="slower", width=640)
    assert listener.told == sorted(listener.told)
    assert listener.rests
    assert all(0 <= rest <= whole + 1e-9 for rest, whole in listener.rests)
