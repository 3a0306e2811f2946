"""Hostile timelines in every format: a clear sentence, soon, and nothing else is opened.

All of them are opened in one process under strace, once for all tests of this file.
"""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.hostile.bad_timelines import every

pytestmark = pytest.mark.slow

MOST_KB = 1_000_000
"""Of any process on the way; the one that reads is stopped at two GiB."""
NAMES = [name for name, _ in every(Path("/secret"))]
TAKEN = {
    *("names.otio", "names.edl", "spy.mlt", "spy.edl", "spy.otio", "climbs.otioz"),
    "long_name.fcpxml",
}
"""What is harmless once it is read with care: names are only looked up."""
WHOLE_ENOUGH = ("part2_", "part3_")
"""A list that was cut is a shorter list; a cut document is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What became of all files."""

    answers: dict[str, str]
    seconds: float
    peak_kb: int
    calls: str
    folder: Path
    secret: Path


@pytest.fixture(scope="module")
def all_opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder = tmp_path_factory.mktemp("timelines")
    sent, secret, log = folder / "sent", folder / "secret.txt", folder / "calls"
    sent.mkdir()
    secret.write_text("root:x:0:0")
    for name, content in every(secret):
        (sent / name).write_bytes(content)
    strace = shutil.which("strace")
    calls = "trace=openat,open,creat,connect,bind,socket,execve"
    judge = [strace, "-f", "--seccomp-bpf", "-e", calls, "-o", str(log)] if strace else []
    began = time.monotonic()
    ran = subprocess.run(
        [*judge, sys.executable, "-m", "tests.hostile.opening_all", str(sent)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=900,
        check=True,
    )
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return Opened(
        answers={one["name"]: one["answer"] for one in told},
        seconds=time.monotonic() - began,
        peak_kb=peak,
        calls=log.read_text(errors="replace") if strace else "",
        folder=sent,
        secret=secret,
    )


@pytest.mark.parametrize("name", NAMES)
def test_it_ends_in_a_sentence_or_in_a_harmless_film(all_opened: Opened, name: str) -> None:
    answer = all_opened.answers[name]
    if name in TAKEN or name.startswith(WHOLE_ENOUGH):
        assert answer.endswith("frames") or answer.startswith("! ")
    else:
        assert answer.startswith("! ") or answer == "0 frames", answer
    assert "Traceback" not in answer
    assert len(answer) < 400


def test_entities_are_refused_before_they_are_looked_at(all_opened: Opened) -> None:
    kinds = ("entity_", "laughs_")
    answers = [all_opened.answers[name] for name in NAMES if name.startswith(kinds)]
    assert len(answers) == 8
    assert all("declares entities" in answer for answer in answers)


def test_what_only_has_odd_names_is_taken(all_opened: Opened) -> None:
    refused = [name for name in sorted(TAKEN) if all_opened.answers[name].startswith("!")]
    assert refused == []


def test_memory_stays_bounded(all_opened: Opened) -> None:
    assert all_opened.peak_kb < MOST_KB


def test_none_of_them_opens_another_file_or_a_connection(all_opened: Opened) -> None:
    if not all_opened.calls:
        pytest.skip("strace is not here to watch")
    assert str(all_opened.secret) not in all_opened.calls
    assert not re.search(r"socket\(AF_INET", all_opened.calls)
    started = set(re.findall(r'execve\("([^"]+)"[^\n]*= 0', all_opened.calls))
    assert all(Path(program).name.startswith("python") for program in started), started
