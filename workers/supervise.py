"""Keep our own processes running side by side, and end all of them together.

Starts Claquette's own Python programs only (the site and the workers), never a program that reads
what somebody sent: those are started by pipeline/media/ffmpeg.py.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Final

from pipeline.farming import SEGMENTS

GRACE_S: Final = 8.0
"""How long a process may take to end by itself."""
_LOOK_S: Final = 0.2
_BACK_OFF_S: Final = 2.0
"""A process that falls over is started again, but not in a tight circle."""


class Supervisor:
    """A few named processes that live and end together."""

    def __init__(self, environment: Mapping[str, str], say: Callable[[str], None]) -> None:
        """Keep the environment that every process gets, and whom to tell what happens."""
        self._environment = dict(environment)
        self._say = say
        self._commands: dict[str, Sequence[str]] = {}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._started: dict[str, float] = {}
        self._once: set[str] = set()
        self.stopping = threading.Event()

    def add(self, name: str, module: str, *arguments: str) -> None:
        """Start python -m module, and keep it running until the end."""
        self._commands[name] = (sys.executable, "-m", module, *arguments)
        self._start(name)

    def add_once(self, name: str, module: str) -> None:
        """Start python -m module, and let it end when it is done."""
        self._commands[name] = (sys.executable, "-m", module)
        self._start(name)
        self._once.add(name)

    def _start(self, name: str) -> None:
        self._started[name] = time.monotonic()
        self._running[name] = subprocess.Popen(  # noqa: S603 - our own modules, from a list
            self._commands[name],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def process_id(self, name: str) -> int:
        """Return the number of a process."""
        return self._running[name].pid

    def watch(self) -> None:
        """Wait for a signal or for stop(); start again what falls over meanwhile."""
        while not self.stopping.wait(_LOOK_S):
            for name, process in tuple(self._running.items()):
                rested = time.monotonic() - self._started[name] > _BACK_OFF_S
                if process.poll() is not None and rested and name not in self._once:
                    self._say(f"{name} ended with {process.returncode}; it is started again.")
                    self._start(name)
        self._end_all()

    def stop_on_signals(self) -> None:
        """Let Ctrl-C and SIGTERM end everything."""

        def on_signal(_number: int, _frame: FrameType | None) -> None:
            self.stopping.set()

        signal.signal(signal.SIGINT, on_signal)
        signal.signal(signal.SIGTERM, on_signal)

    def _end_all(self) -> None:
        """Ask twice (a worker finishes its job after the first), then end what is left."""
        for number in (signal.SIGTERM, signal.SIGTERM, signal.SIGKILL):
            self._send(number)
            self._wait(GRACE_S)

    def _send(self, number: int) -> None:
        for process in self._running.values():
            if process.poll() is None:
                os.killpg(process.pid, number)

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if all(process.poll() is not None for process in self._running.values()):
                return
            time.sleep(_LOOK_S / 4)


def add_segment_workers(supervisor: Supervisor, count: int) -> None:
    """Start so many workers for segments: one process each, as RQ wants it."""
    for number in range(1, count + 1):
        supervisor.add(f"{SEGMENTS} {number}", "workers", SEGMENTS)


def keep_segment_workers(environment: Mapping[str, str], count: int) -> None:
    """Keep so many workers for segments running until a signal comes."""
    supervisor = Supervisor(environment, lambda line: None)
    supervisor.stop_on_signals()
    add_segment_workers(supervisor, count)
    supervisor.watch()
