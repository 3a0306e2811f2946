"""A timeline that asks for files outside the group's rushes finds names and opens nothing.

The whole edit stage runs over it under strace: every planted file, address and pipe stays closed.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.documents.relink import Standing
from pipeline.editing.relink import wanted_of
from pipeline.errors import CannotRead
from pipeline.timeline.references import LONGEST_REFERENCE, names_of, reference_of
from tests.conftest import ROOT
from tests.hostile.test_ingest import opened
from tests.pipeline.editing.rushes_on_a_shelf import asked, film, row_of
from tests.pipeline.stages.locked_film import write_locked_film
from tests.pipeline.timeline.otio_text import clip, timeline, track

SECRET = "nobody_may_open_this"
TARGETS = [
    "{planted}/" + SECRET + ".mp4",
    "file://{planted}/" + SECRET + ".mov",
    "file://fileserver{planted}/" + SECRET + ".mp4",
    "../../../../../../../../..{planted}/" + SECRET + ".mp4",
    "..\\..\\" + SECRET + ".mp4",
    "\\\\fileserver\\share\\" + SECRET + ".mp4",
    "smb://fileserver/share/" + SECRET + ".mp4",
    "http://127.0.0.1:9/" + SECRET + ".mp4",
    "https://127.0.0.1:9/" + SECRET + ".mp4?a=../../etc/passwd",
    "rtmp://127.0.0.1:9/live",
    "concat:{planted}/" + SECRET + ".mp4|{planted}/" + SECRET + ".mp4",
    "subfile,,start,0,end,99,,:{planted}/" + SECRET + ".mp4",
    "pipe:0",
    "fd:3",
    "data:video/mp4;base64,AAAAIGZ0eXBpc29t",
    "/dev/zero",
    "/proc/self/environ",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/etc/passwd\n.mp4",
    "/etc/passwd\u0000.mp4",
    "'; cat /etc/passwd; '.mp4",
    '"$(cat /etc/passwd)".mp4',
    "-i",
    "file://[::1",
    "con.mp4",
    ".",
    "..",
]
OURS = [film("S01_P01_T01", "IMG_0042.MOV"), film("S01_P01_T02", "IMG_0043.MOV")]


@pytest.mark.parametrize("target", TARGETS)
def test_a_hostile_reference_is_a_name_that_finds_nothing(target: str) -> None:
    row = row_of(asked(target.format(planted="/srv")), OURS)
    assert (row.media, row.standing) == ("", Standing.MISSING)


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_shown_of_it_is_one_line_without_folders(target: str) -> None:
    wanted = wanted_of(reference_of({"target_url": target}, ""), Fraction(25))
    for shown in (wanted.name, wanted.folder):
        assert shown.isprintable()
    assert "/" not in wanted.name
    assert "\\" not in wanted.name
    assert ".." not in wanted.folder.split("/")


@pytest.mark.parametrize(
    "folder", ["/etc/", "../", "http://127.0.0.1:9/", "\\\\nas\\x\\", "smb://n/"]
)
def test_before_a_name_of_ours_it_means_ours(folder: str) -> None:
    assert row_of(asked(folder + "IMG_0042.MOV"), OURS).media == "S01_P01_T01"


def test_a_reference_longer_than_a_path_is_refused_in_a_sentence() -> None:
    long = {"OTIO_SCHEMA": "ExternalReference.1", "target_url": "a" * (LONGEST_REFERENCE + 1)}
    with pytest.raises(CannotRead, match="damaged or too long"):
        reference_of(long, "")
    assert len(names_of("a" * LONGEST_REFERENCE)[0]) == LONGEST_REFERENCE
    assert len(wanted_of(reference_of(None, "a" * 5000), Fraction(25)).name) == 120


@dataclass(frozen=True, slots=True)
class Run:
    """What a run over all of them has done."""

    said: dict[str, list[str]]
    """The names that were asked for, the media that were found, the codes of blockers."""
    calls: str
    planted: Path


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("needs strace")
    folder = tmp_path_factory.mktemp("hostile")
    home = folder / "film"
    shelf = write_locked_film(home)
    rushes = folder / "rushes"
    rushes.mkdir()
    for name, file in shelf.before["rushes"].items():
        shutil.copy(file.path, rushes / name)
    planted = folder / "planted"
    planted.mkdir()
    for suffix in ("mp4", "mov"):
        shutil.copy(home / "S01_P01_T02", planted / f"{SECRET}.{suffix}")
    clips = [clip(one.format(planted=planted), 0, 25) for one in TARGETS]
    ours = clip(f"{planted}/S01_P01_T02.mp4", 0, 25)
    cut = folder / "cut.otio"
    cut.write_bytes(timeline(track(ours, *clips), track(*clips, kind="Audio")))
    log = folder / "calls"
    calls = "trace=openat,open,creat,connect,bind,socket,execve"
    command = [sys.executable, "-m", "tests.hostile.reading_an_edit", rushes, cut, folder / "work"]
    ran = subprocess.run(
        [strace, "-f", "--seccomp-bpf", "-s", "4096", "-e", calls, "-o", log, *map(str, command)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    return Run(json.loads(ran.stdout), log.read_text(errors="replace"), planted)


@pytest.mark.ffmpeg
@pytest.mark.slow
def test_a_stage_over_all_of_them_finds_the_one_that_is_ours(run: Run) -> None:
    assert [one for one in run.said["found"] if one] == ["S01_P01_T02"]
    assert run.said["codes"].count("C34") == len(run.said["asked"]) - 1


@pytest.mark.ffmpeg
@pytest.mark.slow
def test_it_opens_none_of_the_planted_files_and_calls_nobody(run: Run) -> None:
    names = opened(run.calls)
    assert [name for name in names if SECRET in name or str(run.planted) in name] == []
    assert [name for name in names if name in {"/dev/zero", "/proc/self/environ"}] == []
    assert [
        name for name in names if re.match(r"(?:https?|rtmp|smb|concat|pipe|fd|data):", name)
    ] == []
    # A library asks its own machine once whether it knows IPv6: it binds, and calls nobody.
    assert not re.search(r"(?:connect|sendto)\([^\n]*AF_INET", run.calls)
