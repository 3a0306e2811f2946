from pathlib import Path

import pytest
from redis import Redis
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from pipeline import running, workflow
from pipeline.errors import Refused
from pipeline.records import Book
from tests.cast import Cast
from workers.queue import PERFORM, AllowedJob, announce, connect, is_reachable, queue_named

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
