"""Every shared timeline by a real segment worker of RQ: byte for byte what one process makes."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pytest
from redis import Redis

from pipeline import farming
from pipeline.errors import WorkFailed
from pipeline.render.assemble import RenderJob, render_picture
from pipeline.render.cache import SegmentCache
from pipeline.render.encoding import PictureSettings
from pipeline.render.hands import Hands, Work
from pipeline.render.sources import RenderMedium
from pipeline.run_state import RunState
from pipeline.running import Claim
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.reading import read_timeline
from pipeline.timeline.references import known_names
from tests.bench.office import office_at, with_workers
from tests.end_to_end.test_timelines import TIMELINES
from workers.hands import orders_of
from workers.office import Office
from workers.queue import announce_segments, connect

pytestmark = [pytest.mark.ffmpeg, pytest.mark.redis]

SOON = frozenset(
    {"alpha", "dissolve", "image_sequence", "missing", "nested", "rate_mix", "reverse"}
)


@dataclass(frozen=True, slots=True)
class AwayHands:
    """A run that encodes nothing itself."""

    here: Office
    run: Claim
    redis: Redis

    def encode(self, work: Work) -> None:
        book = self.here.book
        farming.want(book, self.run.id, orders_of(work, self.here))
        announce_segments(book, self.redis)
        pieces = {piece.key: piece for piece in work.pieces}
        until = time.monotonic() + 120
        while any(one.state is not RunState.DONE for one in farming.wanted(book, self.run.id)):
            for one in farming.wanted(book, self.run.id):
                if one.message or time.monotonic() > until:
                    raise WorkFailed(one.message or "nobody did it", detail=one.detail)
            time.sleep(0.05)
        assert all(work.cache.take(key, piece.path) for key, piece in pieces.items())


@pytest.fixture(scope="module")
def away() -> Iterator[AwayHands]:
    """A run, and one segment worker that is ready."""
    with office_at() as (here, run, environment), with_workers(environment, here, 1):
        yield AwayHands(here, run, connect(here.settings.redis_url))


def picture_of(
    path: Path, media: dict[str, RenderMedium], cache: SegmentCache, into: Path, hands: Hands | None
) -> bytes:
    expected = json.loads(path.with_suffix(".expect.json").read_text())
    look = FilmFormat(
        rate=Fraction(*expected["rate"]), size=(expected["width"], expected["height"])
    )
    edit = flatten(
        read_timeline(path.read_bytes()), known=known_names({name: () for name in media}), film=look
    )
    settings = PictureSettings(width=edit.width, height=edit.height, rate=edit.frame_rate)
    into.mkdir()
    job = RenderJob(into=into, cache=cache, hands=hands)
    return render_picture(edit, media, settings=settings, job=job)[0].read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(one, id=one.stem, marks=() if one.stem in SOON else pytest.mark.slow)
        for one in TIMELINES
    ],
)
def test_a_worker_far_away_makes_the_same_bytes(
    path: Path, coded_media: dict[str, RenderMedium], away: AwayHands, tmp_path: Path
) -> None:
    stored = {}
    for name, one in coded_media.items():
        if name in path.read_text() or one.kind == "png":
            digest = away.here.store.put(one.path).digest
            stored[name] = replace(one, path=away.here.store.path(digest))
    media = {**coded_media, **stored}
    cache = SegmentCache(folder=tmp_path / "cache")
    alone = picture_of(path, media, cache, tmp_path / "alone", None)
    assert picture_of(path, media, away.here.segments, tmp_path / "away", away) == alone
