"""The queue: the only part of the workers that the web site imports.

Redis is a hint: it only hears the number of a run that already waits in the database. So a Redis
that is down, emptied or restarted costs delay and nothing else. RQ reliably hands over a job only
to workers that listen to exactly one queue, so each process listens to one.

RQ's JSON serializer still lets a message name any function of any module; AllowedJob runs only
what is on the list, without instances, callbacks or web hooks.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, Retry
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job
from rq.serializers import JSONSerializer

from pipeline import farming, running
from pipeline.errors import MissingProgram, Refused
from pipeline.records import Book
from pipeline.records.segments import ClaimedSegment

PERFORM: Final = "workers.jobs.perform"
ENCODE: Final = "workers.segments.encode"
ALLOWED: Final = frozenset({PERFORM, ENCODE})
"""The functions a message may name."""

JOB_TIMEOUT_S: Final = 4 * 3600
RESULT_TTL_S: Final = 60


class AllowedJob(Job):
    """A job that runs nothing but what is allowed, whatever its message says."""

    @property
    def func(self) -> Callable[..., Any]:
        """The function. Raise Refused for every other name."""
        if self.func_name not in ALLOWED or self.instance is not None:
            raise Refused("The queue held a message that is not ours.", detail=str(self.func_name))
        function: Callable[..., Any] = super().func
        return function

    @property
    def success_callback(self) -> None:
        """None: callbacks name functions, too."""
        return

    @property
    def failure_callback(self) -> None:
        """None: callbacks name functions, too."""
        return

    @property
    def stopped_callback(self) -> None:
        """None: callbacks name functions, too."""
        return


def connect(address: str) -> Redis:
    """Return a connection to Redis; nothing is sent before it is used. Raise MissingProgram."""
    if not address:
        raise MissingProgram("No Redis is set. Set REDIS_URL, or start all with claquette serve.")
    return Redis.from_url(address, socket_connect_timeout=2)


def queue_named(name: str, connection: Redis) -> Queue:
    """Return a queue by its kind: documents, ingest, render, or that of one ffmpeg's segments."""
    return Queue(
        name,
        connection=connection,
        serializer=JSONSerializer,
        job_class=AllowedJob,
        default_timeout=JOB_TIMEOUT_S,
    )


def announce(book: Book, connection: Redis, *, older_than_s: float = 60.0) -> int:
    """Tell the queue of every run that waits and was not announced, and return how many.

    A Redis that does not answer is no fault here: the runs stay in the database and are announced
    by the next call. The same run may be announced twice; only one worker can claim it.
    """
    told = 0
    for run_id, queue in running.waiting_to_be_announced(book, older_than_s=older_than_s):
        try:
            queue_named(queue, connection).enqueue_call(
                PERFORM,
                args=[run_id],
                job_id=f"run-{run_id}-{secrets.token_hex(4)}",
                result_ttl=RESULT_TTL_S,
                failure_ttl=RESULT_TTL_S,
                retry=Retry(max=1),
            )
        except RedisError:
            return told
        running.announced(book, run_id)
        told += 1
    return told


def segments_queue(program: str) -> str:
    """Return the queue of the segments for one ffmpeg: another one makes other pixels, so its
    workers do not even hear of them.
    """
    return f"{farming.SEGMENTS}-{program[:12]}"


def announce_segments(book: Book, connection: Redis, *, older_than_s: float = 5.0) -> int:
    """Tell the queue of segments that wait, if there are workers for them; return how many.

    A message has the name of its segment and attempt, so that telling it again adds nothing.
    """

    def tell(segment_id: int, attempt: int, program: str) -> bool:
        try:
            queue_named(segments_queue(program), connection).enqueue_call(
                ENCODE,
                args=[segment_id],
                job_id=_message_of(segment_id, attempt),
                result_ttl=0,
                failure_ttl=0,
                unique=True,
            )
        except DuplicateJobError:
            return True
        except RedisError:
            return False
        return True

    return farming.announce(book, tell, older_than_s=older_than_s)


def _message_of(segment_id: int, attempt: int) -> str:
    return f"segment-{segment_id}-{attempt}"


def take_back(connection: Redis, held: ClaimedSegment, program: str) -> None:
    """Take a segment out of the queue that its own run has begun to encode."""
    name = _message_of(held.id, held.attempt - 1)
    with suppress(RedisError, NoSuchJobError):
        queue = queue_named(segments_queue(program), connection)
        AllowedJob.fetch(name, connection=connection, serializer=JSONSerializer)
        if queue.remove(name):  # else a worker has it already, and ends the message itself
            connection.delete(AllowedJob.key_for(name))


def is_reachable(connection: Redis) -> bool:
    """Return whether Redis answers."""
    try:
        return bool(connection.ping())
    except RedisError:
        return False
