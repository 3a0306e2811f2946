from pathlib import Path

import pytest
from redis import Redis
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from pipeline import farming, running, workflow
from pipeline.errors import Refused
from pipeline.farming import SEGMENTS, Hand
from pipeline.records import Book
from pipeline.records.segments import Order
from tests.cast import Cast
from workers.queue import (
    ENCODE,
    PERFORM,
    AllowedJob,
    announce,
    announce_segments,
    connect,
    is_reachable,
    queue_named,
    segments_queue,
    take_back,
)

pytestmark = pytest.mark.redis


@pytest.fixture
def run_id(book: Book, cast: Cast) -> int:
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    ((run_id, _),) = running.waiting_to_be_announced(book)
    return run_id


def test_a_run_is_announced_by_its_number_alone(book: Book, redis: Redis, run_id: int) -> None:
    assert announce(book, redis) == 1
    (job,) = queue_named("documents", redis).jobs
    assert (job.func_name, list(job.args), job.kwargs) == (PERFORM, [run_id], {})


@pytest.mark.usefixtures("run_id")
def test_a_message_is_json_and_never_pickle(book: Book, redis: Redis) -> None:
    announce(book, redis)
    (job,) = queue_named("documents", redis).jobs
    assert job.serializer is JSONSerializer


@pytest.mark.usefixtures("run_id")
def test_what_was_announced_is_not_announced_twice_at_once(book: Book, redis: Redis) -> None:
    assert [announce(book, redis), announce(book, redis)] == [1, 0]


@pytest.mark.usefixtures("run_id")
def test_an_emptied_redis_costs_only_delay(book: Book, redis: Redis) -> None:
    announce(book, redis)
    redis.flushall()
    assert announce(book, redis, older_than_s=-1) == 1
    assert len(queue_named("documents", redis).jobs) == 1


@pytest.mark.usefixtures("run_id")
def test_a_redis_that_is_down_loses_nothing(book: Book, redis: Redis, tmp_path: Path) -> None:
    down = connect(f"unix://{tmp_path / 'nobody.sock'}")
    assert not is_reachable(down)
    assert announce(book, down) == 0
    assert announce(book, redis) == 1


def test_a_message_that_names_another_function_runs_nothing(redis: Redis, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    queue = queue_named("documents", redis)
    job = queue.enqueue_call("os.system", args=[f"touch {canary}"], job_id="evil")
    with pytest.raises(Refused, match="not ours"):
        _ = AllowedJob.fetch("evil", connection=redis, serializer=JSONSerializer).func
    SimpleWorker([queue], connection=redis, job_class=AllowedJob, serializer=JSONSerializer).work(
        burst=True
    )
    job.refresh()  # type: ignore[no-untyped-call]
    assert job.get_status() == "failed"
    assert not canary.exists()


def test_callbacks_of_a_message_are_not_called(redis: Redis) -> None:
    queue_named("documents", redis).enqueue_call(PERFORM, args=[1], job_id="mine")
    redis.hset("rq:job:mine", "success_callback_name", "os.getcwd")
    job = AllowedJob.fetch("mine", connection=redis, serializer=JSONSerializer)
    assert (job.success_callback, job.failure_callback, job.stopped_callback) == (None, None, None)


OURS = Hand(name="here:1", program="a" * 64, lease_s=60)


@pytest.fixture
def segment_ids(book: Book, run_id: int) -> list[int]:
    """Two segments that are wanted, and a worker that could do them."""
    orders = [
        Order(key=f"{one:064x}", number=one, total=2, frames=one, program=OURS.program, task="{}")
        for one in (1, 2)
    ]
    farming.want(book, run_id, orders)
    farming.here_i_am(book, OURS, SEGMENTS)
    return [one.id for one in farming.wanted(book, run_id)]


def test_segments_are_announced_by_their_numbers_to_those_who_have_the_right_ffmpeg(
    book: Book, redis: Redis, segment_ids: list[int]
) -> None:
    assert announce_segments(book, redis) == 2
    jobs = queue_named(segments_queue(OURS.program), redis).jobs
    assert [(job.func_name, list(job.args), job.kwargs) for job in jobs] == [
        (ENCODE, [segment_id], {}) for segment_id in reversed(segment_ids)
    ]
    assert queue_named(segments_queue("b" * 64), redis).jobs == []


@pytest.mark.usefixtures("segment_ids")
def test_telling_it_again_adds_no_message_and_an_emptied_redis_gets_them_again(
    book: Book, redis: Redis
) -> None:
    queue = queue_named(segments_queue(OURS.program), redis)
    assert announce_segments(book, redis) == 2
    assert announce_segments(book, redis) == 0
    assert announce_segments(book, redis, older_than_s=-1) == 2
    assert len(queue.job_ids) == 2
    redis.flushall()
    assert announce_segments(book, redis, older_than_s=-1) == 2
    assert len(queue.job_ids) == 2


@pytest.mark.usefixtures("segment_ids")
def test_where_no_worker_could_do_them_the_queue_stays_empty(book: Book, redis: Redis) -> None:
    farming.gone(book, OURS)
    assert announce_segments(book, redis) == 0
    assert queue_named(segments_queue(OURS.program), redis).job_ids == []


@pytest.mark.usefixtures("segment_ids")
def test_what_a_run_does_itself_is_taken_back(book: Book, redis: Redis, run_id: int) -> None:
    announce_segments(book, redis)
    held = farming.take_longest(book, run_id, OURS)
    assert held is not None
    take_back(redis, held, OURS.program)
    take_back(redis, held, OURS.program)
    queue = queue_named(segments_queue(OURS.program), redis)
    assert [job.args[0] for job in queue.jobs] != [held.id]
    assert len(queue.job_ids) == 1


@pytest.mark.usefixtures("segment_ids")
def test_what_a_worker_has_in_its_hands_already_is_not_taken_away(
    book: Book, redis: Redis, run_id: int
) -> None:
    announce_segments(book, redis)
    held = farming.take_longest(book, run_id, OURS)
    assert held is not None
    queue = queue_named(segments_queue(OURS.program), redis)
    (job,) = (one for one in queue.jobs if one.args[0] == held.id)
    queue.remove(job)
    take_back(redis, held, OURS.program)
    assert AllowedJob.exists(job.id, connection=redis)


@pytest.mark.usefixtures("segment_ids")
def test_a_redis_that_is_down_loses_no_segment(book: Book, redis: Redis, tmp_path: Path) -> None:
    down = connect(f"unix://{tmp_path / 'nobody.sock'}")
    assert announce_segments(book, down) == 0
    assert announce_segments(book, redis) == 2
