"""What one command takes: time on the clock, time of all cores, and memory of all its processes.

Memory is the sum of what each process holds alone and its share of what several hold (PSS), looked
at ten times a second: the sum of plain sizes would count the same pages of a program twice.
"""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread, Timer
from typing import Final

LOOKS_S: Final = 0.1
MIB: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What it took."""

    wall_s: float
    cpu_s: float
    peak_mib: float
    """0 where the system does not tell."""


class CannotRun(Exception):
    """Raised when a command failed; says what it said."""


def take(
    command: Sequence[str], *, cwd: Path, limit_s: float = 3600, may_fail: bool = False
) -> Taken:
    """Run a command to its end. Raise CannotRun when it does not end, or fails and may not."""
    said = cwd / "said.txt"
    begun = time.perf_counter()
    with said.open("wb") as output:
        child = subprocess.Popen(  # the commands are ours
            command,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    watched = _Watched(child.pid)
    alarm = Timer(limit_s, os.killpg, (child.pid, signal.SIGKILL))
    alarm.start()
    _, status, used = os.wait4(child.pid, 0)
    alarm.cancel()
    wall_s = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    peak = watched.stop()
    if child.returncode == -signal.SIGKILL:
        raise CannotRun(f"did not end within {limit_s:.0f} s")
    if child.returncode and not may_fail:
        raise CannotRun(said.read_text(errors="replace")[-2000:])
    return Taken(wall_s=wall_s, cpu_s=used.ru_utime + used.ru_stime, peak_mib=peak)


class _Watched:
    """Looks at a process and all below it until it is told to stop."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak, self._end = pid, 0.0, Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._end.wait(LOOKS_S):
            self._peak = max(self._peak, sum(_pss_mib(pid) for pid in _tree(self._pid)))

    def stop(self) -> float:
        self._end.set()
        self._thread.join()
        return self._peak


def _tree(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _pss_mib(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    sizes = (line.split()[1] for line in lines if line.startswith("Pss:"))
    return sum(map(int, sizes)) / MIB
