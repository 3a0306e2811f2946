"""A worker of RQ that says in the database that it is there, and with which ffmpeg.

The page of the workers asks the database, as Redis may be emptied at any time. It says so from the
one thread of the process that forks, so that nothing is held by another thread while it does.
"""

import os
import time
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

from redis import Redis
from rq import Worker
from rq.serializers import JSONSerializer

from pipeline import farming
from pipeline.errors import PipelineError
from pipeline.farming import SEGMENTS, Hand
from pipeline.records import open_book
from pipeline.settings import Settings
from workers import office
from workers.queue import ENCODE, AllowedJob, queue_named, segments_queue

RENDER: Final = "render"
_EVERY_S: Final = 10.0
_IDLE_TTL_S: Final = 25
"""RQ waits for a job fifteen seconds less than this before it gives a sign of life."""


class PresentWorker(Worker):
    """A worker that can be seen."""

    hand: Hand
    kind: str
    database: str
    said_at: float = float("-inf")

    def heartbeat(self, *arguments: Any, **options: Any) -> None:
        """Say that we live: to Redis as RQ does, and now and then to the database."""
        super().heartbeat(*arguments, **options)
        self.say_so()

    def say_so(self) -> None:
        """Say it to the database; one that is busy is told the next time."""
        if time.monotonic() - self.said_at < _EVERY_S or os.getpid() != self.pid:
            return
        self.said_at = time.monotonic()
        with suppress(PipelineError):
            book = open_book(self.database)
            farming.here_i_am(book, self.hand, self.kind)
            book.close()

    def register_death(self) -> None:
        """Say that we end."""
        super().register_death()  # type: ignore[no-untyped-call]
        with suppress(PipelineError):
            book = open_book(self.database)
            farming.gone(book, self.hand)
            book.close()


def work_on(kind: str, settings: Settings, connection: Redis) -> None:
    """Work on one queue until a signal comes; a job that is under way is finished first."""
    options: dict[str, Any] = {
        "connection": connection,
        "job_class": AllowedJob,
        "serializer": JSONSerializer,
        "job_monitoring_interval": 5,
        "maintenance_interval": 30,
        "log_job_description": False,
    }
    if kind not in (RENDER, SEGMENTS):
        Worker([queue_named(kind, connection)], **options).work(logging_level="WARNING")
        return
    hand = office.own_hand(settings)
    office.use(settings, hand)
    queue = segments_queue(hand.program) if kind == SEGMENTS else kind
    worker = PresentWorker([queue_named(queue, connection)], worker_ttl=_IDLE_TTL_S, **options)
    worker.hand, worker.kind, worker.database = hand, kind, settings.database
    if kind == SEGMENTS:
        import_module(ENCODE.rpartition(".")[0])  # once, and not again in each forked process
    worker.say_so()
    worker.work(logging_level="WARNING")
