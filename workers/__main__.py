"""Start one worker: python -m workers documents | ingest | render | segments | housekeeping."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from redis import Redis

from pipeline.errors import MissingProgram, PipelineError
from pipeline.farming import SEGMENTS
from pipeline.files import open_store
from pipeline.media.ffmpeg import use_ffmpeg
from pipeline.settings import Settings, settings_from
from pipeline.stage_facts import QUEUES
from workers import office
from workers.housekeeping import keep_tidy
from workers.messenger import keep_telling
from workers.office import Office
from workers.present import work_on
from workers.queue import connect, is_reachable
from workers.second_place import keep_copied

HOUSEKEEPING: Final = "housekeeping"
KINDS: Final = (*QUEUES, SEGMENTS, HOUSEKEEPING)


def keep_house(settings: Settings, connection: Redis) -> None:
    """Sweep and announce until a signal comes."""
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    with office.opened() as here, _copier(here, stop), _messenger(here, stop):
        keep_tidy(here, connection, stop=stop)


@contextmanager
def _copier(here: Office, stop: threading.Event) -> Iterator[None]:
    """Bring recordings to the second place while the block lasts, if there is one."""
    if not here.settings.second_store_url:
        yield
        return
    second = open_store(
        here.settings.second_store_url,
        local_copies=here.settings.home / "second_copies",
        copies_bytes=here.settings.cache_bytes,
    )
    copier = threading.Thread(
        target=keep_copied, args=(here.book, here.store, second), kwargs={"stop": stop}
    )
    copier.start()
    try:
        yield
    finally:
        stop.set()
        copier.join()


@contextmanager
def _messenger(here: Office, stop: threading.Event) -> Iterator[None]:
    """Tell other programs what happens while the block lasts."""
    messenger = threading.Thread(
        target=keep_telling,
        args=(here.book,),
        kwargs={"anywhere": here.settings.hooks_inside, "stop": stop},
    )
    messenger.start()
    try:
        yield
    finally:
        stop.set()
        messenger.join()


def work(kind: str, settings: Settings) -> None:
    """Be a worker of a kind until a signal comes. Raise MissingProgram."""
    if kind not in KINDS:
        raise MissingProgram("Say which worker to start: %(kinds)s.", kinds=", ".join(KINDS))
    connection = connect(settings.redis_url)
    if not is_reachable(connection):
        raise MissingProgram("Redis does not answer. Start it, or set REDIS_URL.")
    office.use(settings)
    use_ffmpeg(settings.ffmpeg)
    if kind == HOUSEKEEPING:
        keep_house(settings, connection)
    else:
        work_on(kind, settings, connection)


def main(arguments: list[str]) -> int:
    """Start the worker of a kind with the settings of the environment; return the exit status."""
    try:
        work(arguments[0] if arguments else "", settings_from(os.environ))
    except PipelineError as fault:
        sys.stderr.write(f"{fault}\n")
        return fault.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
