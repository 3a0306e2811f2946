"""Puts limits on itself, ties its life to its parent's, then becomes the program it was given.

Run as a script by `ffmpeg.py`, never imported: it knows nothing but the standard library. It exists
because the same steps done between fork and exec of a worker with several threads (`preexec_fn`)
may hang for ever on a lock that another thread held, and cost a warning on Python 3.12.
"""

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1
OPEN_FILES = 64
GRACE_CPU_S = 5
STARTER_IS_GONE = 125
CANNOT_START = 127


def die_with_parent(parent: int) -> None:
    """Ask Linux to kill us when the thread that started us ends; leave at once if it has."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:
        os._exit(STARTER_IS_GONE)


def lower(kind: int, soft: int, hard: int) -> None:
    """Set a limit, never above the one we were given."""
    ceiling = resource.getrlimit(kind)[1]
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(kind, (soft, hard))


def main(arguments: list[str]) -> None:
    """Arguments: parent's process id, CPU seconds, memory, file bytes, then the command."""
    parent, cpu_s, memory_bytes, file_bytes = (int(text) for text in arguments[:4])
    command = arguments[4:]
    die_with_parent(parent)
    # Python ignores these two at its start, and an ignored signal stays ignored after exec.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    lower(resource.RLIMIT_CORE, 0, 0)
    lower(resource.RLIMIT_NOFILE, OPEN_FILES, OPEN_FILES)
    lower(resource.RLIMIT_CPU, cpu_s, cpu_s + GRACE_CPU_S)
    lower(resource.RLIMIT_FSIZE, file_bytes, file_bytes)
    lower(resource.RLIMIT_AS, memory_bytes, memory_bytes)
    try:
        os.execve(command[0], command, dict(os.environ))  # noqa: S606  # it is what we are for
    except OSError as error:
        sys.stderr.write(f"cannot start {command[0]}: {error}\n")
        os._exit(CANNOT_START)


if __name__ == "__main__":
    main(sys.argv[1:])
