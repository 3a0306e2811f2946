"""Every hostile film, sound and picture through the whole ingest, with the system calls as judge.

All of it happens in one process under strace, once for all tests of this file.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.media.ffmpeg import ffmpeg_program
from pipeline.media.probe import Upload, probe_all
from pipeline.media.safety import UnfitMedia
from tests.conftest import ROOT, SHARED
from tests.hostile.test_media_gate import MEDIA, PICTURES, SECRETS, Case, agrees

pytestmark = [pytest.mark.ffmpeg, pytest.mark.slow]

CASES = [*MEDIA, *PICTURES]
SECONDS_OF_ONE = 25
MOST_KB = 500_000
DAMAGED = {"media/truncated_half.mp4", "media/bitrot.mp4"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of all files."""

    codes: dict[str, str]
    seconds: dict[str, float]
    peak_kb: int
    work: Path
    calls: str
    """What strace wrote; empty where there is none."""

    def folder(self, case: Case) -> Path:
        """Where the products of a case are."""
        return self.work / str(CASES.index(case))


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taken]:
    if not CASES:
        pytest.skip("the hostile corpus does not stand beside this checkout")
    folder = tmp_path_factory.mktemp("hostile")
    work, log, temporary = folder / "work", folder / "calls", folder / "tmp"
    work.mkdir()
    temporary.mkdir()
    strace = shutil.which("strace")
    calls = "trace=openat,open,creat,connect,bind,socket,execve"
    judge = [strace, "-f", "--seccomp-bpf", "-e", calls, "-o", str(log)] if strace else []
    wishes = [{"path": str(case.path.absolute()), "name": case.upload_as} for case in CASES]
    ran = subprocess.run(
        [*judge, sys.executable, "-m", "tests.hostile.taking_all_in", str(work)],
        input="".join(json.dumps(wish) + "\n" for wish in wishes).encode(),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)},
        capture_output=True,
        timeout=300,
        check=True,
    )
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(told) == len(CASES)
    yield Taken(
        codes={case.file: one["code"] for case, one in zip(CASES, told, strict=True)},
        seconds={case.file: one["seconds"] for case, one in zip(CASES, told, strict=True)},
        peak_kb=told[-1]["peak_kb"],
        work=work,
        calls=log.read_text(errors="replace") if strace else "",
    )
    shutil.rmtree(folder)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_each_file_is_taken_or_refused_as_the_manifest_says(case: Case, taken: Taken) -> None:
    code = taken.codes[case.file]
    if case in PICTURES:
        assert code == "E_TYPE"
    elif ":" in code:
        assert case.expected == "safe_either", code
    else:
        assert agrees(case, code), f"{code or 'taken'}, not {case.expected} {case.codes}"
    assert taken.seconds[case.file] < SECONDS_OF_ONE


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_what_is_made_is_whole_or_nothing_and_tells_no_secret(case: Case, taken: Taken) -> None:
    made = {path.name for path in taken.folder(case).iterdir()}
    if taken.codes[case.file]:
        assert made == set()
        return
    assert "clip.json" in made
    assert made & {"proxy.mp4", "listen.m4a"}
    for path in taken.folder(case).iterdir():
        content = path.read_bytes()
        assert len(content) < 20_000_000
        assert not [secret for secret in SECRETS if secret in content], path.name


def test_damaged_files_that_are_taken_say_that_they_are_damaged(taken: Taken) -> None:
    for case in CASES:
        if case.file in DAMAGED and not taken.codes[case.file]:
            clip = json.loads((taken.folder(case) / "clip.json").read_text())
            assert clip["damaged"], case.file


def test_the_worker_stays_small(taken: Taken) -> None:
    assert taken.peak_kb < MOST_KB


def opened(calls: str) -> set[str]:
    """The names of files in the calls that opened one; refused ones count too."""
    found = re.findall(r'(?:openat|open|creat)\((?:[^",]+, )?"((?:[^"\\]|\\.)*)"', calls)
    return {one.encode("latin-1", "replace").decode("unicode_escape") for one in found}


def readers_of(name: str, calls: str) -> set[Path]:
    """Which programs opened a file; a thread, whose program is not known here, is "thread"."""
    programs: dict[str, Path] = {}
    readers = set()
    for line in calls.splitlines():
        number = line.split(" ", 1)[0]
        if started := re.search(r'execve\("([^"]+)"', line):
            programs[number] = Path(started[1]).resolve()
        elif f'"{name}"' in line and "open" in line:
            readers.add(programs.get(number, Path("thread")))
    return readers


def test_nothing_is_opened_but_the_file_and_its_folder_and_nobody_is_called(taken: Taken) -> None:
    if not taken.calls:
        pytest.skip("needs strace")
    names = opened(taken.calls)
    ours = {str(case.path.absolute()) for case in CASES}
    corpus = {name for name in names if name.startswith(str(SHARED)) and name.isascii()}
    assert corpus - ours == set()
    # Python asks once for the home of its user while it starts; nothing else ever does.
    assert readers_of("/etc/passwd", taken.calls) <= {Path(sys.executable).resolve()}
    assert not [name for name in names if name.startswith(("http", "concat", "/root/.ssh"))]
    written = re.findall(r'open(?:at)?\([^"]*"([^"]+)"[^)]*O_(?:WRONLY|RDWR|CREAT)', taken.calls)
    # Python keeps compiled code, and the test's coverage what ran, beside the code.
    python = re.compile(r"/__pycache__/|/\.coverage\.")
    elsewhere = {
        name
        for name in written
        if not name.startswith((str(taken.work.parent), "/dev/null", "/proc/", "/sys/"))
        and not (name.startswith(str(ROOT)) and python.search(name))
    }
    assert elsewhere == set()
    assert "AF_INET" not in taken.calls
    programs = set(re.findall(r'execve\("([^"]+)"', taken.calls))
    assert {Path(one).resolve() for one in programs} <= {
        *(Path(sys.executable).resolve(), Path(ffmpeg_program()).resolve())
    }


def test_the_answers_are_those_of_the_gate(taken: Taken) -> None:
    answers = probe_all([Upload(path=case.path, name=case.upload_as) for case in MEDIA])
    for case, answer in zip(MEDIA, answers, strict=True):
        if isinstance(answer, UnfitMedia):
            assert taken.codes[case.file] == answer.code.value
